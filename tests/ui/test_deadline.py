"""The end of a limit, as pages write it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from linli.ui import words

HERE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (datetime(2026, 11, 26, 0, 0, tzinfo=HERE), "2026-11-25 周三 24:00"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=HERE), "2026-12-31 周四 24:00"),
        (datetime(2026, 11, 25, 18, 0, tzinfo=HERE), "2026-11-25 周三 18:00"),
        (datetime(2026, 11, 26, 0, 1, tzinfo=HERE), "2026-11-26 周四 00:01"),
    ],
)
def test_a_limit_that_ends_at_midnight_names_the_day_that_ends(end: datetime, written: str) -> None:
    assert words.deadline(end).replace(words.HARD_SPACE, " ") == written


def test_the_machine_reads_the_instant_itself() -> None:
    page = Template('{% load linli_ui %}{% moment end "deadline" %}')
    html = page.render(Context({"end": datetime(2026, 11, 26, 0, 0, tzinfo=HERE)}))
    assert 'datetime="2026-11-26T00:00:00+08:00"' in html
    assert "24:00" in html
