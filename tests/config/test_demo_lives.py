from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest

from linli.cases.rules import Verb
from linli.config.demo.categories import CATEGORIES
from linli.config.demo.lives import DAYS, REQUESTS, Cast, demo_histories
from linli.config.demo.people import demo_seats
from linli.config.demo.told import told_histories
from linli.kernel.actor import Actor, PostHeld

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROOT = UUID(int=7)


class _Any(dict[str, UUID]):
    def __missing__(self, nick: str) -> UUID:
        return uuid5(ROOT, nick)


def an_actor(kind: str, place_id: UUID) -> Actor:
    post = PostHeld(uuid5(place_id, kind), kind, kind, None, "", place_id, "", "")
    return Actor(sub_district_id=ROOT, account_id=uuid5(place_id, "who"), post=post, posts=(post,))


@pytest.fixture(scope="module")
def cast() -> Cast:
    seats = demo_seats(ROOT, _Any())
    return Cast(
        tenant=ROOT,
        root=ROOT,
        posts={(s.kind.value, s.place_id): an_actor(s.kind.value, s.place_id) for s in seats},
        residents=(UUID(int=1), UUID(int=2)),
        categories={path: uuid5(ROOT, path) for path, _type in CATEGORIES},
    )


@pytest.fixture(scope="module")
def histories(cast):
    return demo_histories(cast, NOW)


def test_the_same_moment_gives_the_same_demo(cast, histories):
    assert demo_histories(cast, NOW) == histories


def test_about_three_thousand_requests_come_in_over_a_year(histories):
    first = histories[0].draft.received_at
    assert len(histories) == REQUESTS
    assert NOW - timedelta(days=DAYS + 2) < first < NOW - timedelta(days=DAYS - 10)


def test_nothing_is_told_of_the_future(cast, histories):
    told = [*histories, *told_histories(cast, NOW)]
    assert all(one.at < NOW for history in told for one in history.happenings)


def test_every_history_goes_forward_in_time(cast, histories):
    for history in [*histories, *told_histories(cast, NOW)]:
        times = [history.draft.received_at, *(one.at for one in history.happenings)]
        assert times == sorted(times)


def test_recent_requests_break_off_at_every_stage(histories):
    last = {h.happenings[-1].verb if h.happenings else Verb.OPEN for h in histories[-250:]}
    assert {Verb.OPEN, Verb.SORT, Verb.DISPATCH, Verb.ACCEPT, Verb.START, Verb.ANSWER} <= last


def test_the_four_histories_of_the_report_are_told(cast):
    titles = [history.draft.title for history in told_histories(cast, NOW)]
    assert [
        any(word in title for title in titles) for word in ("工钱", "禽流感", "改造", "暖气")
    ] == [
        True,
        True,
        True,
        True,
    ]


def test_wage_arrears_are_referred_to_labour_inspection(cast):
    wages = next(h for h in told_histories(cast, NOW) if "工钱" in h.draft.title)
    handed = next(one for one in wages.happenings if one.verb is Verb.HAND_OVER)
    assert "劳动保障监察" in handed.name
