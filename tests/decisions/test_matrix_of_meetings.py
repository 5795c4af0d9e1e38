"""Every post at every act of meetings and notices: allowed or refused as the table says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from linli.decisions import actions
from linli.decisions.actions import Item, MeetingDraft, Person
from linli.decisions.models import Meeting, Publication
from linli.decisions.queries.meetings import attendees_of, items_of
from linli.decisions.rules import ObjectionTheme, PublicationKind
from linli.decisions.rules.meetings import (
    AttendeePart,
    ItemOutcome,
    MeetingKind,
    Presence,
    ProofWay,
    Stance,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from tests.builders import holder_of
from tests.decisions.builders import AT, Ground
from tests.decisions.meeting_builders import HELD, Meetings, again
from tests.decisions.notice_builders import a_draft, put_up
from tests.elections.election_builders import a_photo
from tests.people import builders as people

pytestmark = pytest.mark.django_db
Do = Callable[[Actor], object]

LEADERS = {
    PostKind.SUB_DISTRICT_LEADER,
    PostKind.GOVERNANCE_OFFICER,
    PostKind.SECRETARY,
    PostKind.CONGRESS_CHAIR,
    PostKind.OWNERS_COMMITTEE_CHAIR,
    PostKind.OWNERS_COMMITTEE_TREASURER,
    PostKind.SUPERVISION_CHAIR,
}
POSTERS = LEADERS | {PostKind.SERVICE_CLERK, PostKind.INFORMATION_OFFICER}
COMPANY = {PostKind.PROPERTY_MANAGER, PostKind.PROPERTY_REPAIRER}
NOBODY: set[PostKind] = set()
MAY: dict[str, set[PostKind]] = {
    "call_meeting": LEADERS,
    "set_meeting": LEADERS,
    "cancel_meeting": LEADERS,
    "add_item": LEADERS,
    "drop_item": LEADERS,
    "bid": LEADERS,
    "unbid": LEADERS,
    "give_part": LEADERS,
    "give_notice": LEADERS,
    "take_notice_back": LEADERS,
    "prove_notice": LEADERS,
    "confirm_notice": NOBODY,
    "sign_in": NOBODY,
    "ask_leave": NOBODY,
    "keep_presence": LEADERS,
    "start_meeting": LEADERS,
    "speak": LEADERS,
    "close_item": LEADERS,
    "end_meeting": LEADERS,
    "keep_minutes": LEADERS,
    "sign_minutes": NOBODY,
    "keep_scan": LEADERS,
    "publish": POSTERS,
    "publish_ordinary": POSTERS | COMPANY,
    "edit_publication": POSTERS,
    "show_spot": POSTERS,
    "take_down": POSTERS,
    "answer_publication_objection": POSTERS,
}
"""Written by hand. What one does at one's own place in a meeting no post lets anybody do."""
OWN = {"confirm_notice", "sign_in", "ask_leave", "sign_minutes"}


@dataclass
class Scene:
    """An act that waits for its actor."""

    ground: Ground
    do: Do
    own: Actor | None = None

    def tried_by(self, actor: Actor) -> str:
        """The code of the refusal, or an empty word; nothing stays of what was done."""
        try:
            with transaction.atomic():
                self.do(actor)
                transaction.set_rollback(True)
        except (NotAllowed, Missing) as refusal:
            return refusal.code
        except Refused as refusal:
            return f"unlawful {refusal.code}"
        return ""


def _on(meeting: Meeting, at: datetime) -> dict[str, object]:
    return {"meeting_id": meeting.id, "version": again(meeting).version, "at": at}


def _draft(meetings: Meetings, state: str) -> Meeting:
    meeting = meetings.joint()
    if state == "draft":
        return meeting
    meetings.noticed(meeting)
    if state == "noticed":
        return again(meeting)
    if state == "come":
        return meetings.come(meeting)
    meetings.begun(meeting)
    if state == "under_way":
        return again(meeting)
    if state == "said":
        for item in items_of(meeting):
            actions.close_item(
                actor=meetings.ground.secretary, meeting_id=meeting.id, item_id=item.id,
                outcome=ItemOutcome.PUT_OFF, said="再议。", at=HELD,
            )  # fmt: skip
        return again(meeting)
    meetings.held(meeting)
    return meetings.minuted(meeting) if state == "minuted" else again(meeting)


