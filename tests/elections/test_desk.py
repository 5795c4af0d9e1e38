"""The desk's pages of elections: who finds them, what they show, what they do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.elections.models import Candidate, Election, Notice
from linli.elections.rules import CandidateState, ElectionKind, ElectionState
from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    an_election,
    called,
    fresh,
    nominated,
    open_for_voting,
    set_terms,
)
from tests.people.builders import a_signed_in_client
from tests.places.builders import a_place
from tests.records.builders import a_picture

pytestmark = pytest.mark.django_db
PAGES = (
    "desk_election",
    "desk_set_up",
    "desk_terms",
    "desk_times",
    "desk_officials",
    "desk_name_official",
    "desk_notices",
    "desk_open",
    "desk_cancel",
)


def a_client(ground: Ground) -> Client:
    """The secretary at the desk."""
    return a_signed_in_client(ground.runner)


def to(name: str, election: Election, *more: object) -> str:
    """An address of an election."""
    return reverse(f"elections:{name}", args=[election.id, *more])


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_every_page_opens_for_each_kind(kind: ElectionKind) -> None:
    ground = Ground()
    election = an_election(ground, kind)
    client = a_client(ground)
    for name in PAGES:
        assert client.get(to(name, election)).status_code == 200, name
    for step in election.steps.all():
        assert client.get(to("desk_step", election, step.key)).status_code == 200, step.key


def test_the_list_says_what_is_next() -> None:
    ground = Ground()
    an_election(ground)
    page = a_client(ground).get(reverse("elections:desk_elections")).content.decode()
    assert "制作投票单" in page
    assert "准备中" in page


def test_another_community_finds_nothing() -> None:
    ground = Ground()
    election = called(ground)
    other = a_place(PlaceKind.COMMUNITY, ground.root, name="示例另一社区")
    client = a_signed_in_client(ground.holder(PostKind.SECRETARY, other))
    assert client.get(to("desk_election", election)).status_code == 404


def test_the_page_says_where_it_stands_and_who_has_it() -> None:
    ground = Ground()
    election = an_election(ground)
    page = a_client(ground).get(to("desk_election", election)).content.decode()
    assert "日程与职责" in page
    assert "现在在谁" in page
    assert election.number in page


def test_the_opening_lists_what_the_place_has_not_set() -> None:
    ground = Ground()
    election = called(ground)
    page = a_client(ground).get(to("desk_open", election)).content.decode()
    assert "每人接受委托的上限" in page
    assert reverse("records:rule_detail", args=["self_government.proxy.most"]) in page


def test_an_election_is_called_from_its_form_once() -> None:
    ground = Ground()
    client = a_client(ground)
    typed: dict[str, Any] = {
        "kind": "congress",
        "place": str(ground.compound.id),
        "title": "示例小区居代会换届",
        "key": str(uuid4()),
    }
    for _turn in range(2):
        assert client.post(reverse("elections:desk_call"), typed).status_code == 303
    assert Election.objects.count() == 1


def test_seats_are_set_from_the_form_and_a_stale_page_is_told() -> None:
    ground = Ground()
    election = called(ground)
    client = a_client(ground)
    typed: dict[str, Any] = {
        "seats": 5,
        "least_choices": 1,
        "most_choices": 5,
        "tie_rule": "lots",
        "version": election.version,
    }
    assert client.post(to("desk_terms", election), typed).status_code == 303
    assert fresh(election).seats == 5
    assert client.post(to("desk_terms", election), typed).status_code == 409


def test_times_are_set_in_the_clock_of_the_place() -> None:
    ground = Ground()
    election = called(ground)
    day = timezone.localdate() + timedelta(days=60)
    typed: dict[str, Any] = {
        "opens_on": day.isoformat(),
        "opens_time": "09:00",
        "closes_on": (day + timedelta(days=3)).isoformat(),
        "closes_time": "18:00",
        "where": "活动室",
        "version": election.version,
    }
    assert a_client(ground).post(to("desk_times", election), typed).status_code == 303
    opens = fresh(election).opens_at
    assert opens is not None
    assert timezone.localtime(opens).hour == 9


def test_a_candidate_goes_from_nomination_to_the_ballot_by_the_forms() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=1)
    client = a_client(ground)
    for name in ("示例甲", "示例乙"):
        typed: dict[str, Any] = {"name": name, "nominated_by": "十名居民", "key": str(uuid4())}
        assert client.post(to("desk_nominate", election), typed).status_code == 303
        one = Candidate.objects.get(name=name)
        paper = SimpleUploadedFile("p.jpg", a_picture(), "image/jpeg")
        client.post(to("desk_consent", election, one.id), {"paper": paper})
        typed = {"eligible": "yes", "article": "办法第八条"}
        client.post(to("desk_decide", election, one.id), typed)
    assert client.post(to("desk_fix", election)).status_code == 303
    page = client.get(to("desk_candidates", election)).content.decode()
    assert Candidate.objects.filter(state=CandidateState.STANDING).count() == 2
    assert "选票名单已经固定" in page


def test_a_withdrawal_is_one_press() -> None:
    ground = Ground()
    one = nominated(ground, called(ground))
    client = a_client(ground)
    assert client.post(to("desk_withdraw", one.election, one.id)).status_code == 303
    one.refresh_from_db()
    assert one.state == CandidateState.WITHDRAWN


def test_a_notice_is_drafted_posted_and_shown() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    client = a_client(ground)
    where = to("desk_post_notice", election, "plan")
    assert "工作方案" in client.get(where).content.decode()
    on = timezone.localdate()
    typed: dict[str, Any] = {
        "title": "换届工作方案",
        "text": "示例正文",
        "where": "公示栏",
        "posted_on": on.isoformat(),
        "until": (on + timedelta(days=7)).isoformat(),
        "photo": SimpleUploadedFile("p.jpg", a_picture(), "image/jpeg"),
        "key": str(uuid4()),
    }
    assert client.post(where, typed).status_code == 303
    page = client.get(to("desk_notice", election, 1)).content.decode()
    assert "换届工作方案" in page
    assert Notice.objects.get().first_photo_id is not None
    step = to("desk_step", election, "plan")
    typed = {"note": "第 1 次会议决定", "version": fresh(election).version}
    assert client.post(step, typed).status_code == 303


def test_the_auditor_sees_and_does_nothing() -> None:
    ground = Ground()
    election = called(ground)
    client = a_signed_in_client("auditor", ground.root)
    assert client.get(to("desk_election", election)).status_code == 200
    assert client.get(to("desk_terms", election)).status_code == 403


def test_cancelling_asks_for_the_number() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    election = Election.objects.get(id=election.id)
    Election.objects.filter(id=election.id).update(latest_at=timezone.now() - timedelta(days=1))
    client = a_client(ground)
    typed: dict[str, Any] = {"number": "X", "reason": "名册有误", "version": election.version}
    assert client.post(to("desk_cancel", election), typed).status_code == 422
    assert "不会被打开" in client.get(to("desk_cancel", election)).content.decode()
    typed["number"] = election.number
    assert client.post(to("desk_cancel", election), typed).status_code == 303
    assert fresh(election).state == ElectionState.CANCELLED
    assert "名册有误" in client.get(to("desk_election", election)).content.decode()
