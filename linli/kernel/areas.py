"""Floor area in whole square centimetres, as the register of title prints it in square metres."""

import re
import unicodedata

CM2_A_M2 = 10_000
_HUNDREDTH_M2 = CM2_A_M2 // 100

_AREA = re.compile(r"(?P<m2>\d{1,9})(?:\.(?P<rest>\d{1,4}))?(?:m2|㎡|平方米|平米|平)?", re.ASCII)


class NotAnArea(ValueError):
    """The text is no area in square metres with at most four decimals."""


def area_cm2(text: str) -> int:
    """Read an area in square metres, such as `89.56` or `89.56㎡`, as whole cm2."""
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    match = _AREA.fullmatch(plain)
    if match is None:
        raise NotAnArea(f"{text!r} is not an area in square metres with at most four decimals.")
    return int(match["m2"]) * CM2_A_M2 + int((match["rest"] or "").ljust(4, "0"))


def least_area_words(cm2: int) -> str:
    """Print an area that is needed, with two decimals: rounded up, so that what is said is enough."""
    return area_in_words(-(-cm2 // _HUNDREDTH_M2) * _HUNDREDTH_M2)


def area_in_words(cm2: int) -> str:
    """Print an area in square metres, with two decimals or as many as it needs."""
    if cm2 < 0:
        raise ValueError("An area is not negative.")
    m2, rest = divmod(cm2, CM2_A_M2)
    decimals = f"{rest:04}"
    while len(decimals) > len("00") and decimals.endswith("0"):
        decimals = decimals[:-1]
    return f"{m2:,}.{decimals} m²"
