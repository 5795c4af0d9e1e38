"""One withdrawal under change: taken under lock, judged, written with what happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Withdrawal, WithdrawalEvent
from linli.decisions.queries import decisions, voices
from linli.decisions.rules import Verb, WithdrawalState
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.actions import Batch
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

SUBJECT = "decisions.withdrawal"
ANSWERS = (PostKind.SECRETARY, PostKind.GOVERNANCE_OFFICER)
"""The posts that are told of what is late; the nearest one."""


class WithdrawalWork:
    """A withdrawal that a post changes; what happened is kept in words for everybody."""

    def __init__(self, *, actor: Actor, found: Withdrawal, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.found = found
        self.at = at
        self.batch = Batch(
            sub_district_id=found.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=found.id,
            new=new,
        )

    @classmethod
    def on(
        cls, *, actor: Actor, withdrawal_id: UUID, version: int | None = None, at: datetime
    ) -> WithdrawalWork:
        """Take a withdrawal under lock; a stale version is a conflict."""
        found = locked(Withdrawal, actor.sub_district_id, withdrawal_id, missing=no_withdrawal())
        if version is not None and version != found.version:
            raise Conflict(
                "withdrawal_changed",
                _("Somebody else changed this playbook first. Look at it again."),
            )
        return cls(actor=actor, found=found, at=at)

    @classmethod
    def led(
        cls, *, actor: Actor, withdrawal_id: UUID, version: int, at: datetime
    ) -> WithdrawalWork:
        """Take one that is under way, as a post that leads it."""
        work = cls.on(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
        require_leader(actor, work.found.place_id, on=work.today)
        if work.found.state != WithdrawalState.OPEN:
            raise Refused("withdrawal_over", _("This playbook is closed; nothing more is done."))
        return work

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    def happened(self, did: str, words: str, facts: Mapping[str, Any] | None = None) -> None:
        """Keep what happened: in the journal as facts, for everybody in words."""
        self.batch.record(
            actor=self.actor,
            did=f"decisions.{did}",
            facts=facts or {},
            text=words,
            salt=str(self.found.id),
            at=self.at,
        )
        self.batch.add(
            WithdrawalEvent(
                id=new_id(),
                sub_district_id=self.found.sub_district_id,
                withdrawal=self.found,
                did=did,
                words=words[:300],
                by=self.actor.label[:200],
                at=self.at,
            )
        )

    def tell_nearest(self, template: str, *, mark: object, title: str, due: date) -> None:
        """Tell the nearest post that answers for it."""
        tenant, place_id = self.found.sub_district_id, self.found.place_id
        self.batch.tell_post(
            voices.nearest_post(tenant, place_id, ANSWERS, on=self.today),
            template,
            mark=mark,
            params={"number": self.found.number, "title": title, "due": str(due)},
            link=reverse("decisions:desk_withdrawal", args=[self.found.id]),
            at=self.at,
        )

    def write(self) -> Withdrawal:
        """Write it with its next version, and all that was gathered."""
        self.found.version += 1
        self.found.save()
        self.batch.write()
        return self.found


def no_withdrawal() -> Missing:
    """The sentence for a withdrawal that is not there, or not for this actor."""
    return Missing("no_withdrawal", _("There is no such withdrawal."))


def require_leader(actor: Actor, place_id: UUID, *, on: date) -> None:
    """Go on only as a post that leads what is decided at the place; the company never does."""
    if decisions.may_do_at(actor, Verb.RUN, place_id, on=on):
        return
    if not decisions.may_do_at(actor, Verb.SEE, place_id, on=on):
        raise no_withdrawal()
    raise NotAllowed("not_runner", _("Your post may look at this playbook, not do this."))
