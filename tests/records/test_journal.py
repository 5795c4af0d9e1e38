"""The journal: what is written stays as it was written, and the chain shows any change."""

import json
import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from linli.records import actions, queries, rules
from linli.records.models import AccessEntry, AuditEntry, AuditSeal, Tally
from linli.tenancy.models import new_id
from tests.records.builders import AT, a_batch, a_holder, a_resident, some_acts, the_system

APPEND_ONLY = (AuditEntry, AuditSeal, AccessEntry, Tally)


def seal(actor) -> int:
    return actions.seal_journal(sub_district_id=actor.sub_district_id, at=AT)


def faults(actor) -> list[tuple[str, str]]:
    found = queries.journal_faults(actor.sub_district_id)
    return [(fault.kind, fault.row) for fault in found]


def first_entry(actor) -> AuditEntry:
    return AuditEntry.objects.filter(sub_district_id=actor.sub_district_id).order_by("id").first()


def behind_the_guard(statement: str, *values: object) -> None:
    """Change a guarded table as somebody with the database's own password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # No table is altered while checks of its new rows still wait for the commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE records_auditentry DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE records_auditseal DISABLE TRIGGER USER")
        else:
            for table in ("records_auditentry", "records_auditseal"):
                cursor.execute(f"DROP TRIGGER {table}_no_update")
                cursor.execute(f"DROP TRIGGER {table}_no_delete")
        cursor.execute(statement, [value.hex if _as_text(value) else value for value in values])


def _as_text(value: object) -> bool:
    return isinstance(value, UUID) and connection.vendor == "sqlite"


def a_row(actor, model):
    if model is AccessEntry:
        actions.log_access(
            actor=actor,
            subject_kind="test.thing",
            subject_id=new_id(),
            what="case",
            why="work",
            at=AT,
        )
    if model is Tally:
        batch = a_batch(actor)
        batch.count("test", place_id=new_id(), on=AT.date())
        batch.write()
    return model.objects.filter(sub_district_id=actor.sub_district_id).first()


@pytest.mark.django_db
@pytest.mark.parametrize("model", APPEND_ONLY)
def test_no_row_of_these_tables_can_be_changed_or_taken_out(model):
    actor = a_holder()
    some_acts(actor)
    seal(actor)
    row = a_row(actor, model)
    assert row is not None
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(id=row.id).update(sub_district_id=actor.sub_district_id)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.delete()


@pytest.mark.django_db
def test_an_act_is_written_with_the_post_and_never_the_person():
    actor, key = a_holder(), new_id()
    actions.record(
        actor=actor, did="test.act", on_kind="test.thing", on_id=key, facts={"count": 3}, at=AT
    )
    (entry,) = queries.entries_on(actor.sub_district_id, key)
    assert (entry.did, entry.facts, entry.at) == ("test.act", {"count": 3}, AT)
    assert entry.actor_label == "示例社区 · information_officer"
    assert actor.name not in str(queries.digest_fields(entry))


@pytest.mark.django_db
def test_a_text_is_proved_by_a_salted_hash_and_not_kept():
    actor, key = the_system(), new_id()
    actions.record(
        actor=actor,
        did="test.act",
        on_kind="test.thing",
        on_id=key,
        text="电梯坏了",
        salt="s1",
        at=AT,
    )
    (entry,) = queries.entries_on(actor.sub_district_id, key)
    assert entry.proof == rules.text_proof(salt="s1", text="电梯坏了")
    assert entry.proof != rules.text_proof(salt="s2", text="电梯坏了")
    assert "电梯" not in str(queries.digest_fields(entry))


@pytest.mark.django_db
def test_sealing_takes_each_entry_once_and_links_the_seals():
    actor = the_system()
    before = queries.journal_size(actor.sub_district_id)[0]
    some_acts(actor, 5)
    assert seal(actor) == before + 5
    assert seal(actor) == 0
    some_acts(actor, 2)
    assert seal(actor) == 2
    first, second = AuditSeal.objects.filter(sub_district_id=actor.sub_district_id).order_by("seq")
    assert (first.seq, first.prev_hash) == (1, rules.GENESIS)
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert queries.journal_head(actor.sub_district_id) == second.hash
    assert faults(actor) == []


@pytest.mark.django_db
def test_a_long_backlog_is_sealed_in_several_links():
    actor = the_system()
    some_acts(actor, 2 * rules.SEAL_AT_MOST + 1)
    seal(actor)
    assert queries.journal_size(actor.sub_district_id)[1] == 3
    assert faults(actor) == []


@pytest.mark.django_db
def test_a_backlog_left_half_sealed_is_sealed_to_its_end_later(monkeypatch):
    actor = the_system()
    old = [long_ago(minutes) for minutes in (90, 60, 30)]
    put_in(actor, *old)
    monkeypatch.setattr(rules, "SEAL_AT_MOST", 1)
    # Stopped after the first link; the others are older than any window from now.
    assert actions.journal._add_link(actor.sub_district_id, AT) == 1
    assert seal(actor) >= 2
    assert faults(actor) == []


@pytest.mark.django_db
def test_an_entry_committed_after_a_younger_one_was_sealed_is_still_sealed():
    actor = the_system()
    some_acts(actor)
    seal(actor)
    put_in(actor, long_ago(2))
    assert seal(actor) == 1
    assert faults(actor) == []


@pytest.mark.django_db
def test_one_altered_byte_names_the_row():
    actor = the_system()
    some_acts(actor)
    seal(actor)
    entry = first_entry(actor)
    behind_the_guard("UPDATE records_auditentry SET did = did || 'x' WHERE id = %s", entry.id)
    assert faults(actor) == [("altered", f"audit entry {entry.id}")]


@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps no text of such a value"
)
def test_a_blank_put_into_the_facts_names_the_row():
    actor = the_system()
    some_acts(actor)
    seal(actor)
    entry = first_entry(actor)
    behind_the_guard("UPDATE records_auditentry SET facts = facts || ' ' WHERE id = %s", entry.id)
    assert faults(actor) == [("altered", f"audit entry {entry.id}")]


@pytest.mark.django_db
def test_a_row_altered_together_with_its_digest_is_named_by_its_seal():
    actor = the_system()
    some_acts(actor)
    seal(actor)
    entry = first_entry(actor)
    entry.did = "test.other"
    digest = rules.entry_digest(queries.digest_fields(entry))
    behind_the_guard(
        "UPDATE records_auditentry SET did = 'test.other', digest = %s WHERE id = %s",
        digest,
        entry.id,
    )
    assert faults(actor) == [("altered", f"audit entry {entry.id}")]


@pytest.mark.django_db
def test_a_row_altered_before_it_is_sealed_is_named_by_its_digest():
    actor = the_system()
    some_acts(actor)
    entry = first_entry(actor)
    behind_the_guard("UPDATE records_auditentry SET did = 'test.other' WHERE id = %s", entry.id)
    assert faults(actor) == [("altered", f"audit entry {entry.id}")]


@pytest.mark.django_db
def test_a_row_taken_out_is_named():
    actor = the_system()
    some_acts(actor)
    seal(actor)
    entry = first_entry(actor)
    behind_the_guard("DELETE FROM records_auditentry WHERE id = %s", entry.id)
    assert faults(actor) == [("missing", f"audit entry {entry.id}")]


@pytest.mark.django_db
def test_a_row_put_in_behind_the_chain_is_named():
    actor = the_system()
    some_acts(actor)
    seal(actor)
    false = long_ago(60)
    put_in(actor, false)
    assert faults(actor) == [("added", f"audit entry {false}")]


@pytest.mark.django_db
def test_a_row_taken_out_does_not_hide_one_put_in():
    actor = the_system()
    put_in(actor, long_ago(90))
    some_acts(actor)
    seal(actor)
    gone, false = first_entry(actor).id, long_ago(60)
    put_in(actor, false)
    behind_the_guard("DELETE FROM records_auditentry WHERE id = %s", gone)
    assert sorted(faults(actor)) == [
        ("added", f"audit entry {false}"),
        ("missing", f"audit entry {gone}"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "members = members || ' '",
        "sealed_at = '2020-01-01 00:00:00'",
        f"prev_hash = '{'a' * 64}'",
        f"hash = '{'b' * 64}'",
    ],
)
def test_an_altered_seal_is_named(change):
    actor = the_system()
    for _ in range(3):
        some_acts(actor)
        seal(actor)
    statement = f"UPDATE records_auditseal SET {change} WHERE seq = 2 AND sub_district_id = %s"  # noqa: S608
    behind_the_guard(statement, actor.sub_district_id)
    assert "seal 2" in {row for _kind, row in faults(actor)}


@pytest.mark.django_db
def test_a_seal_taken_out_breaks_the_chain():
    actor = the_system()
    for _ in range(3):
        some_acts(actor)
        seal(actor)
    statement = "DELETE FROM records_auditseal WHERE seq = 2 AND sub_district_id = %s"
    behind_the_guard(statement, actor.sub_district_id)
    assert ("broken", "seal 3") in faults(actor)


@pytest.mark.django_db
def test_a_head_printed_once_is_missed_when_the_end_of_the_chain_is_cut_off():
    actor = the_system()
    for _ in range(2):
        some_acts(actor)
        seal(actor)
    head = queries.journal_head(actor.sub_district_id)
    assert queries.chain_holds_hash(actor.sub_district_id, head)
    statement = "DELETE FROM records_auditseal WHERE seq = 2 AND sub_district_id = %s"
    behind_the_guard(statement, actor.sub_district_id)
    assert not queries.chain_holds_hash(actor.sub_district_id, head)


@pytest.mark.django_db
def test_two_sub_districts_have_chains_of_their_own():
    one, other = the_system(), the_system()
    some_acts(one, 3)
    seal(one)
    some_acts(other, 4)
    seal(other)
    assert queries.last_seal(one.sub_district_id).seq == 1
    assert queries.last_seal(other.sub_district_id).seq == 1
    assert faults(one) == faults(other) == []


@pytest.mark.django_db(transaction=True)
def test_sealers_at_the_same_time_do_not_fork_the_chain():
    actor = the_system()
    some_acts(actor, 50)
    at_once(lambda: seal(actor), 4)
    some_acts(actor, 50)
    at_once(lambda: seal(actor), 4)
    seal(actor)
    assert faults(actor) == []
    members = "".join(
        AuditSeal.objects.filter(sub_district_id=actor.sub_district_id).values_list(
            "members", flat=True
        )
    ).splitlines()
    assert len(members) == len(set(members)) == queries.journal_size(actor.sub_district_id)[0]


@pytest.mark.django_db
def test_what_staff_opened_is_kept_for_the_subject_and_what_residents_open_is_not():
    officer, subject = a_holder(), new_id()
    resident = a_resident(officer.sub_district_id)
    for actor in (officer, resident):
        actions.log_access(
            actor=actor,
            subject_kind="test.thing",
            subject_id=subject,
            what="case",
            why="work",
            at=AT,
        )
    (entry,) = queries.accesses_to(officer.sub_district_id, subject)
    assert (entry.actor_id, entry.actor_label) == (officer.account_id, officer.label)


@pytest.mark.django_db
def test_an_export_leaves_an_entry_for_each_subject(django_assert_num_queries):
    officer, subjects = a_holder(), [new_id() for _ in range(3)]
    with django_assert_num_queries(1):
        actions.log_access_many(
            actor=officer,
            subjects=[("test.thing", subject) for subject in subjects],
            what="export",
            why="weekly report",
            exported=True,
            at=AT,
        )
    found = [queries.accesses_to(officer.sub_district_id, subject) for subject in subjects]
    assert [[entry.exported for entry in entries] for entries in found] == [[True]] * 3


def long_ago(minutes: int) -> UUID:
    """A key as it would have been made so many minutes ago."""
    back = round(timedelta(minutes=minutes) / timedelta(milliseconds=1))
    return UUID(int=new_id().int - (back << 80))


def put_in(actor, *keys: UUID) -> None:
    """Write entries under keys of another time."""
    rows = [
        AuditEntry(
            id=key,
            sub_district_id=actor.sub_district_id,
            at=AT,
            actor_label="system",
            did="test.act",
            on_kind="test.thing",
            on_id=new_id(),
        )
        for key in keys
    ]
    for row in rows:
        row.digest = rules.entry_digest(queries.digest_fields(row))
    AuditEntry.objects.bulk_create(rows)


def at_once(do, how_many: int) -> list[object]:
    """Do a thing in several threads at the same moment; a fault in one is a fault here."""
    start, answers = threading.Barrier(how_many), []

    def work() -> None:
        try:
            start.wait()
            answers.append(do())
        except Exception as error:  # noqa: BLE001 - threads hand it over
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong = [answer for answer in answers if isinstance(answer, Exception)]
    assert wrong == []
    return answers


def test_a_digest_covers_every_column_of_an_entry():
    covered = json.loads(json.dumps(queries.digest_fields(AuditEntry(at=AT))))
    columns = {field.attname.removesuffix("_id") for field in AuditEntry._meta.fields} - {"digest"}
    assert {name.removesuffix("_id") for name in covered} == columns
