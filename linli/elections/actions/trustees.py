"""The trustees' ceremony: names and secret links first, then three turns of texts, each checked."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ballots import ceremony
from linli.ballots.errors import Fault
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.elections.actions.hands import require_box, require_no_hand_in_credentials
from linli.elections.actions.work import Work
from linli.elections.models import Trustee
from linli.elections.queries.trustees import trustee_by_token, trustees_of
from linli.elections.rules import ElectionState, Verb
from linli.elections.rules.box import MOST_TRUSTEES, threshold_of
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused

_NAME_SIZE = 40


@dataclass(frozen=True, slots=True)
class NamedTrustee:
    """A trustee with the secret of the own link, which is shown once and kept nowhere."""

    index: int
    name: str
    token: str


@transaction.atomic
def name_trustees(
    *,
    actor: Actor,
    election_id: UUID,
    names: Sequence[str],
    version: int | None = None,
    at: datetime,
) -> list[NamedTrustee]:
    """Name who opens the box together; named anew, the making of keys begins from the start."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING)
    require_box(work)
    require_no_hand_in_credentials(work)
    named = [
        NamedTrustee(index, name, _new_token()) for index, name in enumerate(_names(names), start=1)
    ]
    Trustee.objects.filter(sub_district_id=work.tenant, election=work.election).delete()
    Trustee.objects.bulk_create(
        Trustee(
            sub_district_id=work.tenant,
            election=work.election,
            index=one.index,
            name=one.name,
            token_hash=_hashed(one.token),
        )
        for one in named
    )
    work.record("elections.name_trustees", {"trustees": len(named)})
    work.write()
    return named


@transaction.atomic
def new_trustee_link(*, actor: Actor, election_id: UUID, index: int, at: datetime) -> str:
    """Give a trustee a new secret link in place of the old one; the key stays what it is."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED)
    require_no_hand_in_credentials(work)
    mine = Trustee.objects.filter(sub_district_id=work.tenant, election=work.election, index=index)
    token = _new_token()
    if not mine.update(token_hash=_hashed(token)):
        raise _no_trustee()
    work.record("elections.new_trustee_link", {"index": index})
    work.write()
    return token


@transaction.atomic
def take_certificate(*, actor: Actor, token: str, text: str, at: datetime) -> None:
    """Take a trustee's first text: the two public keys, signed."""
    turn = Turn.on(actor=actor, token=token, at=at)
    seat = ceremony.Seat(turn.trustee.index, threshold_of(len(turn.all)), len(turn.all))
    turn.take("cert", text, lambda: ceremony.check_certificate(GROUP, text, seat))


@transaction.atomic
def take_polynomial(*, actor: Actor, token: str, text: str, at: datetime) -> None:
    """Take a trustee's second text: what was dealt to everybody, encrypted for each."""
    turn = Turn.on(actor=actor, token=token, at=at)
    certs = turn.texts("cert")
    index = turn.trustee.index
    turn.take(
        "polynomial", text, lambda: ceremony.check_polynomial(GROUP, certs, text, index=index)
    )


@transaction.atomic
def take_verification(*, actor: Actor, token: str, text: str, at: datetime) -> None:
    """Take a trustee's last text before the vote: the key of the own share."""
    turn = Turn.on(actor=actor, token=token, at=at)
    certs, polynomials = turn.texts("cert"), turn.texts("polynomial")
    index = turn.trustee.index

    def check() -> None:
        ceremony.check_verification_key(GROUP, certs, polynomials, text, index=index)

    turn.take("verification", text, check)


@transaction.atomic
def report_lost_key(*, actor: Actor, token: str, at: datetime) -> None:
    """Note that a trustee's key is gone, so that the page says what can still be done."""
    work, trustee = found_trustee(actor, token, at)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED)
    if trustee.opened_at is not None:
        raise Refused("already_opened", _("You have opened your part already."))
    if trustee.lost_at is not None:
        return
    trustee.lost_at = at
    trustee.save(update_fields=["lost_at"])
    work.record("elections.trustee_lost_key", {"index": trustee.index})
    work.write()


class Turn:
    """One trustee's text in the making of keys, with what the others gave so far."""

    def __init__(self, work: Work, trustee: Trustee) -> None:
        self.work = work
        self.all = trustees_of(work.election)
        self.trustee = next(one for one in self.all if one.id == trustee.id)

    @classmethod
    def on(cls, *, actor: Actor, token: str, at: datetime) -> Turn:
        """Take the election of this link under lock, while keys are made."""
        work, trustee = found_trustee(actor, token, at)
        work.require_state(ElectionState.PREPARING)
        return cls(work, trustee)

    def texts(self, name: str) -> list[str]:
        """Everybody's texts of an earlier turn; wait while one is missing."""
        found: list[str] = [getattr(one, name) for one in self.all]
        if not all(found):
            raise Refused(
                "others_first", _("Another keeper has yet to do the step before. Come back later.")
            )
        return found

    def take(self, name: str, text: str, check: Callable[[], None]) -> None:
        """Keep a text that passes its check; the same text again changes nothing."""
        kept = getattr(self.trustee, name)
        if kept == text and text:
            return
        if kept:
            raise Refused(
                "already_given", _("You gave this step's key before; it cannot be exchanged.")
            )
        refuse_faults(check)
        setattr(self.trustee, name, text)
        if name == "verification":
            self.trustee.confirmed_at = self.work.at
        self.trustee.save(update_fields=[name, "confirmed_at"])
        self.work.record(f"elections.trustee_{name}", {"index": self.trustee.index})
        self.work.write()


def refuse_faults(check: Callable[[], object]) -> None:
    """Say in a sentence that a trustee's text does not hold."""
    try:
        check()
    except (Fault, UnicodeEncodeError) as fault:
        raise Refused(
            "bad_trustee_text",
            _("This does not fit the steps before (%(code)s). Use the key file made in step 1.")
            % {"code": getattr(fault, "code", "not_text")},
        ) from None


def found_trustee(actor: Actor, token: str, at: datetime) -> tuple[Work, Trustee]:
    """The trustee whose link this is, with the election under lock."""
    trustee = trustee_by_token(actor.sub_district_id, token)
    if trustee is None:
        raise _no_trustee()
    return Work.on(actor=actor, election_id=trustee.election_id, at=at), trustee


def _names(names: Sequence[str]) -> list[str]:
    given = [name.strip() for name in names if name.strip()]
    if not 1 <= len(given) <= MOST_TRUSTEES or len(set(given)) != len(given):
        raise Refused(
            "bad_trustees",
            _("Name one to %(most)s different keepers; three are usual.") % {"most": MOST_TRUSTEES},
        )
    if any(len(name) > _NAME_SIZE for name in given):
        raise Refused("long_name", _("A name has at most 40 characters."))
    return given


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _no_trustee() -> Missing:
    return Missing("no_trustee", _("This link is not known. Ask the office for a new one."))
