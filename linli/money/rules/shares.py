"""Who bears how much of a whole: by area, by household, as resolved; exact to the fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from linli.kernel.money import Money

Key = TypeVar("Key")


def by_weight(fen: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Share out whole fen by weight; what is left goes to the largest remainders."""
    parts = Money(fen).share_out(list(weights.values()))
    return {key: part.fen for key, part in zip(weights, parts, strict=True)}


def by_area(fen: int, areas_cm2: Mapping[Key, int]) -> dict[Key, int]:
    """Share out by the area of each dwelling, in whole square centimetres (R12)."""
    return by_weight(fen, areas_cm2)


def by_household(fen: int, households: Iterable[Key]) -> dict[Key, int]:
    """Share out equally among households."""
    return by_weight(fen, dict.fromkeys(households, 1))


def by_resolution(fen: int, resolved: Mapping[Key, int]) -> dict[Key, int]:
    """Share out in the proportions that a resolution names."""
    return by_weight(fen, resolved)
