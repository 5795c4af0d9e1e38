"""Open311 GeoReport v2: other systems read services and published answers, and hand requests in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from georeport import GeoReport

from linli.cases.actions.api_keys import give_api_key, take_api_key
from linli.cases.models import Case, CaseSender, Category
from linli.cases.queries.open311 import api_keys
from linli.cases.queries.tree import ids_by_path
from linli.cases.rules import MASK, CaseState
from linli.cases.rules.open311 import instant_from, span_of, states_of, status_of
from linli.kernel.errors import NotAllowed
from linli.places.models import SubDistrict
from linli.records.models import Attachment
from tests.cases.open311_builders import (
    V2,
    a_door,
    a_key,
    a_picture,
    post,
    published_requests,
    xml_of,
)
from tests.people.builders import AT
from tests.places import builders as places


@pytest.fixture
def place(db: None) -> SubDistrict:
    return a_door()


@pytest.fixture
def key(place: SubDistrict) -> str:
    return a_key(place)


def heating(place: SubDistrict) -> Any:
    return ids_by_path(place.id)["水电气暖/供暖/暖气不热"]


def recently() -> datetime:
    return timezone.now() - timedelta(days=3)


def test_every_state_is_open_or_closed() -> None:
    assert {status_of(state.value) for state in CaseState} == {"open", "closed"}
    assert states_of(["open"]) | states_of(["closed"]) == frozenset(CaseState)
    assert states_of([]) == frozenset(CaseState)


def test_a_span_is_at_most_ninety_days() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    early = datetime(2026, 1, 1, tzinfo=UTC)
    assert span_of(None, None, now=now).start == now - timedelta(days=90)
    assert span_of(early, now, now=now).end == early + timedelta(days=90)
    assert span_of(early, None, now=now).end == early + timedelta(days=90)


@pytest.mark.parametrize("text", ["yesterday", "2026", "2026-13-01T00:00:00Z", "2026/01/01"])
def test_what_is_no_w3c_instant_is_none(text: str) -> None:
    assert instant_from(text) is None


def test_a_demo_says_that_it_is_a_test(db: None, client: Client) -> None:
    a_door(is_demo=True)
    assert client.get("/open311/discovery.json").json()["endpoints"][0]["type"] == "test"


def test_another_format_is_404_in_xml(place: SubDistrict, client: Client) -> None:
    for path in ("services", "services/0101", "requests", "requests/SQ-1", "discovery"):
        response = client.get(f"{V2}/{path}.yaml")
        assert response.status_code == 404
        assert "yaml" in str(xml_of(response).findtext("error/description"))


def test_discovery_names_the_endpoint_in_both_formats(place: SubDistrict, client: Client) -> None:
    found = client.get("/open311/discovery.json").json()
    assert found["endpoints"][0]["url"] == f"http://testserver{V2}"
    assert found["endpoints"][0]["type"] == "production"
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    root = xml_of(client.get("/open311/discovery.xml"))
    assert [one.text for one in root.iter("format")] == ["text/xml", "application/json"]


def test_services_are_the_offered_categories(place: SubDistrict, client: Client) -> None:
    found = client.get(f"{V2}/services.json").json()
    assert [(one["service_code"], one["service_name"], one["group"]) for one in found] == [
        ("0101", "供暖", "水电气暖"),
        ("0201", "道路", "公共设施"),
    ]
    assert found[0]["metadata"] is True
    assert found[0]["type"] == "realtime"
    assert found[0]["keywords"] == "暖气不热, 供暖收费"


def test_services_in_xml_have_the_elements_of_the_standard(
    place: SubDistrict, client: Client
) -> None:
    response = client.get(f"{V2}/services.xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = xml_of(response)
    assert root.tag == "services"
    first = root.find("service")
    assert first is not None
    assert [one.tag for one in first] == [
        "service_code",
        "service_name",
        "description",
        "metadata",
        "type",
        "keywords",
        "group",
    ]
    assert first.findtext("metadata") == "true"


def test_a_definition_asks_for_the_part_and_for_consent(place: SubDistrict, client: Client) -> None:
    found = client.get(f"{V2}/services/0101.json").json()
    assert found["service_code"] == "0101"
    detail, publish = found["attributes"]
    assert (detail["code"], detail["datatype"], detail["order"]) == ("DETAIL", "singlevaluelist", 1)
    assert [value["name"] for value in detail["values"]] == ["暖气不热", "供暖收费"]
    assert (publish["code"], publish["required"]) == ("PUBLISH", False)
    root = xml_of(client.get(f"{V2}/services/0101.xml"))
    assert root.tag == "service_definition"
    assert len(root.findall("attributes/attribute")) == 2
    assert root.findtext("attributes/attribute/values/value/key") == "暖气不热"


def test_an_unknown_service_is_404_in_the_format_asked_for(
    place: SubDistrict, client: Client
) -> None:
    response = client.get(f"{V2}/services/9999.json")
    assert response.status_code == 404
    assert response.json()[0]["code"] == 404
    root = xml_of(client.get(f"{V2}/services/9999.xml"))
    assert root.findtext("error/code") == "404"
    assert "9999" in str(root.findtext("error/description"))


def test_an_unknown_jurisdiction_is_404(place: SubDistrict, client: Client) -> None:
    for path in ("services", "requests"):
        response = client.get(f"{V2}/{path}.json?jurisdiction_id=city.example")
        assert (response.status_code, response.json()[0]["code"]) == (404, 404)
    assert client.get(f"{V2}/services.json?jurisdiction_id={place.code}").status_code == 200


def test_a_jurisdiction_names_one_of_several_sub_districts(
    place: SubDistrict, client: Client
) -> None:
    other = places.a_sub_district(host="other.example")
    assert client.get(f"{V2}/services.json?jurisdiction_id=other.example").json() == []
    assert client.get(f"{V2}/services.json?jurisdiction_id={other.code}").json() == []
    assert len(client.get(f"{V2}/services.json?jurisdiction_id={place.code}").json()) == 2


def test_a_request_is_taken_with_its_number_token_and_word(
    place: SubDistrict, client: Client, key: str
) -> None:
    response = post(client, key, **{"attribute[DETAIL]": "暖气不热", "attribute[PUBLISH]": "yes"})
    [taken] = response.json()
    case = Case.objects.get(sub_district=place)
    assert response.status_code == 200
    assert taken["service_request_id"] == case.number
    assert case.number in taken["service_notice"]
    assert taken["account_id"] is None
    assert (case.source, case.category_id, case.may_publish) == ("open311", heating(place), True)
    assert case.place_text == "三号楼二单元"


def test_a_token_leads_to_the_number(place: SubDistrict, client: Client, key: str) -> None:
    [taken] = post(client, key).json()
    [found] = client.get(f"{V2}/tokens/{taken['token']}.json").json()
    assert found == {
        "service_request_id": taken["service_request_id"],
        "token": taken["token"],
    }
    root = xml_of(client.get(f"{V2}/tokens/{taken['token']}.xml"))
    assert root.findtext("request/service_request_id") == taken["service_request_id"]
    for wrong in ("123456", taken["token"][:-1] + "x"):
        assert client.get(f"{V2}/tokens/{wrong}.json").status_code == 404


def test_a_request_posted_as_xml_is_answered_as_xml(
    place: SubDistrict, client: Client, key: str
) -> None:
    root = xml_of(post(client, key, fmt="xml"))
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == Case.objects.get().number


def test_a_photo_comes_along_and_is_cleaned(place: SubDistrict, client: Client, key: str) -> None:
    assert post(client, key, media=a_picture()).status_code == 200
    [kept] = Attachment.objects.filter(sub_district=place)
    assert (kept.subject_kind, kept.media_type) == ("cases.case", "image/jpeg")


def test_a_media_url_is_refused_and_nothing_is_fetched(
    place: SubDistrict, client: Client, key: str
) -> None:
    response = post(client, key, media_url="http://example.org/a.jpg")
    assert response.status_code == 400
    assert "media" in response.json()[0]["description"]
    assert not Case.objects.exists()


def test_a_picture_that_is_none_is_refused(place: SubDistrict, client: Client, key: str) -> None:
    fake = SimpleUploadedFile("photo.jpg", b"not a picture at all", "image/jpeg")
    assert post(client, key, media=fake).status_code == 400
    assert not Case.objects.exists()


@pytest.mark.parametrize("facts", [{}, {"media": True}], ids=["words", "photo"])
def test_the_same_post_again_is_the_same_request(
    place: SubDistrict, client: Client, key: str, facts: dict[str, Any]
) -> None:
    def once() -> Any:
        files = {"media": a_picture()} if facts else {}
        return post(client, key, **files).json()[0]["service_request_id"]

    assert once() == once()
    assert Case.objects.filter(sub_district=place).count() == 1


def test_the_clients_own_key_makes_two_posts_one(
    place: SubDistrict, client: Client, key: str
) -> None:
    first = post(client, key, idempotency_key="a")
    second = post(client, key, idempotency_key="b")
    again = post(client, key, idempotency_key="a")
    other = post(client, key, idempotency_key="a", description="另一件事。")
    numbers = [one.json()[0]["service_request_id"] for one in (first, second, again)]
    assert first.json() == again.json()
    assert numbers[0] == numbers[2] != numbers[1]
    assert other.status_code == 409
    assert "Idempotency-Key" in other.json()[0]["description"]
    assert "表" not in other.json()[0]["description"]
    assert Case.objects.filter(sub_district=place).count() == 2


@pytest.mark.parametrize("given", ["", "wrong"])
def test_without_a_valid_key_nothing_is_taken(
    place: SubDistrict, client: Client, given: str
) -> None:
    response = post(client, given)
    assert (response.status_code, response.json()[0]["code"]) == (403, 403)
    assert "api_key" in response.json()[0]["description"]
    assert not Case.objects.exists()


def test_a_key_taken_back_is_valid_no_more(place: SubDistrict, client: Client, key: str) -> None:
    [row] = api_keys(place.id)
    take_api_key(actor=places.the_administrator(place), api_key_id=row.id, at=AT)
    assert post(client, key).status_code == 403


def test_only_the_administrator_gives_keys(place: SubDistrict) -> None:
    officer = places.a_holder("governance_officer", places.root_of(place))
    with pytest.raises(NotAllowed):
        give_api_key(actor=officer, name="示例系统", at=AT)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"service_code": ""}, (400, "service_code")),
        ({"service_code": "9999"}, (404, "9999")),
        ({"address_string": ""}, (400, "lat")),
        ({"address_string": "", "lat": "38.3", "long": "x"}, (400, "lat")),
        ({"address_string": "", "lat": "38.3"}, (400, "lat")),
        ({"address_string": "", "lat": "138.3", "long": "116.8"}, (400, "")),
        ({"address_id": "nowhere"}, (400, "address_id")),
        ({"description": ""}, (400, "")),
        ({"description": "长" * 20_001}, (400, "")),
        ({"attribute[DETAIL]": "飞碟"}, (400, "飞碟")),
        ({"jurisdiction_id": "city.example"}, (404, "city.example")),
        ({"email": "zhangsan@"}, (400, "email")),
        ({"email": "zhangsan", "phone": "13812345678"}, (400, "email")),
        ({"phone": "call me"}, (400, "phone")),
        ({"phone": "1234"}, (400, "phone")),
        ({"description": "长" * 3_000_000}, (413, "2 MB")),
    ],
)
def test_a_faulty_post_is_answered_with_the_code_of_the_standard(
    place: SubDistrict, client: Client, key: str, facts: dict[str, str], error: tuple[int, str]
) -> None:
    response = post(client, key, **facts)
    [told] = response.json()
    assert (response.status_code, told["code"]) == (error[0], error[0])
    assert error[1] in told["description"]
    assert not Case.objects.exists()


def test_a_post_that_cannot_be_read_is_an_error_in_the_format_asked_for(
    place: SubDistrict, client: Client
) -> None:
    response = client.post(
        f"{V2}/requests.json", b"nonsense", content_type="multipart/form-data; boundary="
    )
    assert (response.status_code, response.json()[0]["code"]) == (400, 400)


@pytest.mark.parametrize(
    "address",
    [
        "services/%01%02.xml",
        "tokens/a%0bz.xml",
        "requests.xml?service_code=%01",
        "services.xml?jurisdiction_id=%EF%BF%BE",
    ],
)
def test_an_error_that_repeats_what_was_sent_is_still_xml(
    place: SubDistrict, client: Client, address: str
) -> None:
    answer = client.get(f"{V2}/{address}")
    assert answer.status_code in {400, 404}
    assert fromstring(answer.content).tag == "errors"


def test_a_browser_elsewhere_may_ask_what_it_may_send(place: SubDistrict, client: Client) -> None:
    answer = client.options(f"{V2}/requests.json")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    assert "POST" in answer["Access-Control-Allow-Methods"]


def test_other_methods_are_405(place: SubDistrict, client: Client) -> None:
    assert client.delete(f"{V2}/requests.json").status_code == 405
    assert client.post(f"{V2}/services.json").status_code == 405


def test_the_text_is_screened_and_the_sender_sealed(
    place: SubDistrict, client: Client, key: str
) -> None:
    facts = {
        "description": "请回电 13812345678。😀<b>\x07",
        "first_name": "三",
        "last_name": "示例",
        "phone": "13812345678",
    }
    post(client, key, **facts)
    assert Case.objects.get().body == f"请回电 {MASK}。😀<b>"
    sender = CaseSender.objects.get()
    assert (sender.name, sender.contact) == ("示例 三", "13812345678")


def test_what_was_masked_is_said(place: SubDistrict, client: Client, key: str) -> None:
    def notice(**facts: str) -> str:
        told: str = post(client, key, **facts).json()[0]["service_notice"]
        return told

    assert "已隐去" not in notice()
    assert "已隐去" not in notice(description=f"号码已经写成 {MASK}。", phone="13812345678")
    assert "已隐去" in notice(description="请回电 13812345678。")
    assert "已隐去" in notice(address_string="三号楼，电话 13812345678")


@pytest.mark.parametrize("phone", ["0317-5551234", "(111) 111-1111", "+86 138 1234 5678 转 12"])
def test_telephone_numbers_of_all_kinds_are_taken(
    place: SubDistrict, client: Client, key: str, phone: str
) -> None:
    assert post(client, key, phone=phone).status_code == 200


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_text_that_is_not_utf_8_is_refused(
    place: SubDistrict, client: Client, key: str, kind: str
) -> None:
    facts = {"api_key": key, "service_code": "0101", "address_string": "A"}
    if kind.startswith("multipart"):
        kind += "; boundary=b"
        part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        text = "".join(part.format(*pair) for pair in {**facts, "description": "暖气"}.items())
        sent = (text + "--b--\r\n").encode("gbk")
    else:
        sent = urlencode({**facts, "description": "暖气".encode("gbk")}).encode()
    response = client.post(f"{V2}/requests.json", sent, content_type=kind)
    assert response.status_code == 400
    assert "UTF-8" in response.json()[0]["description"]
    assert not Case.objects.exists()


def test_a_form_in_another_charset_is_an_error_in_the_format_asked_for(
    place: SubDistrict, client: Client
) -> None:
    response = client.post(
        f"{V2}/requests.json", b"a=b", "application/x-www-form-urlencoded; charset=gbk"
    )
    assert (response.status_code, response.json()[0]["code"]) == (400, 400)


def test_what_was_sent_tells_its_state_and_no_words(
    place: SubDistrict, client: Client, key: str
) -> None:
    [taken] = post(client, key, phone="13812345678").json()
    response = client.get(f"{V2}/requests/{taken['service_request_id']}.json")
    [found] = response.json()
    assert (found["status"], found["service_code"]) == ("open", "0101")
    assert (found["description"], found["address"], found["lat"]) == ("", "", None)
    assert "13812345678" not in response.content.decode()
    assert client.get(f"{V2}/requests.json").json() == []


def test_what_came_in_by_another_door_is_not_told_by_its_number(
    place: SubDistrict, client: Client, key: str
) -> None:
    post(client, key)
    Case.objects.update(source="web")
    number = Case.objects.get().number
    assert client.get(f"{V2}/requests/{number}.json").status_code == 404
    assert client.get(f"{V2}/requests.json?service_request_id={number}").json() == []


def test_published_requests_are_listed_without_the_sender(
    place: SubDistrict, client: Client
) -> None:
    [number] = published_requests(place, heating(place), recently())
    response = client.get(f"{V2}/requests.json")
    [found] = response.json()
    assert (found["service_request_id"], found["service_code"]) == (number, "0101")
    assert found["description"] == "暖气不热\n我家暖气不热。"
    assert found["status_notes"] == "已修好。"
    for secret in ("张三", "zhangsan"):
        assert secret not in response.content.decode()
    root = xml_of(client.get(f"{V2}/requests/{number}.xml"))
    assert root.findtext("request/service_request_id") == number


def test_filters_of_the_standard(place: SubDistrict, client: Client) -> None:
    long_ago = timezone.now() - timedelta(days=200)
    number, old = published_requests(place, heating(place), recently(), long_ago)

    def numbers(**asked: str) -> list[str]:
        found = client.get(f"{V2}/requests.json", asked).json()
        return [one["service_request_id"] for one in found]

    start = f"{timezone.now() - timedelta(days=201):%Y-%m-%dT%H:%M:%SZ}"
    assert numbers() == [number]
    assert numbers(status="open") == [number]
    assert numbers(status="closed") == []
    assert numbers(status="open,closed") == [number]
    assert numbers(service_code="0101") == [number]
    assert numbers(service_code="0201") == []
    assert numbers(start_date=start) == [old]
    assert numbers(service_request_id=f"{old},{number}") == [number, old]
    assert client.get(f"{V2}/requests.json?service_code=77").status_code == 404
    assert client.get(f"{V2}/requests.json?start_date=soon").status_code == 400
    assert client.get(f"{V2}/requests.json?status=lost").status_code == 400


def test_a_plus_sign_that_nobody_encoded_is_read(place: SubDistrict, client: Client) -> None:
    response = client.get(f"{V2}/requests.json?start_date=2026-11-01T00:00:00+08:00")
    assert response.status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_list(
    place: SubDistrict, client: Client, django_assert_max_num_queries: Any
) -> None:
    published_requests(place, heating(place), recently(), recently(), recently())
    with django_assert_max_num_queries(6):
        assert len(client.get(f"{V2}/requests.json").json()) == 3


def test_a_closed_category_is_offered_no_more(place: SubDistrict, client: Client) -> None:
    Category.objects.filter(sub_district=place, open311_code="0101").update(closed=True)
    assert [one["service_code"] for one in client.get(f"{V2}/services.json").json()] == ["0201"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("output_format", ["json", "xml"])
def test_a_client_that_nobody_here_wrote_reads_all_of_it(
    live_server: Any, output_format: str
) -> None:
    place = a_door()
    number, _other = published_requests(place, heating(place), recently(), recently())
    for jurisdiction in (None, place.code):
        theirs = GeoReport(
            f"{live_server.url}{V2}", jurisdiction=jurisdiction, output_format=output_format
        )
        assert [one["service_code"] for one in theirs.get_service_list()] == ["0101", "0201"]
        assert theirs.get_service_definition("0101")["service_code"] == "0101"
        assert len(theirs.get_service_requests()) == 2
        assert theirs.get_service_request(number)["service_request_id"] == number
