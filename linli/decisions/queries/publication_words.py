"""What kinds of notices, places and themes are called, and the words that a notice closes with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.models import Decision
from linli.decisions.rules import Body, ObjectionTheme, PublicationKind, SpotKind
from linli.decisions.rules.publications import ANSWER, NEVER_OBJECTED
from linli.records.queries import rule_in_force

REVOCATION = "owners.revocation"
MONTHS_A_YEAR = 12
_OWNERS_DECIDE = frozenset({Body.OWNERS, Body.COMMITTEE})


def publication_kind_word(kind: str) -> str:
    """What a kind of notice is called."""
    return {
        PublicationKind.PROPOSAL: _("Proposal for opinions"),
        PublicationKind.MEETING: _("Meeting"),
        PublicationKind.DECISION: _("Decision disclosed"),
        PublicationKind.RESULT: _("Result disclosed"),
        PublicationKind.ACCOUNTS: _("Income and spending"),
        PublicationKind.CONTRACT: _("Contract and service"),
        PublicationKind.AFFAIRS: _("Affairs of the committee"),
        PublicationKind.ORDINARY: _("Everyday notice"),
    }[PublicationKind(kind)]


def spot_word(kind: str) -> str:
    """What a place where paper hangs is called."""
    return {
        SpotKind.BOARD: _("Notice board"),
        SpotKind.ENTRANCES: _("Entrances"),
        SpotKind.SITE: _("At the site"),
    }[SpotKind(kind)]


def theme_word(theme: str) -> str:
    """What an objection is about."""
    return {
        ObjectionTheme.COST: _("Cost and who pays"),
        ObjectionTheme.PROCEDURE: _("How it was decided"),
        ObjectionTheme.RIGHTS: _("My rights"),
        ObjectionTheme.NUISANCE: _("Noise, dust, safety"),
        ObjectionTheme.OTHER: _("Something else"),
    }[ObjectionTheme(theme)]


def closing_words(
    sub_district_id: UUID,
    kind: PublicationKind,
    *,
    until: date,
    on: date,
    decision: Decision | None = None,
) -> str:
    """How to object, by when it is answered, and where to turn: Chinese, as it hangs on the wall."""
    lines = []
    if kind not in NEVER_OBJECTED:
        limit = rule_in_force(sub_district_id, ANSWER, on=on).duration.count
        lines.append(
            f"对本公告有意见的，可以在{_day(until)}前在网上本公告页提出，也可以书面交张贴单位；"
            f"收到后{limit}个工作日内答复。"
        )
    if kind is PublicationKind.DECISION and decision is not None:
        lines.append(revocation_words(sub_district_id, decision, on))
    return "\n".join(lines)


def revocation_words(sub_district_id: UUID, decision: Decision, on: date) -> str:
    """How and until when a court can be asked to revoke a decision (R11)."""
    months = rule_in_force(sub_district_id, REVOCATION, on=on).duration.count
    time = "一年" if months == MONTHS_A_YEAR else f"{months}个月"
    if Body(decision.body_kind) in _OWNERS_DECIDE:
        return (
            "决定侵害业主合法权益，或者表决程序违反规定的，受侵害的业主可以自知道或者应当知道之日起"
            f"{time}内，请求人民法院予以撤销（民法典第280条）。"
        )
    return (
        "认为决定违反法律规定或者侵害合法权益的，可以向社区居委会和街道办事处反映，由其依法处理；"
        f"涉及业主共有部分的，业主可以自知道或者应当知道之日起{time}内请求人民法院予以撤销"
        "（民法典第280条）。"
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
