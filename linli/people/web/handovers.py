"""The list that one term hands to the next: at the desk, and for the members who sign it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Missing
from linli.kernel.posts import BODY_KEEPERS
from linli.people import actions, queries
from linli.people.queries import BodyCard, HandoverSheet
from linli.people.rules import HandoverKind, ItemState, Side
from linli.people.web.body_acts import taken_in
from linli.people.web.body_forms import ItemForm, SignForm, TickForm
from linli.people.web.pages import form_page
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go


def _sheet(request: Request, term_id: UUID) -> tuple[BodyCard, HandoverSheet, bool]:
    """The handover to a term, for who keeps the body and for members of either side."""
    tenant, on = request.sub_district_id, timezone.localdate()
    sheet = queries.handover_of(tenant, term_id)
    body_id = queries.body_of_term(tenant, term_id)
    card = queries.body(tenant, body_id, on=on) if body_id else None
    if sheet is None or card is None:
        raise Missing("no_handover", "")
    keeps = actions.may_keep_bodies(request.actor, card.place_id, on=on)
    if not (keeps or sides_of(request, sheet)):
        raise Missing("no_handover", "")
    return card, sheet, keeps


def sides_of(request: Request, sheet: HandoverSheet) -> list[Side]:
    """The sides on which the reader sits and that have not signed yet, or had a part in."""
    account, row = request.actor.account_id, sheet.row
    if account is None:
        return []
    terms = {Side.GIVES: row.before_id, Side.TAKES: row.term_id}
    return [
        side
        for side, term_id in terms.items()
        if term_id and queries.sits_in(request.sub_district_id, term_id, account)
    ]


@open_to(SIGNED_IN)
@require_safe
def handover(request: Request, term_id: UUID) -> HttpResponse:
    """Show the list, what is settled of it, and who signed."""
    card, sheet, keeps = _sheet(request, term_id)
    signed = {Side.GIVES: sheet.row.given_at, Side.TAKES: sheet.row.taken_at}
    mine = [side for side in sides_of(request, sheet) if signed[side] is None]
    context = {
        "card": card,
        "sheet": sheet,
        "may_change": not any(signed.values()),
        "may_sign": [(side.value, _side_words(side)) for side in mine]
        if not sheet.open_items
        else [],
        "item_form": ItemForm(),
        "keeps": keeps,
        "back_href": reverse("people:body_detail", args=[card.body_id])
        if keeps
        else reverse("people:my_offices"),
        "tab": "mine",
    }
    page = "people/handover_desk.html" if keeps else "people/handover_mine.html"
    return render(request, page, context)


def _side_words(side: Side) -> str:
    if side is Side.GIVES:
        return _("Sign: we have handed over")
    return _("Sign: we have taken over")


def _form(
    request: Request, term_id: UUID, form: Any, act: Any, said: str, **words: Any
) -> HttpResponse:
    card, _sheet_now, keeps = _sheet(request, term_id)

    def then(typed: dict[str, Any]) -> HttpResponse:
        act(typed)
        messages.success(request, said)
        return go("people:handover", term_id)

    back = reverse("people:handover", args=[term_id])
    page = {} if keeps else {"page": "people/my_form.html", "lead": card.name, "tab": "mine"}
    return form_page(
        request, form, then, purpose=card.name, back_href=back, other_href=back, **page, **words
    )


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def add_item(request: Request, term_id: UUID) -> HttpResponse:
    """Put one more thing on the list."""
    _card, sheet, _keeps = _sheet(request, term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.add_handover_item(
            actor=request.actor,
            handover_id=sheet.row.id,
            kind=HandoverKind(typed["kind"]),
            what=typed["what"],
            at=timezone.now(),
        )

    words = {"title": _("Add to the list"), "verb": _("Add it")}
    return _form(request, term_id, ItemForm(request.POST or None), act, _("Added."), **words)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def tick_item(request: Request, term_id: UUID, item_id: UUID) -> HttpResponse:
    """Say what became of a thing; a button of the list says that it was handed over."""
    _card, sheet, _keeps = _sheet(request, term_id)
    item = next((one for one in sheet.items if one.id == item_id), None)
    if item is None:
        raise Missing("no_thing", "")

    def act(typed: dict[str, Any]) -> None:
        actions.tick_handover_item(
            actor=request.actor,
            item_id=item_id,
            state=ItemState(typed["state"]),
            note=typed["note"],
            at=timezone.now(),
        )

    form = TickForm(request.POST or None, initial={"state": item.state, "note": item.note})
    words = {"title": item.what, "verb": _("Keep")}
    return _form(request, term_id, form, act, _("Kept."), **words)


@open_to(SIGNED_IN)
@require_POST
def sign(request: Request, term_id: UUID) -> HttpResponse:
    """Sign the list with the own account."""
    _card, sheet, _keeps = _sheet(request, term_id)
    side = Side.GIVES if request.POST.get("side") == Side.GIVES else Side.TAKES
    actions.sign_handover(
        actor=request.actor, handover_id=sheet.row.id, side=side, at=timezone.now()
    )
    messages.success(request, _("Signed."))
    return go("people:handover", term_id)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def sign_on_paper(request: Request, term_id: UUID) -> HttpResponse:
    """Enter a signature that stands on the printed list."""
    _card, sheet, _keeps = _sheet(request, term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.sign_handover(
            actor=request.actor,
            handover_id=sheet.row.id,
            side=Side(typed["side"]),
            name=typed["name"],
            paper=taken_in(typed["paper"]),
            at=timezone.now(),
        )

    tenant, row = request.sub_district_id, sheet.row
    members = [
        name
        for term_id in (row.before_id, row.term_id)
        for name in queries.names_in_term(tenant, term_id)
    ]
    names = list(dict.fromkeys([*members, *actions.office_names(tenant)]))
    form = SignForm(request.POST or None, request.FILES or None, names=names)
    words = {"title": _("Signed on paper"), "verb": _("Enter in the records")}
    return _form(request, term_id, form, act, _("Entered."), **words)
