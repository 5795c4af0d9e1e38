"""Trustees open a closed box: each gives the own part, and as soon as enough did, the sum shows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ballots import tally
from linli.ballots.archive import EventType, owned_text
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.trustees import Trustees, trustees_from
from linli.elections.actions.chain import append, keep_text, lock_box
from linli.elections.actions.signed_opening import checked_share, open_step, opening_known
from linli.elections.actions.trustees import found_trustee, refuse_faults
from linli.elections.actions.work import Work
from linli.elections.models import ElectionBox, Trustee
from linli.elections.queries.box import published, text_of
from linli.elections.queries.paper_totals import paper_totals
from linli.elections.queries.tally import RESULT, encrypted_tally, voters_online
from linli.elections.queries.trustees import trustees_of, trustees_stand
from linli.elections.rules import ElectionState, Mode
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@transaction.atomic
def take_opening(*, actor: Actor, token: str, text: str, at: datetime) -> None:
    """Take a trustee's part of the opening; the same part again changes nothing."""
    work, trustee = found_trustee(actor, token, at)
    if text and (trustee.opening == text or opening_known(trustee, text)):
        return
    work.require_state(ElectionState.CLOSED)
    if trustee.opened_at is not None:
        raise Refused("already_opened", _("You have opened your part already."))
    if trustees_stand(work.election).open:
        raise Refused("open", _("Enough keepers have opened the box; yours is not needed."))
    kept = text
    if work.mode is Mode.SECRET:
        _open_secret(work, trustee, text)
    else:
        kept = checked_share(work, trustee, text)
    trustee.opening, trustee.opened_at = kept, at
    trustee.save(update_fields=["opening", "opened_at"])
    work.record("elections.open_box", {"index": trustee.index})
    if work.mode is Mode.SECRET and trustees_stand(work.election).open:
        _show_sum(work)
    work.write()
    if work.mode is Mode.SIGNED:
        open_step(actor=actor, election=work.election, at=at)


def _open_secret(work: Work, trustee: Trustee, text: str) -> None:
    """Check a partial decryption, and add it to the public record."""
    election, summed = work.election, encrypted_tally(work.election)
    if not summed:
        raise Refused("still_counting", _("The ballots are still being counted. Come back soon."))
    if not paper_totals(work.tenant, election.id).is_settled:
        raise Refused(
            "paper_first",
            _("The paper boxes are counted first, so that nobody counts them knowing the rest."),
        )
    trustees, ballots, owner = _trustees(work), published(election), trustee.index
    refuse_faults(lambda: tally.check_partial_decryption(ballots, trustees, owner, text, summed))
    box = lock_box(election, work.at)
    keep_text(election, f"decryption_at_{box.height}", text)
    append(box, EventType.PARTIAL_DECRYPTION, owned_text(owner, text), at=work.at)


def _show_sum(work: Work) -> None:
    """Put the parts together, read off the numbers, and close the record."""
    election = work.election
    ballots, trustees, summed = published(election), _trustees(work), encrypted_tally(election)
    factors = {
        one.index: tally.check_partial_decryption(ballots, trustees, one.index, one.opening, summed)
        for one in trustees_of(election)
        if one.opened_at is not None
    }
    opened = tally.combine(ballots, trustees, summed, factors)
    text = tally.result_text(tally.counts_of(GROUP, opened, voters_online(election)))
    box: ElectionBox = lock_box(election, work.at)
    keep_text(election, RESULT, text)
    append(box, EventType.RESULT, text, at=work.at)
    work.record("elections.show_sum", {"height": box.height, "head": box.head})


def _trustees(work: Work) -> Trustees:
    return trustees_from(GROUP, text_of(work.election, "trustees"))
