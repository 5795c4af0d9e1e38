"""Dates, sums and counts in words, in the reader's language.

A no-break space stands between a number and its unit and inside a date, so that neither
is ever torn apart at the end of a line.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from urllib.parse import unquote

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

HARD_SPACE = "\u00a0"
_WORD_JOINER = "\u2060"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_HAN_THEN_LATIN = re.compile(rf"(?<=[{_HAN}]) ?(?=[0-9A-Za-z¥])")
_LATIN_THEN_HAN = re.compile(rf"(?<=[0-9A-Za-z%]) ?(?=[{_HAN}])")
_MONTH_THEN_DAY = re.compile(r"(?<![\d-])(\d{1,2}-)(?=\d{2}(?![\d-]))")
_INSIDE_WEEKDAY = re.compile(r"(?<=\d[ \u00a0]周)(?=[一二三四五六日])")
_MOBILE = re.compile(r"^(\d{3})\d{4}(\d{4})$")
_MINUTE = timedelta(minutes=1)
_FLOOR = 5
_DAYS_FROM = 2
_MINUTES_BELOW = 12


def weekday(day: date) -> str:
    """Name the day of the week in short."""
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[day.weekday()]


def local(value: date) -> date:
    """Take an instant to the place's own time; a day stays a day."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: date, *, now: date | None = None) -> str:
    """Write a day with its weekday; the year is left out where it is the year of `now`."""
    value = local(value)
    pattern = "%m-%d" if now is not None and local(now).year == value.year else "%Y-%m-%d"
    return f"{value:{pattern}}{HARD_SPACE}{weekday(value)}"


def stamp(value: datetime, *, now: date | None = None) -> str:
    """Write an instant: day, weekday, hour and minute."""
    return f"{day(value, now=now)}{HARD_SPACE}{local(value):%H:%M}"


def deadline(value: datetime, *, now: date | None = None) -> str:
    """Write the end of a limit; midnight is 24:00 of the day that ends, not 00:00 of the next."""
    if f"{local(value):%H:%M}" != "00:00":
        return stamp(value, now=now)
    return f"{day(value - _MINUTE, now=now)}{HARD_SPACE}24:00"


def yuan(fen: int) -> str:
    """Write whole fen as yuan: ¥1,234.50."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}¥{whole:,}.{rest:02}"


def amount(fen: int) -> str:
    """Write whole fen for a column of a table: 1,234.50."""
    return yuan(fen).replace("¥", "")


def square_metres(cm2: int) -> str:
    """Write whole square centimetres as square metres: 98.50 m²."""
    hundredths = (cm2 + 50) // 100
    return f"{hundredths // 100:,}.{hundredths % 100:02}{HARD_SPACE}m²"


def masked_phone(number: str) -> str:
    """Show only the first three and the last four digits of a mobile number."""
    found = _MOBILE.match(number)
    if found:
        return f"{found[1]}****{found[2]}"
    return f"{'*' * max(len(number) - 2, 0)}{number[-2:]}"


def spaced(text: str) -> str:
    """Bind numbers to the Chinese characters beside them, and a day to its month."""
    bound = _LATIN_THEN_HAN.sub(HARD_SPACE, _HAN_THEN_LATIN.sub(HARD_SPACE, text))
    bound = _INSIDE_WEEKDAY.sub(_WORD_JOINER, bound)
    return _MONTH_THEN_DAY.sub(rf"\1{_WORD_JOINER}", bound)


def floored(count: int) -> str:
    """Write a published count; one to four persons are not told apart."""
    if 0 < count < _FLOOR:
        return _("fewer than 5")
    return f"{count:,}"


def grouped(code: str, size: int = 4) -> str:
    """Write a fingerprint or a tracker in groups, so that eyes can follow it."""
    plain = "".join(code.split())
    return " ".join(plain[at : at + size] for at in range(0, len(plain), size))


def readable_address(address: str) -> str:
    """Write an address as one reads and types it: its characters as they are, no scheme."""
    return unquote(address).rpartition("://")[2]


def minutes_long(minutes: int) -> str:
    """Word a stretch of minutes: days when long, hours and minutes when short."""
    hours, rest = divmod(minutes, 60)
    days = hours // 24
    if days >= _DAYS_FROM:
        return days_long(days)
    if hours and rest and hours < _MINUTES_BELOW:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    if hours:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}


def days_long(days: int) -> str:
    """Word a number of calendar days."""
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def workdays_long(days: int) -> str:
    """Word a number of workdays."""
    return ngettext("%(count)s workday", "%(count)s workdays", days) % {"count": days}
