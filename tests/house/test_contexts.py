"""All rooms' words are one catalogue to the reader: one source string has one translation."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parents[2] / "linli"
Key = tuple[str, str, str]


def translations(catalogues: dict[str, str]) -> dict[Key, dict[str, list[str]]]:
    """For each string with its context: its translations, and the rooms that have each."""
    found: dict[Key, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for room, text in catalogues.items():
        for entry in polib.pofile(text):
            if not entry.obsolete:
                said = entry.msgstr or "\n".join(entry.msgstr_plural.values())
                found[entry.msgctxt or "", entry.msgid, entry.msgid_plural][said].append(room)
    return found


def mixed_up(catalogues: dict[str, str]) -> dict[Key, dict[str, list[str]]]:
    """The strings that mean one thing in one room and another in the next."""
    return {key: dict(said) for key, said in translations(catalogues).items() if len(said) > 1}


def test_what_means_two_things_carries_a_context() -> None:
    paths = PACKAGE.glob("*/locale/zh_Hans/LC_MESSAGES/django.po")
    catalogues = {path.parts[-5]: path.read_text(encoding="utf-8") for path in paths}
    assert len(catalogues) > 1
    assert mixed_up(catalogues) == {}


def test_a_string_of_two_meanings_is_found() -> None:
    one = 'msgid "Answer"\nmsgstr "答复"\n'
    other = 'msgid "Answer"\nmsgstr "去回答"\n'
    with_context = f'msgctxt "a question"\n{other}'
    assert list(mixed_up({"cases": one, "reports": other})) == [("", "Answer", "")]
    assert mixed_up({"cases": one, "reports": with_context, "ui": one}) == {}
