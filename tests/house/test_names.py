"""What rows call things begins with the room that they belong to: rows are kept for good."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from linli.kernel.actor import nobody
from linli.records import actions, rules
from linli.records.actions.journal import Act
from linli.records.actions.outbox import Letter
from linli.records.models import Channel
from tests.records.builders import AT, a_holder

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "linli"
ROOMS = sorted(p.parent.name for p in PACKAGE.glob("*/apps.py"))
NAMED = {"did", "on_kind", "subject_kind", "act"}
LETTERS = {"tell_post": 1, "tell_sender": 0, "letter_key": 0, "_tell": 0}
SOMETHING = UUID(int=1)


def trees(room: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in (PACKAGE / room).rglob("*.py"):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text())


def constants(room: str) -> dict[str, str]:
    """The room's module-level names of strings, such as SUBJECT."""
    found = {}
    for _path, tree in trees(room):
        for node in tree.body:  # type: ignore[attr-defined]
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
                continue
            if isinstance(node.targets[0], ast.Name) and isinstance(node.value.value, str):
                found[node.targets[0].id] = node.value.value
    return found


def text_of(value: ast.AST, known: dict[str, str]) -> str | None:
    """What is written, as far as it stands in the source; None for what comes from elsewhere."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        return f"{value.values[0].value}x"
    return known.get(value.id) if isinstance(value, ast.Name) else None


def written(room: str) -> Iterator[tuple[str, str, str]]:
    """Names (where, under which word, what) that calls of a room hand to the records."""
    known = constants(room)
    for path, tree in trees(room):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            callee = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for word in node.keywords:
                text = text_of(word.value, known)
                named = word.arg in NAMED or (callee == "Letter" and word.arg == "template")
                if text is not None and named:
                    yield where, str(word.arg), text
            position = LETTERS.get(callee)
            if position is not None and len(node.args) > position:
                text = text_of(node.args[position], known)
                if text is not None:
                    yield where, "template", text


def form_of(word: str, room: str) -> str:
    """What a room may write: acts and letters of its own, about things of any room."""
    if word == "template":
        return rf"{room}/[a-z_]+"
    whose = "|".join(ROOMS) if word in {"on_kind", "subject_kind"} else room
    return rf"({whose})\.[a-z_]+"


def test_every_name_that_is_written_down_begins_with_its_room():
    wrong, seen = [], 0
    for room in ROOMS:
        for where, word, text in written(room):
            seen += 1
            if not re.fullmatch(form_of(word, room), text):
                wrong.append(f"{where}: {word} {text}")
    assert wrong == []
    assert seen > 80


def test_every_letter_that_is_sent_has_its_words_in_its_room():
    missing = [
        f"{where}: {text}"
        for room in ROOMS
        for where, word, text in written(room)
        if word == "template"
        and not (PACKAGE / room / "templates" / "messages" / f"{text}.txt").is_file()
    ]
    assert missing == []


def test_the_words_of_letters_lie_under_the_name_of_their_room():
    files = {path.relative_to(PACKAGE) for path in PACKAGE.glob("*/templates/messages/**/*.txt")}
    strays = [str(path) for path in files if path.parts[3] != path.parts[0] or len(path.parts) != 5]
    assert files
    assert strays == []


def test_files_are_read_through_the_room_that_their_kind_names():
    rooms = [
        (kind.partition(".")[0], reader.split(".")[1])
        for kind, reader in settings.LINLI_FILE_READERS.items()
    ]
    assert rooms
    assert all(by_kind == by_reader for by_kind, by_reader in rooms)


@pytest.mark.parametrize("name", ["case", "cases.", ".case", "Cases.case", "cases/case", "a.b.c"])
def test_a_name_without_its_room_is_a_mistake(name: str):
    with pytest.raises(ValueError, match="must name its room"):
        rules.room_name(name)


@pytest.mark.django_db
@pytest.mark.parametrize(("did", "on_kind"), [("open", "cases.case"), ("cases.open", "case")])
def test_the_journal_takes_no_name_without_its_room(did: str, on_kind: str):
    act = Act(did=did, on_kind=on_kind, on_id=SOMETHING)
    with pytest.raises(ValueError, match="must name its room"):
        actions.record_many(actor=nobody(SOMETHING), acts=[act], at=AT)


@pytest.mark.django_db
def test_neither_does_the_list_of_who_read_what():
    with pytest.raises(ValueError, match="must name its room"):
        actions.log_access(
            actor=a_holder(), subject_kind="case", subject_id=SOMETHING, what="x", why="", at=AT
        )


@pytest.mark.parametrize(
    ("template", "key"),
    [("answered", "cases:1:answered"), ("cases/answered", "people:1:answered")],
)
def test_a_letter_names_its_room_and_so_does_its_key(template: str, key: str):
    with pytest.raises(ValueError, match="must"):
        Letter(key=key, channel=Channel.INBOX, template=template)
    assert rules.letter_key("cases/answered", 1, 2).startswith("cases:1:answered")
