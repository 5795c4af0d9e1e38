"""What hangs into a decision's pages of its works and of what residents give for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.rules import StepKind, StepState
from linli.decisions.web.parts import Part
from linli.kernel.actor import Actor
from linli.kernel.money import Money
from linli.money import queries as money
from linli.ui.pieces import Row
from linli.ui.words import day

if TYPE_CHECKING:
    from linli.decisions.models import Decision

ORDER = 70


def public_part(_actor: Actor, found: Decision, _on: date) -> Part | None:
    """Works and collections of the matter, with their public pages; nothing while there are none."""
    rows = _rows(found, desk=False)
    return Part(ORDER, "decisions/works/public_part.html", {"rows": rows}) if rows else None


def desk_part(_actor: Actor, found: Decision, _on: date) -> Part | None:
    """The same at the desk, with the pages where they are led and begun."""
    executes = any(
        step.kind == StepKind.EXECUTE and step.state == StepState.NOW
        for step in queries.steps_of(found)
    )
    rows = _rows(found, desk=True)
    if not (rows or executes):
        return None
    collects = queries.matter_types()[found.matter_type].from_residents
    context = {"rows": rows, "open": executes, "collects": collects}
    return Part(ORDER, "decisions/works/desk_part.html", context)


def _rows(found: Decision, *, desk: bool) -> list[Row]:
    works = money.works_of_matter(found.sub_district_id, found.id)
    collections = money.campaigns_of_matter(found.sub_district_id, found.id)
    return [
        *(_work(one, desk=desk) for one in works),
        *(_collection(one, desk=desk) for one in collections),
    ]


def _work(works: Any, *, desk: bool) -> Row:
    href = (
        reverse("money:desk_work", args=[works.id])
        if desk
        else reverse("money:public_work", args=[works.number])
    )
    return Row(
        works.title,
        href,
        kicker=[_("Building works"), money.works_state_word(works.state)],
        meta=[works.executor, _warranty(works)],
        icon="tool",
    )


def _warranty(works: Any) -> str:
    if not works.warranty_until:
        return ""
    return _("warranty until %(day)s") % {"day": day(works.warranty_until)}


def _collection(campaign: Any, *, desk: bool) -> Row:
    href = (
        reverse("money:desk_campaign", args=[campaign.id])
        if desk
        else reverse("money:public_campaign", args=[campaign.number])
    )
    came = money.shown_fen_of(campaign)
    shown = {"came": Money(came), "target": Money(campaign.target_fen)}
    return Row(
        campaign.title,
        href,
        kicker=[_("Voluntary contributions"), money.campaign_state_word(campaign.state)],
        meta=[_("%(came)s of %(target)s") % shown],
        icon="heart-handshake",
    )
