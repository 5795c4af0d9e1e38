"""Reporting a matter without an account, step by step and without a script."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.cases import queries
from linli.cases.models import Case, CaseSender
from linli.cases.rules import CaseType, Urgency
from linli.places.models import SubDistrict
from linli.places.rules import PlaceKind
from linli.records.rules import MAX_BYTES
from tests.cases.open311_builders import a_door, published_requests
from tests.cases.resident_builders import WHAT, Wizard, a_bomb, a_photo, token_of
from tests.people import builders as people
from tests.places import builders as places


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


@pytest.fixture
def wizard(place: SubDistrict) -> Wizard:
    return Wizard()


def sent() -> Case:
    return Case.objects.get()


def test_a_request_is_sent_without_account_and_script(wizard: Wizard) -> None:
    wizard.send(urgency="utility", type="repair", name="示例张三", contact="0317-5550000")
    assert wizard.page.status_code == 303
    case = sent()
    assert (case.body, case.urgency, case.type) == (WHAT, Urgency.UTILITY, CaseType.REPAIR)
    sender = CaseSender.objects.get(case_id=case.id)
    assert (sender.name, sender.contact, sender.account_id) == ("示例张三", "0317-5550000", None)


def test_the_sender_gets_number_word_and_a_code_to_scan(wizard: Wizard) -> None:
    wizard.send()
    done = wizard.client.get(wizard.page["Location"])
    text = done.content.decode()
    assert sent().number in text
    assert done.context["word"] in text
    assert "<svg" in done.context["qr"]
    assert done.context["word"] not in wizard.page["Location"]


def test_a_seal_for_another_number_shows_nothing(wizard: Wizard) -> None:
    wizard.send()
    page = reverse("cases:report_done", args=["N-1"])
    answer = wizard.client.get(f"{page}?t={token_of(wizard.page)}")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("cases:follow"))


@pytest.mark.parametrize("token", ["", "x", "gAAAAA==", "讯"])
def test_a_made_up_seal_shows_nothing(wizard: Wizard, token: str) -> None:
    wizard.send()
    page = reverse("cases:report_done", args=[sent().number])
    assert wizard.client.get(page, {"t": token}).status_code == 302


def test_going_back_keeps_what_was_typed_on_every_step(wizard: Wizard) -> None:
    wizard.to_check(contact="0317-5550000").next(to="what")
    assert wizard.step == "what"
    assert WHAT in wizard.text
    wizard.next().next()
    assert wizard.fields()["contact"] == ["0317-5550000"]
    assert wizard.fields()["place_text"] == ["东口坡道最低处"]


@pytest.mark.parametrize("step", ["where", "contact", "check", "send"])
def test_a_step_opened_by_its_address_begins_at_the_first(wizard: Wizard, step: str) -> None:
    answer = wizard.client.get(reverse(f"cases:report_{step}"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("cases:report_what")


def test_a_compound_is_found_and_chosen_without_a_script(
    place: SubDistrict, wizard: Wizard
) -> None:
    community = places.a_place(PlaceKind.COMMUNITY, places.root_of(place), name="示例社区")
    compound = places.a_compound(community, name="怡和花园")
    wizard.begin().next(what=WHAT)
    wizard.next(to="where", place_typed="怡和", find="1")
    assert str(compound.id) in wizard.text
    wizard.next(place=str(compound.id)).next()
    assert "怡和花园" in wizard.text
    wizard.next()
    assert sent().place_id == compound.id


def test_a_point_is_kept_in_whole_parts_of_a_degree(wizard: Wizard) -> None:
    wizard.send(place_text="", position="1168350000,383100000")
    case = sent()
    assert (case.lat_e7, case.lng_e7) == (383100000, 1168350000)


@pytest.mark.parametrize("position", ["1,2,3", "nowhere", "99999999999,0", "0,9999999999", "😀"])
def test_what_is_no_point_counts_as_none(wizard: Wizard, position: str) -> None:
    wizard.begin().next(what=WHAT).next(place_text="", position=position)
    assert wizard.step == "where"
    assert wizard.page.status_code == 422


@pytest.mark.parametrize("unknown", ["018f3c1e-0000-7000-8000-000000000000", "no-id", "' OR 1=1"])
def test_an_unknown_place_is_named_and_nothing_is_lost(wizard: Wizard, unknown: str) -> None:
    wizard.begin().next(what=WHAT).next(place=unknown, place_text="三号楼")
    assert (wizard.step, wizard.page.status_code) == ("where", 422)
    assert "三号楼" in wizard.text
    assert WHAT in wizard.text


def test_a_dwelling_is_no_place_that_the_public_may_choose(
    place: SubDistrict, wizard: Wizard
) -> None:
    compound = places.a_compound(places.a_place(PlaceKind.COMMUNITY, places.root_of(place)))
    dwelling = places.a_dwelling(places.an_entrance(places.a_building(compound)))
    wizard.begin().next(what=WHAT).next(place=str(dwelling.id))
    assert (wizard.step, wizard.page.status_code) == ("where", 422)


# Photos


def test_photos_survive_a_mistake_elsewhere_in_the_form(wizard: Wizard) -> None:
    wizard.begin().next(what=WHAT)
    wizard.next(photos=[a_photo(), a_photo(colour="red")], place=str(uuid4()))
    assert wizard.page.status_code == 422
    assert len(wizard.fields()["photo"]) == 2
    wizard.next(place="", place_text="三号楼").next().next()
    assert len(queries.attachments_of(sent())) == 2


def test_a_fifth_photo_is_not_taken_and_the_first_four_are_kept(wizard: Wizard) -> None:
    wizard.begin().next(what=WHAT)
    wizard.next(photos=[a_photo(colour=c) for c in ("red", "blue", "lime", "navy", "tan")])
    assert wizard.page.status_code == 422
    assert len(wizard.fields()["photo"]) == 4
    assert "最多" in wizard.text


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("photo.jpg", b"no picture at all", "image/jpeg"),
        SimpleUploadedFile("photo.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("page.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
        SimpleUploadedFile("cut.jpg", a_photo().read()[:200], "image/jpeg"),
        SimpleUploadedFile("huge.jpg", b"\xff\xd8\xff" + b"0" * (MAX_BYTES + 1), "image/jpeg"),
    ],
    ids=["words", "empty", "svg", "cut", "huge"],
)
def test_a_picture_that_is_none_is_refused_in_words(
    wizard: Wizard, file: SimpleUploadedFile
) -> None:
    file.seek(0)
    wizard.begin().next(what=WHAT).next(photos=[file], place_text="三号楼")
    assert (wizard.step, wizard.page.status_code) == ("where", 422)
    assert "photo" not in wizard.fields()
    assert "三号楼" in wizard.text


def test_a_decompression_bomb_is_refused_before_it_unfolds(wizard: Wizard) -> None:
    wizard.begin().next(what=WHAT).next(photos=[a_bomb()], place_text="三号楼")
    assert (wizard.step, wizard.page.status_code) == ("where", 422)
    assert "photo" not in wizard.fields()


def test_a_photo_is_taken_off_and_the_step_stays(wizard: Wizard) -> None:
    wizard.begin().next(what=WHAT).next(photos=[a_photo()], place=str(uuid4()))
    token = wizard.fields()["photo"][0]
    wizard.next(to="where", drop=token)
    assert wizard.step == "where"
    assert "photo" not in wizard.fields()


def test_a_made_up_token_of_a_photo_is_left_out(wizard: Wizard) -> None:
    wizard.send(photo="gAAAAAmadeup")
    assert queries.attachments_of(sent()) == []


# What people type


@pytest.mark.parametrize("what", ["", "   ", "\n\n", "\u200b", "\x00\x07"])
def test_nothing_said_is_asked_for_again(wizard: Wizard, what: str) -> None:
    wizard.begin().next(what=what)
    assert (wizard.step, wizard.page.status_code) == ("what", 422)
    assert "请用一句话" in wizard.text


def test_ten_thousand_characters_fit_and_one_more_is_kept_in_the_page(wizard: Wizard) -> None:
    wizard.begin().next(what="水" * 10_001)
    assert (wizard.step, wizard.page.status_code) == ("what", 422)
    assert "水" * 10_001 in wizard.text
    wizard.send(what="水" * 10_000)
    assert len(sent().body) == 10_000


def test_the_browser_cuts_nothing_off_and_a_long_matter_is_folded(wizard: Wizard) -> None:
    assert "maxlength" not in wizard.begin().text
    wizard.next(what="水" * 9_000)
    assert "<details><summary" in wizard.text
    wizard.next(place_text="东" * 121)
    assert "最多" in wizard.text


def test_one_of_three_ways_to_say_where_is_asked_for(wizard: Wizard) -> None:
    assert wizard.begin().next(what="水").text.count("三项至少填一项") == 3


def test_a_form_too_huge_to_read_is_refused_and_not_a_fault_of_ours(wizard: Wizard) -> None:
    answer = wizard.client.post(reverse("cases:report_where"), {"what": "水" * 3_000_000})
    assert answer.status_code in {400, 413}


def test_html_is_shown_as_it_was_typed(wizard: Wizard) -> None:
    wizard.to_check(what="<script>alert(1)</script><b>漏水</b>")
    assert "<script>alert(1)" not in wizard.text
    assert "&lt;script&gt;alert(1)" in wizard.text
    wizard.next()
    assert sent().body == "<script>alert(1)</script><b>漏水</b>"


def test_emoji_stay_and_signs_that_nobody_sees_go(wizard: Wizard) -> None:
    wizard.send(what="漏水\x00\x08了😭\u202e👨‍👩‍👧")
    assert sent().body == "漏水了😭👨‍👩‍👧"


@pytest.mark.parametrize("contact", ["call me", "a@", "123", "<b>@x.org", "😀"])
def test_a_contact_that_reaches_nobody_is_asked_for_again(wizard: Wizard, contact: str) -> None:
    wizard.begin().next(what=WHAT).next(place_text="三号楼").next(contact=contact)
    assert (wizard.step, wizard.page.status_code) == ("contact", 422)


@pytest.mark.parametrize(
    ("name", "value"), [("urgency", "now"), ("type", "referral"), ("type", "x")]
)
def test_a_choice_that_is_not_offered_is_refused(wizard: Wizard, name: str, value: str) -> None:
    wizard.to_check().next(to="send", **{name: value})
    assert wizard.page.status_code == 422
    assert not Case.objects.exists()


def test_a_date_cannot_be_set_by_the_sender(wizard: Wizard) -> None:
    wizard.send(received_at="2099-01-01T00:00", source="import", outside_number="1")
    case = sent()
    assert case.received_at.date() <= people.now().date()
    assert (case.source, case.outside_number) == ("web", "")


def test_numbers_of_people_are_shown_before_they_are_hidden(wizard: Wizard) -> None:
    wizard.begin().next(what="物业经理电话13800138000，电梯停了。")
    assert (wizard.step, wizard.page.status_code) == ("what", 422)
    assert "13800138000" in wizard.text
    wizard.next()
    assert wizard.step == "where"
    assert "13800138000" not in wizard.text
    wizard.next(place_text="三号楼").next().next()
    assert "13800138000" not in sent().body


# Sent twice


def test_the_same_form_sent_twice_is_one_request_with_one_number(wizard: Wizard) -> None:
    wizard.to_check()
    fields = wizard.fields()
    answers = [Client().post(reverse("cases:report_send"), fields) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer["Location"].partition("?")[0] for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_a_form_without_its_key_is_sent_under_a_new_one(wizard: Wizard) -> None:
    wizard.to_check()
    fields = wizard.fields() | {"key": ["no-key"]}
    assert wizard.client.post(reverse("cases:report_send"), fields).status_code == 303


def test_a_form_left_open_over_night_can_still_be_sent(wizard: Wizard) -> None:
    wizard.to_check()
    fields = wizard.fields() | {"csrfmiddlewaretoken": ["x" * 64]}
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("cases:report_send"), fields).status_code == 303


def test_another_site_cannot_send_in_the_name_of_an_account(place: SubDistrict) -> None:
    account = people.an_account(place)
    wizard = Wizard(people.a_signed_in_client(account)).to_check()
    fields = wizard.fields()
    wizard.client.handler.enforce_csrf_checks = True
    answer = wizard.client.post(
        reverse("cases:report_send"),
        fields | {"csrfmiddlewaretoken": ["x" * 64]},
        headers={"origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 303
    assert CaseSender.objects.get().account_id is None


def test_a_request_of_somebody_signed_in_is_theirs(place: SubDistrict) -> None:
    account = people.an_account(place)
    Wizard(people.a_signed_in_client(account)).send()
    assert CaseSender.objects.get().account_id == account.pk


# What others asked


def test_published_texts_are_found_while_typing_and_nothing_is_kept(db: None) -> None:
    door = a_door()
    category = queries.tree.ids_by_path(door.id)["水电气暖/供暖/暖气不热"]
    published_requests(door, category, people.AT)
    answer = Client().post(reverse("cases:report_likely"), {"what": "我家暖气不热怎么办"})
    assert "暖气不热" in answer.content.decode()
    assert not answer.cookies


def test_nothing_fits_what_is_hardly_begun(place: SubDistrict) -> None:
    answer = Client().post(reverse("cases:report_likely"), {"what": "水"})
    assert answer.context["likely"] == []
