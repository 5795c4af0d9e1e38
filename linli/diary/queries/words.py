"""What the codes of the diary are called, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from linli.diary.models import Bookable, Booking
from linli.diary.rules import QUIET, BookableKind, BookingKind, Ended, Purpose
from linli.people import queries as people

_KINDS = {
    BookableKind.ROOM: _("Room"),
    BookableKind.PERSON: _("Duty hours"),
}
_PURPOSES = {
    Purpose.MEDIATION: _("Mediation"),
    Purpose.LEGAL: _("Legal advice"),
    Purpose.COUNSELLING: _("A talk with a counsellor"),
    Purpose.MEETING: _("Meetings"),
    Purpose.CULTURE: _("Culture and leisure"),
    Purpose.SERVICE: _("Services"),
}
_TAKEN = {
    BookingKind.NORMAL: _("Taken"),
    BookingKind.ON_BEHALF: _("Taken"),
    BookingKind.STAFF: _("Taken by the office"),
    BookingKind.BLOCKED: _("Not open"),
}
_ENDED = {
    Ended.NOT_NEEDED: _("No longer needed"),
    Ended.ROOM_CLOSED: _("The room is closed"),
    Ended.KEEPER_AWAY: _("Whoever holds the hours is away"),
    Ended.DOUBLE: _("Taken twice by mistake"),
    Ended.OTHER_WAY: _("Settled in another way"),
}
_WEEKDAYS = (
    _("Mondays"),
    _("Tuesdays"),
    _("Wednesdays"),
    _("Thursdays"),
    _("Fridays"),
    _("Saturdays"),
    _("Sundays"),
)


def kind_word(kind: str) -> str:
    """What a kind of calendar is called."""
    return gettext(_KINDS[BookableKind(kind)])


def purpose_word(purpose: str) -> str:
    """What a purpose is called."""
    return gettext(_PURPOSES[Purpose(purpose)])


def ended_word(why: str) -> str:
    """Why a time was given back, in words."""
    return gettext(_ENDED[Ended(why)])


def weekday_word(weekday: int) -> str:
    """The weekday of weekly hours."""
    return gettext(_WEEKDAYS[weekday])


def taken_word(row: Booking) -> str:
    """How a calendar calls a taken time; what people come for in confidence is not said."""
    if row.title and Purpose(row.purpose) not in QUIET:
        return row.title
    if row.title and BookingKind(row.kind) in {BookingKind.STAFF, BookingKind.BLOCKED}:
        return row.title
    return gettext(_TAKEN[BookingKind(row.kind)])


def post_word(one: Bookable) -> str:
    """The post whose hours these are; never a name."""
    if one.post is None:
        return ""
    return one.post.name or people.post_title(one.post.kind)


def day_word(day: date) -> str:
    """A day as refusals name it."""
    return formats.date_format(day, "Y-m-d")
