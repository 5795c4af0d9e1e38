"""The category tree as pages and sheets read it, and the routing table in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from linli.cases.models import Case, Category, RouteRule
from linli.people.queries import office_title


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category in the order of the tree; `below` counts what lies under it."""

    id: UUID
    parent_id: UUID | None
    level: int
    name: str
    path: str
    default_type: str
    service_code: str
    closed: bool
    below: int = 0


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A row of the routing table; an empty side means any."""

    id: UUID
    category: str
    category_id: UUID | None
    place: str
    place_id: UUID | None
    to: str
    post_kind: str
    post_id: UUID | None
    note: str


def category_rows(sub_district_id: UUID, *, containing: str = "") -> list[CategoryRow]:
    """The whole tree, each node before those below it; with a word, the paths that hold it."""
    rows = list(Category.objects.filter(sub_district_id=sub_district_id).order_by("order", "path"))
    below: dict[UUID | None, list[Category]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    walked = _walk(below, None)
    return [row for row in walked if containing.lower() in row.path.lower()]


def category_row(sub_district_id: UUID, category_id: UUID) -> CategoryRow | None:
    """One category."""
    found = Category.objects.filter(sub_district_id=sub_district_id, id=category_id).first()
    if found is None:
        return None
    children = Category.objects.filter(sub_district_id=sub_district_id, parent_id=category_id)
    return _row(found, children.count())


def service_codes(sub_district_id: UUID) -> list[str]:
    """The codes under which categories are offered to other systems."""
    return list(
        Category.objects.filter(sub_district_id=sub_district_id)
        .exclude(open311_code="")
        .values_list("open311_code", flat=True)
    )


def names_below_top(sub_district_id: UUID) -> dict[str, list[str]]:
    """What stands below each first-level category: the words that teach the router."""
    found: dict[str, list[str]] = {}
    rows = Category.objects.filter(sub_district_id=sub_district_id, closed=False, level__gt=1)
    for path in rows.order_by("order").values_list("path", flat=True):
        top, _, rest = path.partition("/")
        found.setdefault(top, []).append(rest.replace("/", ""))
    return found


def sorted_messages(sub_district_id: UUID, *, limit: int) -> Iterator[tuple[str, str, str]]:
    """Title, text and category path of what people have sorted here, newest first."""
    mine = Case.objects.filter(sub_district_id=sub_district_id, sealed_at=None)
    rows = mine.filter(category__isnull=False)
    fields = rows.order_by("-order_no").values_list("title", "body", "category__path")
    return fields[:limit].iterator()


def ids_by_path(sub_district_id: UUID) -> dict[str, UUID]:
    """The open categories by path."""
    rows = Category.objects.filter(sub_district_id=sub_district_id, closed=False)
    return dict(rows.values_list("path", "id"))


def route_rows(sub_district_id: UUID) -> list[RouteRow]:
    """The routing table, by category and then by place."""
    rows = (
        RouteRule.objects.filter(sub_district_id=sub_district_id)
        .select_related("category", "place", "post", "post__place", "post__organisation")
        .order_by("category__order", "place__name", "id")
    )
    return [_route(row) for row in rows]


def _walk(below: dict[UUID | None, list[Category]], top: UUID | None) -> Iterable[CategoryRow]:
    for row in below.get(top, ()):
        yield _row(row, len(below.get(row.id, ())))
        yield from _walk(below, row.id)


def _row(row: Category, below: int) -> CategoryRow:
    return CategoryRow(
        id=row.id,
        parent_id=row.parent_id,
        level=row.level,
        name=row.name,
        path=row.path,
        default_type=row.default_type,
        service_code=row.open311_code,
        closed=row.closed,
        below=below,
    )


def _route(row: RouteRule) -> RouteRow:
    return RouteRow(
        id=row.id,
        category=row.category.path if row.category else "",
        category_id=row.category_id,
        place=row.place.name if row.place else "",
        place_id=row.place_id,
        to=_post_name(row) if row.post else office_title(row.post_kind, ""),
        post_kind=row.post_kind,
        post_id=row.post_id,
        note=row.note,
    )


def _post_name(row: RouteRule) -> str:
    post = row.post
    assert post is not None  # noqa: S101
    where = post.organisation.name if post.organisation else post.place.name
    return f"{where} · {office_title(post.kind, post.name)}"
