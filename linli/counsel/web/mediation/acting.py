"""How an act of a mediation is asked and done: a form of its own for the team and for a side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_noop

from linli.counsel.queries.mediation_shown import MediationShown
from linli.counsel.web.mediation.forms import ActForm
from linli.ui import pages
from linli.ui.access import Request

ONE_FORM = gettext_noop("a form of the file")
Text = str | Lazy


@dataclass(frozen=True, slots=True)
class Sent:
    """An act that somebody sent: on which file, about what of it, with which words."""

    request: Request
    shown: MediationShown
    form: Any
    on: UUID | None

    @property
    def who(self) -> dict[str, Any]:
        """The keywords that every action takes."""
        return {
            "actor": self.request.actor,
            "file_id": self.shown.opened.file.id,
            "at": timezone.now(),
        }

    @property
    def fresh(self) -> dict[str, Any]:
        """The same with the version that the sender saw."""
        typed = self.request.POST.get("version", "")
        return {**self.who, "version": int(typed) if typed.isdigit() else None}

    @property
    def about(self) -> UUID:
        """What of the file it is about; the address of an act that needs one names it."""
        if self.on is None:
            raise Http404
        return self.on

    @property
    def party(self) -> UUID | None:
        """The side that was chosen in the form."""
        return pages.as_uuid(self.form.cleaned_data.get("party", ""))


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its form, its words, what it does; `fit` offers what the file has."""

    title: Text
    verb: Text
    run: Callable[[Sent], HttpResponse | None]
    form: type[ActForm]
    purpose: Text = ""
    fit: Callable[[Request, MediationShown, Any], None] | None = None
    danger: bool = False


Acts = Mapping[str, Act]


def the_act(acts: Acts, name: str) -> Act:
    """An act by its name in the address."""
    found = acts.get(name)
    if found is None:
        raise Http404
    return found


def act_page(
    request: Request,
    act: Act,
    shown: MediationShown,
    *,
    page: str,
    back: str,
    kept: str,
) -> HttpResponse:
    """Show the form of an act, or do it and go back to the file."""
    form = act.form(request.POST or None, request.FILES or None, shown=shown)
    if act.fit is not None:
        act.fit(request, shown, form)

    def run(_typed: dict[str, Any]) -> HttpResponse:
        on = pages.as_uuid(request.GET.get("on", ""))
        answer = act.run(Sent(request, shown, form, on))
        return answer if answer is not None else pages.go(back)

    answer = pages.form_page(
        request,
        form,
        run,
        page=page,
        what=act,
        purpose=str(act.purpose),
        shown=shown,
        file=shown.opened.file,
        back_href=back,
        version=request.POST.get("version") or shown.opened.file.version,
        tabs_hidden=True,
        kept=kept,
    )
    answer["Cache-Control"] = "no-store"
    return answer
