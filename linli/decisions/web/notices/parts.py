"""What a decision's pages show of its notices."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from linli.decisions import queries
from linli.decisions.rules import PublicationKind
from linli.decisions.rules.publications import STEP_OF
from linli.decisions.web.notices import shown as words
from linli.decisions.web.notices.shown import Line
from linli.decisions.web.parts import Part
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.decisions.models import Decision, Publication

ORDER = 50


def public_part(_actor: Actor, found: Decision, _on: date) -> Part | None:
    """The notices of a decision, each with its time and its fingerprint."""
    notices = queries.publications_of(found.sub_district_id, found.id)
    if not notices:
        return None
    lines = [_line(one, desk=False) for one in notices[::-1]]
    return Part(ORDER, "decisions/notices/public_part.html", {"lines": lines})


def desk_part(actor: Actor, found: Decision, on: date) -> Part | None:
    """The notices of a decision at the desk; the one whose turn it is can be put up."""
    notices = queries.publications_of(found.sub_district_id, found.id)
    kind = next((kind for kind, step in STEP_OF.items() if queries.is_now(found, step)), None)
    if not notices and kind is None:
        return None
    context = {
        "lines": [_line(one, desk=True) for one in notices[::-1]],
        "lacks": queries.what_disclosure_lacks(found, kind, on=on) if kind else "",
        "put_up_href": put_up_href(actor, found, kind, on),
    }
    return Part(ORDER, "decisions/notices/desk_part.html", context)


def _line(one: Publication, *, desk: bool) -> Line:
    now = timezone.now()
    href = (
        reverse("decisions:desk_publication", args=[one.id])
        if desk
        else reverse("decisions:public_publication", args=[one.number])
    )
    return Line(
        kind=queries.publication_kind_word(one.kind),
        title=one.title,
        href=href,
        meta=[one.made_by, words.posted_words(one.posted_on, now)],
        clock=words.clock_of(one.until, one.down_on, now),
        digest=one.digest,
    )


def put_up_href(actor: Actor, found: Decision, kind: PublicationKind | None, on: date) -> str:
    """Where the disclosure whose turn it is is written, as long as it does not hang yet."""
    if kind is None or queries.disclosure_of(found, kind) is not None:
        return ""
    if not queries.may_publish_at(actor, kind, found.place_id, on=on):
        return ""
    return f"{reverse('decisions:desk_publish')}?kind={kind.value}&decision={found.id}"
