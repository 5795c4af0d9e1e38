"""A public notice: the text that its digest stands for, and how long it must hang."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a notice says and where and when it hangs; its digest covers all of it."""

    number: str
    title: str
    text: str
    where: str
    posted_on: date
    until: date

    @property
    def plain(self) -> str:
        """The notice as plain text, line by line: what is printed is what is hashed."""
        lines = [
            self.number,
            self.title,
            self.text.replace("\r\n", "\n").strip(),
            self.where,
            f"{self.posted_on.isoformat()}/{self.until.isoformat()}",
        ]
        return "\n".join(lines) + "\n"

    @property
    def digest(self) -> str:
        """The SHA-256 of the plain text, in hex."""
        return hashlib.sha256(self.plain.encode()).hexdigest()


def hangs_until(posted_on: date, days: int) -> date:
    """The last day that a notice must hang; the day of posting is not counted (R02)."""
    return posted_on + timedelta(days=days)
