"""The demo, loaded in one transaction through the same actions that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases import actions as cases
from linli.cases.actions import record_histories
from linli.cases.actions.router import Labelled, train_router
from linli.cases.queries import names_below_top, sorted_messages
from linli.cases.rules import CaseDraft, History, Source, Verb
from linli.config.demo.bodies import seat_congresses
from linli.config.demo.categories import CATEGORIES, ROUTES
from linli.config.demo.decisions import DECISIONS, play_decisions
from linli.config.demo.elections import keep_slips, play_elections
from linli.config.demo.helping import play_help
from linli.config.demo.homes import house_resident
from linli.config.demo.hours import play_talks, play_visits
from linli.config.demo.knowledge import ARTICLES, TEMPLATES
from linli.config.demo.lives import Cast, demo_histories
from linli.config.demo.mediations import MEDIATIONS, play_mediations
from linli.config.demo.people import RESIDENTS, demo_organisations, demo_seats
from linli.config.demo.places import SINCE, SUB_DISTRICT, demo_places, key
from linli.config.demo.told import told_histories
from linli.config.demo.trusted import open_rooms
from linli.config.demo.withdrawal import play_withdrawal
from linli.kernel.actor import Actor, PostHeld, nobody, system_actor
from linli.kernel.posts import PostKind
from linli.people import actions as people
from linli.people import queries as people_queries
from linli.people.queries import office_title
from linli.places import actions as places
from linli.places import queries as place_queries

TENANT = key("sub-district")
_BATCH = 250
_SENT_TWICE = 6
_LEARNED = 1_000
_CASTING = (
    PostKind.GOVERNANCE_OFFICER,
    PostKind.SECRETARY,
    PostKind.INFORMATION_OFFICER,
    PostKind.SERVICE_CLERK,
    PostKind.GRID_WORKER,
    PostKind.PROPERTY_MANAGER,
)
Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, how much there is."""


def is_loaded() -> bool:
    """Whether the demo is there already."""
    return place_queries.sub_district(TENANT) is not None


@transaction.atomic
def load_demo(*, at: datetime, progress: Progress) -> None:
    """Load all of the demo or nothing; the same everywhere, its dates counted back from `at`."""
    system = system_actor(TENANT)
    residents = settle_demo(at=at, progress=progress)
    categories = cases.import_categories(
        actor=system, rows=[(path, type_) for path, type_ in CATEGORIES], at=at
    )
    _write_knowledge(system, categories, at)
    _route(system, categories, at)
    cast = _cast(residents, categories, on=timezone.localdate(at))
    open_ones = _tell(system, cast, at, progress)
    _send_again(cast, open_ones[-_SENT_TWICE:], at)
    _learn(system, at)
    progress("bodies and elections", 0, 1)
    house_resident(at)
    seat_congresses(system, at)
    keep_slips(play_elections(at))
    play_withdrawal(at)
    progress("bodies and elections", 1, 1)
    for number, _title in enumerate(play_decisions(at), start=1):
        progress("decisions", number, DECISIONS)
    fill_rooms(at, progress)


def fill_rooms(at: datetime, progress: Progress) -> None:
    """Open the rooms that people trust, and tell what is booked and settled in them."""
    rooms = open_rooms(at)
    for stands in play_mediations(rooms.mediation, at):
        progress("mediations", stands, MEDIATIONS)
    for number, _what in enumerate((play_visits, play_talks), start=1):
        _what(at)
        progress("hours", number, 2)
    play_help(rooms, at)


@transaction.atomic
def settle_demo(*, at: datetime, progress: Progress) -> tuple[UUID, ...]:
    """Load the places and people of the demo alone; answer the residents."""
    system = system_actor(TENANT)
    _found(system, at)
    _settle(system, at, progress)
    return _seat(system, at, progress)


def _learn(system: Actor, at: datetime) -> None:
    """Let the desk suggest categories from what was sorted."""
    rows = [Labelled(*row) for row in sorted_messages(TENANT, limit=_LEARNED)]
    train_router(actor=system, rows=rows, tree=names_below_top(TENANT), at=at)


def _found(system: Actor, at: datetime) -> None:
    code, name, short = SUB_DISTRICT
    places.found_sub_district(
        actor=system,
        code=code,
        name=name,
        short=short,
        is_demo=True,
        sub_district_id=TENANT,
        on=SINCE,
        at=at,
    )


def _root() -> UUID:
    root = place_queries.root(TENANT)
    if root is None:
        raise LookupError("the demo's sub-district has no place")
    return root.id


