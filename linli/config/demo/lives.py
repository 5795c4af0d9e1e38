"""What happened to the demo's requests over a year: invented, with a fixed seed.

A history is told up to now and breaks off there, so recent requests stand in every state.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from linli.cases.rules import CaseDraft, Happening, History, Outcome, Source, Verb
from linli.config.demo.categories import CATEGORIES
from linli.config.demo.places import COMMON_PARTS, COMMUNITIES, compounds_of, key
from linli.config.demo.stories import STORIES, WORDS_OF_SENDERS, Story
from linli.kernel.actor import Actor, nobody
from linli.kernel.posts import PostKind

SEED = 2012
REQUESTS = 3_000
DAYS = 365
_RECENT_DAYS = 5
_WINTER = frozenset({11, 12, 1, 2, 3})
_TYPES = dict(CATEGORIES)
_OPENS, _ENDS = 8, 18
_SOURCES = (
    (Source.WEB, 55),
    (Source.TELEPHONE, 15),
    (Source.COUNTER, 13),
    (Source.FORWARDED, 8),
    (Source.HOTLINE, 6),
    (Source.PATROL, 3),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demo: posts by kind and place, the residents, the category ids."""

    tenant: UUID
    root: UUID
    posts: Mapping[tuple[str, UUID], Actor]
    residents: tuple[UUID, ...]
    categories: Mapping[str, UUID]

    def at(self, kind: PostKind, *names: str) -> Actor:
        """The holder of a post at a place of the demo."""
        return self.posts[kind.value, key(*names) if names else self.root]


class Telling:
    """One history being told: a clock that goes on and breaks off at now."""

    def __init__(self, chance: random.Random, begun: datetime, now: datetime) -> None:
        self.chance = chance
        self.begun = self.at = begun
        self.now = now
        self.slow = chance.choices((1, 3, 8, 20), (70, 20, 8, 2))[0]
        self.told: list[Happening] = []
        self.over = False

    def then(self, verb: Verb, by: Actor, *, hours: tuple[float, float], **more: object) -> bool:
        """Let this happen some working hours later; False once that lies after now."""
        span = timedelta(hours=self.chance.uniform(*hours) * self.slow)
        self.at = _in_the_day(self.at + span, self.chance)
        self.over = self.over or self.at >= self.now
        if not self.over:
            self.told.append(Happening(verb=verb, at=self.at, by=by, **more))  # type: ignore[arg-type]
        return not self.over


def demo_histories(cast: Cast, now: datetime) -> list[History]:
    """About three thousand requests of the last year, oldest first."""
    chance = random.Random(SEED)  # noqa: S311 - the same demo everywhere
    made = [_history(cast, chance, begun, now) for begun in _begins(chance, now)]
    return sorted(made, key=lambda history: history.draft.received_at or now)


