"""What the bench of sealed files makes and measures, small: the limits hold, and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from linli.config.bench import sealed
from linli.config.demo.load import TENANT
from linli.counsel import actions, queries
from linli.counsel.actions import keeping

MOST_FILE, MOST_LIST = 12, 10

pytestmark = pytest.mark.django_db


@pytest.fixture
def _apart(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_COUNSEL_KEYS = tmp_path / "counsel.keys"
    settings.LINLI_STAFF_SECOND_FACTOR = False


@pytest.mark.usefixtures("_apart")
def test_files_are_opened_listed_and_given_new_keys_within_their_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team, long, made = sealed.fill_files(75)
    assert len(made) == 72
    figures = sealed.measure_pages(long, turns=1)
    assert figures["file_queries"] <= MOST_FILE
    assert figures["list_queries"] <= MOST_LIST
    assert figures["list_bodies_read"] == 0
    monkeypatch.setattr(keeping, "AT_ONCE", 20)
    given: dict[str, Any] = {"sub_district_id": TENANT, "team_id": team.id, "at": timezone.now()}
    actions.turn_team_key(**given)

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.wrap_files_anew(**given, progress=stop)
    assert queries.check_all(TENANT, papers=False, progress=lambda _done: None).faults == ()
    told: list[int] = []
    assert actions.wrap_files_anew(**given, progress=told.append) == 55
    assert told == [20, 20, 15]
    assert queries.check_all(TENANT, papers=False, progress=lambda _done: None).faults == ()
