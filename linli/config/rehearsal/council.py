"""A council's roll call, led through its calendar by the secretary."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils import timezone

from linli.config.rehearsal.cast import Cast
from linli.config.rehearsal.ground import a_photo
from linli.elections import actions, queries
from linli.elections.actions import NoticeDraft, Said
from linli.elections.rules import OfficialRole

if TYPE_CHECKING:
    from linli.elections.models import Election, ElectionStep

NOTICE = timedelta(days=4)
AGAINST = 1
"""How many of the council say no."""
_FOR, _AGAINST = Said(1), Said(2)


def hold_roll_call(cast: Cast, vote_id: UUID, *, at: datetime) -> datetime:
    """Lead the vote from its notice to its result; answer when it was announced."""
    secretary = cast.secretary
    opens = at + NOTICE
    actions.set_times(
        actor=secretary,
        election_id=vote_id,
        opens_at=opens,
        closes_at=opens + timedelta(minutes=40),
        where="社区会议室",
        version=_version(cast, vote_id),
        at=at,
    )
    for role, name in ((OfficialRole.TELLER, "示例记录人"), (OfficialRole.WITNESS, "示例见证人")):
        actions.name_official(actor=secretary, election_id=vote_id, role=role, name=name, at=at)
    _lead(cast, vote_id, "开会通知", at=at)
    actions.open_voting(
        actor=secretary, election_id=vote_id, version=_version(cast, vote_id), at=opens
    )
    members = queries.called(_vote(cast, vote_id)).members
    for order in range(1, members + 1):
        actions.answer_roll_call(
            actor=secretary,
            election_id=vote_id,
            order=order,
            said=_AGAINST if order > members - AGAINST else _FOR,
            at=opens + timedelta(minutes=order),
        )
    over = opens + timedelta(minutes=40)
    actions.close_voting(actor=secretary, election_id=vote_id, at=over)
    actions.announce_result(actor=secretary, election_id=vote_id, at=over)
    _lead(cast, vote_id, "表决结果公告", at=over)
    return over


def _lead(cast: Cast, vote_id: UUID, title: str, *, at: datetime) -> None:
    """Do the steps whose turn it is, each with its notice, as far as they go; voting waits."""
    closed = _vote(cast, vote_id).closed_at is not None
    while turn := [
        key for key in queries.turn_of(_steps(cast, vote_id)) if closed or key != "voting"
    ]:
        step = next(one for one in _steps(cast, vote_id) if one.key == turn[0])
        if step.plan.get("notice"):
            _post(cast, vote_id, step.key, title, at=at)
        actions.do_step(
            actor=cast.secretary,
            election_id=vote_id,
            key=step.key,
            version=_version(cast, vote_id),
            at=at,
        )


def _post(cast: Cast, vote_id: UUID, key: str, title: str, *, at: datetime) -> None:
    on = timezone.localdate(at)
    actions.post_notice(
        actor=cast.secretary,
        election_id=vote_id,
        step_key=key,
        draft=NoticeDraft(
            title=title,
            text=f"{title}：{_vote(cast, vote_id).question}",
            where="小区南门公告栏",
            posted_on=on,
            until=on + timedelta(days=3),
        ),
        photo=a_photo(),
        key=str(uuid4()),
        at=at,
    )


def _vote(cast: Cast, vote_id: UUID) -> Election:
    found = queries.election(cast.tenant, vote_id)
    if found is None:
        raise LookupError("the vote is not there")
    return found


def _steps(cast: Cast, vote_id: UUID) -> list[ElectionStep]:
    return queries.steps_of(_vote(cast, vote_id))


def _version(cast: Cast, vote_id: UUID) -> int:
    return _vote(cast, vote_id).version
