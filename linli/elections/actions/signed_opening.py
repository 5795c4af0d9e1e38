"""Tellers open a signed vote's box: two of three hand in their shares, then every last vote opens.

A vote that does not open, or is not what was committed to, is invalid with its reason; none is
dropped. The shares are gone as soon as the last ballot is open.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ballots import canonical, sealed
from linli.ballots.errors import Fault
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.trustees import Trustees, trustees_from
from linli.elections.actions.chain import lock_box
from linli.elections.actions.trustees import refuse_faults
from linli.elections.actions.work import SUBJECT, Work
from linli.elections.models import (
    Credential,
    Election,
    ElectionBox,
    RollLine,
    SignedBallot,
    SignedVote,
    Trustee,
)
from linli.elections.queries.box import box_of, text_of
from linli.elections.queries.signed import (
    choosing_of,
    last_ballots,
    opening_stand,
    paper_votes,
)
from linli.elections.queries.trustees import trustees_of, trustees_stand
from linli.elections.rules import Channel, ElectionState, Mode
from linli.elections.rules.signed import (
    Choosing,
    Flaw,
    choice_flaw,
    commitment_of,
    flaw_in,
    vote_text,
)
from linli.kernel.actor import Actor, system_actor
from linli.kernel.errors import Refused
from linli.records.actions import Guard, record
from linli.tenancy.fields import seal, unseal

AT_ONCE = 1000
"""Ballots of a step: about a second and a half."""
_STEPS_OF_A_TURN = 6
_WHAT = "A teller's share"


def checked_share(work: Work, trustee: Trustee, text: str) -> str:
    """Check a teller's share against the published key; answer it locked, as it is kept."""
    if not paper_votes(work.election).is_settled:
        raise Refused(
            "paper_first",
            _("The paper boxes are counted first, so that nobody counts them knowing the rest."),
        )
    refuse_faults(lambda: _share_in(_trustees(work.election), trustee.index, text))
    return seal(text)


def opening_known(trustee: Trustee, text: str) -> bool:
    """Whether this very share was handed in before."""
    if not trustee.opening:
        return False
    return trustee.opening == _digest(text) or _is_sealed(trustee, text)


@transaction.atomic
def open_step(*, actor: Actor, election: Election, at: datetime, most: int = AT_ONCE) -> bool:
    """Open the next ballots of a closed box; answer whether all are open, paper added."""
    if election.mode != Mode.SIGNED or election.state != ElectionState.CLOSED:
        raise Refused("not_closed", _("Ballots are counted after the close, not before."))
    if not trustees_stand(election).open:
        return False
    box = lock_box(election, at)
    if _is_over(election, box):
        return True
    end = min(box.height, box.checked + most)
    rows = last_ballots(election).filter(height__gte=box.checked, height__lt=end)
    _open(election, list(rows.order_by("height")))
    box.checked = end
    box.save(update_fields=["checked"])
    if end < box.height:
        return False
    _finish(actor, election, at)
    return True


def open_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Go on with opening closed boxes, some steps of each; answer how many steps."""
    guard = Guard(job="elections.open_signed", sub_district_id=sub_district_id, at=at)
    closed = Election.objects.filter(
        sub_district_id=sub_district_id, mode=Mode.SIGNED, state=ElectionState.CLOSED
    )
    actor = system_actor(sub_district_id)
    return sum(guard.do(one.id, partial(_some_steps, actor, one, at)) or 0 for one in closed)


def _some_steps(actor: Actor, election: Election, at: datetime) -> int:
    stand, box = opening_stand(election), box_of(election)
    if stand is None or box is None or not trustees_stand(election).open:
        return 0
    if _is_over(election, box):
        return 0
    for number in range(1, _STEPS_OF_A_TURN + 1):
        if open_step(actor=actor, election=election, at=at):
            return number
    return _STEPS_OF_A_TURN


def _is_over(election: Election, box: ElectionBox) -> bool:
    """The shares are thrown away at the very end, so their absence says that all is open."""
    return box.checked >= box.height and not _shares_kept(election)


def _shares_kept(election: Election) -> list[Trustee]:
    return [one for one in trustees_of(election) if one.opened_at and _kept(one)]


def _open(election: Election, rows: list[SignedBallot]) -> None:
    """Open these ballots and keep what they hold, locked with the server's own key."""
    if not rows:
        return
    secret, choosing = _secret(election), choosing_of(election)
    lines = _lines(election, [row.line_id for row in rows])
    made = [_vote(election, secret, choosing, row, lines[row.line_id]) for row in rows]
    SignedVote.objects.bulk_create(made, batch_size=500)


