"""Compare what the sources say in English with what the catalogues say in Chinese.

A text needs its Chinese in the room that says it or in one below. Texts that a rule or a table
holds and a page translates later are plain strings: they keep an entry from being obsolete.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from linli.config.settings import INSTALLED_APPS

Text = tuple[str, str]
"""A context, mostly empty, and a text."""
Place = tuple[str, str]
"""A room, and a file with its line."""

CONTEXT_FIRST = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
CALLS = CONTEXT_FIRST | {
    "_",
    *("gettext", "gettext_lazy", "gettext_noop"),
    *("ngettext", "ngettext_lazy"),
}
PURE = ("ballots", "evidence", "kernel")
"""They know no gettext: the rooms above say their sentences in Chinese."""
CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"
IN_TEMPLATE = re.compile(
    r"""\b(_|n?p?gettext)\(\s*(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))"""
    r"""(?:,\s*(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")))?""",
    re.S,
)


def wrong(package: Path, rooms: Iterable[str]) -> list[str]:
    """Name each text without Chinese and each entry that nothing says; `rooms` from the top."""
    order = [room for room in rooms if (package / room).is_dir()]
    entries = {room: dict(_entries(package, room)) for room in order}
    said: dict[Text, list[Place]] = {}
    loose: dict[str, set[str]] = {}
    for room in order:
        for text, where in _said_in(package, room):
            said.setdefault(text, []).append((room, where))
        loose[room] = set(_strings_in(package / room))
    return [*_missing(order, entries, said), *_obsolete(order, entries, said, loose)]


Entries = dict[str, dict[Text, tuple[str, bool]]]


def _missing(order: list[str], entries: Entries, said: dict[Text, list[Place]]) -> Iterator[str]:
    for text, places in said.items():
        for room, where in places:
            below = order[order.index(room) :]
            found = [entries[one][text] for one in below if text in entries[one]]
            if not any(translated for _, translated in found):
                yield f"{where}: without Chinese: {text[1]!r}"


def _obsolete(
    order: list[str],
    entries: Entries,
    said: dict[Text, list[Place]],
    loose: dict[str, set[str]],
) -> Iterator[str]:
    for room in order:
        above = order[: order.index(room) + 1]
        for text, (where, translated) in entries[room].items():
            used = any(by in above for by, _ in said.get(text, ()))
            if not translated:
                yield f"{where}: not translated: {text[1]!r}"
            elif not used and not any(
                _composed(text[1], by, loose.get(by, set())) for by in (*above, *PURE)
            ):
                yield f"{where}: nothing says this any more: {text[1]!r}"


def _composed(text: str, room: str, strings: set[str]) -> bool:
    """Whether a room holds a text as it stands, or the word of one of its acts: `room.word`."""
    word = text.removeprefix(f"{room}.")
    return text in strings or (word != text and word in strings)


def _entries(package: Path, room: str) -> Iterator[tuple[Text, tuple[str, bool]]]:
    source = package / room / CATALOGUE
    if source.exists():
        for entry in polib.pofile(str(source)):
            where = f"{source.relative_to(package.parent)}:{entry.linenum}"
            yield (entry.msgctxt or "", entry.msgid), (where, entry.translated())


def _said_in(package: Path, room: str) -> Iterator[tuple[Text, str]]:
    for path in sorted((package / room).rglob("*")):
        if path.suffix == ".py":
            found = _said_by_code(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found = _said_by_template(path)
        else:
            continue
        for text, line in found:
            yield text, f"{path.relative_to(package.parent)}:{line}"


def _said_by_code(path: Path) -> Iterator[tuple[Text, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {name: name for name in CALLS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {a.asname: a.name for a in node.names if a.asname and a.name in CALLS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = names.get(_name(node.func), "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if called and texts and isinstance(node.args[0], ast.Constant):
            first = str(texts[0])
            if called not in CONTEXT_FIRST:
                yield ("", first), node.lineno
            elif len(texts) > 1:
                yield (first, str(texts[1])), node.lineno


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _said_by_template(path: Path) -> Iterator[tuple[Text, int]]:
    code = templatize(path.read_text(encoding="utf-8"))
    for found in IN_TEMPLATE.finditer(code):
        line = code.count("\n", 0, found.start()) + 1
        called, first = found[1], ast.literal_eval(found[2])
        if called in CONTEXT_FIRST:
            yield (first, ast.literal_eval(found[3])), line
        else:
            yield ("", first), line


def _strings_in(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def main() -> int:
    """Compare the sources of this folder; say what is wrong."""
    rooms = [app.removeprefix("linli.") for app in INSTALLED_APPS if app.startswith("linli.")]
    found = wrong(Path("linli").resolve(), [*rooms, *PURE])
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
