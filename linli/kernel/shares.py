"""Exact shares: the thresholds at which a vote carries or a meeting is valid (R01)."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Threshold:
    """Name a share of a whole and say whether reaching it exactly is enough.

    "Two thirds or more" is inclusive; "more than half" is not (R01).
    """

    share: Fraction
    inclusive: bool
    source: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"A share lies above 0 and at most at 1, not at {self.share}.")
        if self.share == 1 and not self.inclusive:
            raise ValueError("More than the whole cannot be asked for.")

    def met_by(self, part: int | Fraction, whole: int | Fraction) -> bool:
        """Tell whether the part reaches the threshold; nothing is reached of an empty whole."""
        if part < 0 or part > whole:
            raise ValueError(f"{part} is not a part of {whole}.")
        if whole == 0:
            return False
        asked = self.share * whole
        return part >= asked if self.inclusive else part > asked

    def least(self, whole: int) -> int:
        """Count the smallest whole number of heads or units that meets the threshold."""
        if whole < 1:
            raise ValueError("An empty whole has no threshold.")
        asked = self.share * whole
        rounded_up = -(-asked.numerator // asked.denominator)
        return rounded_up if self.inclusive or rounded_up > asked else rounded_up + 1