def _begins(chance: random.Random, now: datetime) -> Iterator[datetime]:
    """Instants of sending, most by day, none in the last minutes."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    for nth in range(REQUESTS):
        days = _RECENT_DAYS if nth < REQUESTS // 12 else DAYS
        day = midnight - timedelta(days=chance.randrange(days))
        minutes = min(int(chance.triangular(6 * 60, 23 * 60, 10 * 60)), 24 * 60 - 1)
        begun = day + timedelta(minutes=minutes, seconds=chance.randrange(60))
        yield begun if begun < now - timedelta(minutes=20) else begun - timedelta(days=1)


def _history(cast: Cast, chance: random.Random, begun: datetime, now: datetime) -> History:
    story = _story(chance, begun)
    community = chance.choice(COMMUNITIES)
    compound = chance.choice(compounds_of(community))
    draft = _draft(cast, chance, story, compound, begun)
    by = _opener(cast, draft.source, community.name)
    telling = Telling(chance, begun, now)
    _Life(
        cast, telling, story=story, community=community.name, compound=compound, draft=draft
    ).tell()
    closed = bool(telling.told) and telling.told[-1].verb is Verb.CLOSE
    shown = closed and draft.may_publish and chance.random() < 0.25  # noqa: PLR2004
    sorter = cast.at(PostKind.INFORMATION_OFFICER, community.name)
    told = tuple(telling.told)
    if shown:
        told = (*told, replace(told[-1], verb=Verb.PUBLISH, by=sorter))
    return History(draft=draft, by=by, happenings=told)


def _story(chance: random.Random, begun: datetime) -> Story:
    weights = [story.weight for story in STORIES]
    while True:
        story = chance.choices(STORIES, weights)[0]
        heating = story.category.startswith("水电气暖/供暖")
        if not heating or timezone.localtime(begun).month in _WINTER:
            return story


def _draft(
    cast: Cast, chance: random.Random, story: Story, compound: str, begun: datetime
) -> CaseDraft:
    where, place = _where(chance, compound)
    source = chance.choices([s for s, _w in _SOURCES], [w for _s, w in _SOURCES])[0]
    account = None
    if source is Source.WEB and cast.residents and chance.random() < 0.3:  # noqa: PLR2004
        account = chance.choice(cast.residents)
    return CaseDraft(
        title=story.title.format(where=where),
        body=story.body.format(where=where),
        source=source,
        urgency=story.urgency,
        place_id=place,
        account_id=account,
        may_publish=chance.random() < 0.6,  # noqa: PLR2004
        received_at=begun,
    )


def _where(chance: random.Random, compound: str) -> tuple[str, UUID]:
    if chance.random() < 0.2:  # noqa: PLR2004 - one in five concerns a common part
        part = chance.choice(COMMON_PARTS)
        return f"{compound}{part}", key(compound, part)
    building = chance.randint(1, 10)
    return f"{compound} {building} 号楼", key(compound, building)


def _opener(cast: Cast, source: Source, community: str) -> Actor:
    kinds = {
        Source.COUNTER: PostKind.SERVICE_CLERK,
        Source.TELEPHONE: PostKind.SERVICE_CLERK,
        Source.FORWARDED: PostKind.INFORMATION_OFFICER,
        Source.HOTLINE: PostKind.INFORMATION_OFFICER,
        Source.PATROL: PostKind.GRID_WORKER,
    }
    return cast.at(kinds[source], community) if source in kinds else nobody(cast.tenant)


class _Life:
    """How an ordinary request goes: sorted, sent, taken on, worked at, answered, ended."""

    def __init__(
        self,
        cast: Cast,
        telling: Telling,
        *,
        story: Story,
        community: str,
        compound: str,
        draft: CaseDraft,
    ) -> None:
        self.cast, self.telling, self.story, self.draft = cast, telling, story, draft
        self.chance = telling.chance
        self.officer = cast.at(PostKind.INFORMATION_OFFICER, community)
        self.secretary = cast.at(PostKind.SECRETARY, community)
        self.company = cast.at(PostKind.PROPERTY_MANAGER, compound)
        self.office = cast.at(PostKind.GOVERNANCE_OFFICER)
        self.sender = nobody(cast.tenant)

    def tell(self) -> None:
        """Tell it until it ends or until now."""
        if self.chance.random() < 0.02:  # noqa: PLR2004
            self.telling.then(Verb.WITHDRAW, self.sender, hours=(1, 20), text="已经自己处理了。")
            return
        if not self._sorted():
            return
        if self.chance.random() < 0.015:  # noqa: PLR2004
            self._sent_elsewhere()
            return
        lead = self._in_hands()
        if lead and self._worked(lead) and self._answered(lead):
            self._ended(lead)

    def _sorted(self) -> bool:
        return self.telling.then(
            Verb.SORT,
            self.officer,
            hours=(0.2, 5),
            category_id=self.cast.categories[self.story.category],
            type=_TYPES[self.story.category],
            urgency=self.story.urgency,
        )

    def _sent_elsewhere(self) -> None:
        self.telling.then(
            Verb.TRANSFER,
            self.office,
            hours=(2, 20),
            name="12345 热线",
            text="不属于本街道职责范围，已转市级平台办理。",
        )

    def _in_hands(self) -> Actor | None:
        """Who takes it on; None when it has not got so far."""
        if not self.story.to_company:
            taken = self.telling.then(Verb.ACCEPT, self.officer, hours=(0.3, 6))
            return self.officer if taken else None
        if not self._dispatched():
            return None
        if self.chance.random() < 0.03 and self._returned():  # noqa: PLR2004
            return self._in_hands()
        taken = self.telling.then(Verb.ACCEPT, self.company, hours=(0.5, 12))
        return self.company if taken else None

    def _dispatched(self) -> bool:
        post = self.company.post
        return self.telling.then(
            Verb.DISPATCH,
            self.officer,
            hours=(0.1, 1),
            post_id=post.post_id if post else None,
        )

    def _returned(self) -> bool:
        return self.telling.then(
            Verb.RETURN, self.company, hours=(1, 8), text="位置写得不清楚，请核实楼号。"
        )

    def _worked(self, lead: Actor) -> bool:
        if self.chance.random() < 0.06 and not self._asked(lead):  # noqa: PLR2004
            return False
        if self.chance.random() < 0.05 and not self._helped_outside(lead):  # noqa: PLR2004
            return False
        return self.telling.then(Verb.START, lead, hours=(0.5, 10))

    def _asked(self, lead: Actor) -> bool:
        return self.telling.then(
            Verb.ASK, lead, hours=(1, 8), text="请问哪个时间上门方便？"
        ) and self.telling.then(Verb.REPLY, self.sender, hours=(1, 40), text="晚上六点以后都在家。")

    def _helped_outside(self, lead: Actor) -> bool:
        return self.telling.then(
            Verb.HAND_OVER,
            lead,
            hours=(1, 8),
            name="示例专业单位",
            text=f"请到现场查看：{self.draft.title}",
        ) and self.telling.then(
            Verb.OUTSIDE_RESULT, lead, hours=(8, 60), text="已到场处理，情况正常。"
        )

    def _answered(self, lead: Actor) -> bool:
        hours = (4, 60) if self.story.to_company else (2, 90)
        text = self.story.answer
        return self.telling.then(Verb.ANSWER, lead, hours=hours, text=text)

    def _ended(self, lead: Actor) -> None:
        said = self.chance.random()
        if self.draft.source in {Source.COUNTER, Source.TELEPHONE}:
            self._called(lead)
        elif said < 0.06:  # noqa: PLR2004
            self._refused(lead)
        elif said < 0.45:  # noqa: PLR2004
            self._rated()
        else:
            self.telling.then(Verb.CLOSE, lead, hours=(20, 110))

    def _called(self, lead: Actor) -> None:
        if not self.telling.then(Verb.CLOSE, lead, hours=(10, 50)):
            return
        outcome = Outcome.SOLVED if self.chance.random() < 0.85 else Outcome.PARTLY  # noqa: PLR2004
        self.telling.then(Verb.FOLLOW_UP, self.officer, hours=(10, 60), outcome=outcome)

    def _rated(self) -> None:
        outcome = Outcome.SOLVED if self.chance.random() < 0.85 else Outcome.PARTLY  # noqa: PLR2004
        words = self.chance.choice(WORDS_OF_SENDERS)
        self.telling.then(Verb.RATE, self.sender, hours=(3, 80), outcome=outcome, text=words)

    def _refused(self, lead: Actor) -> None:
        above = self.secretary
        post = above.post
        if (
            self.telling.then(
                Verb.RATE,
                self.sender,
                hours=(3, 60),
                outcome=Outcome.NOT_SOLVED,
                text="又坏了，和原来一样。",
                post_id=post.post_id if post else None,
            )
            and self.telling.then(Verb.ACCEPT, above, hours=(2, 40))
            and self.telling.then(
                Verb.ANSWER,
                above,
                hours=(8, 70),
                text="社区和物业再次到场，彻底更换后试用三天正常。" + self.story.answer,
            )
        ):
            self.telling.then(Verb.RATE, self.sender, hours=(8, 60), outcome=Outcome.SOLVED)


def _in_the_day(at: datetime, chance: random.Random) -> datetime:
    """Move an instant of the night to the next morning."""
    here = timezone.localtime(at)
    if _OPENS <= here.hour < _ENDS:
        return here
    day = here + timedelta(days=1) if here.hour >= _ENDS else here
    return day.replace(hour=_OPENS, minute=chance.randrange(10, 59), second=chance.randrange(60))
