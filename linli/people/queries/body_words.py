"""How offices of bodies, and what happens to them, are called in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from linli.people.rules import HandoverKind, OrganisationKind, SeatOffice
from linli.people.rules.body_titles import HANDED_ON, WORDS, office_title_of


def member_title(kind: str, office: str) -> str:
    """The title of an office in a kind of body."""
    return gettext(office_title_of(OrganisationKind(kind), SeatOffice(office)))


def body_word(value: str) -> str:
    """The word for a value that tables of bodies keep; empty for an empty one."""
    return gettext(WORDS[value]) if value else ""


def member_label(kind: str, office: str) -> str:
    """What records call an office, in the office's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return member_title(kind, office)


def things_to_hand_on() -> list[tuple[HandoverKind, str]]:
    """What every list of a handover begins with, in the office's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return [(kind, gettext(what)) for kind, what in HANDED_ON.items()]
