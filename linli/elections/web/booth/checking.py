"""The public list of ballots, the published record, and its check in the reader's browser."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.elections import queries
from linli.elections.queries import BoothFacts
from linli.elections.rules import Mode
from linli.elections.web.booth import verify_words
from linli.elections.web.booth.answers import asking_page, pinned_page
from linli.elections.web.booth.files import pinned
from linli.elections.web.booth.pages import language_of, no_booth, public_page, shell
from linli.ui.access import ANYONE, Request, open_to

_LONGEST = 64


@require_safe
@open_to(ANYONE)
def archive(request: Request, uuid: str) -> Any:
    """Give the published record as belenios-tool reads it, as far as the election has come."""
    pieces = queries.archive_of(request.sub_district_id, uuid)
    if pieces is None:
        raise no_booth()
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{uuid}.bel"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(ANYONE)
def commitments(request: Request, uuid: str) -> HttpResponse:
    """Give the public list of a signed vote: commitments, and the sums once it is counted."""
    text = queries.commitments_text(request.sub_district_id, uuid)
    if text is None:
        raise no_booth()
    answer = HttpResponse(text.encode(), content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(ANYONE)
@pinned_page
def verify(request: Request, uuid: str) -> HttpResponse:
    """Serve the page on which anybody verifies the published record."""
    facts = _facts(request, uuid)
    page = shell(
        "verify",
        language_of(request),
        script="verify_page.js",
        named=verify_words.verify,
        worker=pinned()["verify_worker.js"],
        election=facts.election,
        demo=facts.demo,
        secret=facts.election.mode == Mode.SECRET,
        list_href=reverse("elections:ballot_list", args=[uuid]),
        public_href=public_page(uuid),
    )
    return HttpResponse(page)


@require_safe
@open_to(ANYONE)
@asking_page
def ballot_list(request: Request, uuid: str) -> HttpResponse:
    """Show the public list of ballots, or find one by its tracker; needs no script."""
    facts = _facts(request, uuid)
    wanted = request.GET.get("q", "").replace(" ", "")[:_LONGEST]
    rows = queries.ballots_listed(
        request.sub_district_id, uuid, starting=wanted, after=request.GET.get("after", "")
    )
    page = shell(
        "list",
        language_of(request),
        script="plain_page.js",
        named=dict,
        election=facts.election,
        demo=facts.demo,
        rows=rows,
        wanted=wanted,
        secret=facts.election.mode == Mode.SECRET,
        verify_href=reverse("elections:verify", args=[uuid]),
        public_href=public_page(uuid),
        counter=facts.counter,
    )
    answer = HttpResponse(page)
    answer["Cache-Control"] = "no-store"
    return answer


def _facts(request: Request, uuid: str) -> BoothFacts:
    facts = queries.booth_facts(request.sub_district_id, uuid, on=timezone.localdate())
    if facts is None:
        raise no_booth()
    return facts
