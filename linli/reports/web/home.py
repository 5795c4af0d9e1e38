"""The first page: say a matter, see what waits, find what is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from linli.cases import queries as cases
from linli.cases.rules import CaseState
from linli.decisions import queries as decisions
from linli.money import queries as money
from linli.people import queries as people
from linli.places import queries as places
from linli.reports.web.pieces import Tile
from linli.ui import words
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.clock import clock_face
from linli.ui.pieces import Row

_ANSWERS = 3
_HOWTOS = 3
_DECISIONS = 3
_NOTICES = 3


@require_safe
@open_to(ANYONE)
def home(request: Request) -> HttpResponse:
    """Ask what the matter is; below it what waits for the reader and what others asked."""
    tenant = request.sub_district_id
    howtos = cases.articles(tenant, limit=_HOWTOS)
    page = {
        "tab": "home",
        "line": next(iter(cases.help_lines(tenant, on=timezone.localdate())), None),
        "waiting": [*_waiting(request), *_to_accept(request), *asked_to_decide(request)],
        "decisions": [
            Row(
                one.title,
                reverse("decisions:public_decision", args=[one.number]),
                meta=[one.place_name, one.step],
            )
            for one in decisions.under_way(tenant, limit=_DECISIONS)
        ],
        "board": list(_board(request)),
        "howtos": [(one.title, reverse("cases:howto_detail", args=[one.slug])) for one in howtos],
        "answers": [
            Row(
                one.title,
                reverse("cases:answer_detail", args=[one.id]),
                meta=[words.day(timezone.localtime(one.at))],
            )
            for one in cases.published_answers(tenant, limit=_ANSWERS)
        ],
        "tiles": list(_tiles()),
    }
    return render(request, "reports/home.html", page)


def _waiting(request: Request) -> Iterator[Row]:
    """Own requests in which the reader is asked something; none for a visitor."""
    account_id = request.actor.account_id
    if account_id is None:
        return
    for case in cases.resident_cases(request.sub_district_id, account_id):
        asked = case.state == CaseState.WAITING_SENDER
        if asked or case.state == CaseState.ANSWERED:
            yield Row(
                case.title,
                reverse("cases:follow_case", args=[case.number]),
                kicker=[_("You are asked a question") if asked else _("Answered, please confirm")],
                verb=pgettext("go to a question", "Answer")
                if asked
                else pgettext("go to an answer", "Confirm"),
            )


def _to_accept(request: Request) -> Iterator[Row]:
    """Finished works that the reader is named to look at."""
    for one in money.works_to_accept(request.sub_district_id, request.actor.account_id):
        yield Row(
            one.title,
            reverse("money:desk_work_act", args=[one.id, "accept"]),
            kicker=[_("You are named to accept it"), one.place.name],
            verb=_("Look at it and accept it"),
        )


def asked_to_decide(request: Request) -> Iterator[Row]:
    """Decisions of the reader's own compound and community in which one can vote or speak now."""
    tenant, now = request.sub_district_id, timezone.now()
    on = timezone.localdate(now)
    for one in decisions.asking_at(tenant, _own_places(request, on)):
        ends = one.closes_at
        if ends is None and one.due_on:
            ends = timezone.make_aware(datetime.combine(one.due_on, time.max))
        yield Row(
            one.title,
            reverse("elections:booth", args=[one.booth])
            if one.booth
            else reverse("decisions:public_decision", args=[one.number]),
            kicker=[_("The owners vote") if one.booth else _("You are asked what you think")],
            clock=clock_face(due_at=ends, now=now) if ends else None,
            verb=pgettext("go to a vote", "Vote") if one.booth else pgettext("say it", "Speak"),
        )


def _own_places(request: Request, on: date) -> list[UUID]:
    """The places that the reader's held dwellings lie in; none for a visitor."""
    account_id, tenant = request.actor.account_id, request.sub_district_id
    if account_id is None:
        return []
    lives = [one.dwelling_id for one in people.claims_of(tenant, account_id, on=on) if one.held]
    above = places.ancestors_of_many(tenant, lives, on=on) if lives else {}
    return list({place_id for line in above.values() for place_id in line.ids})


def _board(request: Request) -> Iterator[Row]:
    """What hangs on the reader's own boards, else on any board; the first to end on top."""
    tenant, now = request.sub_district_id, timezone.now()
    on = timezone.localdate(now)
    at = _own_places(request, on) or list(decisions.hanging_by_place(tenant, on=on))
    rows = decisions.board(tenant, at, on=on).rows[:_NOTICES] if at else []
    names = places.place_names(tenant, [row.place_id for row in rows])
    for row in rows:
        hangs = timezone.make_aware(datetime.combine(row.until, time.max))
        yield Row(
            row.title,
            reverse("elections:public_notice", args=[row.election_uuid, int(row.number)])
            if row.election_uuid
            else reverse("decisions:public_publication", args=[row.number]),
            meta=[names.get(row.place_id, "")],
            clock=clock_face(due_at=hangs, now=now),
        )


def _tiles() -> Iterator[Tile]:
    """What residents come for."""
    tiles = (
        ("cases:report_what", "message-report", _("Report"), [_("repairs"), _("advice")]),
        ("cases:follow", "search", _("Follow"), [_("number and word")]),
        ("people:who_serves", "id-badge-2", _("Who serves"), [_("posts"), _("telephones")]),
        ("cases:howto_list", "book-2", _("How to"), [_("papers"), _("steps")]),
        ("cases:answer_list", "message-2-check", _("Answers"), [_("asked before")]),
        ("diary:duty", "calendar", _("On duty"), [_("who and when")]),
        ("counsel:talk_hours", "messages", _("Talk to a counsellor"), [_("no name needed")]),
        ("counsel:legal", "scale", _("Ask a lawyer"), [_("hours")]),
        ("reports:board", "chart-bar", _("Figures"), [_("in time"), _("settled")]),
    )
    for name, icon, title, meta in tiles:
        yield Tile(title, reverse(name), icon, meta)
