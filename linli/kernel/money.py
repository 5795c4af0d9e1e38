"""Money in whole fen: read, printed and shared out without losing one."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

FEN_A_YUAN = 100

_AMOUNT = re.compile(
    r"(?P<sign>[-−]?)[¥¥]?(?P<sign2>[-−]?)(?P<yuan>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fen>\d{1,2}))?元?",
    re.ASCII,
)
_LONGEST = 15


class NotMoney(ValueError):
    """The text is no amount of money with at most two decimals."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """Hold an amount in whole fen; below zero it is owed or taken back."""

    fen: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an amount as people write it, such as `¥1,234.50`, `1234.5` or `１２３元`."""
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        match = _AMOUNT.fullmatch(plain)
        if match is None or (match["sign"] and match["sign2"]):
            raise NotMoney(f"{text!r} is not an amount in yuan with at most two decimals.")
        yuan = match["yuan"].replace(",", "")
        if len(yuan) > _LONGEST:
            raise NotMoney(f"{text!r} is too large an amount.")
        fen = int(yuan) * FEN_A_YUAN + int((match["fen"] or "").ljust(2, "0"))
        return cls(-fen if match["sign"] or match["sign2"] else fen)

    def __str__(self) -> str:
        return f"{'-' if self.fen < 0 else ''}¥{self._digits(',')}"

    def plain(self) -> str:
        """Print the amount without sign of currency or commas, for sheets and files."""
        return f"{'-' if self.fen < 0 else ''}{self._digits('')}"

    def __add__(self, other: Self) -> Self:
        return type(self)(self.fen + other.fen)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.fen - other.fen)

    def __neg__(self) -> Self:
        return type(self)(-self.fen)

    def __mul__(self, times: int) -> Self:
        return type(self)(self.fen * times)

    def __bool__(self) -> bool:
        return self.fen != 0

    def share_out(self, weights: Sequence[int]) -> tuple[Self, ...]:
        """Share out by weight, to the fen: what is left goes to the largest remainders.

        Equal remainders are served in the order of the weights. The shares sum to the whole.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("Weights are not negative, and not all nought.")
        sign = -1 if self.fen < 0 else 1
        parts = [divmod(abs(self.fen) * weight, whole) for weight in weights]
        left = abs(self.fen) - sum(part for part, _ in parts)
        by_remainder = sorted(range(len(parts)), key=lambda at: -parts[at][1])
        favoured = frozenset(by_remainder[:left])
        return tuple(
            type(self)(sign * (part + (at in favoured))) for at, (part, _) in enumerate(parts)
        )

    def _digits(self, comma: str) -> str:
        yuan, fen = divmod(abs(self.fen), FEN_A_YUAN)
        whole = f"{yuan:,}" if comma else f"{yuan}"
        return f"{whole}.{fen:02}"


def total(amounts: Sequence[Money]) -> Money:
    """Add up amounts; of none it is nought."""
    return Money(sum(amount.fen for amount in amounts))
