"""Papers of a decision: its notice, resolution, acceptance, result, record; Chinese, to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.decisions.documents.meeting_papers import meeting_paper
from linli.decisions.documents.told import day, lines, plain, written
from linli.decisions.models import Decision, Resolution, StepEvent
from linli.decisions.queries import publication_words
from linli.decisions.queries.decisions import events_of, steps_of
from linli.decisions.queries.matters import body_word
from linli.decisions.queries.meetings import meetings_of
from linli.decisions.queries.plans import matter_types
from linli.decisions.queries.publications import publications_of
from linli.decisions.queries.steps import resolution_in_force, text_now
from linli.decisions.queries.votes import vote_of
from linli.decisions.rules import Body, DecisionState, StepOutcome, step_of
from linli.elections import queries as elections
from linli.kernel.errors import Missing
from linli.money import queries as money
from linli.records.documents import Paper
from linli.ui.words import yuan

OF_MEETINGS = ("meeting_notice", "minutes")
OF_DECISION = ("decision_notice", "resolution", "acceptance", "result_notice", "record")
DECISION_PAPERS = (*OF_MEETINGS, *OF_DECISION)


def decision_paper_title(name: str) -> str:
    """What a paper of a decision is called."""
    return {
        "meeting_notice": _("Notice of the meeting"),
        "minutes": _("Minutes"),
        "decision_notice": _("Notice of the decision"),
        "resolution": _("Text of the resolution"),
        "acceptance": _("Record of the acceptance"),
        "result_notice": _("Notice of the result"),
        "record": _("Record of the decision"),
    }[name]


def decision_paper(found: Decision, name: str, *, on: date) -> Paper:
    """A paper of a decision, filled in as far as its facts are known."""
    if name in OF_MEETINGS:
        meeting = next(iter(meetings_of(found)), None)
        if meeting is None:
            raise Missing("no_meeting", _("No meeting has this decision on its agenda yet."))
        return meeting_paper(meeting, name)
    if name not in OF_DECISION:
        raise Missing("no_paper", _("There is no such paper."))
    with translation.override("zh-hans"):
        facts = _facts(found, on)
    return written(name, facts, foot=_foot(found))


def _facts(found: Decision, on: date) -> dict[str, Any]:
    kind = matter_types()[found.matter_type]
    text = text_now(found)
    return {
        "title": plain(found.title),
        "number": found.number,
        "place": found.place.name,
        "kind": kind.name.zh,
        "body": body_word(Body(found.body_kind)),
        "source": kind.source.zh,
        "executor": kind.executor.zh,
        "procedure": plain(found.template_name),
        "version": found.template_number or "",
        "old_rules": found.old_rules,
        "closed": day(timezone.localdate(found.closed_at)) if found.closed_at else "",
        "failed": found.state == DecisionState.FAILED,
        "text": lines(text.text) if text else [],
        "text_number": text.number if text else "",
        "digest": text.digest if text else "",
        "limit": yuan(found.limit_fen) if found.limit_fen else "",
        "fund": _fund(found),
        "revocation": publication_words.revocation_words(found.sub_district_id, found, on),
        "resolution": _resolved(found),
        "hands": [
            {"duty": money.duty_word(one.duty), "name": plain(one.name), "title": plain(one.title)}
            for one in money.hands_of(found.sub_district_id, found.id)
        ],
        "works": _works(found, on),
        "entries": _entries(found),
        "spent": yuan(money.spent_on(found.sub_district_id, found.id)),
        "steps": _steps(found),
        "meetings": [
            {"number": one.number, "on": day(timezone.localdate(one.starts_at))}
            for one in reversed(meetings_of(found))
        ],
        "publications": [
            {
                "number": one.number,
                "title": plain(one.title),
                "from": day(one.posted_on),
                "until": day(one.until),
                "digest": one.digest[:16],
            }
            for one in publications_of(found.sub_district_id, found.id)
        ],
        "today": day(on),
    }


def _fund(found: Decision) -> str:
    fund = money.fund(found.sub_district_id, found.fund_id) if found.fund_id else None
    return plain(fund.name) if fund else ""


def _resolved(found: Decision) -> dict[str, Any] | None:
    made = resolution_in_force(found)
    if made is None:
        return None
    return {
        "number": made.number,
        "on": day(made.resolved_on),
        "body": plain(made.body_name),
        "vote": made.vote_number,
        "carried": made.carried,
        "text_number": made.text_number,
        "digest": made.digest,
        "words": _figures(found, made),
    }


def _figures(found: Decision, made: Resolution) -> list[str]:
    """The arithmetic of the vote, sentence by sentence."""
    vote = vote_of(found)
    if vote is None:
        return []
    names = elections.names_on_ballot(vote)
    return [plain(said) for said in elections.result_words(made.figures, names)]


def _works(found: Decision, on: date) -> list[dict[str, Any]]:
    rows = money.works_of_matter(found.sub_district_id, found.id)
    return [_one_works(money.works_shown(one, on=on)) for one in rows]


def _one_works(shown: money.WorksShown) -> dict[str, Any]:
    works, contract = shown.works, shown.contract
    return {
        "number": works.number,
        "title": plain(works.title),
        "state": money.works_state_word(works.state),
        "executor": plain(works.executor),
        "cost": yuan(shown.cost_fen) if contract else "",
        "paid": yuan(shown.paid_fen),
        "contract": plain(contract.number) if contract else "",
        "signed": day(contract.signed_on) if contract else "",
        "quotations": [
            {"bidder": plain(one.bidder), "fen": yuan(one.fen), "chosen": one.chosen}
            for one in shown.quotations
        ],
        "finished": day(timezone.localdate(works.finished_at)) if works.finished_at else "",
        "result": plain(works.result),
        "warranty": day(works.warranty_until),
        "accepted": [
            {
                "name": plain(one.name),
                "title": plain(one.title),
                "passed": money.outcome_word(one.outcome),
                "words": plain(one.words),
                "on": day(timezone.localdate(one.at)),
                "photos": [digest for _id, digest in one.photos],
            }
            for one in reversed(shown.accepted)
        ],
    }


def _entries(found: Decision) -> list[dict[str, str]]:
    return [
        {
            "on": day(one.on),
            "words": plain(one.words),
            "fen": yuan(one.held_fen),
            "voucher": one.voucher_number,
        }
        for one in money.entries_of_matter(found.sub_district_id, found.id)
    ]


def _steps(found: Decision) -> list[dict[str, str]]:
    titles = {one.key: step_of(one.plan).title.zh for one in steps_of(found)}
    return [_event(one, titles) for one in events_of(found)]


def _event(one: StepEvent, titles: dict[str, str]) -> dict[str, str]:
    back = titles.get(one.back_to, "")
    how = {
        StepOutcome.DONE: "完成",
        StepOutcome.FAILED: "没有通过",
        StepOutcome.RETURNED: f"退回“{back}”",
    }[StepOutcome(one.outcome)]
    return {
        "title": titles.get(one.key, one.key),
        "how": f"{how}：{plain(one.reason)}" if one.reason else how,
        "by": plain(one.by),
        "on": day(timezone.localdate(one.at)),
    }


def papers_ready(found: Decision, names: Sequence[str]) -> list[tuple[str, str]]:
    """Those of these papers that can be had now, with their titles."""
    no_meeting = not meetings_of(found)
    return [
        (name, decision_paper_title(name))
        for name in names
        if name in DECISION_PAPERS and not (no_meeting and name in OF_MEETINGS)
    ]


def _foot(found: Decision) -> str:
    return f"{found.number}　第{found.text_number}稿"
