"""Whose data a page shows: the reader's own, or of the person who stands at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from linli.kernel.errors import Missing
from linli.kernel.own_data import PersonalDatum
from linli.people import queries as people
from linli.records import queries as records
from linli.reports import queries
from linli.ui.access import Request
from linli.ui.pages import go


@dataclass(frozen=True, slots=True)
class Whose:
    """An account whose data is shown, and the pages that belong together for it."""

    request: Request
    account_id: UUID
    now: datetime
    at_counter: bool = False

    @property
    def tenant(self) -> UUID:
        """The sub-district."""
        return self.request.sub_district_id

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.now)

    @property
    def answer_in(self) -> int:
        """How many working days an answer about own data takes at most."""
        rule = records.rule_in_force(self.tenant, "personal.answer", on=self.today)
        return rule.duration.count

    def held(self) -> list[PersonalDatum]:
        """What all rooms hold."""
        return queries.held_about(
            self.tenant, self.account_id, on=self.today, at_counter=self.at_counter
        )

    def href(self, page: str) -> str:
        """The address of a page of this person's."""
        return reverse(f"reports:{'counter' if self.at_counter else 'my'}_{page}")

    def go(self, page: str) -> HttpResponse:
        """Send the reader on to a page of this person's."""
        return go(self.href(page))

    def show(self, page: str, status: int = 200, **context: Any) -> HttpResponse:
        """Show a page in the frame that belongs to it; no copy of it stays on the way."""
        frame = "desk" if self.at_counter else "own"
        shown = {
            **context,
            "whose": self,
            "answer_in": self.answer_in,
            "frame": f"reports/my_data/frame_{frame}.html",
            "pages": {
                name: self.href(name) for name in ("data", "archive", "consents", "erasure", "ask")
            },
            "tab": "mine",
        }
        answer = render(self.request, f"reports/my_data/{page}.html", shown, status=status)
        answer["Cache-Control"] = "no-store"
        return answer


def own(request: Request) -> Whose:
    """The reader's own."""
    if request.actor.account_id is None:
        raise Missing("no_account", "")
    return Whose(request, request.actor.account_id, timezone.now())


def present(request: Request) -> Whose | None:
    """The person's who lets this clerk look now; none when no look is open."""
    now = timezone.now()
    look = people.look_of_clerk(request.actor, at=now)
    return Whose(request, look.account_id, now, at_counter=True) if look else None
