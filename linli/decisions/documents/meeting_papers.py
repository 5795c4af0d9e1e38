"""Papers of a meeting: its notice, the sheet to sign in, its minutes with signatures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.decisions.documents.told import day, instant, lines, plain, written
from linli.decisions.models import Attendee, ItemVoice, Meeting
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    outcome_word,
    part_word,
    presence_word,
    sign_word,
    stance_word,
)
from linli.decisions.queries.meetings import (
    attendees_of,
    counted,
    follow_ups_of,
    items_of,
    minutes_in_force,
    notice_in_force,
    signatures_of,
    to_sign,
    voices_of,
)
from linli.decisions.rules.meetings import VOTING, AttendeePart, Presence, Stance
from linli.kernel.errors import Missing
from linli.records.documents import Paper

MEETING_PAPERS = ("meeting_notice", "sign_in", "minutes")


def meeting_paper_title(name: str) -> str:
    """What a paper of a meeting is called."""
    return {
        "meeting_notice": _("Notice of the meeting"),
        "sign_in": _("Sheet to sign in"),
        "minutes": _("Minutes"),
    }[name]


def meeting_paper(found: Meeting, name: str) -> Paper:
    """A paper of a meeting, filled in as far as its facts are known."""
    if name not in MEETING_PAPERS:
        raise Missing("no_paper", _("There is no such paper."))
    makers: Mapping[str, Callable[[Meeting], Paper]] = {
        "meeting_notice": _notice,
        "sign_in": _sheet,
        "minutes": _minutes,
    }
    return makers[name](found)


def minutes_draft(found: Meeting) -> str:
    """The text that minutes begin with; whoever keeps them reads and changes it."""
    with translation.override("zh-hans"):
        facts = _facts(found) | _course(found)
        return written("minutes_draft", facts, foot="").text


def _notice(found: Meeting) -> Paper:
    notice = notice_in_force(found)
    facts = _facts(found) | {
        "days": notice.days if notice else "",
        "given": day(timezone.localdate(notice.made_at)) if notice else "",
        "by": plain(notice.made_by) if notice else "",
    }
    return written("meeting_notice", facts, foot=_foot(found, notice.digest if notice else ""))


def _sheet(found: Meeting) -> Paper:
    return written("sign_in", _facts(found), foot=_foot(found, ""))


def _minutes(found: Meeting) -> Paper:
    """The minutes in force with their signatures; before that, a draft to be written on."""
    text = minutes_in_force(found)
    body = text.text if text else minutes_draft(found)
    signed = signatures_of(found)
    with translation.override("zh-hans"):
        facts = _facts(found) | {
            "text": lines(body),
            "signatures": [_signature(one, signed.get(one.id)) for one in _signers(found)],
        }
    return written("minutes", facts, foot=_foot(found, text.digest if text else ""))


def _signers(found: Meeting) -> list[Attendee]:
    return to_sign(attendees_of(found))


def _signature(one: Attendee, signed: Any) -> dict[str, str]:
    if signed is None:
        return {"name": plain(one.name), "how": "", "on": "", "dissent": ""}
    return {
        "name": plain(one.name),
        "how": sign_word(signed.way),
        "on": day(timezone.localdate(signed.at)),
        "dissent": plain(signed.dissent),
    }


def _facts(found: Meeting) -> dict[str, Any]:
    with translation.override("zh-hans"):
        return {
            "title": plain(found.title),
            "number": found.number,
            "kind": meeting_kind_word(found.kind),
            "place": found.place.name,
            "where": plain(found.where),
            "starts": instant(found.starts_at),
            "items": [
                {"order": at, "title": plain(one.title), "about": plain(one.about)}
                for at, one in enumerate(items_of(found), start=1)
            ],
            "people": [_person(one) for one in attendees_of(found)],
            "today": day(timezone.localdate()),
        }


def _person(one: Attendee) -> dict[str, str | bool]:
    return {
        "name": plain(one.name),
        "title": plain(one.title),
        "part": part_word(one.part),
        "observer": one.part == AttendeePart.OBSERVER,
        "presence": presence_word(one.presence),
        "came": instant(one.came_at),
        "reason": plain(one.reason),
    }


def _course(found: Meeting) -> dict[str, Any]:
    people = attendees_of(found)
    voices = voices_of(found)
    here = [one for one in people if one.presence == Presence.HERE]
    members = [one for one in people if AttendeePart(one.part) in VOTING]
    return {
        "started": instant(found.started_at),
        "ended": instant(found.ended_at),
        "members": len(members),
        "came": sum(one in here for one in members),
        "observers": [
            f"{plain(one.name)}（{plain(one.title)}）" if one.title else plain(one.name)
            for one in here
            if one.part == AttendeePart.OBSERVER
        ],
        "excused": [
            f"{plain(one.name)}（{plain(one.reason)}）"
            for one in people
            if one.presence == Presence.EXCUSED
        ],
        "absent": [plain(one.name) for one in people if one.presence == Presence.ABSENT],
        "course": [_item(one, voices) for one in items_of(found)],
        "asked": [
            f"{one.place.name}：{plain(one.what)}，由{plain(one.owner)}负责，{day(one.due_on)}前完成"
            for one in follow_ups_of(found)
        ],
    }


def _item(item: Any, voices: Sequence[ItemVoice]) -> dict[str, Any]:
    mine = [one for one in voices if one.item_id == item.id]
    return {
        "title": plain(item.title),
        "said": lines(item.said),
        "outcome": outcome_word(item.outcome),
        "count": counted(item.id, voices),
        "recused": [_words(one) for one in mine if one.stance == Stance.RECUSED],
        "dissent": [
            _words(one)
            for one in mine
            if one.stance in (Stance.AGAINST, Stance.ABSTAIN) and one.words
        ],
        "spoke": [_words(one) for one in mine if one.stance == Stance.SPOKE],
        "stances": [
            f"{plain(one.attendee.name)}：{stance_word(one.stance)}"
            for one in mine
            if one.stance != Stance.SPOKE
        ],
    }


def _words(one: ItemVoice) -> str:
    return f"{plain(one.attendee.name)}：{plain(one.words)}"


def _foot(found: Meeting, digest: str) -> str:
    return f"{found.number}　指纹 {digest}" if digest else found.number
