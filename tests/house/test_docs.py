"""The docs keep up with the code."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text()


def test_every_room_has_a_heading_in_the_page_of_rooms():
    rooms = {p.parent.name for p in (ROOT / "linli").glob("*/__init__.py")}
    assert set(re.findall(r"^## (\w+)$", text("rooms.md"), re.M)) == rooms


def test_every_setting_from_the_environment_is_explained():
    code = (ROOT / "linli/config/settings.py").read_text()
    read = set(re.findall(r"(?:environ(?:\.get)?[\[(]|_flag\(|_words\()\s*\"([A-Z_]+)\"", code))
    read -= {"DJANGO_SETTINGS_MODULE", "LINLI_ROOT_URLCONF"}
    page = text("configuration.md")
    unexplained = {
        name
        for name in read
        if f"`{name}`" not in page and f"`_{name.rpartition('_')[2]}`" not in page
    }
    assert unexplained == set()


def test_every_command_of_linli_is_in_the_page_of_commands():
    ours = {
        name.replace("_", "-")
        for name, app in get_commands().items()
        if str(app).startswith("linli.")
    }
    page = text("commands.md")
    assert {name for name in ours if f"`linli {name}" not in page} == set()


def test_every_rule_of_the_rulebook_has_a_heading():
    page = text("rulebook.md")
    keys = re.findall(
        r'^key = "([^"]+)"',
        "\n".join(p.read_text() for p in (ROOT / "linli/rulebook").glob("*.toml")),
        re.M,
    )
    assert keys
    assert {key for key in keys if key not in page} == set()


def test_every_idea_has_one_page_and_numbers_are_not_used_twice():
    numbers = [p.name[:4] for p in (DOCS / "adr").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def test_no_page_names_a_machine_or_a_registry():
    foreign = re.compile(r"registry\.npmjs|pypi\.org|deb\.debian\.org|/(?:root|tmp)/")
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    assert [str(p) for p in pages if foreign.search(p.read_text())] == []


def test_every_number_of_a_requirement_in_the_code_is_explained():
    explained = set(re.findall(r"^\| (S\d\d) \|", text("requirements.md"), re.M))
    assert len(explained) == 70
    for path in [*(ROOT / "linli").rglob("*.py"), DOCS / "rooms.md"]:
        quoted = set(re.findall(r"\bS(?:0[1-9]|[1-6]\d|70)\b", path.read_text()))
        assert quoted <= explained, path
