"""Papers of an election as plain blocks, out of text templates; Chinese, as offices keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.elections import queries
from linli.elections.documents.results import plain, told
from linli.elections.queries.calendar import limit_at
from linli.elections.queries.pages import StepShown, steps_shown
from linli.elections.rules import ElectionKind, OfficialRole
from linli.elections.rules.calendar import DOCUMENTS
from linli.elections.rules.candidates import PERSONS
from linli.kernel.errors import Missing
from linli.records.documents import Paper, read_paper

if TYPE_CHECKING:
    from linli.elections.models import Election

OF_OWNERS = {ElectionKind.OWNERS_COMMITTEE, ElectionKind.OWNERS_DECISION}
HANDOVER = {
    True: "owners.committee.handover",
    False: "self_government.timeline.handover",
}
_DAY = "{:%Y}年{}月{}日"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice begins with; whoever posts it reads and changes it."""

    title: str
    text: str


def document_title(name: str) -> str:
    """What a paper is called in lists."""
    return {
        "work_plan": _("Plan of work"),
        "committee_list": _("Names of the committee"),
        "committee_letter": _("Letter to the residents' committee"),
        "register_notice": _("Notice of the roll"),
        "nomination_form": _("Nomination form"),
        "consent_form": _("Form of consent"),
        "candidates_notice": _("Notice of the candidates"),
        "officials_notice": _("Notice of tellers and witnesses"),
        "voting_notice": _("Notice of voting"),
        "count_record": _("Record of the count"),
        "result_notice": _("Notice of the result"),
        "minutes": _("Minutes"),
        "first_meeting": _("Record of the first meeting"),
        "handover": _("List of the handover"),
        "filing": _("Filing form"),
        "destruction": _("Record of destruction"),
    }[name]


def paper_of(election: Election, name: str) -> Paper:
    """A paper of an election, filled in as far as its facts are known."""
    if name not in DOCUMENTS:
        raise Missing("no_paper", _("There is no such paper."))
    with translation.override("zh-hans"):
        text = render_to_string(f"elections/papers/{name}.txt", _facts(election))
    return read_paper(text, foot=f"{election.number}　{election.uuid}")


def notice_draft(election: Election, step: StepShown) -> Draft:
    """The text that a step's notice begins with: that of its papers, else its title alone."""
    papers = [paper_of(election, name) for name in step.documents if name != "committee_letter"]
    if not papers:
        return Draft(f"{step.title}公告", "")
    texts = [papers[0].text, *(f"{one.title}\n{one.text}" for one in papers[1:])]
    return Draft(papers[0].title, "\n\n".join(texts))


def _facts(election: Election) -> Mapping[str, Any]:
    kind = ElectionKind(election.kind)
    owners = kind in OF_OWNERS
    watching = (OfficialRole.TELLER, OfficialRole.WITNESS, OfficialRole.OBSERVER)
    return {
        "title": plain(election.title),
        "number": election.number,
        "place": election.place.name,
        "persons": kind in PERSONS,
        "owners": owners,
        "seats": election.seats or "",
        "least": election.least_choices,
        "most": election.most_choices,
        "tie": queries.tie_name(election.tie_rule) if election.tie_rule else "",
        "matter": queries.matter_name(election.matter) if election.matter else "",
        "question": plain(election.question),
        "mode": queries.mode_name(election.mode),
        "mode_words": queries.mode_words(election.mode),
        "opens": _instant(election.opened_at or election.opens_at),
        "closes": _instant(election.closed_at or election.closes_at),
        "closed": _instant(election.closed_at),
        "where": plain(election.where),
        "roll": election.roll,
        "steps": _steps(election),
        "candidates": _candidates(election),
        "committee": [
            {"name": plain(one.name)}
            for one in queries.officials_of(election, OfficialRole.COMMITTEE)
        ],
        "watching": [
            {"name": plain(one.name), "role": queries.role_name(one.role)}
            for one in queries.officials_of(election, *watching)
        ],
        "result": told(election),
        "head": box.head if (box := queries.box_of(election)) and election.counted_at else "",
        "handover_days": _handover(election, owners=owners),
        "today": _day(timezone.localtime()),
    }


def _candidates(election: Election) -> list[dict[str, Any]]:
    persons = ElectionKind(election.kind) in PERSONS
    return [
        {
            "number": one.number,
            "name": plain(one.name),
            "about": plain(one.about) if persons else "",
        }
        for one in queries.ballot_candidates(election)
    ]


def _steps(election: Election) -> list[dict[str, str]]:
    shown = steps_shown(election, on=timezone.localdate())
    return [
        {
            "title": one.title,
            "holder": "、".join(one.holder_titles),
            "last": one.last.isoformat() if one.last else "",
        }
        for one in shown
    ]


def _handover(election: Election, *, owners: bool) -> str:
    limit = limit_at(election.sub_district_id, timezone.localdate())(HANDOVER[owners])
    return f"{limit.count}日" if limit else "____日"


def _day(at: datetime) -> str:
    return _DAY.format(at, at.month, at.day)


def _instant(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{_day(local)}{local:%H:%M}"
