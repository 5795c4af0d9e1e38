"""A mediation under change: its sealed file, its plain row, the moves that both make together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.counsel.actions.work import Work, gone
from linli.counsel.models import (
    FileHand,
    Mediation,
    MediationGuest,
    Membership,
    Party,
    PartyAnswer,
    Sitting,
)
from linli.counsel.rules import By, FileKind, Role
from linli.counsel.rules.mediation import (
    LIMIT,
    RULE_OF,
    GuestState,
    Move,
    Outcome,
    SittingState,
    Source,
    Stage,
    last_day,
    moved,
)
from linli.diary import actions as diary
from linli.diary.rules import Ended
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records import queries as records
from linli.tenancy.dated import in_force

DESK = "/desk/files/"
NEWS = "counsel/news"
ENDED = "counsel/mediation_over"
TEAM_NEWS = "counsel/team_news"


class Table:
    """A mediation that a member of its team, or one of its parties, changes."""

    def __init__(self, work: Work, row: Mediation) -> None:
        self.work = work
        self.file = work.file
        self.row = row
        self._set: set[str] = set()

    @classmethod
    def of(cls, *, actor: Actor, file_id: UUID, version: int | None, at: datetime) -> Table:
        """Take a mediation under lock; in a post as the team, in none as a party."""
        take = Work.of_team if actor.post else Work.of_party
        work = take(actor=actor, file_id=file_id, version=version, at=at)
        if work.file.kind != FileKind.MEDIATION:
            raise gone()
        row = Mediation.objects.get(sub_district_id=work.tenant, file_id=work.file.id)
        return cls(work, row)

    @classmethod
    def begun(cls, work: Work, source: Source, *, urgent: bool) -> Table:
        """Put the plain row beside a file that was only now made, and start its first clock."""
        row = Mediation(
            sub_district_id=work.tenant, file=work.file, source=source.value, urgent=urgent
        )
        work.batch.add(row)
        table = cls(work, row)
        work.change(due_on=table.due(Stage.RECEIVED))
        work.record("counsel.open_mediation", {"source": source.value, "topic": work.file.topic})
        table.count("opened")
        work.batch.count(
            f"counsel.mediation.topic.{work.file.topic}",
            place_id=work.file.place_id,
            on=work.today,
        )
        table.tell_team()
        return table

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage(self.file.state)

    @property
    def parties(self) -> list[Party]:
        """Both sides."""
        return self.work.opened.parties

    @property
    def by_party(self) -> bool:
        """Whether one of the parties acts, and not the team."""
        return self.work.opened.party is not None

    def party(self, party_id: UUID | None) -> Party:
        """The party that speaks: the actor itself, or the one whose word the team writes down."""
        if self.work.opened.party is not None:
            return self.work.opened.party
        found = next((one for one in self.parties if one.id == party_id), None)
        if found is None:
            raise gone()
        return found

    def how(self, by: By) -> By:
        """By which way a word came: a party's own is always of the app."""
        return By.APP if self.by_party else by

    def require(self, *stages: Stage) -> None:
        """Go on only at one of these stages."""
        self.work.require_state(*stages)

    def require_team(self) -> None:
        """Go on only as a member of the team."""
        if self.by_party:
            raise gone()

    def require_move(self, move: Move) -> Stage:
        """Where a move leads from here, or a refusal."""
        to = moved(self.stage, move)
        if to is None:
            raise Refused("wrong_state", _("The file is no longer where this can be done."))
        return to

    def go(self, move: Move, *, due_on: date | None = None) -> None:
        """Make a move; the next day on which somebody owes something comes with it."""
        to = self.require_move(move)
        if to is Stage.CHOOSING and self.row.limit_on is None:
            self.set(limit_on=self.due(Stage.CHOOSING))
        due = due_on or (self.row.limit_on if RULE_OF.get(to, LIMIT) == LIMIT else self.due(to))
        self.work.change(state=to.value, due_on=due)

    def due(self, stage: Stage) -> date:
        """The last day of what a stage may take, from today on."""
        return self.day_of_rule(RULE_OF[stage])

    def day_of_rule(self, key: str) -> date:
        """The last day of a rule's limit that begins with this act."""
        limit = records.rule_in_force(self.work.tenant, key, on=self.work.today).duration
        return last_day(records.calendar_for(self.work.tenant), self.work.at, limit)

    def set(self, **fields: Any) -> None:
        """Set fields of the plain row, to be written at the end."""
        for name, value in fields.items():
            setattr(self.row, name, value)
        self._set |= set(fields)

    def count(self, what: str) -> None:
        """Count what happened, by community alone."""
        self.work.batch.count(
            f"counsel.mediation.{what}", place_id=self.file.place_id, on=self.work.today
        )

    def answers(self, about_id: UUID) -> dict[UUID, bool]:
        """What each party said of somebody or something."""
        rows = PartyAnswer.objects.filter(
            sub_district_id=self.work.tenant, file_id=self.file.id, about_id=about_id
        )
        return {row.party_id: row.yes for row in rows}

    def answer(self, party: Party, about_id: UUID, *, yes: bool, by: By) -> dict[UUID, bool]:
        """Keep a party's yes or no; a later word takes the place of an earlier one."""
        PartyAnswer.objects.update_or_create(
            sub_district_id=self.work.tenant,
            party=party,
            about_id=about_id,
            defaults={
                "file": self.file,
                "yes": yes,
                "by": self.how(by).value,
                "at": self.work.at,
            },
        )
        return self.answers(about_id)

    def end(self, outcome: Outcome, *, move: Move = Move.END) -> None:
        """Close the file with what came of it; times taken are given back, guests let go."""
        self.require_move(move)
        self.work.change(
            state=Stage.CLOSED.value,
            due_on=None,
            closed_on=self.work.today,
            outcome=outcome.value,
        )
        self._release_sittings()
        rows = MediationGuest.objects.filter(
            sub_district_id=self.work.tenant, file_id=self.file.id, state=GuestState.ASKED.value
        )
        rows.update(state=GuestState.ENDED.value)
        self.work.record("counsel.end_mediation", {"outcome": outcome.value})
        self.count(f"outcome.{outcome.value}")
        self.tell_parties(ENDED)

    def _release_sittings(self) -> None:
        rows = Sitting.objects.filter(
            sub_district_id=self.work.tenant,
            file_id=self.file.id,
            state=SittingState.PLANNED.value,
        )
        for one in rows:
            self.release(one)

    def release(self, sitting: Sitting) -> None:
        """Give up a talk that was planned, and give the room back."""
        sitting.state = SittingState.CANCELLED.value
        sitting.save(update_fields=["state"])
        if sitting.booking_id:
            diary.release(
                actor=self.work.named,
                booking_id=sitting.booking_id,
                why=Ended.NOT_NEEDED,
                at=self.work.at,
            )

    def tell_parties(self, template: str = NEWS, *, but: Party | None = None) -> None:
        """Tell the parties that their file has news; what it is, the page alone says."""
        among = [one for one in self.parties if but is None or one.id != but.id]
        if among:
            self.work.tell_parties(template, mark=self.file.version + 1, among=among)

    def tell_team(self, template: str = TEAM_NEWS, *, mark: object = None) -> None:
        """Tell whoever works on the file, or the director while nobody does; the same mark once."""
        once = self.file.version + 1 if mark is None else mark
        for post_id in posts_of_hands(self.file.team_id, self.file.id, self.work):
            self.work.batch.tell_post(
                post_id, template, mark=once, params={}, link=DESK, at=self.work.at
            )

    def others_told(self, party: Party | None) -> None:
        """Tell everybody but who acts."""
        self.tell_parties(but=party if self.by_party else None)
        if self.by_party:
            self.tell_team()

    def write(self) -> Mediation:
        """Write the row, the file and all that was gathered."""
        if self._set:
            self.row.save(update_fields=sorted(self._set))
        self.work.write()
        return self.row


def posts_of_hands(team_id: UUID, file_id: UUID, work: Work) -> Iterable[UUID]:
    """The posts of the file's hands; of the team's directors while it has none."""
    members = Membership.objects.filter(
        in_force(work.today), sub_district_id=work.tenant, team_id=team_id
    )
    hands = FileHand.objects.filter(
        sub_district_id=work.tenant, file_id=file_id, ended_at=None
    ).values("account_id")
    mine = list(members.filter(account_id__in=hands).values_list("post_id", flat=True))
    new = [row.account_id for row in work.batch.rows if isinstance(row, FileHand)]
    mine += list(members.filter(account_id__in=new).values_list("post_id", flat=True))
    directors = members.filter(role=Role.DIRECTOR.value).values_list("post_id", flat=True)
    acting = work.actor.post.post_id if work.actor.post else None
    return [one for one in dict.fromkeys(mine or directors) if one != acting]
