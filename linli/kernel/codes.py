"""Codes that others give: of places by the statistics office, of grid cells, of organisations."""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.cn import uscc


class BadCode(ValueError):
    """A code is not built as it must be; the text says how."""


class StreetKind(StrEnum):
    """Say what the fourth level of a code is."""

    SUB_DISTRICT = "sub_district"
    TOWN = "town"
    TOWNSHIP = "township"
    OTHER = "other"


class CommitteeKind(StrEnum):
    """Say what the fifth level of a code is."""

    RESIDENTS = "residents"
    VILLAGE = "village"


_STREET_KINDS = (
    (range(1, 100), StreetKind.SUB_DISTRICT),
    (range(100, 200), StreetKind.TOWN),
    (range(200, 400), StreetKind.TOWNSHIP),
    (range(400, 600), StreetKind.OTHER),
)
_COMMITTEE_KINDS = (
    (range(1, 200), CommitteeKind.RESIDENTS),
    (range(200, 400), CommitteeKind.VILLAGE),
)
_FIELD = re.compile(r"\{(?P<name>[a-z][a-z0-9]*)(?::(?P<width>\d{1,2}))?(?P<optional>\??)\}")
_CREDIT_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")
_CREDIT_CODE_LENGTH = 18
_STAT12 = re.compile(r"\d{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stat12:
    """Hold a statistical code of 12 digits: county 6, street or town 3, committee 3."""

    code: str

    def __post_init__(self) -> None:
        if _STAT12.fullmatch(self.code) is None:
            raise BadCode(f"{self.code!r} is not a code of 12 digits.")
        if self.committee != "000" and self.street == "000":
            raise BadCode(f"{self.code} names a committee of no street or town.")

    @property
    def county(self) -> str:
        """Give the six digits of GB/T 2260."""
        return self.code[:6]

    @property
    def street(self) -> str:
        """Give the three digits of the street or town."""
        return self.code[6:9]

    @property
    def committee(self) -> str:
        """Give the three digits of the committee; 000 is the street or town itself."""
        return self.code[9:]

    @property
    def street_kind(self) -> StreetKind | None:
        """Say whether it lies in a sub-district, a town or a township."""
        number = int(self.street)
        return next((kind for span, kind in _STREET_KINDS if number in span), None)

    @property
    def committee_kind(self) -> CommitteeKind | None:
        """Say whether it is a residents' or a village committee."""
        number = int(self.committee)
        return next((kind for span, kind in _COMMITTEE_KINDS if number in span), None)


@dataclass(frozen=True, slots=True)
class CodePattern:
    """Build and read codes after a template such as `{stat12}{type?}{serial:3}`.

    A field is `{name}`, with `:3` for its width and `?` where it may be missing. `stat12` has
    12 digits, other fields without a width have one or two. All else stands for itself.
    """

    template: str

    def __post_init__(self) -> None:
        names = [field["name"] for field in _FIELD.finditer(self.template)]
        literal = _FIELD.sub("", self.template)
        if "serial" not in names or len(set(names)) < len(names) or set(literal) & set("{}"):
            raise BadCode(f"{self.template!r} is not a template: name each field once, and serial.")

    def read(self, code: str) -> dict[str, str]:
        """Take a code apart into its fields; one that is missing is empty."""
        match = re.fullmatch(self._expression(), code)
        if match is None:
            raise BadCode(f"{code!r} is not built as {self.template}.")
        return {name: part or "" for name, part in match.groupdict().items()}

    def build(self, *, serial: int, **parts: str) -> str:
        """Put a code together from its fields; the serial is filled up with noughts."""

        def part(field: re.Match[str]) -> str:
            if field["name"] == "serial":
                return f"{serial:0{field['width'] or 1}}"
            return parts.get(field["name"], "")

        code = _FIELD.sub(part, self.template)
        self.read(code)
        return code

    def _expression(self) -> str:
        pieces: list[str] = []
        at = 0
        for field in _FIELD.finditer(self.template):
            pieces += (re.escape(self.template[at : field.start()]), _expression_of(field))
            at = field.end()
        return "".join((*pieces, re.escape(self.template[at:])))


def _expression_of(field: re.Match[str]) -> str:
    digits = {"stat12": "{12}"}.get(field["name"], "{1,2}")
    if field["width"]:
        digits = f"{{{field['width']}}}"
    return f"(?P<{field['name']}>[0-9]{digits}){field['optional']}"


def credit_code_fault(code: str) -> str:
    """Name what is wrong with a unified social credit code (GB 32100), or nothing.

    `length` and `sign` mean that it was mistyped. `check` is a warning only: some codes of the
    first years are genuine and fail the check.
    """
    plain = uscc.compact(code)
    if len(plain) != _CREDIT_CODE_LENGTH:
        return "length"
    if _CREDIT_CODE.fullmatch(plain) is None:
        return "sign"
    return "" if uscc.calc_check_digit(plain) == plain[-1] else "check"
