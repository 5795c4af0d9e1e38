"""What each step of a request shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.queries import resident as reads
from linli.cases.rules import CaseType, Urgency
from linli.cases.web.resident.draft import STEPS, ReportDraft
from linli.cases.web.resident.forms import MOST_PHOTOS
from linli.cases.web.resident.words import limit_long, public_row
from linli.places import queries as places
from linli.places.queries import Above
from linli.ui.access import Request
from linli.ui.pieces import Row
from linli.ui.pieces import steps as stepper

Word = TypeVar("Word", bound=StrEnum)
_ENOUGH_TO_SEARCH = 3
_MOST_TO_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is checked before it is sent, and where it is changed."""

    label: str
    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of the place search."""

    value: str
    label: str
    meta: str = ""
    icon: str = "map-pin"


def step_page(request: Request, draft: ReportDraft, step: str, form: Form) -> dict[str, Any]:
    """All that the page of a step shows."""
    at = STEPS.index(step)
    names = [_("The matter"), _("Where"), _("How to reach you"), _("Check and send")]
    back = [_url(STEPS[at - 1])] if at else [""]
    return {
        "form": form,
        "kept": list(draft.kept(step)),
        "steps": stepper(names, at),
        "step_words": _("Step %(at)s of %(all)s") % {"at": at + 1, "all": len(STEPS)},
        "back_url": back[0],
        "next_url": _url(STEPS[at + 1]) if step != "check" else reverse("cases:report_send"),
        "tabs_hidden": True,
        **_PAGES[step](request, draft, form),
    }


def _url(step: str) -> str:
    return reverse(f"cases:report_{step}")


def _what(request: Request, _draft: ReportDraft, form: Form) -> dict[str, Any]:
    typed = str(form["what"].value() or "")
    return {
        "heading": _("What is the matter?"),
        "danger_lines": reads.danger_lines(request.sub_district_id, on=timezone.localdate()),
        "likely": likely_rows(request, typed),
    }


def _where(request: Request, draft: ReportDraft, form: Form) -> dict[str, Any]:
    typed = str(form["place_typed"].value() or "")
    return {
        "heading": _("Where is it?"),
        "recap": draft.post.get("what", ""),
        "what_url": _url("what"),
        "where_url": _url("where"),
        "typed": typed,
        "options": place_options(request, draft, typed),
        "chosen": str(draft.place.place_id) if draft.place else "",
        "position": draft.post.get("position", ""),
        "map_url": reverse("places:outlines"),
        "map_bounds": _map_bounds(request),
        "photos": draft.photos.kept,
        "photos_left": draft.photos.left,
        "most_photos": MOST_PHOTOS,
        "photo_faults": draft.photos.faults,
        "after_sending": after_sending(request, draft),
    }


def _map_bounds(request: Request) -> str:
    """What the map shows first: all that is drawn of the sub-district."""
    box = places.bounds(request.sub_district_id, on=timezone.localdate())
    return f"{box.west_e7},{box.south_e7},{box.east_e7},{box.north_e7}" if box else ""


def _contact(request: Request, _draft: ReportDraft, _form: Form) -> dict[str, Any]:
    return {
        "heading": _("How do we reach you?"),
        "lead": _(
            "You can leave everything empty: with the number and a secret word you follow it."
        ),
        "signed_in": request.actor.account_id is not None,
    }


def _check(request: Request, draft: ReportDraft, _form: Form) -> dict[str, Any]:
    return {
        "heading": _("Is everything right?"),
        "lines": list(_lines(draft)),
        "photos": draft.photos.kept,
        "after_sending": after_sending(request, draft),
    }


_PAGES = {"what": _what, "where": _where, "contact": _contact, "check": _check}


def _lines(draft: ReportDraft) -> Iterable[Line]:
    what, where, contact = (draft.clean(step) for step in STEPS[:3])
    urgency = dict(draft.shown("what").fields["urgency"].choices)  # type: ignore[attr-defined]
    yield Line(_("The matter"), what["what"], str(urgency[what["urgency"]]), _url("what"))
    place = draft.place
    spot = _("Pointed at on the map") if where["position"] else ""
    named = [place.compound_name or place.place_name, place.place_name] if place else []
    text = " · ".join([*dict.fromkeys(named), *filter(None, [where["place_text"]])]) or spot
    yield Line(_("Where"), text, spot if text != spot else "", _url("where"))
    reach = "  ".join(filter(None, [contact["name"], contact["contact"]]))
    allowed = [
        _("The answer may be published") if contact["may_publish"] else "",
        _("Those complained of may learn who you are") if contact["may_show"] else "",
    ]
    note = _(", ").join(filter(None, allowed)) or _("Nothing is published or shown")
    yield Line(
        _("How to reach you"), reach or _("Only with number and word"), note, _url("contact")
    )


def place_options(request: Request, draft: ReportDraft, typed: str) -> list[Option]:
    """Places that fit what was typed; before anything is typed, the one already chosen."""
    if draft.place:
        return [_option(draft.place)]
    today = timezone.localdate()
    found = places.places_named(request.sub_district_id, typed, on=today) if typed else []
    return [Option(str(one.id), one.title, one.where) for one in found]


def _option(place: Above) -> Option:
    inside = place.compound_name and place.compound_name != place.place_name
    label = f"{place.compound_name} · {place.place_name}" if inside else place.place_name
    return Option(str(place.place_id), label, place.community_name)


def after_sending(request: Request, draft: ReportDraft) -> list[str]:
    """What happens after it is sent, by whom and how soon."""
    rule = reads.first_limit(
        request.sub_district_id,
        type_=_known(CaseType, draft.post.get("type", "")),
        urgency=_known(Urgency, draft.post.get("urgency", "")) or Urgency.ORDINARY,
        on=timezone.localdate(),
    )
    who = (draft.place and draft.place.community_name) or _("The office")
    return [
        _("You get a number and a secret word at once, and can look at any time."),
        _("%(who)s takes it on within %(time)s and says who works on it.")
        % {"who": who, "time": limit_long(rule.duration)},
        _("When it is done you are asked. If it is not settled, it goes on one level up."),
    ]


def _known(words: type[Word], typed: str) -> Word | None:
    return words(typed) if typed in list(words) else None


def likely_rows(request: Request, typed: str) -> list[Row]:
    """Published answers and how-to pages that may make a request needless."""
    if len(typed.strip()) < _ENOUGH_TO_SEARCH:
        return []
    found = reads.published_like(request.sub_district_id, typed[:_MOST_TO_SEARCH], limit=3)
    return [public_row(one) for one in found]
