"""What all pages of a fund share: find it, its month, its tabs, its forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.errors import Missing
from linli.money import queries
from linli.money.rules import KEEPERS, READERS, FundKind, Verb, month_of, months_between
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui import pages
from linli.ui.access import Request, audience
from linli.ui.forms import PlainForm
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.money.models import Fund

SEERS = audience(READERS)
"""Who looks at books at the desk."""
KEEP = audience(KEEPERS)
"""Who makes and checks; the hands on a fund narrow it further."""
FORM_PAGE = "money/ledger/form.html"
MONTHS_SHOWN = 12


class KeyedForm(PlainForm):
    """A form that is taken in once, however often it is sent."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid4())

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())


def the_fund(request: Request, fund_id: UUID) -> Fund:
    """The fund of the address, within the reach of the post acted in."""
    found = queries.fund_seen_by(request.actor, fund_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_fund", _("There is no such fund, or it is closed."))
    return found


def may(request: Request, verb: Verb, fund: Fund) -> bool:
    """Whether the post acted in may do this here today."""
    return queries.may_do_at(request.actor, verb, fund.place_id, on=timezone.localdate())


def month_asked(request: Request, fund: Fund) -> date:
    """The month of the address; without one, the newest in which something was entered."""
    typed = request.GET.get("month", "")
    try:
        month = date.fromisoformat(f"{typed}-01")
    except ValueError:
        month = queries.newest_month(fund) or month_of(timezone.localdate())
    return min(max(month, month_of(fund.opened_on)), month_of(timezone.localdate()))


def month_chips(fund: Fund, month: date) -> list[Chip]:
    """The newest months, and the one shown."""
    all_months = months_between(fund.opened_on, timezone.localdate())[::-1]
    shown = all_months[:MONTHS_SHOWN]
    if month not in shown:
        shown.append(month)
    return [Chip(f"{one:%Y-%m}", f"?month={one:%Y-%m}", on=one == month) for one in shown]


def fund_tabs(request: Request, fund: Fund, here: str) -> list[Chip]:
    """The pages of one fund at the desk."""
    pages_of = [
        ("money:desk_fund", _("Books")),
        ("money:desk_accounts", _("Accounts and balances")),
        ("money:desk_bank", _("Bank")),
        ("money:desk_hands", _("Who does what")),
    ]
    return [
        Chip(label, reverse(name, args=[fund.id]), on=name == f"money:{here}")
        for name, label in pages_of
    ]


def frame(request: Request, fund: Fund, here: str) -> dict[str, Any]:
    """What the frame of a fund's desk pages needs."""
    return {
        "fund": fund,
        "kind_word": queries.fund_word(FundKind(fund.kind)),
        "tabs": fund_tabs(request, fund, here),
        "duties": queries.duties_on(request.actor, fund.id),
    }


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    fund: Fund,
    here: str,
    page: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show a form about a fund inside its frame, or act on it."""
    back = {"back_href": reverse("money:desk_fund", args=[fund.id])}
    framed = {**back, **frame(request, fund, here), **context}
    return pages.form_page(request, form, act, page=page, **framed)


def papers_of(files: list[UploadedFile[Any]]) -> list[Prepared]:
    """The papers of a form, checked and stored before the transaction."""
    return [prepare_upload(name=one.name or "", content=one.read(MAX_BYTES + 1)) for one in files]
