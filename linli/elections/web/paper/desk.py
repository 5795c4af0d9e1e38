"""The counter: find a line by door or number, see where it stands, hand out a ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules import ElectionState, Verb
from linli.elections.web.desk.pages import RUN, SEERS, form_page, frame, may, the_election
from linli.elections.web.paper.forms import HandOutForm
from linli.elections.web.paper.pages import (
    GOING_ON,
    HERE,
    KEEP,
    open_boxes,
    require_entry,
    the_line,
)
from linli.elections.web.rolls.pages import number_in
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go

if TYPE_CHECKING:
    from linli.elections.models import Election, Proxy


@open_to(*SEERS)
@require_safe
def paper_desk(request: Request, election_id: UUID) -> HttpResponse:
    """Show the counter, the boxes and how far the paper is; nobody's name."""
    election = the_election(request, election_id)
    context = frame(request, election, HERE) | {
        "boxes": queries.box_rows(election),
        "sums": queries.poll_book_sums(election),
        "totals": queries.paper_totals(election.sub_district_id, election.id),
        "calls": sum(one.came_at is None for one in queries.calls_of(election)),
        "houses": queries.houses_of_roll(election),
        "going_on": election.state in GOING_ON,
        "may_set": election.state in GOING_ON and may(request, Verb.SET_UP, election),
        "may_keep": may(request, Verb.KEEP_POLL_BOOK, election),
    }
    return render(request, "elections/paper/desk.html", context)


@open_to(*KEEP)
@require_safe
def paper_find(request: Request, election_id: UUID) -> HttpResponse:
    """Find a line by its number, or the lines at a door; names stay masked."""
    election = the_election(request, election_id)
    tenant, typed = request.sub_district_id, request.GET
    if election.roll_id is None:
        raise Missing("no_roll", _("There is no such roll."))
    number = number_in(typed.get("number", ""))
    if number:
        line = queries.line_by_number(tenant, election.roll_id, number)
        if line is not None:
            return go("elections:paper_line", election.id, line.id)
    house, door = as_uuid(typed.get("building", "")), typed.get("door", "")
    found = queries.lines_at_door(tenant, election.roll_id, house, door) if house and door else []
    if len(found) == 1:
        return go("elections:paper_line", election.id, found[0].line_id)
    if not found:
        messages.error(request, _("No line of the roll fits. Look at number and door again."))
        return go("elections:paper_desk", election.id)
    context = frame(request, election, HERE) | {"found": found, "door": door}
    return render(request, "elections/paper/found.html", context)


@never_cache
@open_to(*KEEP)
@require_http_methods(FORM)
def paper_line(request: Request, election_id: UUID, line_id: UUID) -> HttpResponse:
    """Open one line, and hand out its ballot; that it was opened is written down."""
    election = the_election(request, election_id)
    line = the_line(request, election, line_id)
    form = HandOutForm(
        request.POST or None, boxes=open_boxes(election), proxies=_proxies(election, line_id)
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        box_id = as_uuid(typed["box"])
        if box_id is None:
            raise Refused("no_box", _("There is no such box."))
        actions.hand_out_ballot(
            actor=request.actor,
            box_id=box_id,
            line_id=line_id,
            proxy_id=as_uuid(typed.get("to") or ""),
            help_given=form.help_given,
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("Handed out. The slip of this line votes no more online."))
        return go("elections:paper_line", election.id, line_id)

    stand = queries.line_stand(election, line)
    return form_page(
        request,
        form,
        act,
        election=election,
        here=HERE,
        page="elections/paper/line.html",
        line=line,
        stand=stand.stand.value,
        stand_words=queries.stand_words(stand.stand),
        entry=queries.entry_of_line(election, line_id),
        call=queries.call_of_line(election, line_id),
        agent_of=_agent_of(election, line_id),
        voting=election.state == ElectionState.VOTING,
        going_on=election.state in GOING_ON,
        once=str(uuid4()),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@open_to(*KEEP)
@require_POST
def paper_put_in(request: Request, election_id: UUID, entry_id: UUID) -> HttpResponse:
    """Note that the ballot went into the box."""
    election = require_entry(request, election_id, entry_id)
    entry = actions.put_in_box(actor=request.actor, entry_id=entry_id, at=timezone.now())
    messages.success(request, _("In the box."))
    return go("elections:paper_line", election.id, entry.line_id)


@open_to(*KEEP)
@require_POST
def paper_replace(request: Request, election_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take a spoiled ballot back and hand out another."""
    election = require_entry(request, election_id, entry_id)
    entry = actions.replace_ballot(
        actor=request.actor,
        entry_id=entry_id,
        key=request.POST.get("key", "")[:64],
        at=timezone.now(),
    )
    messages.success(request, _("Cross the spoiled ballot out and keep it; hand out another."))
    return go("elections:paper_line", election.id, entry.line_id)


@open_to(*RUN)
@require_POST
def paper_remind(request: Request, election_id: UUID) -> HttpResponse:
    """Remind everybody on the roll, whether they voted or not."""
    election = the_election(request, election_id)
    try:
        many = actions.remind_voters(
            actor=request.actor,
            election_id=election.id,
            key=request.POST.get("key", "")[:64] or str(uuid4()),
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        if many:
            messages.success(request, _("Reminded: %(many)s accounts, all alike.") % {"many": many})
    return go("elections:paper_desk", election.id)


def _proxies(election: Election, line_id: UUID) -> list[tuple[str, str]]:
    on = timezone.localdate()
    proxy = queries.proxy_of_giver(election.sub_district_id, election.id, line_id, on=on)
    return [(str(proxy.id), _agent_words(proxy))] if proxy else []


def _agent_words(proxy: Proxy) -> str:
    words = _("The agent: line %(number)s, %(door)s")
    door = f"{proxy.agent.building or ''} {proxy.agent.door}".strip()
    return words % {"number": proxy.agent.number, "door": door}


def _agent_of(election: Election, line_id: UUID) -> list[Proxy]:
    on = timezone.localdate()
    return queries.proxies_of_agent(election.sub_district_id, election.id, line_id, on=on)
