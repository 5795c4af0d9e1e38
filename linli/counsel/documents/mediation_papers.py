"""Papers of a mediation, made from the opened file when they are asked for and never kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.counsel.queries import mediation_words as words
from linli.counsel.queries.mediation_shown import MediationShown
from linli.counsel.rules.mediation import Guest
from linli.kernel.errors import Missing
from linli.records.documents import Paper, read_paper

PAPERS = ("application", "record", "agreement", "follow_up", "confirmation", "routes")
_MARKS = "|>#"


def paper_title(name: str) -> str:
    """What a paper is called."""
    return {
        "application": _("Application for mediation"),
        "record": _("Record of the talks"),
        "agreement": _("Mediation agreement"),
        "follow_up": _("Follow-up sheet"),
        "confirmation": _("Request for confirmation"),
        "routes": _("Other routes"),
    }[name]


def papers_ready(shown: MediationShown) -> list[tuple[str, str]]:
    """Those papers that can be had now, with their titles; a side gets no application of the other."""
    bound = shown.row.effective_on is not None
    ready = {
        "application": bool(shown.told),
        "record": any(one.text for one in shown.sittings),
        "agreement": shown.agreement is not None,
        "follow_up": bound,
        "confirmation": bound,
        "routes": True,
    }
    return [(name, paper_title(name)) for name in PAPERS if ready[name]]


def mediation_paper(shown: MediationShown, name: str, *, on: date) -> Paper:
    """A paper of a mediation, filled in as far as the file knows; Chinese, to be signed."""
    if name not in {one for one, _title in papers_ready(shown)}:
        raise Missing("no_paper", _("There is no such paper."))
    with translation.override("zh-hans"):
        text = render_to_string(f"counsel/written/{name}.txt", _facts(shown, on))
    return read_paper(text, foot=shown.opened.file.number)


def _facts(shown: MediationShown, on: date) -> dict[str, Any]:
    file, row = shown.opened.file, shown.row
    return {
        "number": file.number,
        "title": _plain(shown.title),
        "topic": words.topic_word(file.topic),
        "team": file.team.name,
        "place": file.place.name,
        "parties": [
            {
                "side": words.side_word(one.row.side),
                "name": _plain(one.name),
                "phone": _plain(one.phone),
                "address": _plain(one.address),
                "signed": _day(timezone.localdate(one.row.signed_at)) if one.row.signed_at else "",
            }
            for one in shown.parties
        ],
        "what": _lines(shown.told.get("what", "")),
        "wish": _lines(shown.told.get("wish", "")),
        "where": _plain(shown.told.get("where", "")),
        Guest.MEDIATOR.value: _plain(shown.mediator.name) if shown.mediator else "",
        "sittings": [
            {
                "number": one.row.number,
                "day": _day(one.row.day),
                "time": f"{one.begins}至{one.ends}",
                "present": "、".join(words.present_word(code) for code in one.present),
                "text": _lines(one.text),
                "result": words.result_word(one.row.result) if one.row.result else "",
                "remarks": [_plain(said) for said in one.remarks],
            }
            for one in shown.sittings
            if one.text
        ],
        "agreement": _agreement(shown),
        "oral": row.oral,
        "sealed": row.sealed_at is not None,
        "effective": _day(row.effective_on),
        "confirm_by": _day(row.confirm_by),
        "opened": _day(file.opened_on),
        "today": _day(on),
    }


def _agreement(shown: MediationShown) -> dict[str, Any] | None:
    held = shown.agreement
    if held is None:
        return None
    return {
        "facts": _lines(held.facts),
        "points": _lines(held.points),
        "content": _lines(held.content),
        "duties": [
            {
                "number": one.row.number,
                "side": words.side_word(one.side),
                "what": _plain(one.what),
                "how": _plain(one.how),
                "due": _day(one.due_on),
                "checked": _day(one.row.checked_on),
                "state": {"open": "", "kept": "已履行", "broken": "未履行"}[one.row.state],
                "note": _plain(one.note),
            }
            for one in held.duties
        ],
    }


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def _plain(text: str) -> str:
    return " ".join(text.replace("|", "／").split())


def _lines(text: str) -> list[str]:
    found = (line.strip().lstrip(_MARKS).strip() for line in text.splitlines())
    return [line.replace("|", "／") for line in found if line]
