"""What tests of consultations, voices and calls stand on."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from linli.decisions import actions
from linli.decisions.actions import Way
from linli.decisions.models import Call, Consultation, Decision, Voice
from linli.decisions.queries import needs
from linli.decisions.rules import CallKind, StepKind, Theme, VoiceKind
from linli.elections import queries as elections
from linli.elections.models import Roll, RollLine
from linli.elections.rules import RollKind
from linli.kernel.actor import Actor
from linli.people.models import Account, DwellingClaim
from linli.people.models.account import ClaimState
from linli.places.models import Place
from linli.places.rules import PlaceKind
from linli.records import actions as records
from tests.decisions.builders import AT, fresh
from tests.decisions.builders import Ground as Base
from tests.elections import roll_builders as rolls
from tests.people import builders as people
from tests.places import builders as places

__all__ = ["AT", "Ground"]
OPENS = timezone.localdate(AT)
CLOSES = OPENS + timedelta(days=10)
AFTER = AT + timedelta(days=11)
OWNERS = 20


class Ground(Base):
    """The ground of decisions, with owners on a roll and neighbours who speak."""

    @cached_property
    def consulted(self) -> Decision:
        """A decision whose step of consultation has its turn."""
        return self.decision_at(StepKind.CONSULT)

    def a_consultation(self, decision: Decision | None = None, **facts: Any) -> Consultation:
        """An open consultation with two options."""
        given: dict[str, Any] = {
            "question": "主管怎么修？",
            "options": [Way("整体更换", "更换 420 米", 18_600_00), Way("局部疏通")],
            "opens_on": OPENS,
            "closes_on": CLOSES,
            "at": AT,
        }
        found = decision or self.consulted
        return actions.open_consultation(
            actor=self.secretary, decision_id=found.id, **{**given, **facts}
        )

    def a_voice(self, **facts: Any) -> Voice:
        """An objection of a visitor."""
        given: dict[str, Any] = {
            "actor": self.visitor,
            "kind": VoiceKind.OBJECTION,
            "theme": Theme.COST,
            "words": "钱太多了，请再比价。",
            "contact": "示例电话",
            "at": AT,
        }
        if "decision_id" not in facts and "place_id" not in facts:
            given["decision_id"] = self.consulted.id
        return actions.raise_voice(**{**given, **facts})

    def a_neighbour(self, dwelling: Place | None = None) -> Actor:
        """Somebody whose dwelling was borne out."""
        account = self.somebody()
        DwellingClaim.objects.create(
            sub_district_id=self.place.id,
            account=account,
            dwelling=dwelling or self.dwelling,
            state=ClaimState.HELD,
            asked_at=AT,
            held_from=date(2026, 1, 1),
        )
        return people.actor_of(account, self.place)

    def a_home(self, name: str) -> Place:
        """Another dwelling of the building."""
        return places.a_place(PlaceKind.DWELLING, self.building, name=name)

    @cached_property
    def owners_roll(self) -> Roll:
        """Twenty owners of 100 m² each."""
        return rolls.a_published_roll(self, kind=RollKind.OWNERS, lines=OWNERS)

    def an_owner(self, number: int) -> Actor:
        """The owner of a line, with an account linked to it."""
        account = self.somebody()
        self.link(number, account)
        return people.actor_of(account, self.place)

    def link(self, number: int, account: Account) -> RollLine:
        """Link an account with a line, as the counter's code does."""
        row = elections.line_by_number(self.place.id, self.owners_roll.id, number)
        assert row is not None
        RollLine.objects.filter(id=row.id).update(account=account)
        return row

    def a_call(self, by: Actor | None = None, **facts: Any) -> Call:
        """A call of owners for an assembly, begun by the first one."""
        self.owners_roll  # noqa: B018 - it is made when asked for
        given: dict[str, Any] = {
            "kind": CallKind.OWNERS,
            "place_id": self.compound.id,
            "title": "改选业委会",
            "words": "业委会任期已满，请召开业主大会改选。",
            "closes_on": OPENS + timedelta(days=60),
            "at": AT,
        }
        return actions.start_call(actor=by or self.an_owner(1), **{**given, **facts})

    def signed_by(self, call: Call, *numbers: int) -> list[Actor]:
        """Let owners sign."""
        signers = [self.an_owner(number) for number in numbers]
        for signer in signers:
            actions.sign_call(actor=signer, call_id=call.id, digest=call.digest, at=AT)
        return signers

    def handed_in(self) -> Call:
        """A call of four of twenty owners, with the office."""
        first = self.an_owner(1)
        call = self.a_call(first)
        self.signed_by(call, 2, 3, 4)
        return actions.hand_in_call(actor=first, call_id=call.id, at=AT)

    def confirmed(self) -> Call:
        """A call whose signatures the office counted."""
        call = self.handed_in()
        shown = actions.look_at_signatures(actor=self.office, call_id=call.id, at=AT)
        checked = actions.check_signatures(
            actor=self.office,
            call_id=call.id,
            counted=[one.signature_id for one in shown],
            not_counted={},
            at=AT,
        )
        return actions.conclude_check(
            actor=self.office, call_id=call.id, version=checked.version, at=AT
        )

    def set_call_share(self, key: str, share: str) -> None:
        """Let the place set a share that the law leaves open."""
        records.adopt_rule(
            actor=self.system,
            key=key,
            value={"share": share, "inclusive": True},
            source="示例省实施办法",
            adopted_by="示例街道",
            adopted_on=date(2026, 1, 2),
            valid_from=date(2026, 1, 2),
            at=AT,
        )

    def need(self, code: str, decision: Decision) -> str:
        """What a step lacks by one need."""
        return needs.ALL[code](fresh(decision), OPENS)