def _scene_of_meeting(act: str) -> Scene:
    state, make = MEETINGS[act]
    ground = Ground()
    meetings = Meetings(ground)
    meeting = _draft(meetings, state)
    own = people.actor_of(meetings.member, ground.place.id)
    return Scene(ground, make(meeting, _on(meeting, AT if state == "draft" else HELD)), own)


Make = Callable[[Meeting, dict[str, object]], Do]


def _plain(act: Callable[..., object], **facts: object) -> Make:
    return lambda _meeting, on: lambda actor: act(actor=actor, **on, **facts)


def _unversioned(act: Callable[..., object], **facts: object) -> Make:
    def made(_meeting: Meeting, on: dict[str, object]) -> Do:
        given = {key: value for key, value in on.items() if key != "version"}
        return lambda actor: act(actor=actor, **given, **facts)

    return made


def _with_attendee(act: Callable[..., object], *, at: int, **facts: object) -> Make:
    def made(meeting: Meeting, on: dict[str, object]) -> Do:
        whom = attendees_of(meeting)[at].id
        given = {key: value for key, value in on.items() if key != "version"}
        return lambda actor: act(actor=actor, attendee_id=whom, **given, **facts)

    return made


def _with_item(act: Callable[..., object], **facts: object) -> Make:
    def made(meeting: Meeting, on: dict[str, object]) -> Do:
        given = {key: value for key, value in on.items() if key != "version"}
        item = items_of(meeting)[0].id
        return lambda actor: act(actor=actor, item_id=item, **given, **facts)

    return made


def _speak(meeting: Meeting, on: dict[str, object]) -> Do:
    return _with_item(
        actions.speak, attendee_id=attendees_of(meeting)[1].id, stance=Stance.FOR, words=""
    )(meeting, on)


def _scan(meeting: Meeting, on: dict[str, object]) -> Do:
    signed = [one.id for one in attendees_of(meeting)]
    return _unversioned(
        actions.keep_scan, number=meeting.minutes_number, scan=a_photo(), signed_by=signed
    )(meeting, on)


def _early(make: Make) -> Make:
    """Before the day of the meeting."""
    return lambda meeting, on: make(meeting, {**on, "at": AT + timedelta(hours=1)})


MEETINGS: dict[str, tuple[str, Make]] = {
    "set_meeting": (
        "draft",
        _plain(actions.set_meeting, title="另一题目", where="活动室", starts_at=HELD),
    ),
    "cancel_meeting": ("draft", _plain(actions.cancel_meeting, reason="示例")),
    "add_item": ("draft", _plain(actions.add_item, item=Item("又一议题"))),
    "drop_item": ("draft", _with_item(actions.drop_item)),
    "bid": ("draft", _plain(actions.bid, person=Person("示例来人", "居民"))),
    "unbid": ("draft", _with_attendee(actions.unbid, at=2)),
    "give_part": ("draft", _with_attendee(actions.give_part, at=1, part=AttendeePart.CHAIR)),
    "give_notice": ("draft", _plain(actions.give_notice)),
    "take_notice_back": ("noticed", _early(_plain(actions.take_notice_back, reason="改期"))),
    "prove_notice": (
        "noticed",
        _early(_with_attendee(actions.prove_notice, at=1, way=ProofWay.CALLED)),
    ),
    "confirm_notice": ("noticed", _early(_unversioned(actions.confirm_notice))),
    "ask_leave": ("noticed", _early(_unversioned(actions.ask_leave, reason="出差"))),
    "sign_in": ("noticed", _unversioned(actions.sign_in)),
    "keep_presence": ("noticed", _unversioned(actions.keep_presence, came={})),
    "start_meeting": ("come", _plain(actions.start_meeting)),
    "speak": ("under_way", _speak),
    "close_item": (
        "under_way",
        _with_item(actions.close_item, outcome=ItemOutcome.PUT_OFF, said="再议。"),
    ),
    "end_meeting": ("said", _plain(actions.end_meeting)),
    "keep_minutes": ("held", _plain(actions.keep_minutes, text="记录。")),
    "sign_minutes": ("minuted", _unversioned(actions.sign_minutes, number=1)),
    "keep_scan": ("minuted", _scan),
}


def _call_meeting() -> Scene:
    ground = Ground()
    draft = MeetingDraft(MeetingKind.JOINT, "商议", ground.compound.id, HELD, "活动室")
    return Scene(
        ground,
        lambda actor: actions.call_meeting(actor=actor, draft=draft, key=str(uuid4()), at=AT),
    )


