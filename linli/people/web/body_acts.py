"""Acts on bodies at the desk: seat, give offices, vacate, succeed, file, delegate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.kernel.errors import Missing
from linli.kernel.posts import BODY_KEEPERS
from linli.people import actions, queries
from linli.people.queries import BodyCard
from linli.people.rules import (
    BODIES,
    AgeBand,
    FiledWith,
    OrganisationKind,
    SeatEnd,
    SeatOffice,
    Sex,
    YesNo,
)
from linli.people.web.bodies import body_for
from linli.people.web.body_forms import (
    CorrectFilingForm,
    DeclareForm,
    DelegateForm,
    EndDelegationForm,
    FileForm,
    LinkForm,
    OfficeForm,
    PassForm,
    SeatMembersForm,
    SucceedForm,
    VacateForm,
    WithdrawTermForm,
)
from linli.people.web.pages import account_named, form_page
from linli.places import queries as places
from linli.records import actions as records
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.access import Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go

Act = Callable[[dict[str, Any]], object]


def body_page(
    request: Request, card: BodyCard, form: PlainForm, act: Act, said: str, **words: Any
) -> HttpResponse:
    """A form about one body; it leads back to the body."""

    def then(typed: dict[str, Any]) -> HttpResponse:
        act(typed)
        messages.success(request, said)
        return go("people:body_detail", card.body_id)

    purpose = words.pop("about", "") or f"{card.name} · {card.title}"
    back = reverse("people:body_detail", args=[card.body_id])
    return form_page(request, form, then, purpose=purpose, back_href=back, **words)


def taken_in(file: UploadedFile[Any] | None) -> Prepared | None:
    """Check and store a file before the transaction that names it."""
    if file is None:
        return None
    return records.prepare_upload(name=file.name or "", content=file.read(MAX_BYTES + 1))


def _of_term(request: Request, term_id: UUID) -> BodyCard:
    body_id = queries.body_of_term(request.sub_district_id, term_id)
    if body_id is None:
        raise Missing("no_term", "")
    return body_for(request, body_id)


def _of_seat(request: Request, seat_id: UUID) -> tuple[BodyCard, str, str]:
    """The body of a seat, whose it is, in which office."""
    seat = queries.seat(request.sub_district_id, seat_id)
    if seat is None:
        raise Missing("no_seat", "")
    card = body_for(request, seat.term.body_id)
    return (
        card,
        f"{card.name} · {queries.member_title(card.kind, seat.office)} {seat.name}",
        seat.office,
    )


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def seat_members(request: Request, body_id: UUID) -> HttpResponse:
    """Enter who was elected, or file the result of a Party branch."""
    card = body_for(request, body_id)
    filed_only = BODIES[OrganisationKind(card.kind)].filed_only

    def act(typed: dict[str, Any]) -> None:
        article, seats = typed.pop("article"), typed.pop("seats") or 0
        members = [replace(one, article=article) for one in typed.pop("members")]
        enter = actions.file_result if filed_only else actions.seat_elected
        enter(
            actor=request.actor,
            body_id=body_id,
            members=members,
            seats=seats,
            at=timezone.now(),
            **typed,
        )

    form = SeatMembersForm(request.POST or None, kind=card.kind, filed_only=filed_only)
    title = _("File a result") if filed_only else _("Seat a new term")
    said = _("The new term is entered.")
    return body_page(request, card, form, act, said, title=title, verb=_("Enter in the records"))


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def give_office(request: Request, seat_id: UUID) -> HttpResponse:
    """Give a member an office of the body."""
    card, about, office = _of_seat(request, seat_id)

    def act(typed: dict[str, Any]) -> None:
        actions.give_office(
            actor=request.actor,
            seat_id=seat_id,
            office=SeatOffice(typed["office"]),
            at=timezone.now(),
        )

    form = OfficeForm(request.POST or None, kind=card.kind, initial={"office": office})
    words = {"title": _("Give an office"), "verb": _("Give it"), "about": about}
    return body_page(request, card, form, act, _("Kept."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def link_account(request: Request, seat_id: UUID) -> HttpResponse:
    """Say which account is the member's."""
    card, about, _office = _of_seat(request, seat_id)

    def act(typed: dict[str, Any]) -> None:
        username = typed["username"]
        account_id = account_named(username) if username else None
        actions.link_account(
            actor=request.actor, seat_id=seat_id, account_id=account_id, at=timezone.now()
        )

    form = LinkForm(request.POST or None)
    words = {"title": _("The member's account"), "verb": _("Keep"), "about": about}
    return body_page(request, card, form, act, _("Kept."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def vacate(request: Request, seat_id: UUID) -> HttpResponse:
    """End a seat before its term: resignation, recall, lost eligibility."""
    card, about, _office = _of_seat(request, seat_id)

    def act(typed: dict[str, Any]) -> None:
        why = SeatEnd(typed.pop("why"))
        actions.vacate(actor=request.actor, seat_id=seat_id, why=why, at=timezone.now(), **typed)

    form = VacateForm(request.POST or None)
    words = {"title": _("End a seat"), "verb": _("End it"), "danger": True, "about": about}
    return body_page(request, card, form, act, _("The seat ends on that day."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def declare_on_paper(request: Request, seat_id: UUID) -> HttpResponse:
    """Enter what a member declared on paper; it is not shown again."""
    card, about, _office = _of_seat(request, seat_id)

    def act(typed: dict[str, Any]) -> None:
        actions.declare_facts(
            actor=request.actor,
            seat_id=seat_id,
            on_paper=True,
            at=timezone.now(),
            **declared(typed),
        )

    form = DeclareForm(request.POST or None)
    words = {
        "title": _("Declared on paper"),
        "verb": _("Enter in the records"),
        "about": about,
        "note": _(
            "Only what the member signed. Nobody sees it again but the member; pages show sums."
        ),
    }
    return body_page(request, card, form, act, _("Entered."), **words)


def declared(typed: dict[str, Any]) -> dict[str, Any]:
    """What was chosen, as words of the rules; nothing chosen is None."""
    return {
        "party_member": YesNo(typed["party_member"]) if typed["party_member"] else None,
        "sex": Sex(typed["sex"]) if typed["sex"] else None,
        "age_band": AgeBand(typed["age_band"]) if typed["age_band"] else None,
    }


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def succeed(request: Request, term_id: UUID) -> HttpResponse:
    """Let the first alternate take a vacant seat."""
    card = _of_term(request, term_id)
    waiting = queries.next_alternate(request.sub_district_id, term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.succeed(actor=request.actor, term_id=term_id, at=timezone.now(), **typed)

    words = {
        "title": _("The next alternate takes a seat"),
        "verb": _("Seat the alternate"),
        "about": f"{card.name} · {waiting.name}" if waiting else card.name,
    }
    return body_page(
        request,
        card,
        SucceedForm(request.POST or None),
        act,
        _("The alternate is seated."),
        **words,
    )


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def pass_over(request: Request, term_id: UUID, alternate_id: UUID) -> HttpResponse:
    """Note that an alternate declined or cannot sit."""
    card = _of_term(request, term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.pass_over(
            actor=request.actor, alternate_id=alternate_id, at=timezone.now(), **typed
        )

    words = {"title": _("Pass over an alternate"), "verb": _("Pass over")}
    return body_page(request, card, PassForm(request.POST or None), act, _("Kept."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def file_term(request: Request, term_id: UUID) -> HttpResponse:
    """Enter that a term was filed, with the receipt."""
    card = _of_term(request, term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.file_term(
            actor=request.actor,
            term_id=term_id,
            filed_with=FiledWith(typed["filed_with"]),
            filed_on=typed["filed_on"],
            reference=typed["reference"],
            receipt=taken_in(typed["receipt"]),
            at=timezone.now(),
        )

    asked = BODIES[OrganisationKind(card.kind)].filed_with
    form = FileForm(request.POST or None, request.FILES or None, asked=asked)
    words = {"title": _("Enter a filing"), "verb": _("Enter in the records")}
    return body_page(request, card, form, act, _("Entered."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def correct_filing(request: Request, filing_id: UUID) -> HttpResponse:
    """Put right the day of a filing."""
    filing = queries.filing(request.sub_district_id, filing_id)
    if filing is None:
        raise Missing("no_filing", "")
    card = _of_term(request, filing.term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.correct_filing(actor=request.actor, filing_id=filing_id, at=timezone.now(), **typed)

    form = CorrectFilingForm(request.POST or None, initial={"filed_on": filing.filed_on})
    words = {"title": _("Correct the day of a filing"), "verb": _("Correct it")}
    return body_page(request, card, form, act, _("Corrected."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def withdraw_term(request: Request, term_id: UUID) -> HttpResponse:
    """Take back a term that was entered by mistake."""
    card = _of_term(request, term_id)

    def act(typed: dict[str, Any]) -> None:
        actions.withdraw_term(actor=request.actor, term_id=term_id, at=timezone.now(), **typed)

    words = {
        "title": _("Withdraw a term entered by mistake"),
        "verb": _("Withdraw it"),
        "danger": True,
        "note": _(
            "Only while nothing rests on it. Its seats are gone with it, and the term before goes "
            "on to its own last day. That it was withdrawn, and why, stays to be read."
        ),
    }
    form = WithdrawTermForm(request.POST or None)
    return body_page(request, card, form, act, _("The term is withdrawn."), **words)


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def delegate_to_body(request: Request, body_id: UUID) -> HttpResponse:
    """Enter what this body lets another do."""
    card = body_for(request, body_id)

    def act(typed: dict[str, Any]) -> None:
        taker = UUID(typed.pop("taker"))
        actions.delegate_to_body(
            actor=request.actor, giver_id=body_id, taker_id=taker, at=timezone.now(), **typed
        )

    form = DelegateForm(request.POST or None, takers=_takers(request, card))
    words = {"title": _("Delegate to a body"), "verb": _("Enter in the records")}
    return body_page(request, card, form, act, _("Entered."), **words)


def _takers(request: Request, card: BodyCard) -> list[tuple[str, str]]:
    """Other bodies at the giver's place, above it and below it."""
    on = timezone.localdate()
    within = queries.bodies_within(request.sub_district_id, card.place_id, on=on)
    above = places.ancestors(request.sub_district_id, card.place_id, on=on)
    line = queries.bodies_at(request.sub_district_id, above.ids if above else (), on=on)
    found = {one.body_id: one for one in [*line, *within] if one.body_id != card.body_id}
    return [(str(one.body_id), f"{one.name} · {one.place_name}") for one in found.values()]


@open_to(BODY_KEEPERS)
@require_http_methods(FORM)
def end_delegation(request: Request, body_id: UUID, delegation_id: UUID) -> HttpResponse:
    """End a delegation before its day."""
    card = body_for(request, body_id)

    def act(typed: dict[str, Any]) -> None:
        actions.end_delegation(
            actor=request.actor, delegation_id=delegation_id, at=timezone.now(), **typed
        )

    words = {"title": _("End a delegation"), "verb": _("End it"), "danger": True}
    form = EndDelegationForm(request.POST or None)
    return body_page(request, card, form, act, _("The last day is set."), **words)
