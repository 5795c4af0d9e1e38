"""Pages of meetings: at the desk, for those who are bidden, and for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from linli.decisions import actions
from linli.decisions.models import Attendee, Meeting, MinutesSignature
from linli.decisions.queries.meetings import attendees_of, items_of
from linli.decisions.rules import StepKind
from linli.decisions.rules.meetings import ItemOutcome, Stance
from linli.places.rules import PlaceKind
from tests.decisions.builders import AT, Ground
from tests.decisions.meeting_builders import HELD, Meetings, again
from tests.elections.election_builders import a_picture
from tests.people import builders as people
from tests.people.builders import a_signed_in_client
from tests.places import builders as places


@pytest.fixture
def meetings(ground: Ground) -> Meetings:
    """Meetings at the ground's compound."""
    return Meetings(ground)


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def an_upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("会议记录.png", a_picture(), content_type="image/png")


def test_a_meeting_is_called_and_noticed_at_the_desk(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    client = a_signed_in_client(ground.secretary)
    starts = timezone.localtime() + timedelta(days=3)
    answer = client.post(
        f"/desk/meetings/call/?decision={decision.id}",
        {
            "kind": "joint",
            "place": str(ground.compound.id),
            "title": "商议疏通下水道",
            "starts_on": starts.date().isoformat(),
            "starts_time": "23:00",
            "where": "活动室",
            "key": "k1",
        },
    )
    assert answer.status_code == 303
    desk = answer.headers["Location"]
    page = text_of(client.get(desk))
    assert "谁主持还没有定" in page
    assert "疏通小区下水道" in page
    for number, part in enumerate(("chair", "member", "observer")):
        sent = {"name": f"示例人{number}", "title": "居委会", "part": part, "required": "on"}
        assert client.post(f"{desk}people/bid/", sent).status_code == 303
    meeting = Meeting.objects.get()
    assert client.post(f"{desk}do/notice/", {"version": meeting.version}).status_code == 303
    assert again(meeting).state == "noticed"
    for one in attendees_of(meeting):
        sent = {"way": "handed", "note": "本人签收"}
        assert client.post(f"{desk}people/{one.id}/notice/", sent).status_code == 303
    assert "当面送达，本人签收" in text_of(client.get(desk))


def test_a_meeting_is_led_from_sign_in_to_signed_minutes_at_the_desk(
    meetings: Meetings, ground: Ground
) -> None:
    called = timezone.now() - (HELD - AT)
    meeting = meetings.noticed(meetings.joint(at=called), at=called)
    client = a_signed_in_client(ground.secretary)
    desk = f"/desk/meetings/{meeting.id}/"
    sheet = {f"came_{one.order}": "here" for one in attendees_of(meeting)}
    assert client.post(f"{desk}presence/", sheet).status_code == 303
    client.post(f"{desk}do/start/", {"version": again(meeting).version})
    assert again(meeting).state == "under_way"
    item = items_of(meeting)[0]
    course = {"stance_1": "for", "stance_2": "for", "stance_5": "spoke", "words_5": "请留通道"}
    course |= {"said": "同意提交表决。", "outcome": "agreed"}
    assert client.post(f"{desk}items/{item.id}/", course).status_code == 303
    client.post(f"{desk}do/end/", {"version": again(meeting).version})
    page = text_of(client.get(f"{desk}minutes/write/"))
    assert "同意提交表决。" in page
    assert "发言：示例列席人：请留通道" in page
    sent = {"text": "会议记录", "version": again(meeting).version}
    assert client.post(f"{desk}minutes/write/", sent).status_code == 303
    scan = {"number": 1, "scan": an_upload(), "dissent_2": "先比三家"}
    scan |= {f"signed_{order}": "on" for order in range(1, 5)}
    assert client.post(f"{desk}minutes/scan/", scan).status_code == 303
    assert again(meeting).state == "signed"
    assert MinutesSignature.objects.get(attendee_id=attendees_of(meeting)[1].id).dissent
    assert "已全部签名" in text_of(client.get(desk))
    assert client.get(f"{desk}minutes/").status_code == 200


def test_an_observer_is_not_offered_a_vote(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.under_way()
    client = a_signed_in_client(ground.secretary)
    item = items_of(meeting)[0]
    page = text_of(client.get(f"/desk/meetings/{meeting.id}/items/{item.id}/"))
    observer = page.split('name="stance_5"')[1].split("</select>")[0]
    assert 'value="spoke"' in observer
    assert 'value="for"' not in observer
    sent = {"stance_5": "for", "said": "", "outcome": ""}
    answer = client.post(f"/desk/meetings/{meeting.id}/items/{item.id}/", sent)
    assert answer.status_code == 422


def test_a_member_confirms_recuses_and_signs_from_the_own_pages(
    meetings: Meetings, ground: Ground
) -> None:
    meeting = meetings.noticed(meetings.joint())
    client = a_signed_in_client(meetings.member)
    assert meeting.title in text_of(client.get("/my/meetings/"))
    mine = f"/my/meetings/{meeting.id}/"
    assert "您的身份" in text_of(client.get(mine))
    item = items_of(meeting)[0]
    sent = {"item": str(item.id), "reason": "亲戚开的公司"}
    assert client.post(f"{mine}recusal/", sent).status_code == 303
    held = meetings.minuted(_held_without(meetings, meeting))
    page = text_of(client.get(f"{mine}minutes/"))
    assert "会议记录正文" in page
    assert client.post(f"{mine}minutes/", {"number": held.minutes_number}).status_code == 422
    sent = {"number": held.minutes_number, "read": "on", "dissent": "我不同意第一项"}
    assert client.post(f"{mine}minutes/", sent).status_code == 303
    assert "我不同意第一项" in text_of(client.get(mine))


def _held_without(meetings: Meetings, meeting: Meeting) -> Meeting:
    """The meeting held, its first member recused."""
    begun = meetings.begun(meeting)
    item = items_of(begun)[0]
    people_there = attendees_of(begun)
    for one in (people_there[0], people_there[2]):
        meetings.say(begun, item, one, Stance.FOR)
    actions.close_item(
        actor=meetings.ground.secretary,
        meeting_id=begun.id,
        item_id=item.id,
        outcome=ItemOutcome.AGREED,
        said="同意。",
        at=HELD,
    )
    return actions.end_meeting(
        actor=meetings.ground.secretary,
        meeting_id=begun.id,
        version=again(begun).version,
        at=HELD,
    )


def test_minutes_changed_meanwhile_are_a_conflict(meetings: Meetings) -> None:
    meeting = meetings.minuted(meetings.held(meetings.under_way()))
    meetings.minuted(meeting)
    client = a_signed_in_client(meetings.member)
    sent = {"number": 1, "read": "on"}
    assert client.post(f"/my/meetings/{meeting.id}/minutes/", sent).status_code == 409


def test_who_is_not_bidden_finds_nothing(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.noticed(meetings.joint())
    client = a_signed_in_client(ground.somebody())
    for path in ("", "minutes/", "recusal/", "leave/"):
        assert client.get(f"/my/meetings/{meeting.id}/{path}").status_code == 404


def test_a_draft_is_nobody_elses_business(meetings: Meetings) -> None:
    meeting = meetings.joint()
    assert a_signed_in_client("visitor").get(f"/meetings/{meeting.id}/").status_code == 404
    assert a_signed_in_client(meetings.member).get(f"/my/meetings/{meeting.id}/").status_code == 404


def test_the_public_page_tells_what_came_of_it_and_names_no_member(meetings: Meetings) -> None:
    meeting = meetings.signed(meetings.minuted(meetings.held(meetings.under_way())))
    client = a_signed_in_client("visitor")
    page = text_of(client.get(f"/meetings/{meeting.id}/"))
    assert "同意 3，不同意 0" in page
    assert "物业公司" in page
    names = Attendee.objects.filter(meeting=meeting).values_list("name", flat=True)
    assert [name for name in names if name in page] == []
    assert meeting.title in text_of(client.get("/meetings/"))


def test_a_post_beyond_reach_finds_no_meeting(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    elsewhere = people.an_actor(
        "secretary", places.a_place(PlaceKind.COMMUNITY, ground.root, name="示例另一社区")
    )
    client = a_signed_in_client(elsewhere)
    assert client.get(f"/desk/meetings/{meeting.id}/").status_code == 404


def test_the_desk_lists_what_is_ahead_and_what_is_over(meetings: Meetings, ground: Ground) -> None:
    ahead = meetings.joint()
    client = a_signed_in_client(ground.secretary)
    assert ahead.number in text_of(client.get("/desk/meetings/"))
    assert ahead.number not in text_of(client.get("/desk/meetings/?over"))


def test_a_stale_version_is_a_conflict_page(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    client = a_signed_in_client(ground.secretary)
    answer = client.post(f"/desk/meetings/{meeting.id}/do/notice/", {"version": 1})
    assert answer.status_code == 409


def test_the_page_of_a_meeting_asks_few_queries(
    meetings: Meetings, ground: Ground, django_assert_max_num_queries: object
) -> None:
    meeting = meetings.signed(meetings.minuted(meetings.held(meetings.under_way())))
    client = a_signed_in_client("visitor")
    client.get(f"/meetings/{meeting.id}/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(f"/meetings/{meeting.id}/")
