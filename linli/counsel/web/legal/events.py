"""Events about the law and the counts of legal help."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.counsel import actions
from linli.counsel.actions.legal import visit_gone
from linli.counsel.queries import legal as queries
from linli.counsel.queries import legal_words as words
from linli.counsel.rules.legal import EVENT_KEEPERS, LEGAL_OVERSEERS, Advice, LegalTopic
from linli.counsel.web.legal.desk import pages_version
from linli.counsel.web.legal.forms import EventForm, HeadsForm
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

_BACK = timedelta(days=60)


@open_to(EVENT_KEEPERS)
@require_safe
def events(request: Request) -> HttpResponse:
    """List events to come and those of the last weeks."""
    today = timezone.localdate()
    found = queries.events(request.sub_district_id, first=today - _BACK)
    places = {key for key, _name in queries.places_of_events(request.actor, on=today)}
    context = {
        "rows": [
            {
                "event": one,
                "topic": words.topic_word(one.topic),
                "may_count": one.place_id in places
                and one.day <= today
                and one.cancelled_at is None,
                "may_call_off": one.place_id in places
                and one.heads is None
                and one.cancelled_at is None,
            }
            for one in reversed(found)
        ],
        "may_enter": bool(places),
    }
    return render(request, "counsel/legal/events.html", context)


@open_to(EVENT_KEEPERS)
@require_http_methods(FORM)
def event_new(request: Request) -> HttpResponse:
    """Announce an event."""
    places = queries.places_of_events(request.actor, on=timezone.localdate())
    form = EventForm(request.POST or None, places=[(str(key), name) for key, name in places])

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.announce_event(
            actor=request.actor,
            place_id=form.place_id,
            draft=form.draft(),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("The event stands on the page of legal help."))
        return go("counsel:legal_events")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/legal/form.html",
        title=_("Announce an event"),
        purpose=_("Whoever reads the page of legal help sees it."),
        verb=_("Announce it"),
        back_href=reverse("counsel:legal_events"),
    )


@open_to(EVENT_KEEPERS)
@require_http_methods(FORM)
def event_heads(request: Request, event_id: UUID) -> HttpResponse:
    """Say how many came."""
    event = queries.event_kept(request.actor, event_id, on=timezone.localdate())
    if event is None:
        raise visit_gone()
    form = HeadsForm(request.POST or None, initial={"heads": event.heads})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.count_heads(
            actor=request.actor,
            event_id=event.id,
            heads=typed["heads"],
            version=pages_version(request, event.version),
            at=timezone.now(),
        )
        messages.success(request, _("Counted."))
        return go("counsel:legal_events")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/legal/form.html",
        title=event.title,
        purpose=_("Counted by heads; no list of names is kept."),
        verb=_("Keep the number"),
        version=request.POST.get("version") or event.version,
        back_href=reverse("counsel:legal_events"),
    )


@open_to(EVENT_KEEPERS)
@require_POST
def event_call_off(request: Request, event_id: UUID) -> HttpResponse:
    """Call an event off."""
    actions.call_off_event(
        actor=request.actor,
        event_id=event_id,
        version=pages_version(request, 0),
        at=timezone.now(),
    )
    messages.success(request, _("The event is called off; the page says so."))
    return go("counsel:legal_events")


@open_to(LEGAL_OVERSEERS)
@require_safe
def legal_numbers(request: Request) -> HttpResponse:
    """Show visits by place, topic and outcome this year, events, and communities without a lawyer."""
    last = timezone.localdate()
    first = last.replace(month=1, day=1)
    tenant = request.sub_district_id
    topics = queries.topics_by_place(tenant, first=first, last=last)
    advice = queries.advice_by_place(tenant, first=first, last=last)
    names = [queries.advice_count(one) for one in Advice]
    heads_shown = [words.advice_word(one) for one in Advice]
    held, heads = queries.events_held(tenant, first=first, last=last)
    context = {
        "first": first,
        "last": last,
        "heads_of_table": heads_shown,
        "rows": [
            (
                place,
                list(zip(heads_shown, [advice.count(place, name) for name in names], strict=True)),
                advice.row_total(place),
            )
            for place in advice.rows
        ],
        "totals": list(
            zip(heads_shown, [advice.column_total(name) for name in names], strict=True)
        ),
        "total": advice.total,
        "topics": [
            (words.topic_word(one), topics.column_total(queries.topic_count(one)))
            for one in LegalTopic
        ],
        "gaps": queries.gaps(tenant, on=last),
        "events": held,
        "heads": heads,
    }
    return render(request, "counsel/legal/numbers.html", context)
