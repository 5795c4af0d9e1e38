"""Every text has its Chinese, in the room that says it or below, and no entry is left over."""

from pathlib import Path

import pytest

from tools.translations import CATALOGUE, wrong

ROOMS = ("cases", "records")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Two rooms with a page, some code, and a catalogue that knows all of it."""
    package = tmp_path / "linli"
    write(package / "cases/web.py", "from django.utils.translation import gettext_lazy as _x\n")
    write(package / "records/rules.py", 'REASON = "Held by a rule"\n')
    write(package / "cases/templates/cases/page.html", "{% load i18n %}\n")
    write(package / "cases" / CATALOGUE, "")
    write(package / "records" / CATALOGUE, entry("Held by a rule"))
    assert wrong(package, ROOMS) == []
    return package


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def entry(msgid: str, msgstr: str = "示例", context: str = "") -> str:
    about = f'msgctxt "{context}"\n' if context else ""
    return f'{about}msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("cases/web.py", '_x("New words")\n'),
        ("cases/web.py", '_("New " "words")\n'),
        ("cases/web.py", 'translation.ngettext("New words", "Newer", 2)\n'),
        ("cases/templates/cases/page.html", '{% translate "New words" %}\n'),
        ("cases/templates/cases/page.html", '{% include "x" with y=_("New words") %}\n'),
        (
            "cases/templates/cases/page.html",
            "{% blocktranslate trimmed %}\n  New\n  words\n{% endblocktranslate %}\n",
        ),
    ],
)
def test_a_text_without_chinese_is_named_with_its_line(package: Path, file: str, code: str):
    write(package / file, code)
    assert wrong(package, ROOMS) == [f"linli/{file}:2: without Chinese: 'New words'"]
    write(package / "records" / CATALOGUE, entry("New words"))
    assert wrong(package, ROOMS) == []


def test_an_entry_without_chinese_is_as_good_as_none(package: Path):
    write(package / "cases/web.py", '_("New words")\n')
    write(package / "cases" / CATALOGUE, entry("New words", ""))
    assert [line.partition(": ")[2] for line in wrong(package, ROOMS)] == [
        "without Chinese: 'New words'",
        "not translated: 'New words'",
    ]


def test_chinese_in_a_room_above_is_not_enough(package: Path):
    write(package / "records/rules.py", '_("New words")\n')
    write(package / "cases" / CATALOGUE, entry("New words"))
    assert [line.partition(": ")[2] for line in wrong(package, ROOMS)] == [
        "without Chinese: 'New words'",
        "nothing says this any more: 'New words'",
    ]


def test_the_same_word_in_another_context_is_another_text(package: Path):
    write(package / "cases/web.py", 'pgettext("of a door", "Close")\n')
    write(package / "cases" / CATALOGUE, entry("Close"))
    assert wrong(package, ROOMS) == ["linli/cases/web.py:2: without Chinese: 'Close'"]
    write(package / "cases" / CATALOGUE, entry("Close", context="of a door"))
    assert wrong(package, ROOMS) == []


def test_an_entry_that_nothing_says_any_more_is_named(package: Path):
    write(package / "records" / CATALOGUE, entry("Old words"))
    (line,) = wrong(package, ROOMS)
    assert line.startswith(f"linli/records/{CATALOGUE}:")
    assert line.endswith(": nothing says this any more: 'Old words'")
