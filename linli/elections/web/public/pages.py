"""Elections for everybody: the list, the page of one, its notices to read and to print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from linli.elections import queries
from linli.elections.queries.pages import (
    StepShown,
    notice,
    notices_hanging,
    notices_of,
    public_elections,
    steps_shown,
)
from linli.elections.rules import ElectionKind, ElectionState, Mode, OfficialRole
from linli.elections.rules.candidates import PERSONS
from linli.elections.web.parts import parts_of
from linli.elections.web.public.parts import PARTS
from linli.kernel.errors import Missing
from linli.people import queries as people
from linli.records.queries import in_words, rule_shown
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.clock import ClockFace, clock_face
from linli.ui.menu import back_to
from linli.ui.pieces import Fact, Row, Step
from linli.ui.words import day, stamp

if TYPE_CHECKING:
    from uuid import UUID

    from linli.elections.models import Election, Notice
    from linli.people.models import BodyTerm

OVER = {ElectionState.COUNTED, ElectionState.CANCELLED}


@open_to(ANYONE)
@require_safe
def public_list(request: Request) -> HttpResponse:
    """List what is voted on now, what is prepared, notices that hang, and what is over."""
    now = timezone.now()
    on = timezone.localdate(now)
    found = public_elections(request.sub_district_id)
    voting = [one for one in found if one.state == ElectionState.VOTING]
    ahead = [one for one in found if one.state in {ElectionState.PREPARING, ElectionState.CLOSED}]
    context = {
        "voting": [_row(one, now) for one in voting],
        "ahead": [_row(one, now) for one in ahead],
        "over": [
            *[_row(one, now) for one in found if one.state in OVER],
            *_recorded_sum(request.sub_district_id),
        ],
        "notices": [_hung(one, on) for one in notices_hanging(request.sub_district_id, on=on)],
        "methods": queries.methods_in_force(request.sub_district_id)[:1],
        "tab": "council",
        "back": back_to("council"),
    }
    return render(request, "elections/public/list.html", context)


@open_to(ANYONE)
@require_safe
def recorded_results(request: Request) -> HttpResponse:
    """List results that were only recorded: elected elsewhere, without a vote on this site."""
    context = {
        "terms": _by_term(people.recorded_results(request.sub_district_id)),
        "tab": "council",
        "back": {"href": reverse("elections:public_elections"), "label": _("Elections and votes")},
    }
    return render(request, "elections/public/recorded.html", context)


def _by_term(found: Iterable[BodyTerm]) -> list[tuple[int, list[Row]]]:
    """The results by the year in which their terms began, the newest first."""
    years: dict[int, list[Row]] = {}
    for term in found:
        years.setdefault(term.valid_from.year, []).append(_recorded(term))
    return sorted(years.items(), reverse=True)


def _recorded(term: BodyTerm) -> Row:
    days = _("%(first)s to %(last)s") % {"first": term.valid_from, "last": term.valid_to}
    seats = ngettext("%(n)d seat", "%(n)d seats", term.seats) % {"n": term.seats}
    return Row(
        term.body.name,
        reverse("people:public_body", args=[term.body_id]),
        kicker=[days],
        meta=[seats, term.basis],
    )


def _recorded_sum(sub_district_id: UUID) -> list[Row]:
    """One row that leads to all recorded results, if there are any."""
    found = people.recorded_results(sub_district_id)
    if not found:
        return []
    words = ngettext("%(n)d result", "%(n)d results", len(found)) % {"n": len(found)}
    bodies = len({term.body_id for term in found})
    of = ngettext("of %(n)d body", "of %(n)d bodies", bodies) % {"n": bodies}
    note = _("elected without this site and only recorded here")
    title = _("Recorded results of elections")
    return [Row(title, reverse("elections:recorded_results"), meta=[f"{words} {of}", note])]


@open_to(ANYONE)
@require_safe
def public_election(request: Request, uuid: str) -> HttpResponse:
    """Show one election: where it stands, how one votes, who stands, what is posted."""
    election = _the_election(request, uuid)
    now = timezone.now()
    on = timezone.localdate(now)
    steps = steps_shown(election, on=on)
    persons = ElectionKind(election.kind) in PERSONS
    context = {
        "election": election,
        "state_name": queries.state_name(election.state),
        "state_tone": queries.state_tone(election.state),
        "kind_name": queries.kind_name(election.kind),
        "now_box": _now(election, steps, now),
        "steps": [_step(one, on) for one in steps],
        "facts": _how(election),
        "terms": _terms(election),
        "why": _why(request, election, on),
        "candidates": queries.ballot_candidates(election) if persons else [],
        "fixed": election.candidates_fixed_at is not None,
        "officials": _officials(election),
        "notices": [_hung(one, on) for one in notices_of(election)],
        "parts": parts_of(PARTS, request, election, now),
        "booth": _booth(election, now),
        "mine": _mine(request, election),
        "tab": "council",
        "back": {"href": reverse("elections:public_elections"), "label": _("Elections and votes")},
    }
    return render(request, "elections/public/election.html", context)


@open_to(ANYONE)
@require_safe
def public_notice(request: Request, uuid: str, number: int) -> HttpResponse:
    """Show a notice as it hangs on the wall: to read, to print, to check by its fingerprint."""
    election = _the_election(request, uuid)
    found = notice(election, number)
    if found is None:
        raise Missing("no_notice", _("There is no such notice."))
    address = request.build_absolute_uri(request.path)
    context = {
        "election": election,
        "notice": found,
        "qr": _drawn(address),
        "address": address,
        "tab": "council",
        "back": {
            "href": reverse("elections:public_election", args=[uuid]),
            "label": election.title,
        },
    }
    return render(request, "elections/public/notice.html", context)


def _the_election(request: Request, uuid: str) -> Election:
    found = queries.election_by_uuid(request.sub_district_id, uuid)
    if found is None or not _is_public(found):
        raise Missing("no_election", _("There is no such election."))
    return found


def _is_public(election: Election) -> bool:
    """From the first notice on; before that an election is a plan of those who prepare it."""
    return election.state != ElectionState.PREPARING or bool(notices_of(election))


def _row(election: Election, now: datetime) -> Row:
    voting = election.state == ElectionState.VOTING
    clock = clock_face(due_at=election.closes_at, now=now) if voting else None
    return Row(
        election.title,
        reverse("elections:public_election", args=[election.uuid]),
        kicker=[queries.kind_name(election.kind)],
        meta=[election.place.name, _outcome(election)],
        clock=clock,
        strong=voting,
    )


def _outcome(election: Election) -> str:
    """Where it stands; of one that is counted, whether it came about."""
    if election.state != ElectionState.COUNTED:
        return queries.state_name(election.state)
    said = queries.results_said(election.sub_district_id, [election])
    return said.get(election.id, "") or queries.state_name(election.state)


def _hung(one: Notice, on: date) -> tuple[Notice, ClockFace]:
    """A notice with how long it still hangs."""
    ends = timezone.make_aware(datetime.combine(one.until, datetime.max.time()))
    hangs = one.taken_down_on is None and one.until >= on
    clock = clock_face(due_at=ends, now=timezone.now())
    return one, clock if hangs else ClockFace(_("Is over"), "done")


def _step(step: StepShown, on: date) -> Step:
    when = ""
    if step.done_on:
        when = day(step.done_on, now=on)
    elif step.last:
        when = _("by %(day)s") % {"day": day(step.last, now=on)}
    elif step.first:
        when = _("from %(day)s") % {"day": day(step.first, now=on)}
    note = step.note if step.state == "done" else ""
    return Step(step.title, step.shape, when, note or _(", ").join(step.holder_titles))


def _now(election: Election, steps: list[StepShown], now: datetime) -> dict[str, Any]:
    """What happens now and what comes next, in two lines."""
    if election.state == ElectionState.CANCELLED:
        return {
            "title": _("Cancelled"),
            "lines": [
                election.cancel_reason,
                _("Ballots that were cast stay locked for good.")
                if election.opened_at
                else _("Nobody had voted yet."),
            ],
            "tone": "near",
        }
    if election.state == ElectionState.VOTING and election.closes_at:
        face = clock_face(due_at=election.closes_at, now=now)
        lines = [_("Closes on %(at)s.") % {"at": stamp(election.closes_at)}]
        lines.append(_("Then it is counted in public; before that nobody sees a vote."))
        return {"title": _("Now: voting"), "clock": face, "lines": lines, "tone": "main"}
    turn = [step for step in steps if step.is_now]
    if election.state == ElectionState.COUNTED:
        return _came_of_it(election)
    title = _("Now: %(step)s") % {"step": turn[0].title} if turn else _("All steps are done")
    lines = []
    if election.state == ElectionState.PREPARING and election.opens_at:
        lines.append(_("Voting begins on %(at)s.") % {"at": stamp(election.opens_at)})
    return {"title": title, "lines": lines, "tone": "main"}


def _came_of_it(election: Election) -> dict[str, Any]:
    """What came of a counted vote: in a word, then who is elected or why nothing is decided."""
    title = _outcome(election)
    result = queries.result_of(election)
    if result is None:
        return {"title": title, "lines": [], "tone": "main"}
    names = queries.names_on_ballot(election)
    good = result.valid and result.figures.get("carried", True)
    return {
        "title": title,
        "lines": queries.conclusion_words(result.figures, names, valid=result.valid),
        "tone": "good" if good else "near",
        "icon": "circle-check" if good else "alert-triangle",
    }


def _how(election: Election) -> list[Fact]:
    """When, where and how one votes."""
    facts = []
    if election.opens_at and election.closes_at:
        facts.append(Fact(_("Opens"), stamp(election.opens_at)))
        facts.append(Fact(_("Closes"), stamp(election.closes_at)))
    if election.times_reason:
        facts.append(Fact(_("Dates changed because"), election.times_reason))
    if election.mode != Mode.OPEN:
        note = _("The code on your slip opens the booth; you need no account.")
        facts.append(Fact(_("Online"), _("With the slip that is brought to you"), note=note))
        facts.append(Fact(_("Voting on paper"), election.where or _("is posted in time")))
    mode = queries.mode_words(election.mode)
    facts.append(Fact(_("Ballot"), queries.mode_name(election.mode), note=mode))
    return facts


def _terms(election: Election) -> list[Fact]:
    """Seats and choices, or the matter."""
    facts = []
    if election.matter:
        facts.append(Fact(_("Matter"), queries.matter_name(election.matter)))
    if ElectionKind(election.kind) not in PERSONS or not election.seats:
        return facts
    words = _("%(least)s to %(most)s names on a ballot")
    choices = words % {"least": election.least_choices, "most": election.most_choices}
    facts.append(Fact(_("Seats"), str(election.seats), note=choices))
    if election.tie_rule:
        facts.append(Fact(_("In a tie"), queries.tie_name(election.tie_rule)))
    return facts


def _why(request: Request, election: Election, on: date) -> dict[str, Any] | None:
    """Which body decides, and why it is this one."""
    if ElectionKind(election.kind) not in {
        ElectionKind.OWNERS_DECISION,
        ElectionKind.OWNERS_COMMITTEE,
    }:
        return None
    key = "owners.joint_matters"
    shown = rule_shown(request.sub_district_id, key, on=on)
    if shown is None:
        return None
    return {
        "words": _(
            "This is one of the nine joint matters: all owners decide it together. A congress or a "
            "committee can propose and discuss it, not decide it."
        ),
        "href": reverse("records:rule_detail", args=[key]),
        "source": in_words(shown.rule.source),
    }


def _officials(election: Election) -> list[Fact]:
    found = queries.officials_of(election)
    by_role = {role: [one.name for one in found if one.role == role] for role in OfficialRole}
    return [
        Fact(queries.role_name(role), _(", ").join(names))
        for role, names in by_role.items()
        if names
    ]


def _booth(election: Election, now: datetime) -> str:
    """The booth's address while one can vote in it."""
    late = election.closes_at is not None and now >= election.closes_at
    if election.state != ElectionState.VOTING or election.mode == Mode.OPEN or late:
        return ""
    return reverse("elections:booth", args=[election.uuid])


def _mine(request: Request, election: Election) -> bool:
    """Whether the reader was nominated here."""
    account_id = request.actor.account_id
    if account_id is None:
        return False
    return queries.own_candidacy(request.sub_district_id, election.uuid, account_id) is not None


def _drawn(address: str) -> SafeString:
    drawing = segno.make(address, error="m").svg_inline(omitsize=True, border=0)
    return mark_safe(drawing)  # noqa: S308 - drawn by segno from our own address
