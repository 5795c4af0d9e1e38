"""The demo, loaded once for this module and taken back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from linli.cases.models import Case
from linli.cases.rules import CaseState
from linli.config.demo.load import TENANT, is_loaded
from linli.config.demo.people import WITHOUT_COUNSELLOR
from linli.people import queries as people
from linli.people.rules import OrganisationKind
from linli.places.models import Place, SubDistrict
from linli.places.rules import PlaceKind
from linli.records import queries as records

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo")
        yield
        transaction.set_rollback(True)


def count(kind: PlaceKind, **facts: Any) -> int:
    return Place.objects.filter(sub_district_id=TENANT, kind=kind, **facts).count()


def all_rows() -> dict[str, int]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("linli.")]
    return {model._meta.label: model._default_manager.count() for model in ours}


def as_they_stand() -> list[tuple[Any, ...]]:
    return list(Case.objects.order_by("id").values_list("id", "number", "version", "state"))


def test_it_is_marked_as_a_demo() -> None:
    assert is_loaded()
    assert SubDistrict.objects.get(id=TENANT).is_demo


def test_its_places_are_as_many_as_the_report_counts() -> None:
    assert count(PlaceKind.COMMUNITY) == 12
    assert count(PlaceKind.COMPOUND, closed_compound=True) == 27
    assert count(PlaceKind.PATCH) == 500
    assert count(PlaceKind.RESIDENTS_GROUP) == 1400


def test_the_recorded_results_show_its_27_congresses() -> None:
    found = people.recorded_results(TENANT)
    congress = OrganisationKind.COMPOUND_RESIDENTS_CONGRESS
    shown = {term.body_id for term in found if term.body.kind == congress}
    assert len(shown) == 27


def test_about_three_thousand_requests_stand_in_every_state() -> None:
    assert 3_000 <= Case.objects.count() <= 3_050
    states = set(Case.objects.values_list("state", flat=True))
    assert states == {state.value for state in CaseState}


def test_no_two_requests_have_the_same_number() -> None:
    numbers = list(Case.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))


def test_some_required_posts_are_vacant_and_shown_as_gaps() -> None:
    gaps = people.gaps(TENANT, on=timezone.localdate())
    assert gaps
    assert any(gap.place_name == f"{WITHOUT_COUNSELLOR}社区" for gap in gaps)


def test_its_journal_holds() -> None:
    assert list(records.journal_faults(TENANT)) == []


def test_loading_it_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    rows, cases = all_rows(), as_they_stand()
    call_command("load_demo")
    assert "nothing was changed" in capsys.readouterr().out
    assert (all_rows(), as_they_stand()) == (rows, cases)
