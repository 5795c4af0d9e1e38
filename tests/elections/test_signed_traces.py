"""Before the close nothing that anybody can read tells how an owner voted."""

from __future__ import annotations

import pytest

from linli.records.models import AccessEntry, AuditEntry, IdempotencyKey, Message
from tests.elections.signed_builders import a_signed_vote

pytestmark = pytest.mark.django_db


def test_journal_keys_and_letters_hold_no_choice(caplog: pytest.LogCaptureFixture) -> None:
    signed = a_signed_vote()
    cast = signed.vote(0, 2)
    entry = AuditEntry.objects.get(did="elections.cast")
    assert entry.facts == {"height": 0}
    (key,) = IdempotencyKey.objects.filter(act="elections.cast")
    assert set(key.answer) == {"tracker", "at", "turn"}
    assert not AccessEntry.objects.filter(subject_id=signed.election.id).exists()
    assert cast.tracker not in str(list(Message.objects.values_list("params", "link")))
    assert cast.tracker not in caplog.text
