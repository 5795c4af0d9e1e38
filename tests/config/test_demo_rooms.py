"""The demo's rooms that people trust: as many rows as told, each card with its own and no other's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from linli.config.demo.load import TENANT, fill_rooms, settle_demo
from linli.config.demo.people import ROOMS, WITHOUT_COUNSELLOR
from linli.config.demo.places import COMMUNITIES, key
from linli.config.rehearsal.ground import actor_of
from linli.counsel import actions, queries
from linli.counsel.models import LegalVisit, Mediation, SealedFile, Talk, Team
from linli.counsel.queries.mediations import Shelf, shelf
from linli.counsel.queries.sealed_lists import my_files, open_files
from linli.counsel.rules import FileKind
from linli.counsel.rules.mediation import Outcome, Stage
from linli.diary import queries as diary
from linli.diary.rules import Purpose
from linli.kernel.errors import Missing
from linli.people.queries import demo_cards

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _rooms(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    before, folder = settings.LINLI_COUNSEL_KEYS, Path(tmp_path_factory.mktemp("keys"))
    settings.LINLI_COUNSEL_KEYS = folder / "counsel.keys"
    now = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic(), override("zh-hans"):
        settle_demo(at=now, progress=lambda *_: None)
        fill_rooms(now, lambda *_: None)
        yield
        transaction.set_rollback(True)
    settings.LINLI_COUNSEL_KEYS = before


def test_there_are_as_many_mediations_visits_and_talks_as_told() -> None:
    assert Mediation.objects.count() == 400
    assert LegalVisit.objects.count() == 600
    assert Talk.objects.count() == 300
    assert SealedFile.objects.filter(kind=FileKind.HELP).count() == 6


def test_mediations_stand_at_every_stage_and_ended_in_every_way() -> None:
    rows = SealedFile.objects.filter(kind=FileKind.MEDIATION)
    assert set(rows.values_list("state", flat=True)) == set(Stage)
    ended = rows.exclude(outcome="").values_list("outcome", flat=True)
    assert set(ended) == set(Outcome)


def test_every_file_opens_under_its_own_key() -> None:
    found = queries.check_all(TENANT, papers=False, progress=lambda _done: None)
    assert found.files == SealedFile.objects.count()
    assert found.faults == ()


def test_rooms_have_their_names_and_each_community_its_lawyer() -> None:
    names = set(Team.objects.values_list("name", flat=True))
    assert names >= set(ROOMS.values())
    on, places = timezone.localdate(), [key(one.name) for one in COMMUNITIES]
    assert not diary.places_without(TENANT, place_ids=places, purpose=Purpose.LEGAL, on=on)
    lacking = diary.places_without(TENANT, place_ids=places, purpose=Purpose.COUNSELLING, on=on)
    assert list(lacking) == [key(WITHOUT_COUNSELLOR)]


def test_the_mediator_of_the_card_and_the_resident_of_the_card_share_an_open_file() -> None:
    now = timezone.now()
    mediator, resident = (
        actor_of(TENANT, name, now) for name in ("mediator-jinding", "resident-01")
    )
    assert resident.account_id
    mine = {one.file_id for one in my_files(TENANT, resident.account_id, FileKind.MEDIATION)}
    theirs = {one.id for one in shelf(mediator, Shelf.OPEN, on=timezone.localdate()).lines}
    assert len(mine) == 2
    assert mine & theirs
    for file_id in mine:
        assert actions.open_for_party(actor=resident, file_id=file_id).party


@pytest.mark.parametrize("username", ["leader", "governance", "protection", "administrator"])
def test_no_other_card_opens_a_file(username: str) -> None:
    now = timezone.now()
    who = actor_of(TENANT, username, now)
    for file in SealedFile.objects.order_by("id")[:20]:
        with pytest.raises(Missing):
            actions.open_for_team(actor=who, file_id=file.id, at=now)


def test_the_one_who_supervises_help_has_a_card_and_the_files_of_others_to_supervise() -> None:
    on = timezone.localdate()
    titles = [one.title for one in demo_cards(TENANT, on=on)]
    assert len(titles) == len(set(titles))
    assert "帮扶督导" in titles
    supervisor = actor_of(TENANT, "help-supervisor", timezone.now())
    assert len(open_files(supervisor, FileKind.HELP, on=on)[0]) == 4
