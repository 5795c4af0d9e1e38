"""The shape of the tree: rooms, their docstrings, file sizes, words that stay outside."""

import ast
import re
from pathlib import Path

from linli.kernel.posts import PostKind

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "linli"
ROOMS = [
    "records",
    "places",
    "people",
    "money",
    "elections",
    "decisions",
    "cases",
    "diary",
    "counsel",
    "safety",
    "welfare",
    "reports",
]
NOT_BUILT = [
    "safety",
    "welfare",
]
LONGEST_FILE = 500


def sources() -> list[Path]:
    return [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]


def test_every_room_says_what_it_does_and_who_answers_for_it():
    for room in [*ROOMS, "kernel", "ui", "tenancy", "ballots", "evidence", "config"]:
        text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text())) or ""
        assert len(text.splitlines()) >= 4, room
        assert re.search(r"answers? for", text) or room == "kernel", room


def test_a_room_that_is_not_built_is_a_docstring_and_nothing_else():
    for room in NOT_BUILT:
        code = [p.name for p in (PACKAGE / room).rglob("*.py") if p.name != "apps.py"]
        assert code == ["__init__.py"], room
        body = ast.parse((PACKAGE / room / "__init__.py").read_text()).body
        assert len(body) == 1, room


def test_no_source_file_is_longer_than_five_hundred_lines():
    long = [
        f"{p.relative_to(ROOT)}: {n}"
        for p in sources()
        if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_no_page_carries_its_own_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)
    allowed = re.compile(r'<script type="application/(json|ld\+json)"')
    wrong = [
        f"{p.relative_to(ROOT)}: {m.group(0)}"
        for p in PACKAGE.rglob("templates/**/*.html")
        for m in inline.finditer(allowed.sub("", p.read_text()))
    ]
    assert wrong == []


def test_a_template_names_no_template_of_another_room():
    wrong = []
    for page in PACKAGE.rglob("templates/**/*.html"):
        room = page.relative_to(PACKAGE).parts[0]
        names = re.findall(r'{%\s*(?:include|extends)\s+"([^"#]+)', page.read_text())
        for name in names:
            owner = name.split("/")[0]
            if owner not in {room, "ui"} and (PACKAGE / owner).is_dir():
                wrong.append(f"{page.relative_to(ROOT)} names {name}")
    assert wrong == []


def test_kinds_of_posts_are_spelt_in_one_place_only():
    """Elsewhere they are members of the enumeration, so that a slip of the pen does not import."""
    kinds = {kind.value for kind in PostKind}
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in sources()
        if path.name != "posts.py" or path.parent.name != "kernel"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in kinds and "demo" not in path.parts
    ]
    assert wrong == []
