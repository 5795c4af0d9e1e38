"""Free text is looked through before it is saved, and the writer agrees to what is hidden."""

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override

from linli.ui.screened import ScreenedForm

MOBILE = "13800138000"
NATIONAL_ID = "11010519491231002X"


class Letter(ScreenedForm):
    screened = ("title", "body")
    title = forms.CharField(label="Title", required=False)
    body = forms.CharField(label="Body")
    contact = forms.CharField(required=False)


def sent(**values: str) -> Letter:
    data = QueryDict(mutable=True)
    data.update(values)
    data._mutable = False
    return Letter(data)


def test_a_text_without_numbers_is_taken_as_it_is():
    form = sent(body="The lift stands still since 2026-11-20, 3 times this month.")
    assert form.is_valid()
    assert (
        form.cleaned_data["body"] == "The lift stands still since 2026-11-20, 3 times this month."
    )


def test_a_number_makes_the_form_come_back_and_show_what_would_be_hidden():
    form = sent(body=f"Please call {MOBILE} after six.")
    assert not form.is_valid()
    assert [(one.field, one.before, one.number, one.after) for one in form.hidings] == [
        ("Body", "Please call ", MOBILE, " after six.")
    ]


def test_sending_the_same_text_again_hides_the_number():
    text = f"Call {MOBILE}, my id is {NATIONAL_ID}."
    first = sent(body=text)
    assert not first.is_valid()
    with override("en"):
        agreed = first["agreed_hiding"].value()
        second = sent(body=text, agreed_hiding=agreed)
        assert second.is_valid()
    assert second.cleaned_data["body"] == "Call [number hidden], my id is [number hidden]."


def test_another_text_is_asked_about_again():
    first = sent(body=f"Call {MOBILE}.")
    assert not first.is_valid()
    second = sent(body=f"Call {MOBILE} now.", agreed_hiding=first["agreed_hiding"].value())
    assert not second.is_valid()


def test_the_page_keeps_no_number_in_its_hidden_field():
    form = sent(body=f"Call {MOBILE}.")
    assert not form.is_valid()
    assert MOBILE not in form["agreed_hiding"].value()
    assert f"<del>{MOBILE}</del>" in render_to_string("ui/_screened.html", {"form": form})


def test_a_contact_is_not_looked_through():
    form = sent(body="The lift stands still.", contact=MOBILE)
    assert form.is_valid()
    assert form.cleaned_data["contact"] == MOBILE
