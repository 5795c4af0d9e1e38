"""Lists and files of mediations ask the database a fixed number of times."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from linli.counsel import actions
from linli.counsel.queries.mediation_shown import mediation_shown
from linli.counsel.queries.mediations import Shelf, parts_of, shelf, shelf_counts
from tests.counsel.builders import AT
from tests.counsel.mediation_builders import bound

pytestmark = pytest.mark.django_db


def test_a_file_opens_in_few_queries_however_much_is_in_it(
    django_assert_max_num_queries: Any,
) -> None:
    q = bound()
    for number in range(50):
        actions.note_in_file(actor=q.mediator, file_id=q.file_id, text=f"示例备注{number}", at=AT)
    # Two of them are the savepoint of the test.
    with django_assert_max_num_queries(13):
        opened = actions.open_for_team(actor=q.mediator, file_id=q.file_id, at=AT)
        shown = mediation_shown(opened)
    assert len(shown.notes) == 50


def test_a_shelf_is_read_in_three_queries_once_the_rooms_are_known(
    django_assert_max_num_queries: Any,
) -> None:
    q = bound()
    on = timezone.localdate(AT)
    parts = parts_of(q.mediator, on=on)
    with django_assert_max_num_queries(3):
        page = shelf(q.mediator, Shelf.CONFIRMING, on=on, parts=parts)
        counts, _unheld = shelf_counts(q.mediator, on=on, parts=parts)
    assert [one.id for one in page.lines] == [q.file_id]
    assert counts[Shelf.OPEN] == 1
