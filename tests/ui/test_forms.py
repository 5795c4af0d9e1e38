"""Forms say in plain words what they cannot take."""

from __future__ import annotations

import pytest
from django import forms

from linli.ui.forms import DayField, PlainForm


class OneOfEach(PlainForm):
    """A day and a text."""

    day = DayField(label="day", required=False)
    text = forms.CharField(label="text", required=False)


@pytest.mark.parametrize("day", ["9999-01-01", "2998-05-01", "0226-11-24", "1026-11-24"])
def test_a_mistyped_year_is_asked_about(day: str) -> None:
    form = OneOfEach({"day": day})
    assert not form.is_valid()
    assert form.errors["day"][0].startswith("请再看一下年份")


def test_a_day_that_people_plan_for_is_taken() -> None:
    assert OneOfEach({"day": "2096-11-24"}).is_valid()


def test_an_unseen_character_is_named_in_words_that_can_be_understood() -> None:
    form = OneOfEach({"text": "a\x00b"})
    assert not form.is_valid()
    assert form.errors["text"] == ["里面有看不见、存不下的字符。请不要粘贴，重新输入一遍。"]
