"""The category tree and the routing table change; nothing in use disappears."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from linli.cases.models import Category, RouteRule
from linli.cases.queries import routing, tree
from linli.cases.rules import CaseType
from linli.cases.rules.categories import (
    LEVELS,
    NewNode,
    names_fault,
    plain_name,
    tree_of,
)
from linli.cases.rules.open311 import CODE
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import OFFICE, PostKind
from linli.places import queries as places
from linli.records import actions as records
from linli.tenancy.rows import locked

NOTE_LENGTH = 100


@transaction.atomic
def import_categories(
    *, actor: Actor, rows: Iterable[tuple[str, CaseType | None]], at: datetime
) -> dict[str, UUID]:
    """Let the tree have these paths; what it has already stays as it is. All ids, by path."""
    _require_keeper(actor)
    known = dict(
        Category.objects.filter(sub_district_id=actor.sub_district_id).values_list("path", "id")
    )
    new = [node for node in tree_of(rows) if node.path not in known]
    made = _made(actor.sub_district_id, new, known)
    Category.objects.bulk_create(made)
    if made:
        _record(actor, "import_categories", actor.sub_district_id, {"added": len(made)}, at)
    return known


def _made(tenant: UUID, new: Sequence[NewNode], known: dict[str, UUID]) -> list[Category]:
    """The rows of new nodes, parents first; `known` learns their ids."""
    taken = set(tree.service_codes(tenant))
    order = _last_order(tenant)
    made = []
    for number, node in enumerate(new, start=order + 1):
        row = Category(
            sub_district_id=tenant,
            parent_id=known.get(node.parent),
            level=node.level,
            name=node.name,
            path=node.path,
            order=number,
            default_type=node.type.value if node.type else "",
            open311_code=_free_code(node.service_code, taken),
        )
        known[node.path] = row.id
        made.append(row)
    return made


def _free_code(wanted: str, taken: set[str]) -> str:
    """A code that no other service has: the wanted one, else the first free one after it."""
    code = wanted
    serial = 1
    while code and code in taken:
        serial += 1
        code = f"{wanted}-{serial}"
    taken.add(code)
    return code


@transaction.atomic
def add_category(
    *,
    actor: Actor,
    parent_id: UUID | None,
    name: str,
    default_type: CaseType | None = None,
    service_code: str = "",
    at: datetime,
) -> Category:
    """Put a category under another, or at the top."""
    _require_keeper(actor)
    above = _category(actor, parent_id) if parent_id else None
    level = above.level + 1 if above else 1
    if level > LEVELS:
        raise Refused("category_too_deep", _("The tree has three levels; nothing goes below them."))
    own = _named(name)
    path = f"{above.path}/{own}" if above else own
    _require_free(actor.sub_district_id, path, service_code)
    made = Category.objects.create(
        sub_district_id=actor.sub_district_id,
        parent=above,
        level=level,
        name=own,
        path=path,
        order=_last_order(actor.sub_district_id) + 1,
        default_type=default_type.value if default_type else "",
        open311_code=service_code.strip(),
    )
    _record(actor, "add_category", made.id, {"level": level}, at)
    return made


@transaction.atomic
def change_category(
    *,
    actor: Actor,
    category_id: UUID,
    name: str,
    default_type: CaseType | None,
    service_code: str,
    closed: bool,
    at: datetime,
) -> Category:
    """Rename a category, close or open it; requests that carry it keep it."""
    _require_keeper(actor)
    category = _category(actor, category_id)
    own = _named(name)
    before = category.path
    path = before.rpartition("/")[0]
    path = f"{path}/{own}" if path else own
    _require_free(actor.sub_district_id, path, service_code, but=category_id)
    category.name, category.path, category.closed = own, path, closed
    category.default_type = default_type.value if default_type else ""
    category.open311_code = service_code.strip()
    category.save()
    if path != before:
        _rename_below(category, before)
    _record(actor, "change_category", category_id, {"closed": closed}, at)
    return category


@transaction.atomic
def set_route(
    *,
    actor: Actor,
    category_id: UUID | None,
    place_id: UUID | None,
    post_kind: str = "",
    post_id: UUID | None = None,
    note: str = "",
    at: datetime,
) -> RouteRule:
    """Let requests of a category at a place go to a post; a second word replaces the first."""
    _require_keeper(actor)
    if category_id:
        _category(actor, category_id)
    if place_id and places.place(actor.sub_district_id, place_id) is None:
        raise Refused("unknown_place", _("This place is not in the list. Choose another."))
    if not post_id and post_kind not in set(PostKind):
        raise Refused("route_goes_nowhere", _("Choose a post or a kind of post."))
    if post_id and routing.receiver(actor.sub_district_id, post_id, on=at.date()) is None:
        raise Refused("unknown_post", _("This post does not exist or has ended. Choose another."))
    rule = _rule_for(actor.sub_district_id, category_id, place_id)
    rule.post_kind, rule.post_id = "" if post_id else post_kind, post_id
    rule.note = note.strip()[:NOTE_LENGTH]
    rule.save()
    facts = {
        "category": str(category_id or ""),
        "place": str(place_id or ""),
        "post": str(post_id or ""),
        "kind": rule.post_kind,
    }
    _record(actor, "set_route", rule.id, facts, at)
    return rule


@transaction.atomic
def drop_route(*, actor: Actor, route_id: UUID, at: datetime) -> None:
    """Take a row out of the routing table."""
    _require_keeper(actor)
    rule = RouteRule.objects.filter(sub_district_id=actor.sub_district_id, id=route_id).first()
    if rule is None:
        raise Missing("no_route", _("There is no such row in the routing table."))
    rule.delete()
    _record(actor, "drop_route", route_id, {}, at)


def _rule_for(tenant: UUID, category_id: UUID | None, place_id: UUID | None) -> RouteRule:
    """The row of a category at a place, a new one if there is none."""
    here = Q(category=category_id) if category_id else Q(category=None)
    here &= Q(place=place_id) if place_id else Q(place=None)
    found = RouteRule.objects.select_for_update().filter(here, sub_district_id=tenant).first()
    return found or RouteRule(sub_district_id=tenant, category_id=category_id, place_id=place_id)


def _require_keeper(actor: Actor) -> None:
    if not (actor.system or actor.administrator or actor.holds(*OFFICE)):
        raise NotAllowed(
            "may_not_keep_categories",
            _("The sub-district office or the administrator keeps categories and routes."),
        )


def _category(actor: Actor, category_id: UUID) -> Category:
    return locked(
        Category,
        actor.sub_district_id,
        category_id,
        missing=Missing("no_category", _("There is no such category.")),
    )


def _named(name: str) -> str:
    own = plain_name(name)
    if names_fault([own]):
        raise Refused("category_name", _("A category's name has 1 to 60 characters."))
    return own


def _require_free(tenant: UUID, path: str, code: str, *, but: UUID | None = None) -> None:
    others = Category.objects.filter(sub_district_id=tenant)
    if but:
        others = others.exclude(id=but)
    if others.filter(path=path).exists():
        raise Refused("category_taken", _("There is a category of this name already."))
    if code.strip() and not CODE.fullmatch(code.strip()):
        raise Refused(
            "service_code_form",
            _("A service code has letters, digits, dots and dashes, at most 40."),
        )
    if code.strip() and others.filter(open311_code=code.strip()).exists():
        raise Refused("service_code_taken", _("Another category has this service code."))


def _rename_below(category: Category, before: str) -> None:
    head = f"{before}/"
    below = list(
        Category.objects.filter(sub_district_id=category.sub_district_id, path__startswith=head)
    )
    for row in below:
        row.path = f"{category.path}/{row.path[len(head) :]}"
        row.save(update_fields=["path"])


def _last_order(tenant: UUID) -> int:
    found = Category.objects.filter(sub_district_id=tenant).aggregate(last=Max("order"))["last"]
    return int(found or 0)


def _record(actor: Actor, did: str, on_id: UUID, facts: Mapping[str, object], at: datetime) -> None:
    records.record(
        actor=actor, did=f"cases.{did}", on_kind="cases.category", on_id=on_id, facts=facts, at=at
    )
    routing.forget_routing()
