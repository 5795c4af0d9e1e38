"""Whatever the library says in English has its Chinese."""

import ast
from collections.abc import Iterator
from pathlib import Path

import polib

import linli

HOME = Path(linli.__path__[0])
SAYS = {"Fault", "_check", *(f"Bad{one}" for one in ("Archive", "Ballot", "Credential"))}
SAYS |= {f"Bad{one}" for one in ("Seal", "Text", "Trustee")}
NAMES = {"what", "_WHAT", "_TALLY", "_DECRYPTION", "_RESULT", "sentence"}


def sentences() -> Iterator[str]:
    for path in sorted((HOME / "ballots").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            yield from filter(None, _said(node))


def _said(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        if called in SAYS and len(node.args) > 1:
            yield _text(node.args[1])
        yield from (_text(word.value) for word in node.keywords if word.arg == "what")
    if isinstance(node, ast.Assign) and {ast.unparse(one) for one in node.targets} & NAMES:
        yield _text(node.value)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_every_sentence_of_the_protocol_has_its_chinese() -> None:
    catalogue = polib.pofile(str(HOME / "elections/locale/zh_Hans/LC_MESSAGES/django.po"))
    chinese = {entry.msgid for entry in catalogue if entry.translated()}
    said = set(sentences())
    assert len(said) > 80
    assert sorted(said - chinese) == []
