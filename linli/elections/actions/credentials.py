"""Public credentials come from the office's browser or its offline command; secret ones never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ballots.errors import BadText
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.elections.actions.chain import hexed
from linli.elections.actions.hands import require_box, require_no_hand_in_box
from linli.elections.actions.work import Work
from linli.elections.models import Credential, RollLine
from linli.elections.rules import ElectionState, Mode, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records.actions import claim_key

Given = Sequence[tuple[UUID | None, str]]
"""Lines of the roll with their public credentials; the offline command may leave lines out."""
_AT_ONCE = 500


@transaction.atomic
def take_credentials(
    *,
    actor: Actor,
    election_id: UUID,
    credentials: Given,
    replace: bool = False,
    key: str,
    at: datetime,
) -> int:
    """Take public credentials of lines; answer how many.

    With `replace` those that the lines had before go: before the vote they are dropped, while it
    runs they are closed. In a secret vote the list is public from the opening on, and stays.
    """
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.MAKE_CREDENTIALS)
    body = {"election": str(election_id), "given": [(str(line), one) for line, one in credentials]}
    answer = {"taken": len(credentials)}
    act = "elections.take_credentials"
    before = claim_key(
        sub_district_id=work.tenant, act=act, key=key, body=body, answer=answer, at=at
    )
    if before:
        return int(before["taken"])
    _require_lawful(work, replace=replace)
    _require_elements([public for _line, public in credentials])
    lines = [line for line, _public in credentials if line is not None]
    _require_lines(work, lines)
    _make_way(work, lines, replace=replace)
    _require_new(work, credentials)
    Credential.objects.bulk_create(
        [
            Credential(
                sub_district_id=work.tenant,
                election=work.election,
                mark=hexed(public),
                public=public,
                line_id=line,
            )
            for line, public in credentials
        ],
        batch_size=_AT_ONCE,
    )
    work.record(act, {"taken": len(credentials), "replaced": replace})
    work.write()
    return len(credentials)


def _require_lawful(work: Work, *, replace: bool) -> None:
    require_box(work)
    require_no_hand_in_box(work)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING)
    if work.state is ElectionState.PREPARING:
        return
    if work.mode is Mode.SECRET:
        raise Refused(
            "list_is_public",
            _("The list of slips is public since the opening. Offer a paper ballot instead."),
        )
    if not replace:
        raise Refused("vote_runs", _("While the vote runs a slip can only be replaced."))


def _require_elements(publics: Sequence[str]) -> None:
    what = _("A public credential")
    try:
        elements = [GROUP.parse(public, what=what) for public in publics]
    except BadText:
        elements = []
    if not elements or not GROUP.are_elements(elements):
        raise Refused("bad_credential", _("This file holds no public credentials."))


def _require_lines(work: Work, lines: Sequence[UUID]) -> None:
    if len(set(lines)) != len(lines):
        raise Refused("line_twice", _("A line of the roll stands twice in this file."))
    found = RollLine.objects.filter(
        sub_district_id=work.tenant, roll=work.election.roll, stands=True
    ).values_list("id", flat=True)
    if not set(lines) <= set(found):
        raise Refused("no_such_line", _("A line in this file does not stand on the roll."))


def _make_way(work: Work, lines: Sequence[UUID], *, replace: bool) -> None:
    """Drop or close what these lines had, where it may be replaced at all."""
    had = Credential.objects.select_for_update().filter(
        sub_district_id=work.tenant, election=work.election
    )
    rows = [one for one in had.exclude(closed_why="replaced") if one.line_id in set(lines)]
    if not rows:
        return
    if not replace:
        raise Refused(
            "has_slip", _("A line in this file has a slip already. Replace it if it got lost.")
        )
    if any(one.votes or one.closed_at is not None for one in rows):
        raise Refused(
            "slip_used", _("A vote was given with one of these slips; it cannot be replaced.")
        )
    mine = Credential.objects.filter(sub_district_id=work.tenant, id__in=[one.id for one in rows])
    if work.state is ElectionState.PREPARING:
        mine.delete()
    else:
        mine.update(closed_at=work.at, closed_why="replaced")


def _require_new(work: Work, credentials: Given) -> None:
    marks = [hexed(public) for _line, public in credentials]
    known = set(
        Credential.objects.filter(sub_district_id=work.tenant, election=work.election).values_list(
            "mark", flat=True
        )
    )
    if len(set(marks)) != len(marks) or known & set(marks):
        raise Refused("credential_twice", _("A credential in this file was given before."))
