"""Guarantees switched off on purpose, each for the one test that must then fail.

A plugin of pytest: `pytest -p tests.house.broken TEST…` takes a guarantee away while its test
runs, and puts it back. It imports nothing of Linli before a test runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pkgutil import resolve_name
from typing import Any

import pytest

Break = Callable[[pytest.MonkeyPatch], None]


def everywhere(path: str, make: Callable[[Any], Any]) -> Break:
    """Put something else in the place of a function, in every module that knows it."""

    def switch_off(patch: pytest.MonkeyPatch) -> None:
        real = resolve_name(path)
        fake = make(real)
        for name, module in list(sys.modules.items()):
            if name.startswith(("linli.", "tests.")) and module is not None:
                for attribute, value in list(vars(module).items()):
                    if value is real:
                        patch.setattr(module, attribute, fake)

    return switch_off


def answers(value: Any) -> Callable[[Any], Any]:
    """A function that says the same whatever it is asked."""
    return lambda _real: lambda *_args, **_kwargs: value


def without(argument: str) -> Callable[[Any], Any]:
    """A function that is never told one of its arguments."""
    return lambda real: lambda *args, **kwargs: real(*args, **(kwargs | {argument: None}))


def statement(*sql: str) -> Break:
    """Run a statement in the test's own transaction."""

    def switch_off(_patch: pytest.MonkeyPatch) -> None:
        with resolve_name("django.db.connection").cursor() as cursor:
            for one in sql:
                cursor.execute(one)

    return switch_off


def attribute(path: str, value: Any) -> Break:
    """Put a value in the place of an attribute of a class."""

    def switch_off(patch: pytest.MonkeyPatch) -> None:
        owner, _, name = path.rpartition(".")
        patch.setattr(resolve_name(owner), name, value)

    return switch_off


def for_all_staff(verb: str) -> Break:
    """Let every role of staff do what is one's alone."""

    def switch_off(patch: pytest.MonkeyPatch) -> None:
        staff = resolve_name("linli.cases.rules.who._STAFF")
        which = resolve_name(f"linli.cases.rules.words.Verb.{verb}")
        patch.setitem(resolve_name("linli.cases.rules.who.POWERS"), which, staff)

    return switch_off


def _any_lookup(field: Any, lookup_name: str) -> Any:
    return type(field).get_lookups()[lookup_name]


def _turned_and_no_more(source: Any) -> Any:
    return resolve_name("PIL.ImageOps.exif_transpose")(source)


