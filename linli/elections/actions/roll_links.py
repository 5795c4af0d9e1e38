"""A resident finds the own line: by a claimed dwelling that was borne out, or by a counter's code."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from linli.elections.actions.roll_work import RollWork, no_line, no_roll
from linli.elections.models import RollLine
from linli.elections.queries import roll_lines
from linli.elections.queries import rolls as queries
from linli.elections.rules import RollKind, Verb
from linli.elections.rules.rolls import door_parts
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import queries as people
from linli.people.rules import code_from, plain_code
from linli.places import queries as places
from linli.records import actions as records

CODE_DAYS = 14
"""A code from the counter is good for so many days, its own day counted."""


@transaction.atomic
def link_line(
    *,
    actor: Actor,
    roll_id: UUID,
    name: str = "",
    number: int | None = None,
    code: str = "",
    at: datetime,
) -> RollLine:
    """Link the actor's account with the own line; nothing but seeing it follows from that.

    On a voters' roll a held dwelling and the full name find the line. An owners' roll tells
    areas and other units, which a tenant of the dwelling must not learn, so there only the
    number with a code from the counter does.
    """
    if actor.account_id is None:
        raise NotAllowed("not_signed_in", _("Please sign in first."))
    work = RollWork.on(actor=actor, roll_id=roll_id, at=at)
    if not work.is_public:
        raise no_roll()
    if roll_lines.line_of_account(work.tenant, roll_id, actor.account_id):
        raise Refused("linked_already", _("Your account is linked with a line of this roll."))
    line = _by_code(work, number, code) if code else _by_dwelling(work, name.strip())
    line.account_id = actor.account_id
    line.save(update_fields=["account"])
    work.record("elections.link_line", {"number": line.number, "by": "code" if code else "claim"})
    work.batch.write()
    return line


@transaction.atomic
def unlink_line(*, actor: Actor, roll_id: UUID, at: datetime) -> None:
    """Take the own account off a line."""
    work = RollWork.on(actor=actor, roll_id=roll_id, at=at)
    line = (
        roll_lines.line_of_account(work.tenant, roll_id, actor.account_id)
        if actor.account_id
        else None
    )
    if line is None:
        raise no_line()
    line.account = None
    line.save(update_fields=["account"])
    work.record("elections.unlink_line", {"number": line.number})
    work.batch.write()


@transaction.atomic
def line_code(*, actor: Actor, line_id: UUID, at: datetime) -> str:
    """Make the code for a voter who stands at the counter with papers; no paper is kept.

    The same line has the same code all day, and none once it is linked.
    """
    found = roll_lines.line(actor.sub_district_id, line_id)
    if found is None or not found.stands:
        raise no_line()
    work = RollWork.on(actor=actor, roll_id=found.roll_id, at=at)
    work.require(Verb.KEEP_POLL_BOOK)
    if not work.is_public:
        raise Refused("roll_not_published", _("The roll is not public yet."))
    if found.account_id is not None:
        raise Refused("line_linked", _("This line is linked with an account already."))
    work.record("elections.line_code", {"number": found.number})
    work.batch.write()
    return _code(found, timezone.localdate(at))


@transaction.atomic
def look_at_line(*, actor: Actor, line_id: UUID, at: datetime) -> RollLine:
    """Open one line whole at the desk; that it was opened is written down."""
    found = roll_lines.line(actor.sub_district_id, line_id)
    if found is None:
        raise no_line()
    _require_sight(actor, found.roll_id, at)
    _log(actor, found.roll_id, [found], _("one line of a roll"), at)
    return found


@transaction.atomic
def look_at_lines(
    *, actor: Actor, roll_id: UUID, building_id: UUID, after: int = 0, at: datetime
) -> list[RollLine]:
    """Read lines of one building whole at the desk; that they were read is written down."""
    _require_sight(actor, roll_id, at)
    found = roll_lines.lines_of(
        actor.sub_district_id, roll_id, building_ids=[building_id], after=after
    )
    _log(actor, roll_id, found, _("lines of a roll with names"), at)
    return found


def _require_sight(actor: Actor, roll_id: UUID, at: datetime) -> None:
    if queries.roll_seen_by(actor, roll_id, on=timezone.localdate(at)) is None:
        raise no_roll()


def _log(actor: Actor, roll_id: UUID, lines: list[RollLine], what: str, at: datetime) -> None:
    """One entry for the roll, and one for each account whose owner can look who looked."""
    linked = [("people.account", line.account_id) for line in lines if line.account_id]
    records.log_access_many(
        actor=actor,
        subjects=[("elections.roll", roll_id), *linked],
        what=what,
        why=_("to keep the roll"),
        at=at,
    )


def _by_code(work: RollWork, number: int | None, code: str) -> RollLine:
    found = (
        roll_lines.line_by_number(work.tenant, work.roll.id, number) if number is not None else None
    )
    today = timezone.localdate(work.at)
    if found is not None and found.account_id is None:
        typed = plain_code(code)
        for back in range(CODE_DAYS):
            if constant_time_compare(_code(found, today - timedelta(days=back)), typed):
                return found
    raise Refused(
        "wrong_line_code", _("Number and code do not fit together. Look at the slip again.")
    )


def _by_dwelling(work: RollWork, name: str) -> RollLine:
    if work.kind is RollKind.OWNERS:
        raise Refused(
            "code_needed",
            _("To see your line on an owners' roll, ask at the counter for a code."),
        )
    for line in _at_held_doors(work):
        if name and name in {line.name, line.voter_name} and line.account_id is None:
            return line
    raise Refused(
        "line_not_found",
        _(
            "No line of this name stands at a dwelling of yours that is borne out. Write the "
            "name as in your papers, or ask at the counter for a code."
        ),
    )


def _at_held_doors(work: RollWork) -> list[RollLine]:
    """The lines at the doors that the actor holds."""
    on = timezone.localdate(work.at)
    account_id = work.actor.account_id
    claims = people.claims_of(work.tenant, account_id, on=on) if account_id else []
    held = [claim.dwelling_id for claim in claims if claim.held]
    found: list[RollLine] = []
    for above in places.ancestors_of_many(work.tenant, held, on=on).values():
        if above.building_id is None:
            continue
        names = list(above.chain)
        building = places.place_names(work.tenant, [above.building_id])[above.building_id]
        inside = names[names.index(building) + 1 :] if building in names else names[-1:]
        door = door_parts(" ".join(inside))
        near = roll_lines.lines_of(
            work.tenant, work.roll.id, building_ids=[above.building_id], limit=None
        )
        found += [line for line in near if door_parts(line.door, building=building) == door]
    return found


def _code(line: RollLine, on: date) -> str:
    """A code bound to the line and the day with the server's key; no table holds it."""
    made = salted_hmac("elections.line", f"{line.id}:{on.isoformat()}", algorithm="sha256")
    return code_from(made.digest())
