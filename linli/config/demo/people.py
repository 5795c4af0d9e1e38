"""The demo's organisations and posts; every name says that it is an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from linli.config.demo.places import (
    COMMUNITIES,
    PATCHES,
    compounds_of,
    full_name,
    groups_of,
    key,
)
from linli.kernel.posts import PostKind
from linli.people.actions import Seating
from linli.people.rules import OrganisationKind

PATCHES_WITHOUT_LEAD = 3
GROUPS_WITHOUT_LEAD = 11
WITHOUT_COUNSELLOR = "赵庄西街"
COMPANIES = ("示例物业一公司", "示例物业二公司", "示例物业三公司", "示例临时托管物业")
RESIDENTS = tuple((f"resident-{n:02d}", f"示例居民{n:02d}") for n in range(1, 13))
"""User names and names of residents with an account; in the demo they have no password."""
SPELLINGS = dict(
    zip(
        (community.name for community in COMMUNITIES),
        (
            *("chaoyang", "chaonan", "nanxin", "shuxi", "yifang", "kangju"),
            *("tiancheng", "jinding", "yingbin", "caishi", "kongque", "zhaozhuang"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """An organisation at a place; `nick` is how the seats below name it."""

    nick: str
    kind: OrganisationKind
    name: str
    place_id: UUID
    duty_phone: str = ""


def company_of(compound: str) -> str:
    """Which property company serves a compound."""
    if compound == "颐和庄园":
        return COMPANIES[3]
    names = [name for community in COMMUNITIES for name in compounds_of(community)]
    return COMPANIES[names.index(compound) % 3]


def demo_organisations(root: UUID) -> Iterator[DemoOrganisation]:
    """The office, the committees, the stations and the companies."""
    yield DemoOrganisation(
        "office", OrganisationKind.SUBDISTRICT_OFFICE, "南环中路街道办事处", root, "0317-0000001"
    )
    for number, community in enumerate(COMMUNITIES, start=1):
        here, phone = key(community.name), f"0317-00001{number:02d}"
        yield DemoOrganisation(
            community.name,
            OrganisationKind.RESIDENTS_COMMITTEE,
            f"{full_name(community)}居委会",
            here,
            phone,
        )
        yield DemoOrganisation(
            f"station/{community.name}",
            OrganisationKind.SERVICE_STATION,
            f"{community.name}便民服务站",
            here,
            phone,
        )
    yield from (
        DemoOrganisation(
            company,
            OrganisationKind.PROPERTY_SERVICE_PROVIDER,
            company,
            root,
            f"0317-000020{number}",
        )
        for number, company in enumerate(COMPANIES, start=1)
    )


def demo_seats(root: UUID, organisations: dict[str, UUID]) -> list[Seating]:
    """All posts with their holders."""
    return [
        *_office(root, organisations["office"]),
        *_communities(organisations),
        *_companies(organisations),
        *_deciding(),
        *_field(),
        *_trusted(root, organisations["office"]),
    ]


def _office(root: UUID, office: UUID) -> Iterator[Seating]:
    for kind, username, name in (
        (PostKind.SUB_DISTRICT_LEADER, "leader", "示例主任甲"),
        (PostKind.GOVERNANCE_OFFICER, "governance", "示例干事甲"),
        (PostKind.CIVIL_AFFAIRS_OFFICER, "civil", "示例干事乙"),
        (PostKind.INFORMATION_PROTECTION_OFFICER, "protection", "示例信息员甲"),
        (PostKind.AUDITOR, "auditor", "示例审计甲"),
    ):
        yield Seating(kind, root, username, name, organisation_id=office)


def _communities(organisations: dict[str, UUID]) -> Iterator[Seating]:
    kinds = (
        (PostKind.SECRETARY, "secretary", "示例书记"),
        (PostKind.INFORMATION_OFFICER, "officer", "示例社工"),
        (PostKind.SERVICE_CLERK, "clerk", "示例窗口"),
        (PostKind.GRID_WORKER, "grid", "示例网格员"),
        (PostKind.LEGAL_LIAISON, "legal", "示例法律联络员"),
        (PostKind.COUNSELLOR, "counsellor", "示例心理咨询师"),
        (PostKind.GOVERNANCE_GROUP_LEAD, "order", "示例综治小组长"),
    )
    for number, community in enumerate(COMMUNITIES, start=1):
        spelling = SPELLINGS[community.name]
        for kind, word, name in kinds:
            if kind is PostKind.COUNSELLOR and community.name == WITHOUT_COUNSELLOR:
                continue
            station = kind is PostKind.SERVICE_CLERK
            nick = f"station/{community.name}" if station else community.name
            yield Seating(
                kind,
                key(community.name),
                f"{word}-{spelling}",
                f"{name}{number:02d}",
                organisation_id=organisations[nick],
                duty_phone=f"0317-00001{number:02d}",
            )


def _companies(organisations: dict[str, UUID]) -> Iterator[Seating]:
    number = 0
    for community in COMMUNITIES:
        for compound in compounds_of(community):
            number += 1
            company = company_of(compound)
            yield Seating(
                PostKind.PROPERTY_MANAGER,
                key(compound),
                f"property-{number:02d}",
                f"示例项目经理{number:02d}",
                organisation_id=organisations[company],
                own_name=f"{compound}项目部",
                duty_phone=f"0317-00003{number:02d}",
            )
            yield Seating(
                PostKind.PROPERTY_REPAIRER,
                key(compound),
                f"repair-{number:02d}",
                f"示例维修员{number:02d}",
                organisation_id=organisations[company],
                own_name=f"{compound}维修班",
            )
            yield Seating(
                PostKind.BUILDING_LEAD,
                key(compound),
                f"stairs-{number:02d}",
                f"示例楼长{number:02d}",
            )
            if compound in community.closed:
                yield Seating(
                    PostKind.CONGRESS_CHAIR,
                    key(compound),
                    f"chair-{nick_of(compound)}",
                    f"示例主席{number:02d}",
                )


DECIDING = {
    "朝阳小区": "朝阳小区东院",
    "南新村": "南新村北区",
    "署西": "西环小区南区",
    "一方": "颐和庄园",
}
"""Compounds whose committees have posts in the demo, by community."""


def _deciding() -> Iterator[Seating]:
    """Who executes, who holds the money and who supervises, where decisions are played."""
    for number, (community, compound) in enumerate(DECIDING.items(), start=1):
        nick = nick_of(compound)
        if not any(compound in one.closed for one in COMMUNITIES):
            yield Seating(
                PostKind.CONGRESS_CHAIR,
                key(compound),
                f"chair-{nick}",
                f"示例主席{compound}",
            )
        yield Seating(
            PostKind.OWNERS_COMMITTEE_CHAIR,
            key(compound),
            f"committee-{nick}",
            f"示例业委会主任{number:02d}",
        )
        yield Seating(
            PostKind.OWNERS_COMMITTEE_TREASURER,
            key(compound),
            f"treasurer-{nick}",
            f"示例业委会财务{number:02d}",
        )
        yield Seating(
            PostKind.SUPERVISION_CHAIR,
            key(community),
            f"supervision-{SPELLINGS[community]}",
            f"示例居务监督{number:02d}",
        )


def nick_of(compound: str) -> str:
    """How user names of a compound's posts end."""
    return str(key(compound))[:8]


