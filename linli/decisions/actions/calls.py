"""A call for an assembly: begun, signed, handed in; every signature sealed before it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.proposing import short_number
from linli.decisions.models import Call, Signature
from linli.decisions.queries import calls, voices
from linli.decisions.queries.calls import Signer
from linli.decisions.rules.calls import (
    CHECKERS,
    ENDED,
    CallKind,
    CallState,
    Channel,
    SignatureState,
)
from linli.decisions.rules.meetings import text_digest
from linli.elections import queries as elections
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.rulebook import InForce
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.actions import Batch, Letter, claim_key
from linli.records.actions import Channel as By
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

SUBJECT = "decisions.call"
KIND = "TY"
CHECK, CONVENE = "check_call", "convene_call"
LONGEST_DAYS = 180
_PLACES = {CallKind.OWNERS: (PlaceKind.COMPOUND,)}
_RESIDENTS = (PlaceKind.COMMUNITY,)


class CallWork:
    """A call under change: locked, judged, written with what hangs on it; facts hold no name."""

    def __init__(self, *, actor: Actor, call: Call, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.call = call
        self.at = at
        self.batch = Batch(
            sub_district_id=call.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=call.id,
            new=new,
        )

    @classmethod
    def on(
        cls, *, actor: Actor, call_id: UUID, version: int | None = None, at: datetime
    ) -> CallWork:
        """Take a call under lock; a stale version is a conflict."""
        found = locked(Call, actor.sub_district_id, call_id, missing=no_call())
        if version is not None and version != found.version:
            raise Conflict(
                "call_changed", _("Somebody else changed this call first. Look at it again.")
            )
        return cls(actor=actor, call=found, at=at)

    @property
    def kind(self) -> CallKind:
        """Who calls."""
        return CallKind(self.call.kind)

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    def require_state(self, *states: CallState) -> None:
        """Go on only where the call stands in one of these states."""
        if self.call.state not in states:
            raise Refused("wrong_call_state", _("This cannot be done with the call as it stands."))

    def share(self) -> InForce:
        """The share that the call needs, as it was when it began."""
        return calls.share_of_call(self.call)

    def go_to(self, state: CallState) -> None:
        """Put the call into a state; what waited in the old one ends."""
        self.call.state = state
        self.call.due_on, self.call.late_told = None, 0
        self.batch.clocks.end([CHECK, CONVENE], at=self.at)
        if state in ENDED:
            self.call.ended_at = self.at

    def wait_for(self, clock: str, rule_key: str, post_id: UUID | None) -> None:
        """Start the clock of who must act next."""
        duty = self.batch.clocks.start(
            clock, rule_keys=[rule_key], place_id=self.call.place_id, post_id=post_id, at=self.at
        )
        self.call.due_on = timezone.localdate(duty.due_at)

    def post(self, *kinds: str) -> UUID | None:
        """The held post of a kind nearest to the place."""
        return voices.nearest_post(
            self.call.sub_district_id, self.call.place_id, kinds, on=self.today
        )

    def tell_post(self, post_id: UUID | None, template: str, mark: object) -> None:
        """Tell a post how the call stands; never who signed."""
        self.batch.tell_post(
            post_id,
            template,
            mark=mark,
            params={
                "title": self.call.title,
                "number": self.call.number,
                "due": str(self.call.due_on or ""),
            },
            link=reverse("decisions:desk_call", args=[self.call.id]),
            at=self.at,
        )

    def tell_starter(self, template: str, mark: object) -> None:
        """Tell who began it."""
        if not self.call.starter:
            return
        account_id = UUID(self.call.starter)
        letter = Letter(
            key=letter_key(template, self.call.id, mark, account_id),
            channel=By.INBOX,
            template=template,
            params={"title": self.call.title, "number": self.call.number},
            account_id=account_id,
            link=reverse("decisions:call", args=[self.call.id]),
        )
        self.batch.tell(letter, at=self.at)

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal; who signs is nobody's name there."""
        self.batch.record(
            actor=self.actor,
            did=did,
            facts=facts or {},
            text=text,
            salt=str(self.call.id) if text else "",
            at=self.at,
        )

    def write(self) -> Call:
        """Write the call with its next version, and all that was gathered."""
        self.call.version += 1
        self.call.save()
        self.batch.write()
        return self.call


def no_call() -> Missing:
    """The sentence for a call that is not there, or not for this actor."""
    return Missing("no_call", _("There is no such call."))


