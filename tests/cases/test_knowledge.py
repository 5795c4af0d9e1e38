"""The knowledge base: written, published, retired; every version kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Article, ArticleVersion, Case, TemplateAnswer
from linli.cases.queries import resident
from linli.cases.rules import MASK
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.places.models import SubDistrict
from linli.places.rules import PlaceKind
from linli.records.models import AuditEntry
from tests.cases.open311_builders import published_requests
from tests.people import builders as people
from tests.people.builders import AT, a_signed_in_client
from tests.places import builders as places


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


@pytest.fixture
def officer(place: SubDistrict) -> Actor:
    community = places.a_place(PlaceKind.COMMUNITY, places.root_of(place))
    return people.an_actor("information_officer", community)


@pytest.fixture
def desk(officer: Actor) -> Client:
    return a_signed_in_client(officer)


def a_page(officer: Actor, **facts: Any) -> Article:
    given = {"title": "暖气不热怎么办", "body": "先放气。\n\n再报上来。", "at": AT}
    return actions.write_article(actor=officer, **{**given, **facts})


def test_a_page_is_a_draft_until_it_is_published(place: SubDistrict, officer: Actor) -> None:
    page = a_page(officer)
    assert resident.articles(place.id) == []
    actions.publish_article(actor=officer, article_id=page.id, at=AT)
    assert [one.title for one in resident.articles(place.id)] == ["暖气不热怎么办"]
    actions.retire_article(actor=officer, article_id=page.id, at=AT)
    assert resident.articles(place.id) == []


def test_every_version_is_kept_and_the_journal_names_each_act(
    place: SubDistrict, officer: Actor
) -> None:
    page = a_page(officer)
    actions.change_article(
        actor=officer, article_id=page.id, version=1, title="新题", body="新文", at=AT
    )
    found = ArticleVersion.objects.filter(sub_district=place).order_by("version")
    assert list(found.values_list("version", "title")) == [(1, "暖气不热怎么办"), (2, "新题")]
    did = AuditEntry.objects.filter(sub_district=place, on_id=page.id).order_by("id")
    assert list(did.values_list("did", flat=True)) == [
        "cases.write_article",
        "cases.change_article",
    ]


def test_a_stale_version_is_a_conflict_that_keeps_what_was_typed(officer: Actor) -> None:
    page = a_page(officer)
    facts = {"actor": officer, "article_id": page.id, "version": 1, "at": AT}
    actions.change_article(title="一", body="甲", **facts)
    with pytest.raises(Conflict) as caught:
        actions.change_article(title="二", body="乙", **facts)
    assert caught.value.kept == {"title": "二", "body": "乙"}


def test_numbers_of_persons_are_masked(officer: Actor) -> None:
    assert a_page(officer, body="找王师傅 13812345678。").body == f"找王师傅 {MASK}。"


def test_only_those_who_answer_residents_write(place: SubDistrict) -> None:
    for kind in ("property_manager", "grid_worker", "auditor"):
        with pytest.raises(NotAllowed):
            a_page(places.a_holder(kind, places.root_of(place)))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": " "}, "article_title"),
        ({"body": "\t"}, "article_body"),
        ({"title": "长" * 121}, "article_title"),
        ({"slug": "有 空格"}, "article_slug"),
    ],
)
def test_a_page_needs_title_and_text(officer: Actor, facts: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as caught:
        a_page(officer, **facts)
    assert caught.value.code == code


def test_a_short_name_is_given_once(officer: Actor) -> None:
    a_page(officer, slug="heating")
    with pytest.raises(Refused) as caught:
        a_page(officer, slug="heating")
    assert caught.value.code == "article_slug_taken"


def test_a_template_of_the_same_name_is_replaced(place: SubDistrict, officer: Actor) -> None:
    for text in ("您好，已转物业。", "您好，已派人。"):
        actions.write_template(actor=officer, name="派单", text=text, at=AT)
    assert TemplateAnswer.objects.get(sub_district=place).text == "您好，已派人。"


def test_a_page_goes_through_the_desk(place: SubDistrict, desk: Client) -> None:
    typed = {"title": "怎么停暖", "body": "10 月 15 日前办理。"}
    response = desk.post(reverse("cases:write_article"), typed)
    assert response.status_code == 303
    page = Article.objects.get(sub_district=place)
    shown = desk.get(response["Location"]).content.decode()
    assert "未公开" in shown
    assert desk.post(reverse("cases:publish_article", args=[page.id])).status_code == 303
    listed = desk.get(reverse("cases:knowledge")).content.decode()
    assert "怎么停暖" in listed
    assert "已公开" in listed
    change = reverse("cases:change_article", args=[page.id])
    assert 'name="version" value="1"' in desk.get(change).content.decode()
    assert desk.post(change, {**typed, "title": "停暖", "version": "1"}).status_code == 303
    history = desk.get(reverse("cases:article", args=[page.id])).content.decode()
    assert "第\u00a02\u00a0版" in history
    assert "怎么停暖" in history


def test_two_writers_see_both_versions(officer: Actor, desk: Client) -> None:
    page = a_page(officer)
    change = reverse("cases:change_article", args=[page.id])
    desk.post(change, {"title": "一", "body": "甲文", "version": "1"})
    response = desk.post(change, {"title": "二", "body": "乙文", "version": "1"})
    assert response.status_code == 409
    assert "甲文" in response.content.decode()
    assert "乙文" in response.content.decode()


def test_a_writer_sees_what_would_be_hidden_and_agrees(place: SubDistrict, desk: Client) -> None:
    typed = {"title": "修水管", "body": "找王师傅 13812345678"}
    first = desk.post(reverse("cases:write_article"), typed)
    assert first.status_code == 422
    assert not Article.objects.exists()
    agreed = first.context["form"]["agreed_hiding"].value()
    second = desk.post(reverse("cases:write_article"), {**typed, "agreed_hiding": agreed})
    assert second.status_code == 303
    assert "13812345678" not in Article.objects.get(sub_district=place).body


def test_templates_are_written_and_thrown_away_at_the_desk(
    place: SubDistrict, desk: Client
) -> None:
    page = reverse("cases:write_template")
    assert desk.post(page, {"name": "派单", "text": "您好。"}).status_code == 303
    row = TemplateAnswer.objects.get(sub_district=place)
    listed = desk.get(reverse("cases:knowledge") + "?show=templates").content.decode()
    assert "派单" in listed
    assert "您好。" in desk.get(f"{page}?template={row.id}").content.decode()
    assert desk.post(reverse("cases:drop_template", args=[row.id])).status_code == 303
    assert not TemplateAnswer.objects.exists()


def test_html_in_a_page_is_text(officer: Actor, desk: Client) -> None:
    page = a_page(officer, body="<script>alert(1)</script>")
    shown = desk.get(reverse("cases:article", args=[page.id])).content.decode()
    assert "<script>alert(1)</script>" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("kind", ["visitor", "resident", "property_manager", "administrator"])
def test_others_do_not_see_the_desk_of_the_knowledge_base(place: SubDistrict, kind: str) -> None:
    where = people.a_place_for(kind, place)
    client = a_signed_in_client(kind, where)
    assert client.get(reverse("cases:knowledge")).status_code in {302, 403}


def test_a_published_answer_is_put_into_better_words_and_taken_back(place: SubDistrict) -> None:
    [_number] = published_requests(place, None, timezone.now() - timedelta(days=2))
    elsewhere = places.a_place(PlaceKind.COMMUNITY, places.root_of(place))
    office = a_signed_in_client("secretary", elsewhere)
    leader = a_signed_in_client("sub_district_leader", places.root_of(place))
    case = Case.objects.get(sub_district=place)
    page = reverse("cases:change_published", args=[case.id])
    assert "已修好。" in leader.get(page).content.decode()
    assert leader.post(page, {"title": "供暖", "body": "有人反映不热。"}).status_code == 303
    assert [one.title for one in resident.published_answers(place.id)] == ["供暖"]
    assert office.post(page, {"title": "甲", "body": "乙"}).status_code in {403, 404}
    listed = leader.get(reverse("cases:knowledge") + "?show=answers").content.decode()
    assert "供暖" in listed
    retire = reverse("cases:retire_published", args=[case.id])
    assert leader.post(retire).status_code == 303
    assert resident.published_answers(place.id) == []
    assert leader.get(page).status_code == 404
