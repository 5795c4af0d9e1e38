"""What people write: tidied, measured, and how a contact can be reached."""

from __future__ import annotations

import re
import unicodedata

from linli.kernel.numbers import BadNumber, RecordNumber
from linli.kernel.screening import NumberKind, masked, masked_at, numbers_found

MASK = "〔号码已隐去〕"
"""Stands in a text for a number that was not kept."""
TITLE_LENGTH = 120
DERIVED_TITLE_LENGTH = 30
BODY_LENGTH = 20_000
PLACE_TEXT_LENGTH = 120
NAME_LENGTH = 80
CONTACT_LENGTH = 200
NOTE_LENGTH = 4_000
NUMBER_LENGTH = 40
_NUMBER_KIND = "SQ"
QUESTION_LENGTH = 400
REPLY_LENGTH = 1_000
HAND_OVER_LENGTH = 400
BODY_NAME_LENGTH = 80
OUTSIDE_NUMBER_LENGTH = 60
TASK_LENGTH = 200
TASK_RESULT_LENGTH = 400
COMMENT_LENGTH = 1_000
UPLOADS_AT_MOST = 4

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BLANK = re.compile(r"[ \t\u00a0\u3000]+")
_LINES = re.compile(r"\n{3,}")
_EMAIL = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[A-Za-z0-9-]{2,}")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


def tidy(text: str) -> str:
    """A text without control characters, stray tabs and blanks, or long gaps."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _UNSEEN.sub("", plain)
    lines = (_BLANK.sub(" ", line).strip() for line in plain.split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def tidy_line(text: str) -> str:
    """A text on one line."""
    return " ".join(tidy(text).split())


def screened(text: str) -> str:
    """A resident's or a staff text with ids and mobile numbers masked."""
    return masked(text, MASK)


def screened_of_ids(text: str) -> str:
    """An answer or a task: duty telephones may stand in it, national ids may not."""
    found = [one for one in numbers_found(text) if one.kind is NumberKind.NATIONAL_ID]
    return masked_at(text, found, MASK)


def title_from(body: str) -> str:
    """A title for who wrote none: the beginning of the text, to its first full stop."""
    first = re.split(r"[\n。！？!?；;]", body, maxsplit=1)[0].strip() or body.strip()
    if len(first) <= DERIVED_TITLE_LENGTH:
        return first
    return first[: DERIVED_TITLE_LENGTH - 1] + "…"


def contact_channel(contact: str) -> tuple[str, str]:
    """How a contact can be reached: ("email" or "sms", the address), or two empty words."""
    found = _EMAIL.search(contact)
    if found:
        return "email", found.group()
    mobile = _MOBILE.fullmatch(re.sub(r"[\s\-()（）]", "", contact))
    return ("sms", mobile.group(1)) if mobile else ("", "")


def number_of(short: str, year: int, serial: int = 0) -> RecordNumber:
    """The number of a request: where it lies, the year it came in, and its serial."""
    return RecordNumber(short, _NUMBER_KIND, year, serial)


def plain_number(typed: str) -> str:
    """A request's number as people type it; what is none stays as it was typed."""
    try:
        return str(RecordNumber.parse(typed))
    except BadNumber:
        return "".join(unicodedata.normalize("NFKC", typed).upper().split())[:NUMBER_LENGTH]
