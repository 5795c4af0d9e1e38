"""Forms that look through what people write for numbers, before any of it is kept (R48).

A national id or a mobile number in a free text makes the form come back once: it shows what
would be hidden, and sending it again agrees to that. Of the numbers themselves nothing is kept,
neither in a table nor in the page's hidden fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.kernel.screening import Found, NumberKind, masked_at, numbers_found

_AROUND = 16
"""How many characters are shown on each side of a number."""
_GAP = "\0"
"""Stands for a number in the fingerprint, whatever language the reader has changed to."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """One number that would be hidden: where it stands, in the writer's own words."""

    field: str
    kind: str
    before: str
    number: str
    after: str


def number_mark() -> str:
    """What stands in a text in place of a number."""
    return _("[number hidden]")


class ScreenedForm(forms.Form):
    """A form whose `screened` fields are saved without the numbers that people write into them.

    The first time numbers are found the form is not valid: `hidings` says what would be hidden,
    and the hidden field `agreed_hiding` carries a fingerprint of the text without them. When the same
    text comes again with it, the form is valid and its cleaned texts are masked. A template
    shows both with `{% include "ui/_screened.html" %}` inside its form element.
    """

    screened: ClassVar[tuple[str, ...]] = ()
    hides: ClassVar[frozenset[NumberKind]] = frozenset(NumberKind)
    """Which numbers are hidden; in an answer of staff duty telephones may stand."""
    agreed_hiding = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hidings: list[Hiding] = []

    @property
    def mark(self) -> str:
        """What will stand in place of each number."""
        return number_mark()

    def clean(self) -> dict[str, Any]:
        """Hide what was agreed to; else ask first."""
        cleaned: dict[str, Any] = super().clean() or {}
        found = {name: self._numbers(cleaned.get(name) or "") for name in self.screened}
        found = {name: numbers for name, numbers in found.items() if numbers}
        if not found:
            return cleaned
        masked = {name: masked_at(cleaned[name], found[name], self.mark) for name in found}
        fingerprint = _fingerprint(
            {name: masked_at(cleaned[name], found[name], _GAP) for name in found}
        )
        if cleaned.get("agreed_hiding") == fingerprint:
            return cleaned | masked
        self._ask(cleaned, found, fingerprint)
        return cleaned

    def _numbers(self, text: str) -> list[Found]:
        return [one for one in numbers_found(text) if one.kind in self.hides]

    def _ask(
        self, texts: Mapping[str, str], found: Mapping[str, Sequence[Found]], fingerprint: str
    ) -> None:
        for name, numbers in found.items():
            label = str(self.fields[name].label or "")
            self.hidings += _hidings(label, texts[name], numbers)
        # A bound field shows what was sent; only the fingerprint is ours to set.
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("agreed_hiding")] = fingerprint
        self.data = data
        self.add_error(None, forms.ValidationError(_asking(len(self.hidings)), code="numbers"))


def _asking(count: int) -> str:
    return ngettext(
        "Your text holds a private number. It will be hidden as shown below. "
        "Send it again to agree, or change the text first.",
        "Your text holds %(count)s private numbers. They will be hidden as shown below. "
        "Send it again to agree, or change the text first.",
        count,
    ) % {"count": count}


def _hidings(label: str, text: str, numbers: Iterable[Found]) -> list[Hiding]:
    words = {
        NumberKind.NATIONAL_ID: _("national id number"),
        NumberKind.MOBILE: _("mobile number"),
    }
    return [
        Hiding(
            field=label,
            kind=words[one.kind],
            before=text[max(0, one.start - _AROUND) : one.start],
            number=text[one.start : one.end],
            after=text[one.end : one.end + _AROUND],
        )
        for one in numbers
    ]


def _fingerprint(masked: Mapping[str, str]) -> str:
    text = "\0".join(f"{name}\0{masked[name]}" for name in sorted(masked))
    return hashlib.sha256(text.encode()).hexdigest()
