"""The public board: what stands on it, in which order, page by page; its files; its weight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.decisions import documents, queries
from linli.decisions.models import Publication
from linli.decisions.queries import Shown
from linli.decisions.queries.board import PAGE
from linli.decisions.rules import PublicationKind
from linli.elections.models import Notice
from tests.decisions.builders import AT
from tests.decisions.notice_builders import (
    BoardGround,
    a_draft,
    edited,
    fresh_notice,
    noon,
    put_up,
    taken_down,
    water_cut,
)
from tests.elections.election_builders import a_notice, called
from tests.people.builders import a_signed_in_client

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
MOST_QUERIES = 8


@pytest.fixture
def ground(db: None) -> BoardGround:
    """A compound with its bodies and elections."""
    return BoardGround()


def visitor(ground: BoardGround) -> Client:
    return a_signed_in_client("visitor", ground.place)


def page(ground: BoardGround, name: str, *args: Any, **query: Any) -> str:
    answer = visitor(ground).get(reverse(f"decisions:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def board_of(ground: BoardGround, shown: Shown = Shown.HANGING, **given: Any) -> queries.Board:
    place = queries.board_place(ground.place.id, ground.compound.id, on=TODAY)
    assert place is not None
    return queries.board(ground.place.id, place.ids, shown=shown, on=TODAY, **given)


def copies(notice: Publication, count: int) -> None:
    """So many notices like this one, each to its own day."""
    Publication.objects.bulk_create(
        Publication(
            sub_district_id=notice.sub_district_id,
            number=f"{notice.number}{number:04}",
            kind=list(PublicationKind)[number % 2 * 4],
            place_id=notice.place_id,
            title=f"示例公告{number}",
            posted_on=TODAY - timedelta(days=400),
            until=TODAY + timedelta(days=number % 120 - 90),
            digest=f"{number:064x}",
            journal_head=notice.journal_head,
            made_by=notice.made_by,
            made_at=NOW,
            edited_at=NOW,
        )
        for number in range(count)
    )


def test_what_ends_first_hangs_on_top_elections_among_it(ground: BoardGround) -> None:
    last = put_up(ground, days=20, at=NOW)
    first = put_up(ground, days=15, at=NOW)
    election = called(ground)
    hung = a_notice(ground, election, "plan", at=NOW, days=17)
    rows = board_of(ground).rows
    assert [row.id for row in rows] == [first.id, hung.id, last.id]
    assert rows[1].election_uuid == election.uuid


def test_a_compound_s_board_shows_what_hangs_for_its_community(ground: BoardGround) -> None:
    assert put_up(ground, at=NOW)
    other = queries.board_place(ground.place.id, ground.community.id, on=TODAY)
    assert other is not None
    assert not queries.board(ground.place.id, other.ids, on=TODAY).rows
    assert len(board_of(ground).rows) == 1


def test_parts_of_the_board_are_counted_and_listed(ground: BoardGround) -> None:
    put_up(ground, at=NOW)
    water_cut(ground, at=NOW)
    old = put_up(ground, at=NOW - timedelta(days=30))
    taken_down(ground, old, on=old.until)
    counts = board_of(ground).counts
    assert (counts.hanging, counts.over) == (2, 1)
    assert counts.of_part[Shown.MONEY] == 2
    assert counts.of_part[Shown.EVERYDAY] == 1
    assert [row.id for row in board_of(ground, Shown.OVER).rows] == [old.id]


@pytest.mark.parametrize("shown", [Shown.HANGING, Shown.OVER, Shown.MONEY])
def test_every_notice_stands_on_one_page(ground: BoardGround, shown: Shown) -> None:
    copies(put_up(ground, at=NOW), 130)
    seen: list[Any] = []
    after = None
    while True:
        found = board_of(ground, shown, after=after)
        seen += [row.id for row in found.rows]
        assert len(found.rows) <= PAGE
        if not found.more:
            break
        after = (found.rows[-1].until, found.rows[-1].id)
    counts = board_of(ground).counts
    wanted = {
        Shown.HANGING: counts.hanging,
        Shown.OVER: counts.over,
        Shown.MONEY: counts.of_part[Shown.MONEY],
    }
    assert len(seen) == len(set(seen)) == wanted[shown]


def test_a_board_of_five_hundred_asks_eight_questions_at_most(
    ground: BoardGround, django_assert_max_num_queries: Any
) -> None:
    copies(put_up(ground, at=NOW), 400)
    election = called(ground)
    hung = a_notice(ground, election, "plan", at=NOW, days=17)
    Notice.objects.bulk_create(
        Notice(
            sub_district_id=hung.sub_district_id,
            election_id=hung.election_id,
            step_key="plan",
            number=number + 2,
            title=f"示例选举公告{number}",
            text="正文",
            where="南门",
            posted_on=TODAY,
            until=TODAY + timedelta(days=number % 30),
            digest=f"{number:064x}",
            made_by=hung.made_by,
            made_at=NOW,
        )
        for number in range(100)
    )
    client = visitor(ground)
    address = reverse("decisions:public_board", args=[ground.compound.id])
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(address)
    assert "下一页" in answer.content.decode()


def test_the_board_says_what_hangs_and_how_long_still(ground: BoardGround) -> None:
    notice = put_up(ground, at=NOW)
    cut = water_cut(ground, at=NOW)
    shown = page(ground, "public_board", ground.compound.id)
    for word in ("公示栏", notice.title, cut.title, "还剩", "收支", "日常通知", "指纹", "留痕链首"):
        assert word in shown
    assert notice.digest[:4].upper() in shown


def test_boards_are_listed_by_community(ground: BoardGround) -> None:
    put_up(ground, at=NOW)
    shown = page(ground, "public_boards")
    assert ground.community.name in shown
    assert ground.compound.name in shown
    assert "1 份公示中" in shown.replace("\u00a0", " ")


def test_a_place_without_a_board_is_not_found(ground: BoardGround) -> None:
    address = reverse("decisions:public_board", args=[ground.building.id])
    assert visitor(ground).get(address).status_code == 404


def test_an_edited_notice_shows_what_was_taken_out_and_put_in(ground: BoardGround) -> None:
    notice = edited(ground, put_up(ground, at=NOW), at=NOW)
    shown = page(ground, "public_publication", notice.number)
    assert "2,787.40" in shown[shown.index("<del>支") : shown.index("</del>")]
    assert "3,000.00" in shown[shown.index("<ins>支") : shown.index("</ins>")]
    assert "支出漏记一张票据" in shown
    old = page(ground, "public_edition", notice.number, 1)
    assert "这一版已经换掉" in old
    assert "2,787.40" in old


def test_a_fingerprint_on_paper_finds_its_edition(ground: BoardGround) -> None:
    notice = put_up(ground, at=NOW)
    first = notice.digest
    edited(ground, notice, at=NOW)
    typed = " ".join([first[:4], first[4:8], first[8:12]]).upper()
    shown = page(ground, "check_print", print=typed)
    assert "现在张贴的是第 2 版" in shown.replace("\u00a0", " ")
    now = fresh_notice(notice).digest
    assert "现在张贴的这一版" in page(ground, "check_print", print=now)
    assert "没有公告是这个指纹" in page(ground, "check_print", print="0" * 12)


def test_the_feed_is_atom_with_the_newest_on_top(ground: BoardGround) -> None:
    put_up(ground, at=NOW - timedelta(hours=2))
    cut = water_cut(ground, at=NOW - timedelta(hours=1))
    answer = visitor(ground).get(reverse("decisions:board_feed", args=[ground.compound.id]))
    assert answer["Content-Type"] == documents.ATOM
    text = answer.content.decode()
    assert text.index(cut.title) < text.index("第三季度公共收益收支表")
    assert cut.digest in text
    assert "<feed" in text


def test_the_calendar_holds_the_water_cut_and_last_days(ground: BoardGround) -> None:
    put_up(ground, at=NOW)
    cut = water_cut(ground, at=NOW)
    answer = visitor(ground).get(reverse("decisions:board_calendar", args=[ground.compound.id]))
    assert answer["Content-Type"] == documents.CALENDAR
    lines = answer.content.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert cut.begins_at is not None
    assert f"DTSTART:{cut.begins_at:%Y%m%dT%H%M%SZ}" in lines
    last = TODAY + timedelta(days=15)
    assert f"DTSTART;VALUE=DATE:{last:%Y%m%d}" in lines


def test_a_long_title_is_folded_and_can_be_read_again() -> None:
    entry = documents.CalendarEntry(
        uid="1@linli",
        address="https://example.org/1",
        title="疏通下水道，" * 20 + "a;b",
        text="第一行\n第二行",
        made_at=AT,
        edition=1,
        on=AT.date(),
    )
    made = documents.calendar([entry], title="示例").decode()
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    whole = made.replace("\r\n ", "")
    assert "疏通下水道，" * 20 + "a\\;b" in whole
    assert "第一行\\n第二行" in whole


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_notice_and_the_board_are_set_for_the_wall(ground: BoardGround, size: str) -> None:
    notice = put_up(ground, at=NOW)
    client = visitor(ground)
    for name, args in (
        ("publication_pdf", [notice.number, 1]),
        ("board_to_print", [ground.compound.id]),
    ):
        answer = client.get(reverse(f"decisions:{name}", args=args), {"size": size})
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_noon_is_noon_at_the_place() -> None:
    assert timezone.localtime(noon(TODAY)).hour == 12


def test_money_notices_are_of_money(ground: BoardGround) -> None:
    put_up(ground, a_draft(PublicationKind.AFFAIRS, at=NOW), at=NOW)
    counts = board_of(ground).counts
    assert counts.of_part[Shown.DECISIONS] == 1
    assert counts.of_part[Shown.MONEY] == 0
