"""Two named persons break the glass; nobody does it alone, and everybody concerned is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from linli.counsel import actions
from linli.counsel.models import FileEntry, GlassBreak, Guardian, Membership, SealedFile
from linli.counsel.rules import Emergency, Role, TeamKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.models import AccessEntry, Message
from tests.counsel.builders import AT, Room, a_file, a_neighbour, a_room
from tests.counsel.leaks import leaks
from tests.people import builders as people
from tests.places.builders import root_of

pytestmark = pytest.mark.django_db
REASON = "示例：有人说要轻生，联系不上"


@dataclass
class Ground:
    """A room with a file, its party, and two confirmed guardians."""

    room: Room
    file: SealedFile
    party: Actor
    leader: Actor
    officer: Actor
    one: Actor
    two: Actor


@pytest.fixture
def ground() -> Ground:
    room = a_room()
    root = root_of(room.community.sub_district)
    party = a_neighbour(room)
    leader = people.an_actor(PostKind.SUB_DISTRICT_LEADER, root)
    officer = people.an_actor(PostKind.INFORMATION_PROTECTION_OFFICER, root)
    one, two = (people.an_actor(PostKind.SECRETARY, room.community) for _time in range(2))
    found = Ground(room, an_account_file(room, party), party, leader, officer, one, two)
    for guardian in (one, two):
        confirmed(found, guardian)
    return found


def an_account_file(room: Room, party: Actor) -> SealedFile:
    """A file whose applicant has an account and is told by letter."""
    return a_file(room, applicant=party, words="示例封内话")


def named(ground: Ground, who: Actor) -> Guardian:
    assert who.account_id is not None
    return actions.name_guardian(
        actor=ground.leader, account_id=who.account_id, paper="示例〔2026〕9号", at=AT
    )


def confirmed(ground: Ground, who: Actor) -> Guardian:
    guardian = named(ground, who)
    return actions.confirm_guardian(actor=ground.officer, guardian_id=guardian.id, at=AT)


def asked(ground: Ground, **facts: object) -> GlassBreak:
    given: dict[str, object] = {
        "actor": ground.one,
        "number": ground.file.number,
        "why": Emergency.MORTAL_DANGER,
        "reason": REASON,
        "at": AT,
    }
    return actions.ask_glass(**{**given, **facts})  # type: ignore[arg-type]


def broken(ground: Ground) -> GlassBreak:
    row = asked(ground)
    return actions.answer_glass(actor=ground.two, break_id=row.id, yes=True, at=AT)


def test_asking_opens_nothing(ground: Ground) -> None:
    row = asked(ground)
    with pytest.raises(Missing):
        actions.look_through_glass(actor=ground.one, break_id=row.id, at=AT)


def test_nobody_agrees_with_oneself(ground: Ground) -> None:
    row = asked(ground)
    with pytest.raises(Refused, match="两个人"):
        actions.answer_glass(actor=ground.one, break_id=row.id, yes=True, at=AT)


def test_two_open_it_to_themselves_for_a_day(ground: Ground) -> None:
    row = broken(ground)
    for who in (ground.one, ground.two):
        opened = actions.look_through_glass(actor=who, break_id=row.id, at=AT)
        assert [opened.read(one)["words"] for one in opened.entries()] == ["示例封内话"]
    later = AT + timedelta(hours=24)
    with pytest.raises(Missing):
        actions.look_through_glass(actor=ground.one, break_id=row.id, at=later)


def test_a_third_guardian_does_not_read_what_two_opened(ground: Ground) -> None:
    row = broken(ground)
    third = people.an_actor(PostKind.SECRETARY, ground.room.community)
    confirmed(ground, third)
    with pytest.raises(Missing):
        actions.look_through_glass(actor=third, break_id=row.id, at=AT)


def test_all_concerned_are_told_at_once_without_number_or_word(ground: Ground) -> None:
    broken(ground)
    told = {one.template: one for one in Message.objects.filter(template__startswith="counsel/")}
    assert told["counsel/glass_broken"].account_id == ground.party.account_id
    assert told["counsel/glass_broken_team"].account_id == ground.room.director.account_id
    assert ground.officer.post is not None
    assert told["counsel/glass_broken_officer"].post_id == ground.officer.post.post_id
    assert str(ground.file.id) not in str(vars(told["counsel/glass_broken"]))
    assert ground.file.number not in str(vars(told["counsel/glass_broken"]))


def test_each_look_is_an_entry_that_the_persons_concerned_see(ground: Ground) -> None:
    row = broken(ground)
    actions.look_through_glass(actor=ground.one, break_id=row.id, at=AT)
    seen = AccessEntry.objects.filter(subject_kind="counsel.party", what="opened by two guardians")
    assert seen.count() == 2 * 2


def test_the_reason_is_closed_with_the_file(ground: Ground) -> None:
    asked(ground)
    assert leaks([REASON, "示例封内话"]) == []


@pytest.mark.parametrize("reason", ["", "短"])
def test_without_a_reason_nothing_is_asked(ground: Ground, reason: str) -> None:
    with pytest.raises(Refused):
        asked(ground, reason=reason)


def test_a_court_has_a_number(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        asked(ground, why=Emergency.COURT_ORDER)
    assert refused.value.code == "no_order"


def test_whoever_is_no_guardian_finds_nothing(ground: Ground) -> None:
    for who in (ground.leader, ground.officer, ground.room.director, ground.party):
        with pytest.raises(Missing):
            asked(ground, actor=who)


def test_a_name_that_nobody_confirmed_opens_nothing(ground: Ground) -> None:
    third = people.an_actor(PostKind.SECRETARY, ground.room.community)
    named(ground, third)
    with pytest.raises(Missing):
        asked(ground, actor=third)


def test_the_leader_does_not_confirm_nor_name_oneself_nor_an_administrator(ground: Ground) -> None:
    third = people.an_actor(PostKind.SECRETARY, ground.room.community)
    row = named(ground, third)
    with pytest.raises(NotAllowed):
        actions.confirm_guardian(actor=ground.leader, guardian_id=row.id, at=AT)
    administrator = people.an_actor("administrator", ground.room.community)
    for who in (ground.leader, administrator):
        with pytest.raises(Refused):
            named(ground, who)


def test_an_overseer_who_is_named_cannot_confirm_oneself(ground: Ground) -> None:
    row = named(ground, ground.officer)
    with pytest.raises(Refused) as refused:
        actions.confirm_guardian(actor=ground.officer, guardian_id=row.id, at=AT)
    assert refused.value.code == "same_person"


def test_a_guardian_who_was_let_go_opens_nothing_from_that_moment(ground: Ground) -> None:
    row = broken(ground)
    guardian = Guardian.objects.get(account_id=ground.one.account_id)
    actions.end_guardian(actor=ground.officer, guardian_id=guardian.id, at=AT)
    with pytest.raises(Missing):
        actions.look_through_glass(actor=ground.one, break_id=row.id, at=AT)


# Succession


def gone(ground: Ground) -> None:
    mine = Membership.objects.get(team=ground.room.team, role=Role.DIRECTOR.value)
    actions.end_member(actor=ground.room.director, membership_id=mine.id, at=AT)


def proposed(ground: Ground, who: Actor) -> UUID:
    assert who.account_id is not None
    assert who.post is not None
    row = actions.propose_director(
        actor=ground.one,
        team_id=ground.room.team.id,
        account_id=who.account_id,
        post_id=who.post.post_id,
        at=AT,
    )
    return row.id


def test_a_team_without_a_director_gets_one_by_two_guardians(ground: Ground) -> None:
    gone(ground)
    new = people.an_actor(PostKind.MEDIATOR, ground.room.community)
    row = proposed(ground, new)
    with pytest.raises(Missing):
        actions.open_for_team(actor=new, file_id=ground.file.id, at=AT)
    with pytest.raises(Refused):
        actions.answer_succession(actor=ground.one, succession_id=row, yes=True, at=AT)
    actions.answer_succession(actor=ground.two, succession_id=row, yes=True, at=AT)
    assert actions.open_for_team(actor=new, file_id=ground.file.id, at=AT)


def test_a_member_can_become_the_director(ground: Ground) -> None:
    gone(ground)
    row = proposed(ground, ground.room.member)
    actions.answer_succession(actor=ground.two, succession_id=row, yes=True, at=AT)
    mine = Membership.objects.filter(account_id=ground.room.member.account_id)
    assert [one.role for one in mine] == [Role.DIRECTOR.value]


def test_a_team_with_a_director_gets_no_other_by_guardians(ground: Ground) -> None:
    new = people.an_actor(PostKind.MEDIATOR, ground.room.community)
    with pytest.raises(Refused) as refused:
        proposed(ground, new)
    assert refused.value.code == "has_director"


# The end of a file


def closed(ground: Ground) -> None:
    SealedFile.objects.filter(id=ground.file.id).update(closed_on=AT.date(), outcome="agreed")


def test_a_closed_file_is_erased_when_its_time_is_over_and_not_before(ground: Ground) -> None:
    closed(ground)
    tenant = ground.file.sub_district_id
    actions.forget_due(sub_district_id=tenant, at=AT)
    held = SealedFile.objects.get(id=ground.file.id)
    assert held.erase_on is not None
    assert held.erased_at is None
    after = AT + timedelta(days=366 * 5 + 7)
    assert actions.forget_due(sub_district_id=tenant, at=after) == 1
    held.refresh_from_db()
    assert (held.erased_at, bytes(held.wrapped)) == (after, b"")
    assert (held.topic, held.outcome) == ("leak", "agreed")
    assert not FileEntry.objects.filter(file=held).exists()
    with pytest.raises(Missing):
        actions.open_for_team(actor=ground.room.director, file_id=held.id, at=AT)


def test_help_on_request_is_erased_sooner(ground: Ground) -> None:
    room = a_room(TeamKind.HELP, ground.room.community)
    file = a_file(room)
    SealedFile.objects.filter(id=file.id).update(closed_on=AT.date())
    actions.forget_due(sub_district_id=file.sub_district_id, at=AT)
    assert actions.forget_due(sub_district_id=file.sub_district_id, at=AT + timedelta(days=370))
