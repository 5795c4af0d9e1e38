"""Notices for tests, put up by the actions that people use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from linli.decisions import actions
from linli.decisions.actions import PublicationDraft
from linli.decisions.models import Decision, Publication
from linli.decisions.rules import PublicationKind, Spot, SpotKind, StepKind
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from tests.decisions.builders import AT, Ground
from tests.elections.election_builders import a_photo

BOARD = Spot(SpotKind.BOARD, "南门公告栏")
SITE = Spot(SpotKind.SITE, "东侧路施工围挡")


class BoardGround(Ground):
    """The ground of boards, on which elections are run too."""

    @property
    def runner(self) -> Actor:
        """Who runs elections of the compound."""
        return self.secretary

    @property
    def clerk(self) -> Actor:
        """Who keeps their poll book."""
        return self.holder(PostKind.SERVICE_CLERK, self.community)


def a_draft(
    kind: PublicationKind = PublicationKind.ACCOUNTS,
    *,
    days: int = 15,
    at: datetime = AT,
    **changed: Any,
) -> PublicationDraft:
    """A notice as it is typed; it hangs so many days from the day of `at`."""
    given: dict[str, Any] = {
        "kind": kind,
        "title": "第三季度公共收益收支表",
        "text": "收入 41,200.00 元，支出 2,787.40 元。\n结余 38,412.60 元。",
        "where": (BOARD, SITE) if kind is PublicationKind.RESULT else (BOARD,),
        "until": timezone.localdate(at) + timedelta(days=days),
    }
    return PublicationDraft(**{**given, **changed})


def put_up(
    ground: Ground,
    draft: PublicationDraft | None = None,
    *,
    by: Actor | None = None,
    decision: Decision | None = None,
    photo: bool = True,
    at: datetime = AT,
    key: str = "",
    **changed: Any,
) -> Publication:
    """A notice that hangs at the compound, with its first photo."""
    return actions.publish(
        actor=by or ground.secretary,
        draft=draft or a_draft(at=at, **changed),
        place_id=decision.place_id if decision else ground.compound.id,
        decision_id=decision.id if decision else None,
        photo=a_photo() if photo else None,
        key=key or str(uuid4()),
        at=at,
    )


def water_cut(ground: Ground, *, at: datetime = AT, **changed: Any) -> Publication:
    """An everyday notice of tomorrow morning."""
    begins = at + timedelta(days=1)
    given: dict[str, Any] = {
        "days": 1,
        "title": "明天上午停水",
        "text": "更换水表，请提前储水。",
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=3),
    }
    draft = a_draft(PublicationKind.ORDINARY, at=at, **{**given, **changed})
    return put_up(ground, draft, photo=False, at=at)


def edited(ground: Ground, notice: Publication, *, at: datetime, **changed: Any) -> Publication:
    """The next edition of a notice."""
    kind = PublicationKind(notice.kind)
    found = fresh_notice(notice)
    given: dict[str, Any] = {"text": "收入 41,200.00 元，支出 3,000.00 元。\n结余 38,200.00 元。"}
    why = changed.pop("why", "支出漏记一张票据")
    return actions.edit_publication(
        actor=ground.secretary,
        publication_id=notice.id,
        version=found.version,
        draft=a_draft(kind, at=at, **{**given, **changed}),
        why=why,
        at=at,
    )


def taken_down(ground: Ground, notice: Publication, *, spot: int = 1, on: date) -> Publication:
    """Take it down on a day, at one of its places."""
    return actions.take_down(
        actor=ground.secretary,
        publication_id=notice.id,
        spot=spot,
        photo=a_photo(),
        on=on,
        at=noon(on),
    )


def noon(on: date) -> datetime:
    """The middle of a day at the place."""
    return timezone.make_aware(datetime.combine(on, time(12)))


def fresh_notice(notice: Publication) -> Publication:
    """The notice as it stands now."""
    return Publication.objects.get(id=notice.id)


def at_disclosure(ground: Ground, kind: StepKind = StepKind.DECISION_DISCLOSURE) -> Decision:
    """A decision whose disclosure has its turn."""
    return ground.decision_at(kind)
