"""The poll book: a paper ballot is handed out once, and closes the slip before it leaves the hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.paper_boxes import box_and_work
from linli.elections.actions.work import Work
from linli.elections.models import Credential, PaperBox, PollBookEntry, Proxy, RollLine
from linli.elections.queries.poll_book import Stand, line_stand
from linli.elections.rules import ElectionState, Verb
from linli.elections.rules.box import Hours, why_not_cast
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.records.actions import claim_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked


@dataclass(frozen=True, slots=True)
class Help:
    """Who helped a voter who asked for it, and who saw that it was done as the voter wished."""

    by: str = ""
    witness: str = ""


_NO_HELP = Help()


@transaction.atomic
def hand_out_ballot(
    *,
    actor: Actor,
    box_id: UUID,
    line_id: UUID,
    proxy_id: UUID | None = None,
    help_given: Help = _NO_HELP,
    key: str,
    at: datetime,
) -> PollBookEntry:
    """Hand a paper ballot to a voter or to the voter's proxy; the online slip closes first.

    Whoever has voted online gets none; no serial is noted.
    """
    box, work = box_and_work(actor, box_id, at)
    work.require(Verb.KEEP_POLL_BOOK)
    entry_id = new_id()
    if before := claim_key(
        sub_district_id=work.tenant,
        act="elections.hand_out_ballot",
        key=key,
        body={"box": str(box_id), "line": str(line_id), "proxy": str(proxy_id)},
        answer={"entry": str(entry_id)},
        at=at,
    ):
        return PollBookEntry.objects.get(sub_district_id=work.tenant, id=before["entry"])
    _require_open(work, box)
    line = _line(work, line_id)
    _close_slip(work, line)
    _require_free(work, line)
    if help_given.by and not help_given.witness.strip():
        raise Refused("no_witness", _("Help at voting needs a witness. Write who it was."))
    entry = PollBookEntry.objects.create(
        id=entry_id,
        sub_district_id=work.tenant,
        election=work.election,
        line=line,
        box=box,
        proxy=_proxy(work, line, proxy_id),
        assisted_by=help_given.by.strip(),
        witness=help_given.witness.strip(),
        handed_at=at,
        handed_by=actor.label,
    )
    facts = {"box": str(box.id), "by_proxy": proxy_id is not None, "helped": bool(help_given.by)}
    work.record("elections.hand_out_ballot", facts)
    work.write()
    return entry


@transaction.atomic
def put_in_box(*, actor: Actor, entry_id: UUID, at: datetime) -> PollBookEntry:
    """Note that a ballot went into its box."""
    entry, work = _entry_and_work(actor, entry_id, at)
    if entry.cast_at is not None:
        return entry
    _require_open(work, entry.box)
    entry.cast_at = at
    entry.save(update_fields=["cast_at"])
    work.record("elections.put_in_box", {"box": str(entry.box_id)})
    work.write()
    return entry


@transaction.atomic
def replace_ballot(*, actor: Actor, entry_id: UUID, key: str = "", at: datetime) -> PollBookEntry:
    """Take a ballot back that was spoiled in the booth and hand out another."""
    entry, work = _entry_and_work(actor, entry_id, at)
    act = "elections.replace_ballot"
    body = {"entry": str(entry_id)}
    if (
        key
        and claim_key(sub_district_id=work.tenant, act=act, key=key, body=body, at=at) is not None
    ):
        return entry
    if entry.cast_at is not None:
        raise Refused("in_the_box", _("This ballot is in the box and cannot be replaced."))
    _require_open(work, entry.box)
    entry.spoiled += 1
    entry.save(update_fields=["spoiled"])
    work.record(act, {"box": str(entry.box_id)})
    work.write()
    return entry


def _require_open(work: Work, box: PaperBox) -> None:
    hours = Hours(work.election.opens_at, work.election.closes_at)
    if why_not_cast(work.state, hours, work.at):
        raise Refused("not_open", _("Ballots are handed out and cast while voting is open."))
    if box.sealed_at is None:
        raise Refused("not_sealed", _("Seal the box before witnesses first."))


def _line(work: Work, line_id: UUID) -> RollLine:
    rows = RollLine.objects.filter(sub_district_id=work.tenant, roll=work.election.roll)
    line = rows.filter(id=line_id).first()
    if line is None:
        raise Missing("no_line", _("There is no such line on the roll of this election."))
    return line


def _close_slip(work: Work, line: RollLine) -> None:
    """Under the credential's lock: a ballot on its way waits, and then finds the slip closed."""
    mine = Credential.objects.select_for_update().filter(
        sub_district_id=work.tenant, election=work.election, line=line
    )
    for credential in mine:
        if credential.votes:
            raise Refused(
                "voted_online",
                _("This voter has voted online. The vote can be changed online until the close."),
            )
        if credential.closed_at is None:
            credential.closed_at, credential.closed_why = work.at, "paper"
            credential.save(update_fields=["closed_at", "closed_why"])


def _require_free(work: Work, line: RollLine) -> None:
    match line_stand(work.election, line).stand:
        case Stand.PAPER_OUT | Stand.PAPER_IN:
            raise Refused("has_paper", _("This voter has got a paper ballot already."))
        case Stand.STRUCK:
            raise Refused("struck", _("This line was struck from the roll."))


def _proxy(work: Work, line: RollLine, proxy_id: UUID | None) -> Proxy | None:
    if proxy_id is None:
        return None
    rows = Proxy.objects.filter(sub_district_id=work.tenant, election=work.election, giver=line)
    proxy = rows.filter(id=proxy_id, revoked_at=None).first()
    if proxy is None or proxy.valid_until < timezone.localdate(work.at):
        raise Refused("no_proxy", _("There is no valid proxy of this voter."))
    return proxy


def _entry_and_work(actor: Actor, entry_id: UUID, at: datetime) -> tuple[PollBookEntry, Work]:
    missing = Missing("no_entry", _("There is no such line in the poll book."))
    rows = PollBookEntry.objects.filter(sub_district_id=actor.sub_district_id, id=entry_id)
    row = rows.first()
    if row is None:
        raise missing
    work = Work.on(actor=actor, election_id=row.election_id, at=at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.VOTING)
    return locked(PollBookEntry, actor.sub_district_id, entry_id, missing=missing), work
