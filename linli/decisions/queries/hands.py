"""Who can be named on a decision: those who hold a post or a seat at its place, never a list of residents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from linli.decisions.models import Decision
from linli.people import queries as people


def people_here(found: Decision, *, on: date) -> list[tuple[str, str]]:
    """Holders of posts along the place's line and members with accounts of its bodies, to choose from."""
    sub_district_id = found.sub_district_id
    line = people.line_of(sub_district_id, found.place_id, on=on)
    named: dict[UUID, str] = {}
    for card in people.posts_at(sub_district_id, line, on=on):
        for holder in card.holders:
            named.setdefault(holder.account_id, f"{holder.name} · {people.post_title(card.kind)}")
    bodies = people.bodies_at(sub_district_id, [found.place_id], on=on)
    members = {
        member.seat_id: f"{member.name} · {body.name}"
        for body in bodies
        if body.term
        for member in body.term.members
        if member.has_account
    }
    for seat_id, account_id in people.accounts_of_seats(sub_district_id, members).items():
        named.setdefault(account_id, members[seat_id])
    return [(str(account_id), words) for account_id, words in named.items()]
