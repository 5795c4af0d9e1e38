"""Commands: what they say, how they end."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from linli.config import cli
from linli.config.readiness import Weight, findings
from linli.kernel.errors import Refused
from linli.records import actions, queries
from linli.records.models import AuditEntry
from tests.records.builders import AT, some_acts, the_system
from tests.records.test_journal import behind_the_guard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch):
    """The command closes connections at its end; here they belong to the test."""
    monkeypatch.setattr(cli.connections, "close_all", lambda: None)


def test_the_journal_holds_and_after_one_altered_byte_its_row_is_named(capsys):
    actor = the_system()
    some_acts(actor)
    assert cli.run(["seal-journal"]) == 0
    head = queries.journal_head(actor.sub_district_id)
    assert cli.run(["verify-journal", "--head", head]) == 0
    assert "holds" in capsys.readouterr().out
    entry = AuditEntry.objects.filter(sub_district_id=actor.sub_district_id).first()
    behind_the_guard("UPDATE records_auditentry SET did = did || 'x' WHERE id = %s", entry.id)
    assert cli.run(["verify-journal"]) == 1
    told = capsys.readouterr()
    assert f"altered: audit entry {entry.id}" in told.out
    assert told.err == "The journal does not hold: 1 found.\n"


def test_a_head_that_is_no_link_of_the_chain_is_named(capsys):
    the_system()
    assert cli.run(["verify-journal", "--head", "a" * 64]) == 1
    assert "no link of the chain" in capsys.readouterr().out


def test_help_lists_our_commands_each_with_one_line(capsys):
    assert cli.run(["--help"]) == 0
    told = capsys.readouterr().out
    for name, line in cli.our_commands().items():
        assert name in told
        assert not line.startswith("cannot be loaded")
    assert {"serve", "work", "check-config", "verify-journal", "send-messages", "remind"} <= set(
        cli.our_commands()
    )


def test_a_refusal_is_one_sentence_and_no_traceback(monkeypatch, capsys):
    def refuse(**_facts):
        raise Refused("test", "不能这样做。", source="某法第1条")

    monkeypatch.setattr(actions, "remind_all", refuse)
    assert cli.run(["remind"]) == 1
    assert capsys.readouterr().err == "不能这样做。 (某法第1条)\n"


def test_wrong_words_end_with_two_and_the_usage(capsys):
    assert cli.run(["no-such-thing"]) == 2
    with pytest.raises(SystemExit) as ended:
        cli.run(["verify-journal", "--wrong"])
    assert ended.value.code == 2
    assert "usage: linli verify-journal" in capsys.readouterr().err


def test_sending_sweeping_and_reminding_say_how_much_they_did(capsys):
    the_system()
    for name in ("send_messages", "sweep_uploads", "remind"):
        call_command(name)
    assert capsys.readouterr().out == "sent 0, put off 0, lost 0\nswept 0\ntold 0\n"


def test_one_round_of_work_seals_what_was_written(capsys):
    actor = the_system()
    some_acts(actor, at=timezone.now())
    call_command("work", "--once")
    assert queries.oldest_unsealed(actor.sub_district_id) is None


def test_a_job_that_fails_stops_nothing(settings, caplog):
    settings.LINLI_REMINDERS = None
    assert actions.run_job("linli.records.actions.remind_all", at=AT) == 0
    assert "tried again" in caplog.text


def test_a_place_without_a_clock_or_a_channel_is_told_so(settings):
    settings.LINLI_SMS_URL = ""
    actor = the_system()
    some_acts(actor)
    said = {one.sentence: one.weight for one in findings(at=timezone.now())}
    assert said["Text messages: LINLI_SMS_URL is not set."] is Weight.NOTE
    assert any("nobody has sealed the journal" in sentence for sentence in said)


def test_a_public_address_that_the_server_does_not_answer_to_is_missing(settings):
    settings.LINLI_PUBLIC_URL = "https://linli.example.org"
    settings.ALLOWED_HOSTS = ["localhost"]
    missing = [one.sentence for one in findings(at=AT) if one.weight is Weight.MISSING]
    assert any("LINLI_HOSTS does not" in sentence for sentence in missing)