def _publish(kind: PublicationKind) -> Scene:
    ground = Ground()
    extra = (
        {"begins_at": AT + timedelta(days=1), "ends_at": AT + timedelta(days=1, hours=3)}
        if kind is PublicationKind.ORDINARY
        else {}
    )
    draft, place_id = a_draft(kind, days=15 if not extra else 1, **extra), ground.compound.id
    return Scene(
        ground,
        lambda actor: actions.publish(
            actor=actor, draft=draft, place_id=place_id, key=str(uuid4()), at=AT
        ),
    )


def _on_notice(make: Callable[[Publication], Do], *, photo: bool = True) -> Callable[[], Scene]:
    def made() -> Scene:
        ground = Ground()
        return Scene(ground, make(put_up(ground, photo=photo)))

    return made


def _edit(notice: Publication) -> Do:
    draft = a_draft(text="另一稿。")
    return lambda actor: actions.edit_publication(
        actor=actor, publication_id=notice.id, version=notice.version, draft=draft, why="示例",
        at=AT,
    )  # fmt: skip


def _show(notice: Publication) -> Do:
    photo = a_photo()
    return lambda actor: actions.show_spot(
        actor=actor, publication_id=notice.id, photo=photo, at=AT
    )


def _take_down(notice: Publication) -> Do:
    photo, on = a_photo(), notice.until
    return lambda actor: actions.take_down(
        actor=actor, publication_id=notice.id, photo=photo, on=on, at=AT + timedelta(days=15)
    )


def _answer() -> Scene:
    ground = Ground()
    notice = put_up(ground)
    made = actions.object_to_publication(
        actor=people.actor_of(ground.resident, ground.place.id), publication_id=notice.id,
        theme=next(iter(ObjectionTheme)), words="数字不对。", at=AT,
    )  # fmt: skip
    return Scene(
        ground,
        lambda actor: actions.answer_publication_objection(
            actor=actor, objection_id=made.id, answer="已核对。", upheld=False, at=AT
        ),
    )


NOTICES: dict[str, Callable[[], Scene]] = {
    "call_meeting": _call_meeting,
    "publish": lambda: _publish(PublicationKind.ACCOUNTS),
    "publish_ordinary": lambda: _publish(PublicationKind.ORDINARY),
    "edit_publication": _on_notice(_edit),
    "show_spot": _on_notice(_show, photo=False),
    "take_down": _on_notice(_take_down),
    "answer_publication_objection": _answer,
}


def scene_of(act: str) -> Scene:
    """The scene where an act belongs."""
    return NOTICES[act]() if act in NOTICES else _scene_of_meeting(act)


def test_the_table_names_every_act() -> None:
    assert set(MAY) == set(MEETINGS) | set(NOTICES)


@pytest.mark.parametrize("act", sorted(MAY))
def test_each_post_may_do_what_the_table_says_and_nothing_else(act: str) -> None:
    scene = scene_of(act)
    for kind in PostKind:
        code = scene.tried_by(holder_of(scene.ground, kind))
        assert not code.startswith("unlawful"), f"{kind}: {code}"
        assert (code == "") is (kind in MAY[act]), f"{kind}: {code}"
    tenant = scene.ground.place.id
    strangers = [
        Actor(tenant, account_id=scene.ground.somebody().pk, administrator=True),
        Actor(tenant, account_id=scene.ground.somebody().pk),
        scene.ground.visitor,
        replace(Ground().secretary, sub_district_id=tenant),
    ]
    assert all(scene.tried_by(one) for one in strangers)
    if act in OWN:
        assert scene.own is not None
        assert scene.tried_by(scene.own) == ""


def test_the_same_person_is_not_bidden_twice_to_one_meeting() -> None:
    ground = Ground()
    meetings = Meetings(ground)
    meeting = meetings.joint()

    def bid(name: str, title: str, **facts: object) -> object:
        return actions.bid(
            actor=ground.secretary, meeting_id=meeting.id,
            person=Person(name, title, **facts), at=AT,  # type: ignore[arg-type]
        )  # fmt: skip

    with pytest.raises(Refused, match="示例成员乙已经在邀请名单里"):
        bid(" 示例成员乙", "业委会 ")
    with pytest.raises(Refused, match="已经在邀请名单里"):
        bid("示例成员乙", "业委会", account_id=ground.somebody().pk)
    bid("示例成员乙", "2 号楼居民")
    assert len(attendees_of(meeting)) == 6
    assert attendees_of(meeting)[-1].presence == Presence.EXPECTED
