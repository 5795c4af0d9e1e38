"""The public board of a place: its notices and those of its elections, with what hangs on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.decisions.models import (
    BoardFollower,
    Decision,
    Publication,
    PublicationEdition,
    Resolution,
)
from linli.decisions.queries.publications import BOARD_PLACES
from linli.decisions.rules import PublicationKind
from linli.elections import queries as elections
from linli.elections.queries import HungNotice
from linli.places import queries as places
from linli.places.queries import Above

PAGE = 20
YEAR = timedelta(days=365)
SHORTEST_PRINT = 8
"""Fewest signs of a fingerprint by which a notice is looked for."""
ELECTION = "election"


class Shown(StrEnum):
    """What part of a board is looked at."""

    HANGING = "hanging"
    OVER = "over"
    DECISIONS = "decisions"
    MONEY = "money"
    ELECTIONS = "elections"
    EVERYDAY = "everyday"


OF_PART: dict[Shown, tuple[PublicationKind, ...]] = {
    Shown.DECISIONS: (
        PublicationKind.PROPOSAL,
        PublicationKind.MEETING,
        PublicationKind.DECISION,
        PublicationKind.RESULT,
        PublicationKind.AFFAIRS,
    ),
    Shown.MONEY: (PublicationKind.ACCOUNTS, PublicationKind.CONTRACT),
    Shown.EVERYDAY: (PublicationKind.ORDINARY,),
    Shown.ELECTIONS: (),
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A notice on the board, whichever room it comes from."""

    id: UUID
    kind: str
    title: str
    number: str
    election_uuid: str
    about: str
    place_id: UUID
    made_by: str
    made_at: datetime
    posted_on: date
    until: date
    down_on: date | None
    edition: int
    digest: str
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    def hangs_on(self, on: date) -> bool:
        """Whether it hangs that day."""
        return self.down_on is None and self.until >= on


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How many notices each part of the board has."""

    hanging: int
    over: int
    of_part: dict[Shown, int]
    results_in_year: int
    """Results of the place itself whose notice hung its time in the last year."""


@dataclass(frozen=True, slots=True)
class Board:
    """A page of a board: its rows, how many there are, and whether there are more."""

    rows: Sequence[BoardRow]
    counts: BoardCounts
    more: bool


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A place with a board, and what lies above it: their notices hang on it too."""

    id: UUID
    name: str
    kind: str
    chain: tuple[str, ...]
    ids: tuple[UUID, ...]
    names: dict[UUID, str]
    """What the places above it are called."""


_FIELDS = (
    "id", "kind", "title", "number", "place_id", "made_by", "edited_at", "posted_on", "until",
    "down_on", "edition", "digest", "begins_at", "ends_at",
)  # fmt: skip


def board_place(sub_district_id: UUID, place_id: UUID, *, on: date) -> BoardPlace | None:
    """The place of a board; none where there is no such place or it has no board."""
    above: Above | None = places.ancestors(sub_district_id, place_id, on=on)
    if above is None or above.place_kind not in BOARD_PLACES:
        return None
    names = {above.community_id: above.community_name, above.sub_district_place: above.chain[0]}
    known = {key: name for key, name in names.items() if key is not None}
    kind = above.place_kind
    return BoardPlace(place_id, above.place_name, kind, above.chain[:-1], above.ids, known)


def board(
    sub_district_id: UUID,
    place_ids: Sequence[UUID],
    *,
    shown: Shown = Shown.HANGING,
    after: tuple[date, UUID] | None = None,
    on: date,
) -> Board:
    """A page of a board: what hangs, the first to end on top; the other parts by newest end."""
    hanging = {Shown.HANGING: True, Shown.OVER: False}.get(shown)
    rows: list[BoardRow] = []
    if shown is not Shown.ELECTIONS:
        found = _paged(_part(sub_district_id, place_ids, shown, on), after, up=bool(hanging))
        rows += [_row(values) for values in found.values_list(*_FIELDS)[: PAGE + 1]]
    if shown in {Shown.HANGING, Shown.OVER, Shown.ELECTIONS}:
        rows += [
            _election_row(one)
            for one in elections.notices_at(
                sub_district_id, place_ids, on=on, hanging=hanging, after=after, limit=PAGE + 1
            )
        ]
    rows.sort(key=lambda row: (row.until, row.id), reverse=not hanging)
    return Board(rows[:PAGE], counts(sub_district_id, place_ids, on=on), len(rows) > PAGE)


def counts(sub_district_id: UUID, place_ids: Sequence[UUID], *, on: date) -> BoardCounts:
    """How many notices hang, are over, and belong to each part; one question a room."""
    asked = {
        shown.value: Count("id", filter=Q(kind__in=[kind.value for kind in kinds]))
        for shown, kinds in OF_PART.items()
        if kinds
    }
    own = _at(sub_district_id, place_ids).aggregate(
        hanging=Count("id", filter=_hangs(on)),
        all=Count("id"),
        results=Count("id", filter=_result_in_year(place_ids[0], on)),
        **asked,
    )
    hung, of_elections = elections.notice_counts_at(sub_district_id, place_ids, on=on)
    of_part = {shown: own.get(shown.value, of_elections) for shown in OF_PART}
    hanging = own["hanging"] + hung
    over = own["all"] + of_elections - hanging
    return BoardCounts(hanging, over, of_part, own["results"])