ROOMS = {"金鼎": "金牌调解室", "南新村": "温馨调解室", "朝阳南街": "馨语润心厅工作站"}
"""The mediation rooms that have a name of their own, by community; the first has its card."""
HELP_SUPERVISOR = "帮扶督导"
POOL = "区心理咨询师库"


def room_of(community: str) -> str:
    """What the mediation room of a community is called."""
    return ROOMS.get(community, f"{community}调解室")


def _trusted(root: UUID, office: UUID) -> Iterator[Seating]:
    """Two mediators for each room, the help workers, and a counsellor for all communities."""
    named = [one for name in ROOMS for one in COMMUNITIES if one.name == name]
    others = [one for one in COMMUNITIES if one.name not in ROOMS]
    for number, community in enumerate([*named, *others], start=1):
        for nick, letter in (("mediator", "甲"), ("mediator2", "乙")):
            yield Seating(
                PostKind.MEDIATOR,
                key(community.name),
                f"{nick}-{SPELLINGS[community.name]}",
                f"示例调解员{number:02d}{letter}",
            )
    for username, name, title in (
        ("help-1", "示例帮扶员甲", ""),
        ("help-2", "示例帮扶员乙", ""),
        ("help-supervisor", "示例帮扶督导甲", HELP_SUPERVISOR),
    ):
        yield Seating(
            PostKind.HELP_WORKER, root, username, name, organisation_id=office, own_name=title
        )
    yield Seating(
        PostKind.COUNSELLOR,
        root,
        "counsellor-pool",
        "示例心理咨询师库甲",
        organisation_id=office,
        own_name=POOL,
    )


def _field() -> Iterator[Seating]:
    led = 0
    for number in range(PATCHES):
        community = COMMUNITIES[number % len(COMMUNITIES)]
        nth = number // len(COMMUNITIES) + 1
        patch = key(community.name, "patch", nth)
        if number < PATCHES - PATCHES_WITHOUT_LEAD:
            yield Seating(
                PostKind.PATCH_LEAD, patch, f"patch-{number + 1:03d}", f"示例片长{number + 1:03d}"
            )
        for group in range(groups_of(number)):
            led += 1
            if led > GROUPS_WITHOUT_LEAD:
                yield Seating(
                    PostKind.GROUP_LEAD,
                    key(community.name, "patch", nth, "group", group + 1),
                    f"group-{led:04d}",
                    f"示例组长{led:04d}",
                )