def _settle(system: Actor, at: datetime, progress: Progress) -> None:
    rows = demo_places(_root())
    progress("places", 0, len(rows))
    places.register_places(actor=system, rows=rows, at=at)
    progress("places", len(rows), len(rows))


def _seat(system: Actor, at: datetime, progress: Progress) -> tuple[UUID, ...]:
    """Found the organisations, fill the posts, open the residents' accounts."""
    organisations = {
        body.nick: people.found_organisation(
            actor=system,
            kind=body.kind,
            name=body.name,
            place_id=body.place_id,
            duty_phone=body.duty_phone,
            valid_from=SINCE,
            at=at,
        ).id
        for body in demo_organisations(_root())
    }
    seats = demo_seats(_root(), organisations)
    progress("posts", 0, len(seats))
    people.staff_places(actor=system, seatings=seats, valid_from=SINCE, at=at)
    progress("posts", len(seats), len(seats))
    administrator = people.open_account(
        actor=system, username="administrator", name="示例系统管理员", at=at
    )
    people.grant_administrator(actor=system, account_id=administrator.id, valid_from=SINCE, at=at)
    return tuple(
        people.sign_up_resident(actor=system, username=username, name=name, password=None, at=at).id
        for username, name in RESIDENTS
    )


def _write_knowledge(system: Actor, categories: dict[str, UUID], at: datetime) -> None:
    for article in ARTICLES:
        cases.write_article(
            actor=system,
            slug=article.slug,
            title=article.title,
            body=article.body,
            category_id=categories[article.category],
            publish=True,
            at=at,
        )
    for name, text in TEMPLATES:
        cases.write_template(actor=system, name=name, text=text, at=at)


def _route(system: Actor, categories: dict[str, UUID], at: datetime) -> None:
    """Say which post takes on what; complaints are left to whoever sorts them."""
    for path, post_kind, note in ROUTES:
        cases.set_route(
            actor=system,
            category_id=categories[path],
            place_id=None,
            post_kind=post_kind.value,
            note=note,
            at=at,
        )


def _cast(residents: tuple[UUID, ...], categories: dict[str, UUID], *, on: date) -> Cast:
    tree = place_queries.root(TENANT)
    ids = [row.id for row in demo_places(_root())]
    cards = people_queries.posts_at(
        TENANT, [_root(), *ids], on=on, kinds=[kind.value for kind in _CASTING]
    )
    return Cast(
        tenant=TENANT,
        root=tree.id if tree else TENANT,
        posts={(card.kind, card.place_id): _actor(card) for card in cards},
        residents=residents,
        categories=categories,
    )


def _actor(card: people_queries.PostCard) -> Actor:
    holder = card.holders[0]
    post = PostHeld(
        post_id=card.post_id,
        kind=card.kind,
        title=office_title(card.kind, card.own_name),
        organisation_id=card.organisation_id,
        organisation_name=card.organisation_name,
        place_id=card.place_id,
        place_name=card.place_name,
        place_kind=card.place_kind,
    )
    return Actor(
        sub_district_id=TENANT,
        account_id=holder.account_id,
        name=holder.name,
        post=post,
        posts=(post,),
    )


def _tell(
    system: Actor, cast: Cast, at: datetime, progress: Progress
) -> list[tuple[UUID, History]]:
    """Write all histories; give back those that have been sorted and no more, oldest first."""
    histories = sorted(
        [*demo_histories(cast, at), *told_histories(cast, at)],
        key=lambda history: history.draft.received_at or at,
    )
    ids: list[UUID] = []
    for begin in range(0, len(histories), _BATCH):
        progress("requests", begin, len(histories))
        batch = histories[begin : begin + _BATCH]
        ids += record_histories(actor=system, histories=batch, at=at)
    progress("requests", len(histories), len(histories))
    return [
        (case_id, history)
        for case_id, history in zip(ids, histories, strict=True)
        if [one.verb for one in history.happenings] == [Verb.SORT]
    ]


def _send_again(cast: Cast, open_ones: list[tuple[UUID, History]], at: datetime) -> None:
    """Let some matters come in twice, from another sender, and be joined to the first."""
    for number, (case_id, history) in enumerate(open_ones):
        opened = cases.open_case(
            actor=nobody(cast.tenant),
            key=str(key("again", number)),
            draft=CaseDraft(
                title=history.draft.title,
                body=f"{history.draft.body}我们楼也是这样。",
                source=Source.WEB,
                place_id=history.draft.place_id,
            ),
            at=at,
        )
        cases.merge_case(
            actor=history.happenings[0].by,
            case_id=opened.case_id,
            version=1,
            into_id=case_id,
            at=at,
        )
