"""Which shares owners must reach, by the day and the matter (R03 to R06, R15)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.elections.rules.results import Asked

CIVIL_CODE_FROM = date(2021, 1, 1)
"""Up to the day before, the Regulations' own shares bind, and they are counted of all owners."""
SPECIAL_MATTERS = "owners.special_matters"
NONVOTERS = "owners.count_nonvoters_with_majority"
OLD_SPECIAL = frozenset({"use_maintenance_fund", "raise_maintenance_fund", "rebuild"})
"""Regulations, art. 11(5) and (6): raising and using the fund, rebuilding."""
SMALL_ROLL = 30
"""Up to so many owners, sums of exact areas let somebody who knows the areas guess votes."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Heads and the area that they hold; an area is a whole number of cm2."""

    heads: int = 0
    area_cm2: int = 0

    def __add__(self, other: Sum) -> Sum:
        """Add both measures."""
        return Sum(self.heads + other.heads, self.area_cm2 + other.area_cm2)

    def __sub__(self, other: Sum) -> Sum:
        """Take off both measures."""
        return Sum(self.heads - other.heads, self.area_cm2 - other.area_cm2)


@dataclass(frozen=True, slots=True)
class Both:
    """A share of the heads and a share of the area: both must be reached."""

    heads: Asked
    area: Asked

    def measured(self, part: Sum, whole: Sum) -> dict[str, dict[str, Any]]:
        """Hold both measures against their shares."""
        return {
            "heads": self.heads.measured(part.heads, whole.heads),
            "area": self.area.measured(part.area_cm2, whole.area_cm2),
        }

    def met_by(self, part: Sum, whole: Sum) -> bool:
        """Tell whether both are reached."""
        return are_met(self.measured(part, whole))


@dataclass(frozen=True, slots=True)
class Asks:
    """What owners must reach: who takes part, who approves, and of whom approval is counted."""

    quorum: Both
    approval: Both
    of_all: bool = False
    """The old Regulations count approval of all owners, the Civil Code of those who took part."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The rules that hold these shares: each measure has its own."""

    quorum: Mapping[str, str]
    approval: Mapping[str, str]
    of_all: bool


def are_met(measured: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether heads and area both reached their shares."""
    return bool(measured["heads"]["met"] and measured["area"]["met"])


def is_special(matter: str, special: Collection[str], *, on: date) -> bool:
    """Tell whether a matter needs the higher share."""
    return matter in (special if on >= CIVIL_CODE_FROM else OLD_SPECIAL)


def keys_on(on: date, *, special: bool) -> Keys:
    """The rules in force on the day of the vote for an ordinary or a special matter."""
    if on < CIVIL_CODE_FROM:
        approval = "owners.old.approval" if special else "owners.old.quorum"
        return Keys(_twice("owners.old.quorum"), _twice(approval), of_all=True)
    kind = "special" if special else "ordinary"
    return Keys(
        {"heads": "owners.quorum.heads", "area": "owners.quorum.area"},
        {
            "heads": f"owners.approval.{kind}.heads",
            "area": f"owners.approval.{kind}.area",
        },
        of_all=False,
    )


def _twice(key: str) -> dict[str, str]:
    return {"heads": key, "area": key}
