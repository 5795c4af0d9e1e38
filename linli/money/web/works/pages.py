"""What these pages share: who opens them, find the record, the frame of a form, photos."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.errors import Missing
from linli.money import queries
from linli.money.rules import KEEPERS, READERS, Duty, MatterKind, Verb
from linli.places import queries as places
from linli.ui import menu, pages
from linli.ui.access import Request, audience
from linli.ui.forms import PlainForm
from linli.ui.pages import as_number, as_uuid
from linli.ui.pieces import Fact, Row

if TYPE_CHECKING:
    from linli.money.models import Campaign, PremisesDuty, Works


SEE = audience(READERS)
"""Who finds lists of works at the desk."""
KEEP = audience(KEEPERS)
"""Who enters works, collections and owed premises."""
PAGE = 20
FORM_PAGE = "money/works/form.html"
R = TypeVar("R")
H = TypeVar("H", "Works", "Campaign")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done now: its word in the address, its verb, whether it is the main one."""

    key: str
    verb: str
    icon: str = "check"
    main: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo to show: its address, its small copy."""

    href: str
    small: str


def gone() -> Missing:
    """The sentence for what is not there."""
    return Missing("nothing_here", _("There is nothing of that number here."))


def found_or_gone(found: R | None) -> R:
    """What was found; else the page that says there is nothing."""
    if found is None:
        raise gone()
    return found


def with_hand(request: Request, found: H | None) -> H:
    """A record that the post acted in reaches, or on whose matter the reader has a duty."""
    known = found_or_gone(found)
    if may(request, Verb.SEE, known.place_id) or duties(request, known):
        return known
    raise gone()


def duties(request: Request, found: Works | Campaign) -> frozenset[Duty]:
    """The duties of the reader on the matter of a record."""
    return queries.duties_on(request.actor, found.matter_id)


def may(request: Request, verb: Verb, place_id: UUID) -> bool:
    """Whether the post acted in may do this at a place today."""
    return queries.may_do_at(request.actor, verb, place_id, on=timezone.localdate())


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    **context: Any,
) -> HttpResponse:
    """Show a form of these pages, or act on it."""
    uploads = any(isinstance(one, forms.FileField) for one in form.fields.values())
    return pages.form_page(request, form, act, page=FORM_PAGE, multipart=uploads, **context)


def version_sent(request: Request) -> int:
    """The version of the record that the writer of a form saw; a form without one is stale."""
    typed = request.POST.get("version", "")
    return as_number(typed)


def photos_shown(kept: Iterable[Sequence[str]]) -> list[Photo]:
    """Addresses of photos that a record keeps by id."""
    return [
        Photo(
            reverse("records:attachment", args=[photo_id]),
            reverse("records:attachment_small", args=[photo_id]),
        )
        for photo_id, _digest in kept
    ]


def places_asked(request: Request) -> tuple[list[UUID], str]:
    """The places of the address and the name of the one asked for; without one, all of them."""
    on = timezone.localdate()
    asked = as_uuid(request.GET.get("place", ""))
    if asked is None:
        return queries.all_places(request.sub_district_id, on=on), ""
    place = found_or_gone(places.place(request.sub_district_id, asked))
    return queries.places_around(request.sub_district_id, asked, on=on), place.name


def before_asked(request: Request) -> UUID | None:
    """From which row the list goes on."""
    return as_uuid(request.GET.get("before", ""))


def older_href(request: Request, rows: Sequence[Any]) -> str:
    """The address of older rows, where there are more than fit."""
    if len(rows) <= PAGE:
        return ""
    query = request.GET.copy()
    query["before"] = str(rows[PAGE - 1].id)
    return f"?{query.urlencode()}"


def work_row(works: Works) -> Row:
    """Works in a list for everybody."""
    return Row(
        works.title,
        reverse("money:public_work", args=[works.number]),
        kicker=[_("Building works"), queries.works_state_word(works.state)],
        meta=[works.place.name, works.executor],
        icon="tool",
    )


def campaign_row(campaign: Campaign) -> Row:
    """A collection in a list for everybody."""
    return Row(
        campaign.title,
        reverse("money:public_campaign", args=[campaign.number]),
        kicker=[_("Voluntary contributions"), queries.campaign_state_word(campaign.state)],
        meta=[campaign.place.name],
        icon="heart-handshake",
    )


def premises_row(duty: PremisesDuty) -> Row:
    """Owed premises in a list for everybody."""
    return Row(
        duty.where,
        reverse("money:public_premises", args=[duty.number]),
        kicker=[queries.use_word(duty.use), queries.premises_state_word(duty.state)],
        meta=[duty.place.name, duty.developer],
        icon="building",
    )


def matter_fact(found: Works | Campaign) -> Fact:
    """The decision that it rests on, with its page."""
    matter = found.matter
    href = menu.page_of_matter(matter.number) if matter.kind == MatterKind.DECISION else ""
    return Fact(_("Rests on"), matter.title, href, matter.number)
