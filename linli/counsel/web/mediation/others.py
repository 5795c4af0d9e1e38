"""What others see of mediations: leads report, the office answers, leaders read numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.counsel import actions
from linli.counsel.queries import mediation_words as words
from linli.counsel.queries.mediation_counts import mediation_counts
from linli.counsel.queries.mediations import mediation_teams, raised_dispute, raised_disputes
from linli.counsel.rules import POWERS, Verb
from linli.counsel.web.mediation.forms import LeadForm, ReplyForm
from linli.people import queries as people
from linli.places import queries as places
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

_SPANS = {"quarter": 91, "year": 365}


@open_to(POWERS[Verb.REPORT_DISPUTES])
@require_http_methods(FORM)
def report_dispute(request: Request) -> HttpResponse:
    """Tell a mediation room of a dispute; nobody is named without consent."""
    community = _community(request)
    form = LeadForm(request.POST or None)
    teams = mediation_teams(request.sub_district_id, on=timezone.localdate(), place_id=community)
    form.offer("room", [(str(one.id), one.name) for one in teams])

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.report_dispute(
            actor=request.actor,
            team_id=UUID(typed["room"]),
            place_id=community,
            told=form.told,
            agreed=typed["agreed"],
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(
            request, _("The mediation room has it now. What becomes of it stays in the room.")
        )
        return go("counsel:report_dispute")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/mediation/lead.html",
        title=_("Report a dispute"),
        purpose=_(
            "To a mediation room. You do not see the file afterwards; nobody but the room does."
        ),
        verb=_("Tell the room"),
    )


@open_to(POWERS[Verb.ANSWER_DISPUTES])
@require_safe
def disputes(request: Request) -> HttpResponse:
    """Show what mediation rooms told the sub-district, without names and without a way to a file."""
    rows = raised_disputes(request.sub_district_id)
    context = {
        "rows": [(one, words.topic_word(one.topic)) for one in rows],
        "today": timezone.localdate(),
    }
    return render(request, "counsel/mediation/disputes.html", context)


@open_to(POWERS[Verb.ANSWER_DISPUTES])
@require_http_methods(FORM)
def dispute(request: Request, raised_id: UUID) -> HttpResponse:
    """Answer one of them."""
    one = raised_dispute(request.sub_district_id, raised_id)
    if one is None:
        raise Http404
    form = ReplyForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        sent = request.POST.get("version", "")
        actions.answer_dispute(
            actor=request.actor,
            raised_id=raised_id,
            text=typed["text"],
            version=int(sent) if sent.isdigit() else None,
            at=timezone.now(),
        )
        return go("counsel:disputes")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/mediation/dispute.html",
        one=one,
        topic=words.topic_word(one.topic),
        version=request.POST.get("version") or one.version,
        back_href=reverse("counsel:disputes"),
    )


@open_to(POWERS[Verb.SEE_COUNTS])
@require_safe
def mediation_numbers(request: Request) -> HttpResponse:
    """Show mediations as numbers of a closed span; numbers under five are not told."""
    span = request.GET.get("span", "year")
    days = _SPANS.get(span, _SPANS["year"])
    # Whole months alone: a span that ends today would tell of yesterday's one file.
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    first = last - timedelta(days=days)
    context = {
        "counts": mediation_counts(
            request.sub_district_id, first=first, last=last, place_ids=_mine(request)
        ),
        "first": first,
        "last": last,
        "columns": [
            _("Opened"),
            _("Agreements"),
            _("Not wanted by a side"),
            _("Confirmed by the court"),
            _("Promises kept"),
        ],
        "chips": [
            Chip(_("A year"), "?span=year", on=days == _SPANS["year"]),
            Chip(_("Three months"), "?span=quarter", on=days == _SPANS["quarter"]),
        ],
    }
    return render(request, "counsel/mediation/numbers.html", context)


def _mine(request: Request) -> list[UUID] | None:
    on = timezone.localdate()
    known = places.communities(request.sub_district_id, on=on)
    kinds = POWERS[Verb.SEE_COUNTS]
    return [one.id for one in known if people.acts_at(request.actor, kinds, one.id, on=on)]


def _community(request: Request) -> UUID:
    on, post = timezone.localdate(), request.actor.post
    if post is None:
        raise Http404
    known = {one.id for one in places.communities(request.sub_district_id, on=on)}
    line = people.line_of(request.sub_district_id, post.place_id, on=on)
    found = next((one for one in line if one in known), None)
    if found is None:
        raise Http404
    return found
