"""What the shells show about the place, the actor's posts and the ways on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.people import queries
from linli.people.queries import DemoCard
from linli.places import queries as places
from linli.ui import menu
from linli.ui.access import Request


def acting(request: HttpRequest) -> dict[str, Any]:
    """The place, the post acted in, the others that could be chosen; what a page asks for."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"acting": None}
    here = places.sub_district(actor.sub_district_id)
    return {
        "acting": actor.post,
        "place": _place(here.name) if here else None,
        "demo": bool(here and here.is_demo),
        "post_switch_href": reverse("people:act_as"),
        "search_href": menu.page_that_finds(actor),
        "person_links": [{"href": reverse("people:my_account"), "label": _("My account")}],
        "foot_links": _foot_links(actor),
        "demo_doors": lambda: demo_doors(request),
    }


def _foot_links(actor: Actor) -> list[dict[str, str]]:
    """What stands at the foot of every page for residents."""
    own = (
        ("people:my_account", _("My account"))
        if actor.account_id
        else ("account_login", _("Sign in"))
    )
    named = [("people:who_serves", _("Who serves my address")), own]
    return [{"href": reverse(name), "label": label} for name, label in named]


def _place(name: str) -> dict[str, str]:
    return {"name": name, "href": "/", "change_href": reverse("places:choose")}


def demo_doors(request: Request | HttpRequest) -> list[DemoCard]:
    """The cards of the demo's sign-in page; none anywhere else."""
    if not settings.LINLI_DEMO:
        return []
    sub_district_id = getattr(request, "sub_district_id", None)
    return queries.demo_cards(sub_district_id, on=timezone.localdate()) if sub_district_id else []
