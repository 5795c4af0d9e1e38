"""A request moves into a sealed file: the sender agrees, every word goes, a stub stays."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from linli.cases import actions as cases
from linli.cases.models import Case, CaseSender, CaseStep
from linli.cases.queries import requests_to_seal
from linli.cases.rules import (
    AgreedBy,
    CaseDraft,
    CaseState,
    CaseType,
    SealedRoom,
    Source,
    Urgency,
)
from linli.counsel import actions
from linli.counsel.actions.work import Work, begin_file
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.posts import PostKind
from linli.records import actions as records
from linli.records.models import Attachment, Message
from tests.counsel.builders import AT, Room, a_neighbour, a_room
from tests.counsel.leaks import leaks
from tests.people import builders as people

pytestmark = pytest.mark.django_db

TITLE, BODY, WHERE = "示例楼上噪声题", "示例楼上每晚十一点拖椅子", "示例二单元五零一"
NOTE, ANSWER, NAME = "示例内部备注话", "示例答复稿话", "示例居民申"
WORDS = (TITLE, BODY, WHERE, NOTE, ANSWER, NAME)


@dataclass
class Ground:
    """A room, a sender with an account, a sorter, and the sender's request."""

    room: Room
    sender: Actor
    officer: Actor
    case_id: UUID

    @property
    def case(self) -> Case:
        return Case.objects.get(id=self.case_id)


@pytest.fixture
def ground(settings: Any, tmp_path: Path) -> Ground:
    settings.LINLI_UPLOADS = tmp_path / "uploads"
    room = a_room()
    sender = a_neighbour(room)
    officer = people.an_actor(PostKind.INFORMATION_OFFICER, room.community)
    memory = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(memory, "JPEG")
    photo = records.prepare_upload(name="示例楼上噪声题.jpg", content=memory.getvalue())
    opened = cases.open_case(
        actor=sender,
        key="one",
        draft=CaseDraft(
            title=TITLE,
            body=BODY,
            place_text=WHERE,
            source=Source.WEB,
            place_id=room.community.id,
            sender_name=NAME,
            contact="13800000000",
            account_id=sender.account_id,
        ),
        uploads=[photo],
        at=AT,
    )
    return Ground(room, sender, officer, opened.case_id)


def offered(ground: Ground) -> None:
    cases.add_note(actor=ground.officer, case_id=ground.case_id, text=NOTE, at=AT)
    cases.sort_case(
        actor=ground.officer,
        case_id=ground.case_id,
        version=ground.case.version,
        category_id=None,
        type=CaseType.ADVICE,
        urgency=Urgency.ORDINARY,
        place_id=ground.case.place_id,
        place_text="示例二单元五零二",
        at=AT,
    )
    cases.offer_sealing(
        actor=ground.officer,
        case_id=ground.case_id,
        version=ground.case.version,
        room=SealedRoom.MEDIATION,
        at=AT,
    )


def agreed(ground: Ground) -> None:
    offered(ground)
    cases.answer_sealing(
        actor=ground.sender, case_id=ground.case_id, yes=True, by=AgreedBy.APP, at=AT
    )


def taken(ground: Ground) -> Work:
    work = begin_file(
        actor=ground.room.member,
        team_id=ground.room.team.id,
        place_id=ground.room.community.id,
        topic="noise",
        state="received",
        case_id=ground.case_id,
        at=AT,
    )
    actions.take_from_case(work, ground.case_id)
    work.record("counsel.open_file", {"kind": work.file.kind})
    work.write()
    return work


def test_nothing_moves_before_the_sender_has_agreed(ground: Ground) -> None:
    offered(ground)
    with pytest.raises(Refused) as refused:
        taken(ground)
    assert refused.value.code == "not_agreed"
    assert ground.case.body == BODY


def test_after_a_no_the_request_goes_on_as_before(ground: Ground) -> None:
    offered(ground)
    cases.answer_sealing(
        actor=ground.officer, case_id=ground.case_id, yes=False, by=AgreedBy.TELEPHONE, at=AT
    )
    with pytest.raises(Missing):
        taken(ground)
    assert ground.case.state == CaseState.SORTED


