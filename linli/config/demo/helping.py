"""The demo's files of legal aid and of help on one's own request: a handful each, all played."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from linli.config.demo.people import RESIDENTS
from linli.config.demo.trusted import TENANT, Rooms, Team
from linli.config.rehearsal.ground import actor_of
from linli.counsel import actions
from linli.counsel.actions import AidTold, HelpTold
from linli.counsel.queries.helping import help_shown
from linli.counsel.rules.helping import (
    HelpEnd,
    HelpKind,
    ItemState,
    ReferralState,
    ReferralTo,
)
from linli.counsel.rules.legal import AidMove, LegalTopic
from linli.kernel.actor import Actor

AID = (
    ("朝阳小区", LegalTopic.WORK, ()),
    ("朝阳小区", LegalTopic.ELDER, (AidMove.ASK_PAPERS,)),
    ("朝阳小区", LegalTopic.INJURY, (AidMove.GRANT, AidMove.ASSIGN)),
    ("金鼎", LegalTopic.DEBT, (AidMove.REFUSE,)),
    ("南新村", LegalTopic.FAMILY, (AidMove.GRANT, AidMove.ASSIGN, AidMove.FINISH)),
    ("金鼎", LegalTopic.WORK, (AidMove.GRANT,)),
)
"""Where, about what, and the moves that were made; the first have the card's liaison."""
HELP = (
    ("示例：年前找到一份白班的工作。", (HelpKind.JOB, HelpKind.PAPERS), "open"),
    ("示例：补办居住证和社保卡。", (HelpKind.PAPERS,), "open"),
    ("示例：孩子春季转到就近的学校。", (HelpKind.SCHOOLING,), "referral"),
    ("示例：租到离母亲近的一间房。", (HelpKind.HOUSING,), "goal"),
    ("示例：问清可以申请的补贴。", (HelpKind.BENEFITS,), "wish"),
)
_MONTH = timedelta(days=30)


def play_help(rooms: Rooms, at: datetime) -> None:
    """Play all of them."""
    for number, (community, topic, moves) in enumerate(AID):
        _aid(rooms.legal[community], number, topic, moves, at - timedelta(days=4 + number))
    for number, (goal, kinds, until) in enumerate(HELP):
        told = HelpTold(f"示例求助人{number + 1}", "13800000009", goal, kinds)
        _help(rooms.help, number, told, until, at - _MONTH)
    _asked_online(rooms.help, at)


def _aid(
    team: Team, number: int, topic: LegalTopic, moves: tuple[AidMove, ...], at: datetime
) -> None:
    liaison = team.director.actor
    file = actions.open_aid(
        actor=liaison,
        team_id=team.id,
        place_id=team.place_id,
        told=AidTold(f"示例申请人{number + 1}", "13800000008", "示例：申请法律援助。", topic),
        key=f"demo-aid-{number}",
        at=at,
    )
    for later, move in enumerate(moves, start=1):
        actions.move_aid(
            actor=liaison,
            file_id=file.id,
            move=move,
            text="示例：书面通知，理由和期限写在这里。",
            at=at + timedelta(hours=later),
        )


def _help(team: Team, number: int, told: HelpTold, until: str, at: datetime) -> None:
    helper = team.others[number % len(team.others)].actor
    file = actions.open_help(
        actor=helper,
        team_id=team.id,
        told=told,
        supervisor_id=team.director.part.id,
        key=f"demo-help-{number}",
        at=at,
    )
    actions.write_in_help(
        actor=helper, file_id=file.id, text="示例：先把要带的材料列一张单子。", at=at
    )
    if until == "referral":
        asked = actions.ask_referral(
            actor=helper,
            file_id=file.id,
            to=ReferralTo.SCHOOL,
            text="示例：想了解春季转学要带哪些材料。",
            at=at,
        )
        actions.settle_referral(
            actor=helper,
            file_id=file.id,
            referral_id=asked.id,
            state=ReferralState.AGREED,
            at=at,
        )
    if until in {"goal", "wish"}:
        _close(helper, file.id, HelpEnd(until), at + timedelta(days=20))


def _close(helper: Actor, file_id: UUID, end: HelpEnd, at: datetime) -> None:
    if end is HelpEnd.GOAL:
        opened = actions.open_for_team(actor=helper, file_id=file_id, at=at)
        for item in help_shown(opened).items:
            actions.settle_item(
                actor=helper, file_id=file_id, item_id=item.id, state=ItemState.GIVEN, at=at
            )
    actions.close_help(actor=helper, file_id=file_id, end=end, at=at)


def _asked_online(team: Team, at: datetime) -> None:
    """One that a resident asked for with the own account, shared out by the director."""
    resident = actor_of(TENANT, RESIDENTS[2][0], at)
    told = HelpTold(RESIDENTS[2][1], "13800000007", "示例：学会在网上投简历。", (HelpKind.JOB,))
    file = actions.ask_for_help(
        actor=resident, team_id=team.id, told=told, key="demo-help-online", at=at
    )
    actions.share_out_help(
        actor=team.director.actor,
        file_id=file.id,
        helper_id=team.others[0].part.id,
        supervisor_id=team.director.part.id,
        at=at,
    )