def _vote(
    election: Election, secret: int, choosing: Choosing, row: SignedBallot, line: RollLine
) -> SignedVote:
    ballot = json.loads(row.box)
    text, flaw = "", Flaw.SHUT
    try:
        text = sealed.open_vote(secret, canonical.written(ballot["sealed"]))
    except Fault:
        pass
    else:
        mark = sha256(ballot["credential"].encode()).hexdigest()
        flaw = _flaw(election, row, text, mark, choosing)  # type: ignore[assignment]
    if not flaw and not line.stands:
        flaw = Flaw.STRUCK
    return SignedVote(
        sub_district_id=election.sub_district_id,
        election=election,
        line_id=row.line_id,
        channel=Channel.ONLINE,
        text=text,
        commitment=row.commitment,
        area_cm2=line.area_cm2,
        flaw=flaw or "",
    )


def _flaw(
    election: Election, row: SignedBallot, text: str, mark: str, choosing: Choosing
) -> Flaw | None:
    if commitment_of(text) != row.commitment:
        return Flaw.OTHER_COMMITMENT
    return flaw_in(text, election=election.uuid, line=mark, choosing=choosing)


def _finish(actor: Actor, election: Election, at: datetime) -> None:
    """Add the paper votes, throw the shares away, and write down how many were opened."""
    added = _add_paper(election)
    for one in _shares_kept(election):
        one.opening = _digest(unseal(one.opening))
        one.save(update_fields=["opening"])
    votes = SignedVote.objects.filter(sub_district_id=election.sub_district_id, election=election)
    record(
        actor=actor,
        did="elections.open_votes",
        on_kind=SUBJECT,
        on_id=election.id,
        facts={
            "votes": votes.count(),
            "paper": added,
            "invalid": votes.exclude(flaw="").count(),
        },
        at=at,
    )


def _add_paper(election: Election) -> int:
    """The paper votes that two people entered alike stand beside the others, committed to as well."""
    paper = paper_votes(election)
    if not paper.is_settled:
        raise Refused(
            "paper_first",
            _("The paper boxes are counted first, so that nobody counts them knowing the rest."),
        )
    choosing, lines = choosing_of(election), _lines(election, paper.agreed)
    marks = _marks(election)
    made = []
    for line_id, (_serial, choices) in paper.agreed.items():
        text = vote_text(
            election=election.uuid,
            line=marks.get(line_id, line_id.hex),
            choices=choices,
            salt=secrets.token_hex(32),
        )
        line = lines[line_id]
        flaw = choice_flaw(choices, choosing) or (None if line.stands else Flaw.STRUCK)
        made.append(
            SignedVote(
                sub_district_id=election.sub_district_id,
                election=election,
                line_id=line_id,
                channel=Channel.PAPER,
                text=text,
                commitment=commitment_of(text),
                area_cm2=line.area_cm2,
                flaw=flaw or "",
            )
        )
    SignedVote.objects.bulk_create(made, batch_size=500)
    return len(made)


def _lines(election: Election, line_ids: Iterable[UUID]) -> Mapping[UUID, RollLine]:
    return RollLine.objects.filter(
        sub_district_id=election.sub_district_id, id__in=list(line_ids)
    ).in_bulk()


def _marks(election: Election) -> dict[UUID, str]:
    """The mark of the slip that a line had, as online votes name it."""
    found = Credential.objects.filter(
        sub_district_id=election.sub_district_id, election=election, line__isnull=False
    )
    return dict(found.values_list("line_id", "mark"))


def _secret(election: Election) -> int:
    """The key of the box, put together from the shares handed in; it is kept nowhere."""
    trustees = _trustees(election)
    shares = {
        one.index: _share_in(trustees, one.index, unseal(one.opening))
        for one in _shares_kept(election)
    }
    return sealed.key_from_shares(trustees, shares)


def _share_in(trustees: Trustees, index: int, text: str) -> int:
    given = canonical.fields(canonical.read(text, _WHAT), "share", what=_WHAT)
    return sealed.check_share(trustees, index, canonical.string(given["share"], what=_WHAT))


def _trustees(election: Election) -> Trustees:
    return trustees_from(GROUP, text_of(election, "trustees"))


def _digest(text: str) -> str:
    """What is left of a share once the votes are open: enough to know it again, not to use it."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _kept(trustee: Trustee) -> bool:
    return bool(trustee.opening) and not trustee.opening.startswith("sha256:")


def _is_sealed(trustee: Trustee, text: str) -> bool:
    return _kept(trustee) and unseal(trustee.opening) == text
