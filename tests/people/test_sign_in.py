"""Signing in: names, codes, second proofs, locks, and the demo's doors."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.password_validation import password_validators_help_texts
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from linli.people import actions, queries
from linli.people.models import Account
from linli.people.web.password_words import OF_DJANGO
from linli.places.rules import PlaceKind
from linli.records.models import Message
from tests.people.builders import (
    PASSWORD,
    a_post,
    a_signed_in_client,
    an_account,
    appointed,
    now,
)
from tests.places import builders as places
from tests.places.builders import the_system

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def sign_in(account: str, password: str = PASSWORD, client: Client | None = None):
    return (client or Client()).post(LOGIN, {"login": account, "password": password})


def refused(answer) -> bool:
    return answer.status_code == 200 and "form" in answer.context


# Residents


def test_a_resident_signs_up_with_what_to_be_called_and_a_password():
    places.a_sub_district()
    client = Client()
    answer = client.post(
        reverse("account_signup"),
        {"name": "示例王女士", "username": "Wang-shili", "password1": PASSWORD},
    )
    assert answer.status_code == 302
    account = Account.objects.get(username="wang-shili")
    assert not account.is_staff_account
    assert "示例王女士" in client.get(reverse("people:my_account")).content.decode()


def test_a_user_name_that_is_taken_is_said_so_in_chinese():
    me = an_account(places.a_sub_district())
    answer = Client().post(
        reverse("account_signup"),
        {"name": "示例", "username": me.username.upper(), "password1": PASSWORD},
    )
    assert "用户名" in answer.context["form"].errors["username"][0]


def test_a_resident_signs_in_by_name_by_mail_and_by_telephone():
    place = places.a_sub_district()
    me = an_account(place, password=PASSWORD, email="shili@example.org")
    EmailAddress.objects.create(user=me, email=me.email, primary=True, verified=True)
    actions.set_sign_in_phone(
        actor=the_system(place), account_id=me.pk, phone="13800001111", verified=True, at=now()
    )
    for name in (me.username, me.username.upper(), me.email, "138 0000 1111"):
        assert sign_in(name).status_code == 302, name
    assert refused(sign_in(me.username, "wrong"))


def test_a_one_time_code_leaves_by_the_outbox_and_signs_in_once():
    place = places.a_sub_district()
    me = an_account(place)
    actions.set_sign_in_phone(
        actor=the_system(place), account_id=me.pk, phone="13800001111", verified=True, at=now()
    )
    client = Client()
    answer = client.post(reverse("account_request_login_code"), {"phone": "13800001111"})
    assert answer.status_code == 302
    code = Message.objects.get(template="people/code").params["code"]
    confirm = reverse("account_confirm_login_code")
    assert "六位数字" in client.get(confirm).content.decode()
    assert client.post(confirm, {"code": "000000" if code != "000000" else "1"}).status_code == 200
    assert client.post(confirm, {"code": code}).status_code == 302
    assert client.get(reverse("people:my_account")).status_code == 200


def test_asking_a_code_for_an_unknown_number_says_nothing_of_who_has_an_account():
    places.a_sub_district()
    client = Client()
    answer = client.post(reverse("account_request_login_code"), {"phone": "13900002222"})
    assert answer.status_code == 302
    assert not Message.objects.filter(template="people/code").exists()


def test_a_forgotten_password_is_set_anew_by_a_link_in_chinese():
    place = places.a_sub_district()
    me = an_account(place, password=PASSWORD, email="shili@example.org")
    EmailAddress.objects.create(user=me, email=me.email, primary=True, verified=True)
    client = Client()
    assert client.post(reverse("account_reset_password"), {"email": me.email}).status_code == 302
    letter = Message.objects.get(template="people/letter")
    assert letter.params["subject"] == "设置密码的链接"
    link = re.search(r"http://testserver(/\S+)", letter.params["body"]).group(1)
    landed = client.get(link, follow=True).redirect_chain[-1][0]
    fresh = "Neue-Wolke-2027"
    client.post(landed, {"password1": fresh, "password2": fresh})
    assert refused(sign_in(me.username))
    assert sign_in(me.username, fresh).status_code == 302


# The lock


def test_five_wrong_passwords_lock_the_name_with_a_plain_sentence():
    me = an_account(places.a_sub_district(), password=PASSWORD)
    client = Client()
    for _ in range(4):
        assert refused(sign_in(me.username, "wrong", client))
    locked = sign_in(me.username, "wrong", client)
    assert locked.status_code == 429
    assert "15\u00a0分钟" in locked.content.decode()
    assert sign_in(me.username, PASSWORD, client).status_code == 429


def test_the_lock_of_one_name_leaves_others_alone():
    place = places.a_sub_district()
    me, other = an_account(place, password=PASSWORD), an_account(place, password=PASSWORD)
    for _ in range(5):
        sign_in(me.username, "wrong")
    assert sign_in(other.username).status_code == 302


def test_a_locked_account_cannot_sign_in():
    place = places.a_sub_district()
    me = an_account(place, password=PASSWORD)
    actions.lock_account(actor=the_system(place), account_id=me.pk, at=now())
    sign_in(me.username, client=(client := Client()))
    assert client.get(reverse("people:my_account")).status_code == 302


# The second proof of staff


def _officer() -> Account:
    community = places.a_community()
    account = an_account(community.sub_district_id, password=PASSWORD)
    return appointed(a_post("information_officer", community), account)


def test_staff_without_a_second_proof_get_to_no_page_but_its_set_up():
    officer, client = _officer(), Client()
    assert sign_in(officer.username, client=client).status_code == 302
    for name in ("people:claims", "people:posts", "people:my_account", "people:who_serves"):
        assert client.get(reverse(name)).headers["location"] == reverse("mfa_index")
    shown = client.get(reverse("mfa_index")).content.decode()
    assert "工作人员登录需要二次验证" in shown
    assert client.post(reverse("account_logout")).status_code == 302


def test_an_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in():
    officer, client = _officer(), Client()
    sign_in(officer.username, client=client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    address = reverse("mfa_activate_totp")
    shown = client.get(address)
    assert "验证器" in shown.content.decode()
    secret = shown.context["form"].secret
    assert client.post(address, {"code": "000000"}).status_code == 200
    assert client.post(address, {"code": _digits(secret)}).status_code == 302
    assert client.get(reverse("people:claims")).status_code == 200
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.status_code == 200
    again = Client()
    answer = sign_in(officer.username, client=again)
    assert answer.headers["location"].startswith(reverse("mfa_authenticate"))
    assert again.get(reverse("people:claims")).status_code == 302
    assert "二次验证" in again.get(reverse("mfa_authenticate")).content.decode()
    one = codes.context["unused_codes"][0]
    assert again.post(reverse("mfa_authenticate"), {"code": one}).status_code == 302
    assert again.get(reverse("people:claims")).status_code == 200


def _digits(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_staff_cannot_take_off_their_last_factor():
    officer = _officer()
    client = a_signed_in_client(officer)
    sign_in_again = reverse("account_reauthenticate")
    client.post(sign_in_again, {"password": PASSWORD})
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "二次验证" in answer.content.decode()
    assert queries.has_second_factor(officer.pk)


def test_a_passkey_page_carries_no_script_of_its_own():
    officer = _officer()
    client = Client()
    sign_in(officer.username, client=client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    shown = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert "通行密钥" in shown
    inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", shown)
    assert inline == []


# The demo's doors


@pytest.fixture
def demo(settings):
    settings.LINLI_DEMO, settings.LINLI_STAFF_SECOND_FACTOR = True, False
    place = places.a_sub_district(is_demo=True)
    community = places.a_place(PlaceKind.COMMUNITY, places.root_of(place))
    appointed(a_post("secretary", community))
    an_account(place)
    return place


def test_a_click_on_a_card_of_the_demo_signs_in_without_a_second_proof(demo):
    client = Client()
    shown = client.get(LOGIN).content.decode()
    assert "以示例身份进入" in shown
    assert reverse("people:demo_sign_in", args=["resident"]) in shown
    answer = client.post(reverse("people:demo_sign_in", args=["secretary"]))
    assert answer.status_code == 303
    assert client.get(reverse("people:claims")).status_code == 200


def test_a_card_that_does_not_exist_opens_nothing(demo):
    assert Client().post(reverse("people:demo_sign_in", args=["auditor"])).status_code == 404
    assert Client().get(reverse("people:demo_sign_in", args=["secretary"])).status_code == 405


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize("marked", [True, False])
def test_the_doors_are_there_only_where_setting_and_place_both_say_demo(settings, setting, marked):
    settings.LINLI_DEMO = setting
    place = places.a_sub_district(is_demo=marked)
    an_account(place)
    client = Client()
    answer = client.post(reverse("people:demo_sign_in", args=["resident"]))
    assert answer.status_code == (303 if setting and marked else 404)
    assert ("以示例身份进入" in Client().get(LOGIN).content.decode()) is (setting and marked)


# Language


def test_the_sign_in_page_speaks_english_on_demand():
    places.a_sub_district()
    client = Client()
    client.post(reverse("set_language"), {"language": "en", "next": LOGIN})
    shown = client.get(LOGIN).content.decode()
    assert "Other ways in" in shown
    assert "其他登录方式" not in shown


def test_a_link_to_elsewhere_is_not_followed_after_signing_in():
    me = an_account(places.a_sub_district(), password=PASSWORD)
    answer = Client().post(
        LOGIN, {"login": me.username, "password": PASSWORD, "next": "https://example.org/"}
    )
    assert "example.org" not in answer.headers["location"]


# The portal of a province or of WeChat, where one is set


def test_a_portal_that_is_set_has_its_door_on_the_sign_in_page_and_none_without(settings):
    places.a_sub_district()
    assert "示例门户" not in Client().get(LOGIN).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "portal",
                    "name": "示例门户",
                    "client_id": "linli",
                    "secret": "shili",
                    "settings": {"server_url": "https://portal.example.org"},
                }
            ]
        }
    }
    shown = Client().get(LOGIN).content.decode()
    assert "通过示例门户登录" in shown
    assert "/accounts/oidc/portal/login/" in shown


def test_the_hints_on_passwords_speak_politely():
    with translation.override("zh-hans"):
        hints = [*password_validators_help_texts(), *map(str, map(gettext, OF_DJANGO))]
    assert len(hints) > len(OF_DJANGO)
    assert not [hint for hint in hints if "你" in hint or "assword" in hint]


def test_a_card_with_a_name_of_its_own_opens_its_door(settings):
    settings.LINLI_DEMO, settings.LINLI_STAFF_SECOND_FACTOR = True, False
    root = places.root_of(places.a_sub_district(is_demo=True))
    appointed(a_post("help_worker", root, name="帮扶督导"))
    client = Client()
    address = reverse("people:demo_sign_in", args=["help_worker-帮扶督导"])
    assert address in client.get(reverse("account_login")).content.decode()
    assert client.post(address).status_code in {302, 303}
