"""What tests of the second door share."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from linli.cases.actions.api_keys import give_api_key
from linli.cases.actions.categories import import_categories
from linli.cases.actions.histories import record_histories
from linli.cases.models import Case
from linli.cases.rules import CaseDraft, CaseType, Source, Verb
from linli.cases.rules.histories import Happening, History
from linli.kernel.actor import Actor, nobody, system_actor
from linli.places.models import SubDistrict
from tests.people import builders as people
from tests.people.builders import AT
from tests.places import builders as places

V2 = "/open311/v2"


def a_door(**facts: Any) -> SubDistrict:
    """A sub-district with two services: heating in two parts, roads in one."""
    place = places.a_sub_district(**facts)
    rows = [
        ("水电气暖/供暖/暖气不热", CaseType.REPAIR),
        ("水电气暖/供暖/供暖收费", CaseType.QUESTION),
        ("公共设施/道路/路面破损", CaseType.REPAIR),
    ]
    import_categories(actor=system_actor(place.id), rows=rows, at=AT)
    return place


def a_key(place: SubDistrict) -> str:
    """A key that another system may post with."""
    return give_api_key(actor=places.the_administrator(place), name="示例系统", at=AT)


def a_picture(name: str = "photo.jpg") -> SimpleUploadedFile:
    """A small photo."""
    memory = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(memory, "JPEG")
    return SimpleUploadedFile(name, memory.getvalue(), "image/jpeg")


def post(client: Client, key: str, *, fmt: str = "json", **facts: Any) -> HttpResponse:
    """Post a request as a client of the standard does."""
    given: dict[str, Any] = {
        "api_key": key,
        "service_code": "0101",
        "description": "三号楼二单元暖气不热，已经三天。",
        "address_string": "三号楼二单元",
    }
    words = {name: value for name, value in {**given, **facts}.items() if value is not None}
    return client.post(f"{V2}/requests.{fmt}", words)


def xml_of(response: HttpResponse) -> Element:
    """The root of an XML answer."""
    root: Element = fromstring(response.content)
    return root


def published_requests(place: SubDistrict, category_id: Any, *times: datetime) -> list[str]:
    """The numbers of answered requests, published with consent."""
    officer = people.an_actor("governance_officer", places.root_of(place))
    histories = [_published(place, officer, category_id, at) for at in times]
    ids = record_histories(
        actor=system_actor(place.id), histories=histories, at=max(times) + timedelta(hours=4)
    )
    numbers = dict(Case.objects.filter(sub_district=place).values_list("id", "number"))
    return [numbers[case_id] for case_id in ids]


def _published(place: SubDistrict, officer: Actor, category_id: Any, at: datetime) -> History:
    draft = CaseDraft(
        title="暖气不热",
        body="我家暖气不热。",
        source=Source.WEB,
        category_id=category_id,
        sender_name="示例张三",
        contact="zhangsan@example.org",
        may_publish=True,
        received_at=at,
    )
    happenings = (
        Happening(Verb.ANSWER, at + timedelta(hours=2), officer, text="已修好。"),
        Happening(Verb.PUBLISH, at + timedelta(hours=3), officer),
    )
    return History(draft=draft, by=nobody(place.id), happenings=happenings)
