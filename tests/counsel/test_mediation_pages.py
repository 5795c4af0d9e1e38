"""The pages of mediations: the room's, a side's own, and what others find instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.counsel import actions
from linli.counsel.models import MediationGuest, PromisedDuty, SealedFile, Sitting
from linli.counsel.queries.mediation_counts import mediation_counts
from linli.counsel.rules import Consent, Side
from linli.counsel.rules.mediation import GuestState, Stage, Topic
from linli.counsel.web.mediation import desk_acts, my_acts
from linli.kernel.posts import PostKind
from linli.records.models import AccessEntry
from tests.counsel.builders import AT, a_neighbour, a_room
from tests.counsel.mediation_builders import (
    Quarrel,
    a_quarrel,
    agreed_to_talk,
    at_the_table,
    bound,
    taken_up,
    talked,
    terms,
    written,
)
from tests.people import builders as people
from tests.people.builders import a_signed_in_client
from tests.places import builders as places

pytestmark = pytest.mark.django_db


def test_the_list_of_files_opens_none_of_them() -> None:
    q = bound()
    before = AccessEntry.objects.count()
    page = a_signed_in_client(q.mediator).get(reverse("counsel:files"))
    text = page.content.decode()
    assert q.file.number in text
    assert "噪声" in text
    assert "示例居民" not in text
    assert AccessEntry.objects.count() == before


def test_a_file_opens_with_its_words_and_each_side_can_see_it() -> None:
    q = bound()
    page = a_signed_in_client(q.mediator).get(reverse("counsel:file", args=[q.file_id]))
    text = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    for word in ("示例居民卯", "加封卷宗", "司法确认期", "示例给椅脚装软垫", "卷宗齐不齐"):
        assert word in text
    assert f"<title>{q.file.number}" in " ".join(text.split()).replace("<title> ", "<title>")
    mine = a_signed_in_client(q.applicant).get(reverse("counsel:my_file", args=[q.file_id]))
    assert "谁打开过" in mine.content.decode()
    assert AccessEntry.objects.filter(subject_id=q.party(Side.APPLICANT).id).exists()


def test_the_other_sides_telephone_stays_with_the_team() -> None:
    q = bound()
    text = (
        a_signed_in_client(q.applicant)
        .get(reverse("counsel:my_file", args=[q.file_id]))
        .content.decode()
    )
    assert "示例居民辰" in text
    assert "13800000002" not in text


@pytest.mark.parametrize("name", ["counsel:my_file", "counsel:file"])
def test_a_stranger_gets_the_page_of_nothing(name: str) -> None:
    q = bound()
    client = a_signed_in_client(a_neighbour(q.room))
    assert client.get(reverse(name, args=[q.file_id])).status_code in {403, 404}


def test_a_leader_finds_no_file_under_its_address() -> None:
    q = bound()
    root = places.root_of(q.room.community.sub_district)
    leader = people.an_actor(PostKind.SUB_DISTRICT_LEADER, root)
    client = a_signed_in_client(leader)
    assert client.get(reverse("counsel:file", args=[q.file_id])).status_code in {403, 404}
    assert client.get(reverse("counsel:mediation_numbers")).status_code == 200


def test_every_act_of_the_room_has_its_form() -> None:
    q = at_the_table()
    client = a_signed_in_client(q.mediator)
    for act in desk_acts.ACTS:
        page = client.get(
            reverse("counsel:file_act", args=[q.file_id, act]),
            {"on": str(q.party(Side.OTHER).id)},
        )
        assert page.status_code == 200, act
        assert page["Cache-Control"] == "no-store"


def test_every_act_of_a_side_has_its_form() -> None:
    q = written()
    client = a_signed_in_client(q.applicant)
    for act in my_acts.ACTS:
        page = client.get(reverse("counsel:my_act", args=[q.file_id, act]))
        assert page.status_code == 200, act


def test_a_resident_applies_and_finds_the_file() -> None:
    room = a_room()
    client = a_signed_in_client(a_neighbour(room))
    page = client.get(reverse("counsel:my_new"))
    assert "申请调解" in page.content.decode()
    sent = client.post(reverse("counsel:my_new"), _application(room))
    assert sent.status_code == 303, sent.content.decode()
    file = SealedFile.objects.get()
    assert file.state == Stage.RECEIVED
    assert file.number in client.get(reverse("counsel:my_files")).content.decode()


def test_a_side_says_yes_on_its_own_page() -> None:
    q = taken_up()
    client = a_signed_in_client(q.other)
    page = client.get(reverse("counsel:my_file", args=[q.file_id])).content.decode()
    assert "您同意调解吗？" in page
    address = reverse("counsel:my_act", args=[q.file_id, "consent"])
    sent = client.post(address, {"answer": "yes", "version": q.file.version})
    assert sent.status_code == 303
    assert q.party(Side.OTHER).consent == Consent.GIVEN
    assert q.file.state == Stage.CHOOSING


def test_a_stale_page_is_a_conflict_and_changes_nothing() -> None:
    q = taken_up()
    address = reverse("counsel:my_act", args=[q.file_id, "consent"])
    sent = a_signed_in_client(q.other).post(address, {"answer": "no", "version": 1})
    assert sent.status_code == 409
    assert q.file.state == Stage.WAITING


def test_the_room_plays_it_from_the_first_look_to_the_talk() -> None:
    q = a_quarrel()
    client = a_signed_in_client(q.mediator)

    def do(act: str, on: Any = None, **typed: Any) -> None:
        address = reverse("counsel:file_act", args=[q.file_id, act])
        query = f"?on={on}" if on else ""
        sent = client.post(address + query, {"key": str(uuid4()), **typed})
        assert sent.status_code in {200, 303}, (act, sent.content.decode())

    do("triage", verdict="mediable", title="示例噪声", topic="noise", note="")
    do("invite", on=q.party(Side.OTHER).id)
    do("consent", on=q.party(Side.OTHER).id, answer="yes", by="counter")
    member = q.room.team.memberships.get(account_id=q.mediator.account_id)
    do("offer", member=str(member.id))
    guest = MediationGuest.objects.get(file_id=q.file_id)
    for side in Side:
        do("guest", on=guest.id, party=str(q.party(side).id), answer="yes")
    do("declare", answer="yes")
    assert q.file.state == Stage.MEDIATING
    page = client.get(reverse("counsel:file_act", args=[q.file_id, "sitting"]))
    slots = page.context["form"].fields["slot"].choices
    do("sitting", slot=slots[0][0])
    sitting = Sitting.objects.get(file_id=q.file_id)
    do("record", on=sitting.id, result="agreed", text="示例记录", present=["applicant"])
    sitting.refresh_from_db()
    for side in Side:
        do("check", on=sitting.record_id, party=str(q.party(side).id), answer="yes", why="")
    do(
        "agreement",
        facts="示例事实",
        points="示例争点",
        content="示例约定",
        side_1="other",
        what_1="示例装软垫",
        how_1="",
        due_1=(timezone.localdate() + timedelta(days=9)).isoformat(),
    )
    for side in Side:
        do("sign", on=q.party(side).id, by="counter")
    assert q.file.state == Stage.SIGNING


def test_a_mediator_who_steps_back_is_led_away_from_the_file() -> None:
    q = agreed_to_talk()
    member = q.room.team.memberships.get(account_id=q.mediator.account_id)
    guest = actions.offer_mediator(
        actor=q.mediator, file_id=q.file_id, membership_id=member.id, at=AT
    )
    address = reverse("counsel:file_act", args=[q.file_id, "declare"])
    sent = a_signed_in_client(q.mediator).post(address, {"answer": "no"})
    assert (sent.status_code, sent["Location"]) == (303, reverse("counsel:files"))
    guest.refresh_from_db()
    assert guest.state == GuestState.PARTIAL


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize(
    "name", ["application", "record", "agreement", "follow_up", "confirmation", "routes"]
)
def test_each_paper_is_made_from_the_file_and_its_taking_is_told(name: str, form: str) -> None:
    q = bound()
    before = AccessEntry.objects.filter(exported=True).count()
    got = a_signed_in_client(q.mediator).get(
        reverse("counsel:written", args=[q.file_id, name, form])
    )
    assert got.status_code == 200
    assert got.content[:2] in {b"PK", b"%P"}
    assert AccessEntry.objects.filter(exported=True).count() == before + 2


def test_a_side_takes_its_own_copy() -> None:
    q = bound()
    got = a_signed_in_client(q.other).get(
        reverse("counsel:my_written", args=[q.file_id, "agreement", "docx"])
    )
    assert got.status_code == 200
    assert AccessEntry.objects.filter(exported=True).count() == 0


def test_the_lead_of_a_group_reports_without_a_name() -> None:
    room = a_room()
    lead = people.an_actor(PostKind.GROUP_LEAD, places.a_group(places.a_patch(room.community)))
    client = a_signed_in_client(lead)
    assert "不写是谁" in client.get(reverse("counsel:report_dispute")).content.decode()
    typed = {
        "room": str(room.team.id),
        "topic": "parking",
        "what": "示例车位之争",
        "key": str(uuid4()),
    }
    assert client.post(reverse("counsel:report_dispute"), typed).status_code == 303
    assert SealedFile.objects.get().topic == Topic.PARKING
    named = client.post(
        reverse("counsel:report_dispute"), {**typed, "name": "示例居民", "key": str(uuid4())}
    )
    assert named.status_code == 422


def test_the_office_answers_a_dispute_and_finds_no_file() -> None:
    q = talked()
    raised = actions.raise_dispute(
        actor=q.mediator, file_id=q.file_id, summary="多户争执已有半年，可能上街", at=AT
    )
    client = a_signed_in_client(q.room.office)
    text = client.get(reverse("counsel:disputes")).content.decode()
    assert "多户争执" in text
    assert str(q.file_id) not in text
    assert q.file.number not in text
    sent = client.post(
        reverse("counsel:dispute", args=[raised.id]), {"text": "街道到场", "version": 1}
    )
    assert sent.status_code == 303


def test_numbers_under_five_are_not_told() -> None:
    q: Quarrel = bound()
    root = places.root_of(q.room.community.sub_district)
    office = people.an_actor(PostKind.GOVERNANCE_OFFICER, root)
    today = timezone.localdate(AT)
    found = mediation_counts(office.sub_district_id, first=today, last=today)
    assert all(cell in {None, 0} for _name, cells in found.places for cell in cells)
    assert PromisedDuty.objects.filter(file_id=q.file_id).count() == len(terms().promises)


def _application(room: Any) -> dict[str, str]:
    return {
        "room": f"{room.team.id}:{room.community.id}",
        "topic": "noise",
        "what": "示例夜里拖椅子",
        "name": "示例居民卯",
        "other_name": "示例居民辰",
        "key": str(uuid4()),
    }