def decided_in_year(sub_district_id: UUID, place_id: UUID, *, on: date) -> int:
    """How many resolutions were carried for a place in the last year."""
    own = Decision.objects.filter(sub_district_id=sub_district_id, place_id=place_id)
    return Resolution.objects.filter(
        sub_district_id=sub_district_id,
        decision_id__in=own.values("id"),
        carried=True,
        resolved_on__gt=on - YEAR,
    ).count()


def newest(sub_district_id: UUID, place_ids: Sequence[UUID], *, limit: int = 50) -> list[BoardRow]:
    """The notices that went up last, for feeds and calendars."""
    own = _at(sub_district_id, place_ids).order_by("-edited_at", "-id")
    rows = [_row(values) for values in own.values_list(*_FIELDS)[:limit]]
    hung = elections.newest_notices_at(sub_district_id, place_ids, limit=limit)
    rows += [_election_row(one) for one in hung]
    return sorted(rows, key=lambda row: (row.made_at, row.id), reverse=True)[:limit]


def texts_of_rows(sub_district_id: UUID, rows: Sequence[BoardRow]) -> dict[UUID, str]:
    """The texts in force of the notices of this room among these rows."""
    wanted = {row.id: row.edition for row in rows if row.kind != ELECTION}
    found = PublicationEdition.objects.filter(
        sub_district_id=sub_district_id, publication_id__in=list(wanted)
    )
    return {
        one.publication_id: one.text for one in found if one.number == wanted[one.publication_id]
    }


def by_print(sub_district_id: UUID, begins: str) -> list[tuple[BoardRow, int]]:
    """Notices and editions whose fingerprint begins so, each with the edition that it is."""
    if len(begins) < SHORTEST_PRINT:
        return []
    editions = PublicationEdition.objects.filter(
        sub_district_id=sub_district_id, digest__startswith=begins
    ).order_by("-id")[:5]
    numbers = {one.publication_id: one.number for one in editions}
    own = Publication.objects.filter(sub_district_id=sub_district_id, id__in=list(numbers))
    rows = [_row(values) for values in own.values_list(*_FIELDS)]
    found = [(row, numbers[row.id]) for row in rows]
    hung = elections.notices_by_digest(sub_district_id, begins)
    return found + [(_election_row(one), 1) for one in hung]


def follows_board(sub_district_id: UUID, place_id: UUID, account_id: UUID | None) -> bool:
    """Whether an account is told of a board's ordinary notices."""
    if account_id is None:
        return False
    return BoardFollower.objects.filter(
        sub_district_id=sub_district_id, place_id=place_id, account_id=account_id
    ).exists()


def boards_followed(sub_district_id: UUID, account_id: UUID) -> list[BoardFollower]:
    """The boards that an account follows."""
    rows = BoardFollower.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return list(rows.select_related("place").order_by("id"))


def hanging_by_place(sub_district_id: UUID, *, on: date) -> dict[UUID, int]:
    """How many notices of its own hang at each place; for the list of boards."""
    rows = Publication.objects.filter(_hangs(on), sub_district_id=sub_district_id)
    found = rows.order_by().values_list("place_id").annotate(count=Count("id"))
    return dict(found)


def _at(sub_district_id: UUID, place_ids: Sequence[UUID]) -> QuerySet[Publication]:
    return Publication.objects.filter(sub_district_id=sub_district_id, place_id__in=list(place_ids))


def _part(
    sub_district_id: UUID, place_ids: Sequence[UUID], shown: Shown, on: date
) -> QuerySet[Publication]:
    rows = _at(sub_district_id, place_ids)
    if shown is Shown.HANGING:
        return rows.filter(_hangs(on))
    if shown is Shown.OVER:
        return rows.exclude(_hangs(on))
    return rows.filter(kind__in=[kind.value for kind in OF_PART[shown]])


def _paged(
    rows: QuerySet[Publication], after: tuple[date, UUID] | None, *, up: bool
) -> QuerySet[Publication]:
    if after:
        day, row_id = after
        further = Q(until__gt=day) if up else Q(until__lt=day)
        same = Q(until=day, id__gt=row_id) if up else Q(until=day, id__lt=row_id)
        rows = rows.filter(further | same)
    return rows.order_by(*(("until", "id") if up else ("-until", "-id")))


def _result_in_year(place_id: UUID, on: date) -> Q:
    return Q(kind=PublicationKind.RESULT, place_id=place_id, down_on__gt=on - YEAR)


def _hangs(on: date) -> Q:
    return Q(until__gte=on, down_on=None)


def _row(values: Sequence[object]) -> BoardRow:
    found = dict(zip(_FIELDS, values, strict=True))
    made_at = found.pop("edited_at")
    return BoardRow(**found, made_at=made_at, election_uuid="", about="")  # type: ignore[arg-type]


def _election_row(one: HungNotice) -> BoardRow:
    return BoardRow(
        id=one.id,
        kind=ELECTION,
        title=one.title,
        number=str(one.number),
        election_uuid=one.election_uuid,
        about=one.election_title,
        place_id=one.place_id,
        made_by=one.made_by,
        made_at=one.made_at,
        posted_on=one.posted_on,
        until=one.until,
        down_on=one.down_on,
        edition=1,
        digest=one.digest,
    )
