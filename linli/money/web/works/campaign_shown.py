"""A collection as everybody sees it: how far it is, by which rules, by building."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.money import Money
from linli.money import queries
from linli.money.queries import Progress
from linli.money.rules import CampaignState, IfLeft, WorksState
from linli.money.web.works.pages import matter_fact
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pieces import Fact
from linli.ui.words import day

if TYPE_CHECKING:
    from linli.money.models import Campaign


def page_of(campaign: Campaign) -> dict[str, Any]:
    """All that both pages of a collection show."""
    now = timezone.now()
    progress = queries.progress_of(campaign)
    return {
        "campaign": campaign,
        "state_word": queries.campaign_state_word(campaign.state),
        "state_tone": queries.state_tone(campaign),
        "progress": progress,
        "now_box": _now(campaign, now),
        "facts": _facts(campaign, progress),
        "target": str(Money(campaign.target_fen)),
        "shown": str(Money(progress.shown_fen)),
        "houses": [
            {
                "name": "、".join(one.names),
                "households": one.households,
                "gave": one.gave,
                "percent": one.percent,
                "reached": bool(
                    one.percent is not None
                    and campaign.target_percent
                    and one.percent >= campaign.target_percent
                ),
            }
            for one in progress.houses
        ],
        "tick": f"{campaign.target_percent}/100" if campaign.target_percent else "",
        "open": campaign.state == CampaignState.RAISING,
        "hands": queries.hands_of(campaign.sub_district_id, campaign.matter_id),
    }


def _now(campaign: Campaign, now: datetime) -> dict[str, Any]:
    lines = {
        CampaignState.RAISING: _(
            "Until %(day)s. Whoever does not give loses nothing, and there is no list."
        )
        % {"day": day(campaign.closes_on)},
        CampaignState.REACHED: _("What was asked has come. Next: the work begins."),
        CampaignState.MISSED: _(
            "The target was missed. The money lies still until a new decision."
        ),
        CampaignState.REFUNDING: _("Money goes back. Bring the slip, or the word on it."),
        CampaignState.DONE: _("It is over. The accounts stay open to everybody."),
    }
    state = CampaignState(campaign.state)
    built = _built(campaign) if state is CampaignState.REACHED else None
    title = _("Now: %(state)s") % {"state": queries.campaign_state_word(campaign.state)}
    return {
        "title": built[0] if built else title,
        "lines": built[1] if built else [lines[state]],
        "tone": "near" if state is CampaignState.MISSED else "main",
        "clock": _clock(campaign, now),
    }


def _built(campaign: Campaign) -> tuple[str, list[str]] | None:
    """What stands of a collection that reached its target once its works go on or are over."""
    works = queries.works_of_matter(campaign.sub_district_id, campaign.matter_id)
    states = {WorksState(one.state) for one in works} - {WorksState.STOPPED}
    if states & {WorksState.UNDER_WAY, WorksState.FINISHED}:
        return _("The work is under way"), [_("Next: it is finished and accepted.")]
    if states != {WorksState.ACCEPTED}:
        return None
    spent = queries.spent_on(campaign.sub_district_id, campaign.matter_id)
    left = campaign.received_fen - spent
    if left <= 0:
        return _("The work is accepted"), [_("Nothing is left. The accounts stay open.")]
    if campaign.if_left != IfLeft.SHARE_OUT:
        words = _("%(fen)s is left and stays in the fund for upkeep.")
    else:
        words = _(
            "%(fen)s is left and waits to go back by what each gave. As soon as the body has said "
            "so, each slip shows here what its giver gets."
        )
    return _("The work is accepted"), [words % {"fen": Money(left)}]


def _clock(campaign: Campaign, now: datetime) -> ClockFace | None:
    if campaign.state != CampaignState.RAISING:
        return None
    due = timezone.make_aware(datetime.combine(campaign.closes_on, time.max))
    return clock_face(due_at=due, now=now)


def _facts(campaign: Campaign, progress: Progress) -> list[Fact]:
    facts = [matter_fact(campaign)]
    if campaign.asked_fen:
        facts.append(Fact(_("Of a household"), str(Money(campaign.asked_fen))))
    if campaign.target_percent:
        words = _("%(percent)s%% of households, %(count)s of %(all)s")
        share = {
            "percent": campaign.target_percent,
            "count": progress.asked,
            "all": progress.households,
        }
        facts.append(Fact(_("Asked for as well"), words % share))
    return [
        *facts,
        Fact(_("If it is missed"), queries.missed_word(campaign.if_missed)),
        Fact(_("If something is left"), queries.left_word(campaign.if_left)),
        Fact(_("Fund"), campaign.fund.name),
    ]