GUARANTEES: dict[str, tuple[str, str, Break]] = {
    "a page opens only to whom it is declared for": (
        "tests/house/test_access.py",
        "test_every_address_opens_to_whom_the_table_says_and_to_nobody_else[visitor]",
        everywhere("linli.ui.access.may_open", answers(True)),
    ),
    "a page that nobody declared is open to nobody": (
        "tests/house/test_access.py",
        "test_every_address_declares_what_the_table_says",
        everywhere(
            "linli.ui.access.audience_of",
            lambda real: lambda view, name: real(view, name) or ("anyone",),
        ),
    ),
    "an action asks whether the actor may": (
        "tests/places/test_pages.py",
        "test_a_secretary_changes_the_own_community_and_no_other",
        everywhere("linli.places.actions.checks.require_manager", answers(None)),
    ),
    "an administrator holds no civic post": (
        "tests/people/test_rules.py",
        "test_an_administrator_holds_no_civic_post_and_a_holder_administers_nothing",
        everywhere("linli.people.rules.conflicts.may_administer", answers(None)),
    ),
    "one sub-district knows nothing of another's places": (
        "tests/places/test_pages.py",
        "test_a_place_of_another_sub_district_is_missing",
        everywhere(
            "linli.places.queries.lists.place",
            lambda _real: (
                lambda _tenant, key: resolve_name("linli.places.models.Place").objects.get(id=key)
            ),
        ),
    ),
    "the database repeats the promise (a unique constraint)": (
        "tests/places/test_redrawing.py",
        "test_the_database_itself_lets_a_place_lie_in_one_parent_at_a_time",
        statement("DROP INDEX parentage_one_open"),
    ),
    "the journal is append-only (a trigger)": (
        "tests/records/test_journal.py",
        "test_no_row_of_these_tables_can_be_changed_or_taken_out[AuditEntry]",
        statement(
            "DROP TRIGGER records_auditentry_no_update",
            "DROP TRIGGER records_auditentry_no_delete",
        ),
    ),
    "the chain names an altered row": (
        "tests/records/test_journal.py",
        "test_one_altered_byte_names_the_row",
        everywhere("linli.records.rules.entry_digest", answers("0" * 64)),
    ),
    "the chain misses a seal that was taken out": (
        "tests/records/test_journal.py",
        "test_a_seal_taken_out_breaks_the_chain",
        everywhere("linli.records.queries.journal.last_seal", answers(None)),
    ),
    "texts are screened for numbers of people": (
        "tests/cases/test_open311.py",
        "test_the_text_is_screened_and_the_sender_sealed",
        everywhere("linli.kernel.screening.numbers_found", answers(())),
    ),
    "the writer sees what would be masked": (
        "tests/cases/test_resident_report.py",
        "test_numbers_of_people_are_shown_before_they_are_hidden",
        everywhere("linli.kernel.screening.numbers_found", answers(())),
    ),
    "a form sent twice is one request (the idempotency key)": (
        "tests/cases/test_resident_report.py",
        "test_the_same_form_sent_twice_is_one_request_with_one_number",
        everywhere("linli.records.actions.keys.claim_key", answers(None)),
    ),
    "a stale form changes nothing (a place's version)": (
        "tests/places/test_actions.py",
        "test_a_form_that_saw_an_older_version_is_a_conflict",
        everywhere("linli.places.actions.checks.place_to_change", without("version")),
    ),
    "a stale form changes nothing (a request's version)": (
        "tests/cases/test_desk_acts.py",
        "test_a_stale_form_shows_both_versions_and_keeps_what_was_typed",
        everywhere("linli.cases.actions.work.load", without("version")),
    ),
    "a sender's name lies under seal": (
        "tests/cases/test_import.py",
        "test_the_sender_lies_under_seal",
        lambda patch: (
            [
                everywhere(f"linli.tenancy.fields.{name}", lambda _real: str)(patch)
                for name in ("seal", "unseal")
            ]
            and None
        ),
    ),
    "nobody filters by a sealed field": (
        "tests/house/test_refusals.py",
        "test_the_sender_of_a_request_cannot_be_filtered_or_ordered_by_in_the_database",
        attribute("linli.tenancy.fields.SealedTextField.get_lookup", _any_lookup),
    ),
    "a field for personal data has its purpose": (
        "tests/house/test_refusals.py",
        "test_every_field_that_can_hold_personal_data_is_named_with_purpose_basis_and_retention",
        lambda patch: patch.delitem(
            resolve_name("tests.house.personal_data.PERSONAL"), "cases.Case.body"
        ),
    ),
    "a request opens only with its word": (
        "tests/cases/test_resident_follow.py",
        "test_a_guessed_number_is_answered_like_a_wrong_word",
        everywhere(
            "linli.cases.queries.words.word_fits", lambda _real: lambda case, _word: bool(case)
        ),
    ),
    "guessing words locks the number": (
        "tests/cases/test_resident_follow.py",
        "test_guessing_words_locks_the_number_even_for_the_right_word",
        everywhere("linli.cases.actions.following._count_wrong", answers(None)),
    ),
    "publishing is for those who sort": (
        "tests/cases/test_rules_powers.py",
        "test_an_act_is_for_the_roles_of_the_table_and_for_no_other[publish]",
        for_all_staff("PUBLISH"),
    ),
    "stopping the clock is for the unit that leads": (
        "tests/cases/test_rules_powers.py",
        "test_an_act_is_for_the_roles_of_the_table_and_for_no_other[pause]",
        for_all_staff("PAUSE"),
    ),
    "who protects records does not handle them (a row of the separations)": (
        "tests/people/test_separations.py",
        (
            "test_who_holds_the_one_is_not_given_the_other"
            "[protector_handles-everywhere-information_protection_officer-grid_worker]"
        ),
        everywhere(
            "linli.people.rules.conflicts.SEPARATIONS",
            lambda rows: tuple(row for row in rows if row.code != "protector_handles"),
        ),
    ),
    "whoever reads a request is written down": (
        "tests/cases/test_desk.py",
        "test_a_request_opens_beside_its_queue_and_alone_for_htmx",
        everywhere("linli.records.actions.journal.log_access_many", answers(None)),
    ),
    "a group chat is told": (
        "tests/records/test_outbox.py",
        "test_a_group_chat_gets_title_and_words_once",
        everywhere("linli.records.actions.channels.by_webhook", answers(None)),
    ),
    "a photo loses what its camera wrote": (
        "tests/records/test_attachments.py",
        "test_position_and_comment_are_gone_and_the_picture_stands_upright",
        everywhere("linli.records.actions.pictures._upright", lambda _real: _turned_and_no_more),
    ),
}
"""Each guarantee in words: the file and the test that say when it is gone, and how it goes."""

BY_TEST = {f"{file}::{test}": switch_off for file, test, switch_off in GUARANTEES.values()}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run a named test without its guarantee."""
    switch_off = BY_TEST.get(item.nodeid)
    if switch_off is None:
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        switch_off(patch)
        return (yield)
