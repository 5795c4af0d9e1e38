"""The journal for those who check it: what was done, who among staff read what."""

from __future__ import annotations

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.kernel.posts import OVERSEERS
from linli.records import queries
from linli.ui.access import Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Chip, Figure

_PAGE = 50


@open_to(OVERSEERS)
@require_safe
def journal(request: Request) -> HttpResponse:
    """Show what was done, newest first, and whether the chain reaches it."""
    room = request.GET.get("room", "")
    rooms = _rooms()
    room = room if room in rooms else ""
    found = queries.acts_shown(
        request.sub_district_id,
        room=room,
        before=as_uuid(request.GET.get("before", "")),
        limit=_PAGE + 1,
    )
    shown = found[:_PAGE]
    context = {
        "rows": [
            (entry, _(entry.did), _who(entry.actor_label), entry.on_id.hex[-8:]) for entry in shown
        ],
        "chips": [Chip(title, f"?room={word}", on=word == room) for word, title in rooms.items()],
        "tabs": _tabs("acts"),
        "older": f"?room={room}&before={shown[-1].id}" if len(found) > _PAGE else "",
        **_chain(request),
    }
    return render(request, "records/journal.html", context)


@open_to(OVERSEERS)
@require_safe
def readings(request: Request) -> HttpResponse:
    """Show who among staff opened or exported records, not whose they were."""
    before = as_uuid(request.GET.get("before", ""))
    found = queries.readings_shown(request.sub_district_id, before=before, limit=_PAGE + 1)
    shown = found[:_PAGE]
    context = {
        "rows": [(entry, _who(entry.actor_label), _(entry.what)) for entry in shown],
        "tabs": _tabs("readings"),
        "older": f"?before={shown[-1].id}" if len(found) > _PAGE else "",
        **_chain(request),
    }
    return render(request, "records/readings.html", context)


def _chain(request: Request) -> dict[str, object]:
    entries, seals = queries.journal_size(request.sub_district_id)
    newest = queries.last_seal(request.sub_district_id)
    figures = [
        Figure(_("Entries"), f"{entries:,}"),
        Figure(_("Seals"), f"{seals:,}"),
    ]
    return {"figures": figures, "newest": newest, "head": newest.hash if newest else ""}


def _who(label: str) -> str:
    """The post acted in as the journal holds it; a few labels are words of the program."""
    words = {
        "system": _("the system's clock"),
        "administrator": _("administrator"),
        "resident": _("a resident"),
        "sender": _("a sender without an account"),
    }
    return words.get(label, label)


def _tabs(chosen: str) -> list[Chip]:
    return [
        Chip(_("What was done"), "/records/journal/", on=chosen == "acts"),
        Chip(_("Who read what"), "/records/journal/readings/", on=chosen == "readings"),
    ]


def _rooms() -> dict[str, str]:
    """The rooms that have tables, and so acts, each by its own title; the first is all of them."""
    ours = [one for one in apps.get_app_configs() if one.name.startswith("linli.")]
    return {"": _("All"), **{one.label: str(one.verbose_name) for one in ours if one.models}}
