"""The re-run that follows when fewer reached the majority than there are seats (R29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def rerun_numbers(candidates: Iterable[Mapping[str, Any]], vacant: int) -> list[int]:
    """Who stands again: of those not elected the ones with most votes, one more than seats.

    Whoever has as many votes as the last of them stands too.
    """
    left = [one for one in candidates if one["outcome"] == "not_elected"]
    ranked = sorted(left, key=lambda one: (-int(one["votes"]), int(one["number"])))
    if vacant <= 0 or len(ranked) <= vacant + 1:
        return [int(one["number"]) for one in ranked] if vacant > 0 else []
    last = int(ranked[vacant]["votes"])
    return [int(one["number"]) for one in ranked if int(one["votes"]) >= last]
