"""A file of help on one's own request as helper, supervisor and the person see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from linli.counsel.models import HelpItem, HelpReferral
from linli.counsel.queries.aid import Reading, Written, accesses_of, person_of, written
from linli.counsel.queries.opening import Opened
from linli.counsel.queries.sealed_lists import hands_of
from linli.counsel.rules.helping import HelpKind, ItemState, ReferralState
from linli.kernel.tally import FLOOR
from linli.records import queries as records


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """A referral with what the other office would be told."""

    row: HelpReferral
    text: str


@dataclass(frozen=True, slots=True)
class HelpShown:
    """A file, opened."""

    opened: Opened
    person: dict[str, Any]
    goals: list[Written]
    notes: list[Written]
    items: list[HelpItem]
    referrals: list[ReferralShown]
    hands: Mapping[str, str]
    accesses: list[Reading]

    @property
    def may_reach_goal(self) -> bool:
        """Whether nothing wanted is left to settle."""
        return bool(self.goals) and all(one.state != ItemState.WANTED for one in self.items)


def help_shown(opened: Opened) -> HelpShown:
    """All of an opened file."""
    file = opened.file
    key = {"sub_district_id": file.sub_district_id, "file_id": file.id}
    entries = opened.entries()
    words = {one.id: opened.read(one) for one in entries}
    referrals = HelpReferral.objects.filter(**key).order_by("id")
    return HelpShown(
        opened=opened,
        person=person_of(opened),
        goals=[written(opened, one, "") for one in entries if one.kind == "goal"],
        notes=[
            written(opened, one, _word(one.kind))
            for one in reversed(entries)
            if one.kind in {"note", "from_case"}
        ],
        items=list(HelpItem.objects.filter(**key).order_by("wanted_on", "id")),
        referrals=[ReferralShown(one, str(words[one.entry_id]["text"])) for one in referrals],
        hands=hands_of(file),
        accesses=accesses_of(opened),
    )


def waiting_referrals(sub_district_id: UUID, file_ids: list[UUID]) -> set[UUID]:
    """Those of the files in which a referral waits for the person's yes or for being sent."""
    waiting = [ReferralState.ASKED.value, ReferralState.AGREED.value]
    rows = HelpReferral.objects.filter(
        sub_district_id=sub_district_id, file_id__in=file_ids, state__in=waiting
    )
    return set(rows.values_list("file_id", flat=True))


def items_given(sub_district_id: UUID, *, first: date, last: date) -> dict[HelpKind, int | None]:
    """How many items of each kind were given in the whole sub-district; few are not told."""
    names = {one: f"counsel.help.item.{one.value}" for one in HelpKind}
    sums = records.tally_between(sub_district_id, names.values(), first=first, last=last)
    found = {one: sums.get(name, 0) for one, name in names.items()}
    return {one: None if 0 < many < FLOOR else many for one, many in found.items()}


def _word(kind: str) -> str:
    if kind == "from_case":
        return pgettext("help file", "Request that moved here")
    return pgettext("help file", "Step")
