"""What an account agreed to in decisions and may take back, and what may be erased."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import (
    Attendee,
    BoardFollower,
    Idea,
    PublicationObjection,
    Voice,
)
from linli.kernel.own_data import Consent, Erasable

BOARD = "decisions.board"
VOICE_CONTACT = "decisions.voice_contact"
OBJECTION_CONTACT = "decisions.objection_contact"
SPOKEN = "decisions.spoken"
SAID: tuple[type[Voice | Idea | PublicationObjection], ...] = (Voice, Idea, PublicationObjection)


def consents_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Consent]:
    """Boards that are followed, contacts given with what was said."""
    mine: dict[str, Any] = {"sub_district_id": sub_district_id, "account_id": account_id}
    follows = BoardFollower.objects.filter(**mine).select_related("place")
    found = [
        Consent(
            BOARD,
            row.id,
            _("To be told of everyday notices: %(place)s") % {"place": row.place.name},
            _("You are told no more; you can look at the board at any time."),
            timezone.localdate(row.since),
        )
        for row in follows.order_by("-id")
    ]
    then = _("Your contact is taken out; the answer comes to your inbox.")
    for voice in Voice.objects.filter(**mine).order_by("-id"):
        if voice.contact:
            what = _("That you may be reached about what you said: %(number)s")
            since = timezone.localdate(voice.made_at)
            words = what % {"number": voice.number}
            found.append(Consent(VOICE_CONTACT, voice.id, words, then, since))
    objections = PublicationObjection.objects.filter(**mine).select_related("publication")
    for one in objections.order_by("-id"):
        if one.contact:
            what = _("That you may be reached about your objection: %(title)s")
            since = timezone.localdate(one.made_at)
            words = what % {"title": one.publication.title}
            found.append(Consent(OBJECTION_CONTACT, one.id, words, then, since))
    return found


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """Who said what was answered goes at once; what was said and decided stays."""
    mine: dict[str, Any] = {"sub_district_id": sub_district_id, "account_id": account_id}
    answered = sum(
        model._default_manager.filter(**mine, answered_at__isnull=False).count() for model in SAID
    )
    waiting = sum(model._default_manager.filter(**mine, answered_at=None).count() for model in SAID)
    return [
        Erasable(
            _("That ideas, objections and words that were answered are yours"),
            answered,
            _("Answered. The words stay without you, for those who decide."),
            key=SPOKEN,
        ),
        Erasable(
            _("That ideas, objections and words that wait for an answer are yours"),
            waiting,
            _("Needed to answer you."),
        ),
        Erasable(
            _("Meetings to which you were bidden, minutes that you signed"),
            Attendee.objects.filter(**mine).count(),
            _("What was decided can be asked about for good; the Archives Law decides."),
        ),
    ]
