"""Works at the desk: the list, new ones, the page of one with what can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.kernel.money import Money
from linli.money import actions, queries
from linli.money.queries import WorksShown
from linli.money.rules import (
    ChangeState,
    Duty,
    StageState,
    Verb,
    WorksKind,
    WorksState,
    may_do,
)
from linli.money.web.works.forms import NewWorksForm
from linli.money.web.works.pages import (
    KEEP,
    PAGE,
    SEE,
    Act,
    before_asked,
    duties,
    form_page,
    may,
    older_href,
    with_hand,
)
from linli.money.web.works.shown import open_stages, page_of, payable_stages
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.money.models import Works


def kinds_of(here: str) -> list[Chip]:
    """The three lists of these pages."""
    lists = [
        ("desk_works", _("Building works")),
        ("desk_campaigns", _("Voluntary contributions")),
        ("desk_premises_list", _("Owed premises")),
    ]
    return [Chip(label, reverse(f"money:{name}"), on=name == here) for name, label in lists]


@open_to(*SEE)
@require_safe
def desk_works(request: Request) -> HttpResponse:
    """List works in reach: under way with what is out of line, or those that are over."""
    on = timezone.localdate()
    over = "over" in request.GET
    ids = [key for key, _name in queries.places_in_reach(request.actor, on=on)]
    found = queries.works_at(
        request.sub_district_id, ids, over=over, before=before_asked(request), most=PAGE + 1
    )
    alarms = queries.alarms_of(found[:PAGE], on=on)
    context = {
        "rows": [_row(one, alarms[one.id]) for one in found[:PAGE]],
        "older": older_href(request, found),
        "over": over,
        "kinds": kinds_of("desk_works"),
        "chips": [
            Chip(_("Under way"), "?", on=not over),
            Chip(_("Those that are over"), "?over", on=over),
        ],
        "may_begin": may_do(Verb.SET_UP, request.actor.kind),
    }
    return render(request, "money/works/desk_list.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_new_works(request: Request) -> HttpResponse:
    """Enter works of a matter that was decided."""
    ready = queries.ready_for_works(request.actor, on=timezone.localdate())
    form = NewWorksForm(request.POST or None, matters=[_choice(one) for one in ready])

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.open_works(actor=request.actor, at=timezone.now(), **form.facts())
        return go("money:desk_work", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Enter works"),
        purpose=_("Only a matter that was decided can have works; money comes from its decision."),
        verb=_("Enter this"),
        back_href=reverse("money:desk_works"),
        nothing=""
        if ready
        else _("No matter in your reach was decided and is open. Begin with a decision."),
    )


@open_to(SIGNED_IN)
@require_safe
def desk_work(request: Request, works_id: UUID) -> HttpResponse:
    """Show works to whom the post or a duty leads: where they stand, what can be done now."""
    works = with_hand(request, queries.works_one(request.sub_district_id, works_id))
    context = page_of(works)
    context |= {
        "acts": acts_of(request, context["shown"]),
        "offers": context["shown"].quotations,
        "least": works.least_quotations,
        "keeps": may(request, Verb.KEEP, works.place_id),
        "sees": may(request, Verb.SEE, works.place_id),
    }
    return render(request, "money/works/desk_work.html", context)


def acts_of(request: Request, shown: WorksShown) -> list[Act]:
    """What the reader can do now, the main act first."""
    works = shown.works
    found = [
        *(_keeper_acts(shown) if may(request, Verb.KEEP, works.place_id) else []),
        *_hand_acts(shown, duties(request, works)),
    ]
    return sorted(found, key=lambda act: not act.main)


def _keeper_acts(shown: WorksShown) -> list[Act]:
    state = WorksState(shown.works.state)
    contract = shown.works.kind == WorksKind.CONTRACT
    found = []
    if state is WorksState.QUOTING:
        found.append(Act("quote", _("Enter a quotation"), "plus", main=not shown.quotations))
        if shown.quotations:
            found.append(Act("choose", _("Choose a quotation"), "check", main=True))
    if state is WorksState.CHOSEN and contract:
        found.append(Act("choose-again", _("Take the choice back"), "arrow-back-up"))
    if state in {WorksState.FINISHED, WorksState.ACCEPTED}:
        found.append(Act("send-back", _("Open again"), "arrow-back-up"))
    if state in {WorksState.QUOTING, WorksState.CHOSEN, WorksState.UNDER_WAY}:
        found.append(Act("stop", _("Stop the works"), "ban"))
    return found


def _hand_acts(shown: WorksShown, mine: frozenset[Duty]) -> list[Act]:
    found: list[Act] = []
    if Duty.EXECUTES in mine:
        found += _executor_acts(shown)
    if Duty.ACCEPTS in mine:
        found += _acceptor_acts(shown)
    if Duty.MAKES in mine and payable_stages(shown):
        found.append(Act("pay", _("Make the payment of a stage"), "file-text", main=True))
    return found


def _executor_acts(shown: WorksShown) -> list[Act]:
    works, state = shown.works, WorksState(shown.works.state)
    ahead = open_stages(shown, StageState.AHEAD)
    if state is WorksState.CHOSEN:
        if works.kind == WorksKind.CONTRACT:
            return [Act("sign", _("Enter the contract"), "file-text", main=True)]
        return [Act("begin", _("Begin"), "arrow-right", main=True)]
    if state is WorksState.ACCEPTED and ahead:
        return [Act("report", _("Report a stage as done"), "check")]
    if state is not WorksState.UNDER_WAY:
        return []
    found = []
    if [one for one in shown.stages if one.stage.state == StageState.AHEAD]:
        found.append(Act("report", _("Report a stage as done"), "check", main=True))
        found.append(Act("change", _("Propose a change"), "edit"))
    if all(one.stage.held_back or one.stage.state == StageState.ACCEPTED for one in shown.stages):
        found.insert(0, Act("finish", _("Report all as finished"), "flag", main=True))
    return found


def _acceptor_acts(shown: WorksShown) -> list[Act]:
    found = []
    if open_stages(shown, StageState.REPORTED):
        found.append(Act("look", _("Look at a stage"), "eye", main=True))
    if any(one.state == ChangeState.PROPOSED for one in shown.changes):
        found.append(Act("answer", _("Answer a change"), "message-2-check"))
    if shown.works.state == WorksState.FINISHED:
        found.append(Act("accept", _("Accept the work"), "checks", main=True))
    return found


def _row(works: Works, alarms: list[Any]) -> dict[str, Any]:
    return {
        "works": works,
        "state_word": queries.works_state_word(works.state),
        "state_tone": queries.state_tone(works),
        "alarms": [queries.alarm_word(one) for one in alarms],
    }


def _choice(ready: queries.Ready) -> tuple[str, str]:
    matter, authority = ready.matter, ready.authority
    where = f"{matter.title}　{matter.number}　{matter.place.name}"
    if authority is None:
        return f"{matter.id}:", f"{where}　{_('nothing to spend')}"
    left = Money(authority.limit_fen - authority.spent_fen)
    return f"{matter.id}:{authority.id}", f"{where}　{authority.fund.name} {left}"