@transaction.atomic
def start_call(
    *,
    actor: Actor,
    kind: CallKind,
    place_id: UUID,
    title: str,
    words: str,
    closes_on: date,
    key: str = "",
    at: datetime,
) -> Call:
    """Begin a call and sign it; the share it needs stands still from this day."""
    on = timezone.localdate(at)
    _require_place(actor, kind, place_id)
    if not (title.strip() and words.strip()):
        raise Refused("no_words", _("Write what the assembly shall deal with, and why."))
    if not 0 < (closes_on - on).days <= LONGEST_DAYS:
        raise Refused(
            "bad_last_day",
            _("The last day lies between tomorrow and %(days)s days from now.")
            % {"days": LONGEST_DAYS},
        )
    share = calls.share_of(actor.sub_district_id, kind, on=on)
    whole = calls.whole_of(actor.sub_district_id, kind, place_id, on=on)
    if whole is None:
        raise Refused("no_roll", _no_roll(kind))
    signer = calls.signer_of(actor, kind, place_id, whole.roll_id, on=on)
    if signer is None or actor.account_id is None:
        raise NotAllowed("not_a_signer", not_a_signer(kind))
    made_id = new_id()
    told = key and claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.start_call",
        key=key,
        body={"title": title, "place": str(place_id), "kind": str(kind)},
        answer={"call": str(made_id)},
        at=at,
    )
    if told and (before := calls.call(actor.sub_district_id, UUID(told["call"]))):
        return before
    made = Call(
        id=made_id,
        sub_district_id=actor.sub_district_id,
        number=short_number(actor.sub_district_id, place_id, KIND, at),
        kind=kind,
        place_id=place_id,
        title=title.strip(),
        words=words.strip(),
        digest=text_digest(f"{title.strip()}\n{words.strip()}"),
        starter=str(actor.account_id),
        starter_mark=calls.starter_mark(made_id, actor.account_id),
        roll_id=whole.roll_id,
        rule_key=share.rule.key,
        whole_heads=whole.count.heads,
        whole_area_cm2=whole.count.area_cm2,
        signed_heads=1,
        signed_area_cm2=signer.area_cm2,
        state=CallState.COLLECTING,
        opened_at=at,
        closes_on=closes_on,
    )
    made.save(force_insert=True)
    work = CallWork(actor=_unnamed(actor), call=made, at=at, new=True)
    work.batch.add(_signature(made, signer, Channel.ACCOUNT, on))
    work.record("decisions.start_call", {"kind": str(kind)}, text=made.words)
    work.batch.write()
    return made


@transaction.atomic
def sign_call(*, actor: Actor, call_id: UUID, digest: str, at: datetime) -> Call:
    """Sign exactly the words that were shown; the journal counts, and names nobody."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    _require_collecting(work)
    if digest != work.call.digest:
        raise Conflict("other_words", _("These are not the words that were shown. Look again."))
    signer = calls.signer_of(actor, work.kind, work.call.place_id, work.call.roll_id, on=work.today)
    if signer is None:
        raise NotAllowed("not_a_signer", not_a_signer(work.kind))
    return _sign(work, signer, Channel.ACCOUNT)


@transaction.atomic
def enter_paper_signature(*, actor: Actor, call_id: UUID, number: int, at: datetime) -> Call:
    """Enter a signature that came on paper, by its number on the roll; the office alone does."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    require_checker(work)
    _require_collecting(work)
    if work.call.roll_id is None:
        raise Refused(
            "no_roll_for_paper",
            _("For this kind of call there is no roll; people sign with their account."),
        )
    row = elections.line_by_number(work.call.sub_district_id, work.call.roll_id, number)
    if row is None or not row.stands:
        raise Missing("no_line", _("There is no such line on the roll."))
    return _sign(work, calls.signer_by_line(row), Channel.PAPER)


