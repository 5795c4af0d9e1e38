"""The commands of this room, as an engineer types them."""

import io
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.kernel.errors import Refused
from linli.people import queries
from tests.people.builders import PASSWORD, a_post, appointed
from tests.places.builders import a_sub_district, root_of

pytestmark = pytest.mark.django_db


def make(*words: str) -> str:
    out = io.StringIO()
    call_command("make_administrator", *words, stdout=out)
    return out.getvalue()


def test_the_first_administrator_gets_a_link_that_sets_the_password():
    place = a_sub_district()
    said = make("guanli", "--name", "示例管理员")
    account = queries.account_by_username("guanli")
    assert queries.administrators(place.id, on=timezone.localdate()) == [account.pk]
    link = re.search(r"https?://[^/]+(/\S+)", said).group(1)
    client = Client()
    landed = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(landed, {"password1": PASSWORD, "password2": PASSWORD})
    answer = client.post(reverse("account_login"), {"login": "guanli", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("people:accounts")).headers["location"] == reverse("mfa_index")


def test_a_password_may_be_given_on_stdin(monkeypatch):
    a_sub_district()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    said = make("guanli", "--ask-password")
    assert "http" not in said
    assert queries.account_by_username("guanli").check_password(PASSWORD)


def test_without_a_sub_district_there_is_nothing_to_administer():
    with pytest.raises(Refused, match="found-sub-district"):
        make("guanli")


def test_of_several_sub_districts_one_must_be_named():
    first, second = a_sub_district(), a_sub_district()
    with pytest.raises(Refused, match=second.code):
        make("guanli")
    assert second.code in make("guanli", "--sub-district", second.code)
    account = queries.account_by_username("guanli")
    today = timezone.localdate()
    assert queries.administrators(second.id, on=today) == [account.pk]
    assert queries.administrators(first.id, on=today) == []


def test_somebody_with_a_post_is_refused():
    root = root_of(a_sub_district())
    officer = appointed(a_post("auditor", root))
    with pytest.raises(Refused, match="岗位"):
        make(officer.username)


def test_a_weak_password_is_refused_and_no_account_is_opened(monkeypatch):
    a_sub_district()
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    with pytest.raises(Refused):
        make("guanli", "--ask-password")
    assert queries.account_by_username("guanli") is None