def test_a_yes_can_be_taken_back_until_the_room_takes_it(ground: Ground) -> None:
    agreed(ground)
    cases.take_back_agreement(actor=ground.sender, case_id=ground.case_id, at=AT)
    assert requests_to_seal(ground.room.team.sub_district_id, room=SealedRoom.MEDIATION) == []


def test_what_waits_for_the_room_shows_no_word(ground: Ground) -> None:
    agreed(ground)
    tenant = ground.room.team.sub_district_id
    waiting = requests_to_seal(tenant, room=SealedRoom.MEDIATION)
    assert [one.case_id for one in waiting] == [ground.case_id]
    assert TITLE not in str(waiting)
    assert requests_to_seal(tenant, room=SealedRoom.LEGAL) == []


def test_a_mediator_who_is_in_no_team_takes_nothing(ground: Ground) -> None:
    agreed(ground)
    stranger = people.an_actor(PostKind.MEDIATOR, ground.room.community)
    ground.room.member = stranger
    with pytest.raises(Missing):
        taken(ground)


def test_every_word_is_in_the_file_and_none_is_left_in_the_open(ground: Ground) -> None:
    agreed(ground)
    assert leaks(WORDS[:4])
    work = taken(ground)
    opened = actions.open_for_team(actor=ground.room.member, file_id=work.file.id, at=AT)
    words = opened.read(opened.entries("from_case")[0])
    told = str(words)
    assert all(word in told for word in (TITLE, BODY, NOTE))
    assert leaks((*WORDS, "示例二单元五零二", "13800000000")) == []


def test_the_photo_moved_too(ground: Ground) -> None:
    agreed(ground)
    work = taken(ground)
    opened = actions.open_for_team(actor=ground.room.member, file_id=work.file.id, at=AT)
    assert [paper.kind for paper in opened.papers()] == ["photo"]
    assert not Attachment.objects.filter(subject_id=ground.case_id).exists()


def test_the_sender_finds_the_file_among_the_own_and_no_link_is_left(ground: Ground) -> None:
    agreed(ground)
    work = taken(ground)
    assert actions.open_for_party(actor=ground.sender, file_id=work.file.id).entries("from_case")
    row = CaseSender.objects.get(case_id=ground.case_id)
    assert (row.account_id, row.name, row.contact) == (None, "", "")
    about = Message.objects.filter(account_id=ground.sender.account_id)
    assert [one.template for one in about] == ["cases/sealed"]
    assert about[0].params == {}


def test_the_stub_keeps_what_counts_and_takes_no_word_any_more(ground: Ground) -> None:
    agreed(ground)
    taken(ground)
    case = ground.case
    assert case.state == CaseState.TRANSFERRED
    assert case.place_id == case.community_id == ground.room.community.id
    assert set(CaseStep.objects.filter(case=case).values_list("text", flat=True)) == {""}
    with pytest.raises(Refused) as refused:
        cases.add_note(actor=ground.officer, case_id=case.id, text="示例", at=AT)
    assert refused.value.code == "sealed"


def test_the_sender_is_asked_on_the_page_and_says_yes_there(ground: Ground) -> None:
    offered(ground)
    client = people.a_signed_in_client(ground.sender)
    page = f"/follow/{ground.case.number}/"
    assert "您这件事可以转入调解室的加封卷宗吗？" in client.get(page).content.decode()
    assert client.post(f"{page}sealing/", {"answer": "yes"}).status_code == 303
    assert "您已同意转入加封卷宗" in client.get(page).content.decode()


def test_staff_offer_it_at_the_desk_and_read_a_stub_afterwards(ground: Ground) -> None:
    client = people.a_signed_in_client(ground.officer)
    desk = f"/desk/{ground.case_id}/"
    typed = {"version": ground.case.version, "room": "mediation"}
    assert client.post(f"{desk}offer-seal/", typed).status_code == 303
    typed = {"version": ground.case.version, "answer": "yes", "by": "telephone"}
    assert client.post(f"{desk}agree-seal/", typed).status_code == 303
    taken(ground)
    shown = client.get(desk).content.decode()
    assert "已转入加封卷宗" in shown
    assert BODY not in shown
