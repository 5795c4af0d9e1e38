"""Whether a decision or a result has hung as long, in such places and with such photos as asked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.decisions.models import Decision, Publication
from linli.decisions.queries.publications import (
    objections_waiting,
    publications_of,
    spots_of,
)
from linli.decisions.queries.steps import began_at
from linli.decisions.rules import PublicationKind
from linli.decisions.rules.publications import STEP_OF
from linli.ui.words import day


def disclosed(found: Decision, kind: PublicationKind, *, on: date) -> bool:
    """Whether a decision's disclosure of a kind is complete in this turn of its step."""
    return not what_disclosure_lacks(found, kind, on=on)


def what_disclosure_lacks(found: Decision, kind: PublicationKind, *, on: date) -> str:
    """What is still missing, in a sentence with what to do; an empty word when nothing is."""
    notice = disclosure_of(found, kind)
    if notice is None:
        return {
            PublicationKind.DECISION: _("The decision does not hang yet. Put up its notice."),
            PublicationKind.RESULT: _("The result does not hang yet. Put up its notice."),
        }[kind]
    return _hanging_lacks(notice, on) or _answers_lack(found.sub_district_id, found.id)


def disclosure_of(found: Decision, kind: PublicationKind) -> Publication | None:
    """The notice of a kind that was put up since its step last got its turn; the newest one."""
    since = began_at(found, STEP_OF[kind])
    if since is None:
        return None
    own = publications_of(found.sub_district_id, found.id)
    return next(
        (one for one in reversed(own) if one.kind == kind.value and one.edited_at >= since), None
    )


def decision_disclosed(found: Decision, on: date) -> str:
    """The need of the first disclosure."""
    return what_disclosure_lacks(found, PublicationKind.DECISION, on=on)


def result_disclosed(found: Decision, on: date) -> str:
    """The need of the second disclosure."""
    return what_disclosure_lacks(found, PublicationKind.RESULT, on=on)


def _hanging_lacks(notice: Publication, on: date) -> str:
    spots = spots_of(notice)
    unseen = [spot.words for spot in spots if spot.first_photo_id is None]
    if unseen:
        words = _("There is no photo of the notice on the wall yet: %(where)s.")
        return words % {"where": "、".join(unseen)}
    if on < notice.until:
        return _("The notice hangs until %(day)s; it is not over before.") % {
            "day": day(notice.until)
        }
    hanging = [spot.words for spot in spots if spot.down_on is None]
    if hanging:
        words = _("Its last day is over. Take it down, with a photo: %(where)s.")
        return words % {"where": "、".join(hanging)}
    return ""


def _answers_lack(sub_district_id: UUID, decision_id: UUID) -> str:
    count = objections_waiting(sub_district_id, decision_id)
    if not count:
        return ""
    return ngettext(
        "%(count)d objection to its notices waits for an answer.",
        "%(count)d objections to its notices wait for an answer.",
        count,
    ) % {"count": count}
