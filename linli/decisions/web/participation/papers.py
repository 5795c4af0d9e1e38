"""The residents' pact and what a residents' committee lays open: for everybody, and at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.participation_words import affairs_word, pact_word
from linli.decisions.rules import AffairsKind, AffairsState, PactState, Verb
from linli.decisions.rules.papers import text_from
from linli.decisions.rules.who import RUNNERS
from linli.decisions.web.participation.forms import AdoptForm, FileForm, PactForm
from linli.decisions.web.participation.pages import SEE, communities_reached, desk_form, may
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE, PostKind
from linli.places import queries as places
from linli.ui.access import ANYONE, Request, audience, open_to
from linli.ui.forms import A_YEAR, DayField, PlainForm
from linli.ui.pages import FORM, as_number, as_uuid, go

if TYPE_CHECKING:
    from linli.decisions.models import Affairs, Pact
    from linli.kernel.rule import Words
    from linli.places.models import Place

RUN = audience(RUNNERS)
FILE = audience(OFFICE)
PREPARE = audience(PostKind.SECRETARY)
PUBLISH = audience(PostKind.SUPERVISION_CHAIR)


@open_to(ANYONE)
@require_safe
def community_papers(request: Request) -> HttpResponse:
    """List the communities, each with its pact and its disclosures."""
    on = timezone.localdate()
    rows = [(one.id, one.name) for one in places.communities(request.sub_district_id, on=on)]
    context = {
        "rows": rows,
        "tab": "council",
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/participation/community_papers.html", context)


@open_to(ANYONE)
@require_safe
def pact(request: Request, place_id: UUID) -> HttpResponse:
    """Show the pact in force at a place, by whom it was adopted and when it was filed."""
    place = _place(request, place_id)
    found = queries.pact_in_force(request.sub_district_id, place.id)
    context = {
        "place_shown": place,
        "pact": found,
        "source": _said(queries.paper_template("pact").source),
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/participation/pact.html", context)


@open_to(ANYONE)
@require_safe
def affairs(request: Request, place_id: UUID) -> HttpResponse:
    """List what a residents' committee laid open, and when the next is due."""
    place = _place(request, place_id)
    on = timezone.localdate()
    rows = queries.affairs_of(request.sub_district_id, place.id, public=True)
    context = {
        "place_shown": place,
        "rows": [(one, affairs_word(one.kind)) for one in rows],
        "due": _due(request, place.id, on),
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/participation/affairs.html", context)


@open_to(ANYONE)
@require_safe
def affairs_paper(request: Request, affairs_id: UUID) -> HttpResponse:
    """Show one disclosure with its fingerprint."""
    found = queries.affairs(request.sub_district_id, affairs_id)
    if found is None or found.state != AffairsState.PUBLISHED:
        raise Missing("no_affairs", _("There is no such disclosure."))
    context = {
        "one": found,
        "kind": affairs_word(found.kind),
        "items": _items(found),
        "back": {
            "href": reverse("decisions:affairs", args=[found.place_id]),
            "label": _("Disclosures"),
        },
    }
    return render(request, "decisions/participation/affairs_paper.html", context)


@open_to(*SEE)
@require_safe
def desk_papers(request: Request) -> HttpResponse:
    """Show the pacts and disclosures of the communities that the post acted in reaches."""
    on = timezone.localdate()
    here = communities_reached(request)
    asked = as_uuid(request.GET.get("place", ""))
    chosen = next((one for one in here if one[0] == asked), here[0] if here else None)
    place_id = chosen[0] if chosen else None
    context = {
        "communities": here,
        "chosen": chosen,
        "pacts": [
            (one, pact_word(one.state))
            for one in (queries.pacts_of(request.sub_district_id, place_id) if place_id else [])
        ],
        "rows": [
            (one, affairs_word(one.kind))
            for one in (
                queries.affairs_of(request.sub_district_id, place_id, public=False)
                if place_id
                else []
            )
        ],
        "due": _due(request, place_id, on) if place_id else [],
        "may_run": place_id is not None and may(request, Verb.RUN, place_id),
        "may_prepare": request.actor.kind == PostKind.SECRETARY,
        "kinds": [(kind.value, affairs_word(kind)) for kind in AffairsKind],
    }
    return render(request, "decisions/participation/desk_papers.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def new_pact(request: Request, place_id: UUID) -> HttpResponse:
    """Draft the next version of a pact, from the one in force or from the template."""
    place = _place(request, place_id)
    before = queries.pact_in_force(request.sub_district_id, place.id)
    text = before.text if before else text_from(queries.paper_template("pact"), place.name)
    title = before.title if before else _("Residents' pact of %(place)s") % {"place": place.name}

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.draft_pact(
            actor=request.actor,
            place_id=place.id,
            title=typed["title"],
            text=typed["text"],
            at=timezone.now(),
        )
        messages.success(request, _("The draft is kept. Put it to the meeting as a decision."))
        return go("decisions:desk_pact", made.id)

    form = PactForm(request.POST or None, initial={"title": title, "text": text})
    return desk_form(
        request,
        form,
        act,
        title=_("Draft the residents' pact"),
        purpose=place.name,
        note=_said(queries.paper_template("pact").source),
        back_href=f"{reverse('decisions:desk_papers')}?place={place.id}",
        verb=_("Keep the draft"),
    )


@open_to(*SEE)
@require_safe
def desk_pact(request: Request, pact_id: UUID) -> HttpResponse:
    """Show one version with what can be done to it."""
    found = _the_pact(request, pact_id)
    run = may(request, Verb.RUN, found.place_id)
    context = {
        "pact": found,
        "state": pact_word(found.state),
        "may_change": run and found.state == PactState.DRAFT,
        "may_file": request.actor.kind in OFFICE and found.state == PactState.ADOPTED,
    }
    return render(request, "decisions/participation/desk_pact.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def change_pact(request: Request, pact_id: UUID) -> HttpResponse:
    """Change a draft of the pact."""
    found = _the_pact(request, pact_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.change_pact(
            actor=request.actor,
            pact_id=found.id,
            version=typed["version"] or 0,
            title=typed["title"],
            text=typed["text"],
            at=timezone.now(),
        )
        return go("decisions:desk_pact", found.id)

    kept = {"title": found.title, "text": found.text, "version": found.version}
    return _pact_form(
        request, PactForm(request.POST or None, initial=kept), act, found, _("Change the draft")
    )


@open_to(*RUN)
@require_http_methods(FORM)
def adopt_pact(request: Request, pact_id: UUID) -> HttpResponse:
    """Name the decision by which the meeting adopted a pact."""
    found = _the_pact(request, pact_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.adopt_pact(
            actor=request.actor,
            pact_id=found.id,
            version=typed["version"],
            decision_number=typed["decision_number"],
            at=timezone.now(),
        )
        messages.success(request, _("Adopted. Now the office files it."))
        return go("decisions:desk_pact", found.id)

    form = AdoptForm(request.POST or None, initial={"version": found.version})
    return _pact_form(request, form, act, found, _("Adopted by the meeting"))


@open_to(*FILE)
@require_http_methods(FORM)
def file_pact(request: Request, pact_id: UUID) -> HttpResponse:
    """File a pact, or send it back with the article that it contradicts."""
    found = _the_pact(request, pact_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.file_pact(
            actor=request.actor,
            pact_id=found.id,
            version=typed["version"],
            accepted=typed["accepted"] == "yes",
            words=typed["words"],
            at=timezone.now(),
        )
        return go("decisions:desk_pact", found.id)

    form = FileForm(request.POST or None, initial={"version": found.version})
    return _pact_form(request, form, act, found, _("File the pact"))


@open_to(*PREPARE)
@require_http_methods(FORM)
def keep_affairs(
    request: Request, place_id: UUID, kind: str, affairs_id: UUID | None = None
) -> HttpResponse:
    """Prepare a disclosure by its template, or go on with a draft."""
    place = _place(request, place_id)
    of_kind = _kind(kind)
    found = queries.affairs(request.sub_district_id, affairs_id) if affairs_id else None

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.keep_affairs(
            actor=request.actor,
            place_id=place.id,
            kind=of_kind,
            period_from=typed["period_from"],
            period_to=typed["period_to"],
            items=form.items(),
            affairs_id=found.id if found else None,
            version=typed["version"] or 0,
            at=timezone.now(),
        )
        messages.success(request, _("Kept. The chair of the supervisors checks and publishes it."))
        return go("decisions:desk_affairs", made.id)

    form = AffairsForm(request.POST or None, kind=of_kind, found=found)
    return desk_form(
        request,
        form,
        act,
        title=affairs_word(of_kind),
        purpose=place.name,
        note=_said(queries.paper_template(of_kind).source),
        back_href=f"{reverse('decisions:desk_papers')}?place={place.id}",
        verb=_("Keep"),
    )


@open_to(*SEE)
@require_safe
def desk_affairs(request: Request, affairs_id: UUID) -> HttpResponse:
    """Show a disclosure as it stands, to check it."""
    found = queries.affairs(request.sub_district_id, affairs_id)
    if found is None or not may(request, Verb.SEE, found.place_id):
        raise Missing("no_affairs", _("There is no such disclosure."))
    draft = found.state == AffairsState.DRAFT
    context = {
        "one": found,
        "kind": affairs_word(found.kind),
        "items": _items(found),
        "may_change": draft and request.actor.kind == PostKind.SECRETARY,
        "may_publish": draft and request.actor.kind == PostKind.SUPERVISION_CHAIR,
    }
    return render(request, "decisions/participation/desk_affairs.html", context)


@open_to(*PUBLISH)
@require_POST
def publish_affairs(request: Request, affairs_id: UUID) -> HttpResponse:
    """Lay a disclosure open."""
    typed = request.POST.get("version", "")
    made = actions.publish_affairs(
        actor=request.actor,
        affairs_id=affairs_id,
        version=as_number(typed),
        at=timezone.now(),
    )
    messages.success(request, _("Published."))
    return go("decisions:desk_affairs", made.id)


class AffairsForm(PlainForm):
    """A disclosure by the headings of its template."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    period_from = DayField(back=5 * A_YEAR, ahead=A_YEAR)
    period_to = DayField(back=5 * A_YEAR, ahead=A_YEAR)

    def __init__(self, *args: Any, kind: AffairsKind, found: Affairs | None, **kwargs: Any) -> None:
        kept = found.items if found else {}
        initial = {f"item_{key}": text for key, text in kept.items()}
        if found:
            initial |= {
                "version": found.version,
                "period_from": found.period_from,
                "period_to": found.period_to,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["period_from"].label = _("Period from")
        self.fields["period_to"].label = _("Period to")
        for item in queries.paper_template(kind).items:
            self.fields[f"item_{item.key}"] = forms.CharField(
                label=_said(item.title),
                help_text=_said(item.hint),
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.speak_plainly()

    def items(self) -> dict[str, str]:
        """The texts by heading."""
        return {
            name.removeprefix("item_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("item_")
        }


def _pact_form(
    request: Request, form: PlainForm, act: Any, found: Pact, title: str
) -> HttpResponse:
    return desk_form(
        request,
        form,
        act,
        title=title,
        purpose=found.title,
        back_href=reverse("decisions:desk_pact", args=[found.id]),
        verb=title,
    )


def _place(request: Request, place_id: UUID) -> Place:
    found = places.place(request.sub_district_id, place_id)
    if found is None:
        raise Missing("no_place", _("There is no such place."))
    return found


def _the_pact(request: Request, pact_id: UUID) -> Pact:
    found = queries.pact(request.sub_district_id, pact_id)
    if found is None or not may(request, Verb.SEE, found.place_id):
        raise Missing("no_pact", _("There is no such pact."))
    return found


def _kind(kind: str) -> AffairsKind:
    try:
        return AffairsKind(kind)
    except ValueError:
        raise Missing("no_affairs", _("There is no such disclosure.")) from None


def _items(found: Affairs) -> list[tuple[str, str]]:
    template = queries.paper_template(found.kind)
    return [(_said(item.title), found.items.get(item.key, "")) for item in template.items]


def _due(request: Request, place_id: UUID, on: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": affairs_word(one.kind),
            "last": one.last,
            "on": one.on,
            "late": one.on < on,
            "source": one.source,
            "every": one.every_months,
        }
        for one in queries.affairs_due(request.sub_district_id, place_id, on=on)
    ]


def _said(words: Words) -> str:
    return words.en if (get_language() or "").startswith("en") else words.zh