@transaction.atomic
def withdraw_signature(*, actor: Actor, call_id: UUID, at: datetime) -> Call:
    """Take the own signature back while the call collects; what lay under the seal goes at once."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    _require_collecting(work)
    found = calls.own_signature(work.call, actor, on=work.today)
    if found is None:
        raise Missing("no_signature", _("You have not signed this call."))
    signer = calls.signer_of(actor, work.kind, work.call.place_id, work.call.roll_id, on=work.today)
    found.state, found.sealed = SignatureState.WITHDRAWN, None
    found.save(update_fields=["state", "sealed"])
    work.call.signed_heads -= 1
    work.call.signed_area_cm2 -= min(signer.area_cm2 if signer else 0, work.call.signed_area_cm2)
    work.actor = _unnamed(actor)
    work.record("decisions.withdraw_signature")
    return work.write()


@transaction.atomic
def hand_in_call(*, actor: Actor, call_id: UUID, at: datetime) -> Call:
    """Hand a call with enough signatures to the office, which holds each against the roll."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    _require_collecting(work)
    if calls.own_signature(work.call, actor, on=work.today) is None:
        raise NotAllowed("not_a_signer", _("Somebody who signed hands it in."))
    if not calls.stand_of(work.call, work.share()).is_enough:
        raise Refused("too_few", _("There are not enough signatures yet."))
    work.go_to(CallState.HANDED_IN)
    work.call.handed_in_at = at
    post_id = work.post(*CHECKERS)
    work.wait_for(CHECK, calls.CHECK, post_id)
    work.tell_post(post_id, "decisions/call_to_check", mark=work.call.version)
    work.actor = _unnamed(actor)
    work.record("decisions.hand_in_call")
    return work.write()


@transaction.atomic
def take_back_call(*, actor: Actor, call_id: UUID, at: datetime) -> Call:
    """End a call that still collects; only who began it does."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    _require_collecting(work)
    if not calls.is_starter(work.call, actor):
        raise NotAllowed("not_the_starter", _("Only who began the call takes it back."))
    work.go_to(CallState.TAKEN_BACK)
    work.actor = _unnamed(actor)
    work.record("decisions.take_back_call")
    return work.write()


def require_checker(work: CallWork) -> None:
    """Go on only as the office that opens names, and never as somebody who is addressed."""
    if calls.sees_names(work.actor, work.call, on=work.today):
        return
    raise NotAllowed(
        "names_are_sealed",
        _(
            "Who signed is opened by the governance officer of the office alone, and by nobody "
            "who also speaks for the body that is called on."
        ),
    )


def not_a_signer(kind: CallKind) -> str:
    """What somebody needs who wants to sign and cannot."""
    return {
        CallKind.OWNERS: _("Link your account with your line on the owners' roll first."),
        CallKind.ADULTS: _("Link your account with your line on the voters' roll first."),
        CallKind.HOUSEHOLDS: _("Have your dwelling borne out first: My account, My dwellings."),
        CallKind.GROUPS: _("Only leads of residents' groups sign this call, acting in that post."),
    }[kind]


def _no_roll(kind: CallKind) -> str:
    if kind is CallKind.OWNERS:
        return _("There is no public roll of owners here yet; the office publishes one first.")
    if kind is CallKind.ADULTS:
        return _("There is no public roll of voters here yet; the office publishes one first.")
    return _("Nobody has entered yet what dwellings or groups there are here.")


def _require_place(actor: Actor, kind: CallKind, place_id: UUID) -> None:
    found = places.place(actor.sub_district_id, place_id)
    if found is None:
        raise Missing("no_place", _("There is no such place."))
    if found.kind not in _PLACES.get(kind, _RESIDENTS):
        raise Refused(
            "wrong_place",
            _("Owners call the assembly of a compound; residents the meeting of a community."),
        )


def _require_collecting(work: CallWork) -> None:
    work.require_state(CallState.COLLECTING)
    if work.today > work.call.closes_on:
        raise Refused("call_over", _("The last day of this call is over."))


def _sign(work: CallWork, signer: Signer, channel: Channel) -> Call:
    """Keep a signature under seal; a second one of the same line, dwelling or group is refused."""
    try:
        with transaction.atomic():
            _signature(work.call, signer, channel, work.today).save(force_insert=True)
    except IntegrityError:
        raise Refused("signed_already", _("This signature is there already.")) from None
    work.call.signed_heads += 1
    work.call.signed_area_cm2 += signer.area_cm2
    if channel is Channel.ACCOUNT:
        work.actor = _unnamed(work.actor)
    work.record("decisions.sign_call", {"channel": str(channel)})
    return work.write()


def _signature(call: Call, signer: Signer, channel: Channel, on: date) -> Signature:
    return Signature(
        id=new_id(),
        sub_district_id=call.sub_district_id,
        call=call,
        mark=calls.mark_of(call.id, signer.unit),
        sealed=json.dumps(dict(signer.sealed)),
        channel=channel,
        state=SignatureState.WAITING,
        signed_on=on,
    )


def _unnamed(actor: Actor) -> Actor:
    """The journal tells that somebody signed; not who."""
    return Actor(sub_district_id=actor.sub_district_id)
