"""Forms say in plain words what they cannot take."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from linli.ui.forms import DayField, PlainForm


class OneOfEach(PlainForm):
    """A day and a text."""

    day = DayField(label="day", required=False)
    text = forms.CharField(label="text", required=False)
    long = forms.CharField(label="long", required=False, widget=forms.Textarea)
    near = DayField(label="near", required=False, back=10, ahead=0)
    secret = forms.CharField(required=False, strip=False, widget=forms.PasswordInput)


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


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x07", "\x1b", "\u200b", "\ufeff"])
def test_signs_that_nobody_sees_are_taken_out(sign: str) -> None:
    form = OneOfEach({"text": f"疏通{sign}下水道", "long": f"一{sign}二"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "疏通下水道"
    assert form.cleaned_data["long"] == "一二"
    assert sign not in str(form["text"])


def test_a_long_text_keeps_its_lines_and_a_line_has_none() -> None:
    form = OneOfEach({"text": "一\r\n二", "long": "一\n二\u2028三"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "一 二"
    assert form.cleaned_data["long"] == "一\n二\n三"


def test_a_password_is_taken_as_it_was_typed() -> None:
    form = OneOfEach({"secret": " a\u200bb "})
    assert form.is_valid()
    assert form.cleaned_data["secret"] == " a\u200bb "


def test_a_joined_emoji_stays_whole() -> None:
    form = OneOfEach({"text": "👩\u200d🔧"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "👩\u200d🔧"


@pytest.mark.parametrize(("days", "taken"), [(-10, True), (-11, False), (0, True), (1, False)])
def test_a_day_outside_what_a_form_can_mean_is_asked_about(days: int, taken: bool) -> None:
    form = OneOfEach({"near": str(timezone.localdate() + timedelta(days=days))})
    assert form.is_valid() is taken
    assert taken or form.errors["near"][0].startswith("请再看一下日期：")


class _AtForm(PlainForm):
    place = forms.ChoiceField(label="Place", choices=[("1", "A"), ("2", "B")])


class _OneForm(PlainForm):
    place = forms.ChoiceField(label="Place", choices=[("1", "A")])


def _drawn(form: forms.Form, text: str) -> str:
    return Template("{% load linli_ui %}" + text).render(Context({"form": form}))


def test_among_several_places_none_is_chosen_beforehand() -> None:
    assert '<option value="" selected' in _drawn(_AtForm(), "{% field form.place %}")
    assert '<option value=""' not in _drawn(_OneForm(), "{% field form.place %}")
    assert '<option value="2" selected' in _drawn(_AtForm({"place": "2"}), "{% field form.place %}")


def test_the_summary_names_a_field_once() -> None:
    said = _drawn(_AtForm({"place": ""}), '{% include "ui/_form_errors.html" %}')
    assert said.count("Place") == 1
