"""Decisions for tests, led through their steps by the actions that people use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from linli.decisions import actions, queries
from linli.decisions.actions import Proposal
from linli.decisions.models import Decision, DecisionStep, Resolution
from linli.decisions.queries import needs
from linli.decisions.rules import NEEDS, Body, StepKind, step_of
from linli.elections import actions as elections
from linli.elections.actions import NoticeDraft, Said
from linli.elections.models import Election, OpenVote
from linli.elections.queries.calendar import steps_of as vote_steps
from linli.elections.queries.calendar import turn_of as vote_turn
from linli.elections.rules import OfficialRole
from linli.elections.rules.calendar import step_of as vote_step_of
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.people.actions import MemberFacts
from linli.people.models import BodyTerm
from linli.people.rules import OrganisationKind
from linli.places.models import Place
from linli.records import actions as records
from tests.elections.election_builders import a_photo
from tests.money.builders import AT
from tests.money.builders import Ground as Base
from tests.people import body_builders as bodies

__all__ = ["AT", "Ground", "fresh"]

BODY_AT = {
    Body.CONGRESS: OrganisationKind.COMPOUND_RESIDENTS_CONGRESS,
    Body.REPRESENTATIVES: OrganisationKind.RESIDENTS_REPRESENTATIVE_MEETING,
    Body.COMMITTEE: OrganisationKind.OWNERS_COMMITTEE,
}
MEMBERS = 7
SHARES: dict[str, Any] = {
    "self_government.representatives.quorum": {"share": "2/3", "inclusive": True},
    "self_government.representatives.approval": {"share": "1/2", "inclusive": False},
}
"""What no law establishes the place sets before its councils vote."""


def fresh(decision: Decision) -> Decision:
    """The decision as it stands now."""
    return Decision.objects.select_related("place").get(id=decision.id)


class Ground(Base):
    """The ground of decisions: a compound with a congress and a committee of seven each."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: dict[Body, BodyTerm] = {}
        self._shares_set = False

    def adopt_shares(self) -> None:
        """Let the place set the shares of its congress and its representatives, once."""
        if self._shares_set:
            return
        self._shares_set = True
        for key, share in SHARES.items():
            records.adopt_rule(
                actor=self.office,
                key=key,
                value=share,
                source="示例街道居代会章程第三条",
                adopted_by="示例街道",
                adopted_on=date(2026, 1, 1),
                valid_from=date(2026, 1, 1),
                at=AT,
            )

    def place_of(self, body: Body) -> Place:
        """Where a body stands."""
        return self.community if body is Body.REPRESENTATIVES else self.compound

    def term_of(self, body: Body) -> BodyTerm:
        """A body's term; its first three members have accounts. Asked again, it is the same one."""
        if body not in self._terms:
            self._terms[body] = self.a_term(body)
        return self._terms[body]

    def a_term(self, body: Body, **facts: Any) -> BodyTerm:
        """Seven who sit in a body from October on."""
        found = bodies.a_body(BODY_AT[body], self.place_of(body))
        people = [self.somebody() for _member in range(3)]
        members = [
            MemberFacts(
                name=f"示例成员{number}",
                account_id=people[number].pk if number < len(people) else None,
                article="示例章程第一条",
            )
            for number in range(MEMBERS)
        ]
        return bodies.a_term(found, members=members, alternates=[], **facts)

    def proposed(
        self, type_key: str = "self_raised_works", *, by: Actor | None = None, **fields: Any
    ) -> Decision:
        """A decision that was proposed; its body sits."""
        kind = queries.matter_types()[type_key]
        if kind.body in BODY_AT:
            self.term_of(kind.body)
        given: dict[str, Any] = {
            "matter_type": type_key,
            "place_id": self.place_of(kind.body).id,
            "title": "疏通小区下水道",
            "text": "更换主管 420 米，清通支管。",
            "limit_fen": 1_860_000 if kind.spends_money else 0,
        }
        at = fields.pop("at", AT)
        return actions.propose(
            actor=by or self.proposer(type_key),
            draft=Proposal(**{**given, **fields}),
            key=str(uuid4()),
            at=at,
        )

    def proposer(self, type_key: str) -> Actor:
        """Who proposes a matter of a type: the secretary where it may."""
        kind = queries.matter_types()[type_key]
        return self.secretary if "secretary" in kind.proposers else self.chair

    def holder_of(self, decision: Decision, step: DecisionStep) -> Actor:
        """Who does a step: the secretary where it is one of those, else the first."""
        holders = step_of(step.plan).holders
        if PostKind.SECRETARY in holders:
            return self.secretary
        return self.holder(PostKind(holders[0]), decision.place)

    @contextmanager
    def given(self, *codes: str) -> Iterator[None]:
        """Take these needs as met; the tests of their own areas make them true."""
        before = dict(needs.ALL)
        needs.ALL.update(dict.fromkeys(codes, lambda _found, _on: ""))
        try:
            yield
        finally:
            needs.ALL.clear()
            needs.ALL.update(before)

    def do(self, decision: Decision, *, at: datetime = AT) -> Decision:
        """Do the step whose turn it is, as its holder, with the evidence that is there."""
        found = fresh(decision)
        step = queries.step_now(queries.steps_of(found))
        assert step is not None
        actions.do_step(
            actor=self.holder_of(found, step),
            decision_id=found.id,
            key=step.key,
            version=found.version,
            at=at,
        )
        return fresh(found)

    def do_as_first(self, decision: Decision, *, at: datetime = AT) -> Decision:
        """Try to do the first step, whatever became of the decision."""
        return actions.do_step(actor=self.secretary, decision_id=decision.id, key="propose", at=at)

    def decision_at(
        self, kind: StepKind, *, type_key: str = "self_raised_works", **fields: Any
    ) -> Decision:
        """A decision at the step of a kind; the evidence of other areas is taken as given.

        From the vote on a council's roll call was held and carried; owners' votes are taken as
        given, without a resolution.
        """
        return self.led_to(kind, self.proposed(type_key, **fields))

    def led_to(self, kind: StepKind, decision: Decision, *, at: datetime = AT) -> Decision:
        """Lead a decision on to the step of a kind."""
        with self.given(*NEEDS):
            while (step := self.step(decision)).kind != kind:
                if step.kind == StepKind.RESOLVE and decision.body_kind != Body.OWNERS:
                    self.resolved(decision, at=at)
                decision = self.do(decision, at=at)
        return fresh(decision)

    def step(self, decision: Decision) -> DecisionStep:
        """The step whose turn it is."""
        found = queries.step_now(queries.steps_of(fresh(decision)))
        assert found is not None
        return found

    def resolved(
        self, decision: Decision, *, yes: int = MEMBERS, no: int = 0, at: datetime = AT
    ) -> Resolution:
        """Hold the council's roll call and take its result."""
        self.voted(decision, yes=yes, no=no, at=at)
        return actions.take_result(
            actor=self.secretary, decision_id=decision.id, version=fresh(decision).version, at=at
        )

    def voted(
        self,
        decision: Decision,
        *,
        yes: int = MEMBERS,
        no: int = 0,
        recused: tuple[int, ...] = (),
        at: datetime = AT,
    ) -> Election:
        """Hold the council's roll call of so many for and against; announce its result."""
        vote = self.called(decision, at=at)
        self.open_roll_call(vote, at=at)
        turn = timezone.now() if at is None else at
        orders = list(
            OpenVote.objects.filter(election=vote).order_by("order").values_list("order", flat=True)
        )
        said = {order: Said(None, recused=True, reason="与本事项有利害关系") for order in recused}
        free = [order for order in orders if order not in said]
        said |= {order: Said(1) for order in free[:yes]}
        said |= {order: Said(2) for order in free[yes : yes + no]}
        for order, words in said.items():
            elections.answer_roll_call(
                actor=self.secretary,
                election_id=vote.id,
                order=order,
                said=words,
                at=turn + timedelta(minutes=2),
            )
        over = turn + timedelta(minutes=10)
        elections.close_voting(actor=self.secretary, election_id=vote.id, at=over)
        elections.announce_result(actor=self.secretary, election_id=vote.id, at=over)
        return Election.objects.get(id=vote.id)

    def called(self, decision: Decision, *, at: datetime = AT) -> Election:
        """Put a decision to its vote."""
        found = fresh(decision)
        made = actions.call_vote(
            actor=self.secretary, decision_id=found.id, version=found.version, at=at
        )
        return Election.objects.get(id=made.vote_id)

    def open_roll_call(self, vote: Election, *, at: datetime = AT) -> None:
        """Lead a roll call through its calendar and open it a minute later."""
        self.adopt_shares()
        opens = at + timedelta(minutes=1)
        elections.set_times(
            actor=self.secretary,
            election_id=vote.id,
            opens_at=opens,
            closes_at=at + timedelta(minutes=10),
            where="小区活动室",
            version=self._vote_version(vote.id),
            at=at,
        )
        for role, name in (
            (OfficialRole.TELLER, "示例记录人"),
            (OfficialRole.WITNESS, "示例见证人"),
        ):
            elections.name_official(
                actor=self.secretary, election_id=vote.id, role=role, name=name, at=at
            )
        self._vote_steps(vote, at=at)
        elections.open_voting(
            actor=self.secretary,
            election_id=vote.id,
            version=self._vote_version(vote.id),
            at=opens,
        )

    def _vote_steps(self, vote: Election, *, at: datetime) -> None:
        while turn := [key for key in vote_turn(vote_steps(vote)) if key != "voting"]:
            step = next(one for one in vote_steps(vote) if one.key == turn[0])
            if vote_step_of(step.plan).notice:
                self._vote_notice(vote, step.key, at=at)
            elections.do_step(
                actor=self.secretary,
                election_id=vote.id,
                key=step.key,
                version=self._vote_version(vote.id),
                at=at,
            )

    def _vote_notice(self, vote: Election, key: str, *, at: datetime) -> None:
        on = timezone.localdate(at)
        elections.post_notice(
            actor=self.secretary,
            election_id=vote.id,
            step_key=key,
            draft=NoticeDraft(
                title="开会通知",
                text="示例正文。",
                where="小区公示栏",
                posted_on=on,
                until=on + timedelta(days=3),
            ),
            photo=a_photo("通知上墙.jpg"),
            key=str(uuid4()),
            at=at,
        )

    def _vote_version(self, vote_id: UUID) -> int:
        return Election.objects.values_list("version", flat=True).get(id=vote_id)
