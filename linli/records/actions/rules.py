"""What a place sets for itself: local rules, calendar days, saved filters of a post."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import OFFICE
from linli.kernel.rulebook import value_for
from linli.kernel.rules_used import Use, use_of
from linli.records.actions.journal import record
from linli.records.models import CalendarDay, LocalRule, SavedFilter
from linli.records.queries.rulebook import forget_rules, local_rules, read_ending, shipped
from linli.records.rules.adopting import TIMES, YEARS, covered_by, why_unreasonable


def _require_setter(actor: Actor) -> None:
    if not (actor.holds(*OFFICE) or actor.administrator or actor.system):
        raise NotAllowed(
            "not_setter", _("Only the sub-district office or an administrator may set this.")
        )


@transaction.atomic
def adopt_rule(
    *,
    actor: Actor,
    key: str,
    value: Any,
    source: str,
    adopted_by: str,
    adopted_on: date,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> LocalRule:
    """Adopt a value in the rulebook's stead; it names who adopted it, when, on what paper.

    What is not adopted yet does not bind, and what another value would cover is refused: a value
    that is written down is the one that binds from its first day.
    """
    _require_setter(actor)
    if not shipped().knows(key, on=valid_from):
        raise Refused("unknown_rule", _("The rulebook has no rule with the key %s.") % key)
    if use_of(key) is Use.ALWAYS:
        raise Refused("built_so", _("Linli is built so and takes no other value for this rule."))
    _require_fitting(key, value, valid_from)
    if not source.strip():
        raise Refused("no_source", _("Name the paper on which this value was adopted."))
    rule = LocalRule(
        sub_district_id=actor.sub_district_id,
        key=key,
        value=value,
        source=source,
        adopted_by=adopted_by,
        adopted_on=adopted_on,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _require_to_bind(rule, today=timezone.localdate(at))
    rule.save()
    facts = {"key": key, "value": value, "from": valid_from.isoformat()}
    record(
        actor=actor,
        did="records.adopt_rule",
        on_kind="records.rule",
        on_id=rule.id,
        facts=facts,
        at=at,
    )
    forget_rules()
    return rule


def _require_fitting(key: str, value: Any, on: date) -> None:
    """Refuse a value that is not of the rule's kind, or that nobody can mean."""
    rule = shipped().rule_in_force(key, on=on)
    try:
        _kind, read = value_for(rule, value, source="")
        read_ending(key, value)
    except ValueError as fault:
        raise Refused(
            "bad_value", _("This value does not fit the rule: %(fault)s") % {"fault": fault}
        ) from fault
    if why := why_unreasonable(rule, read):
        raise Refused(why, _UNREASONABLE[why] % {"times": TIMES, "years": YEARS})


_UNREASONABLE = {
    "no_share": gettext_lazy("A share is more than nothing and at most the whole, such as 2/3."),
    "no_time": gettext_lazy(
        "A limit of 0 leaves no time: everything would be late at once. Enter at least 1."
    ),
    "too_long": gettext_lazy(
        "This limit is far longer than the rulebook's: more than a year and more than %(times)s "
        "times as long, or more than %(years)s years where the rulebook has none. "
        "Check the number and its unit."
    ),
}


def _require_to_bind(rule: LocalRule, *, today: date) -> None:
    """Refuse what is adopted only later, or what another value of the place would cover."""
    if rule.adopted_on > today:
        raise Refused(
            "adopted_ahead",
            _("The day of adoption lies ahead. Write the value down once it has been adopted."),
        )
    own = local_rules(rule.sub_district_id, fresh=True)
    covering = covered_by(own, rule, today=today)
    if covering is not None:
        raise Refused(
            "covered",
            _(
                "Another value of the place, adopted on %(adopted)s, binds from %(first)s and "
                "would win over this one. Let it end first, or let this one begin later."
            )
            % {"adopted": covering.adopted_on, "first": covering.valid_from},
        )


@transaction.atomic
def end_rule(*, actor: Actor, rule_id: UUID, on: date, at: datetime) -> None:
    """End a local rule after a day; the rulebook's own value holds again."""
    _require_setter(actor)
    ended = LocalRule.objects.filter(
        id=rule_id, sub_district_id=actor.sub_district_id, valid_from__lte=on
    ).update(valid_to=on)
    if not ended:
        raise Refused("no_rule", _("No such local rule is in force on that day."))
    record(
        actor=actor,
        did="records.end_rule",
        on_kind="records.rule",
        on_id=rule_id,
        facts={"on": on.isoformat()},
        at=at,
    )
    forget_rules()


@transaction.atomic
def set_calendar_day(
    *,
    actor: Actor,
    day: date,
    is_workday: bool,
    name: str,
    source: str,
    is_statutory: bool = False,
    at: datetime,
) -> CalendarDay:
    """Set one day of the place's own calendar; it wins over the national table."""
    _require_setter(actor)
    entry, _made = CalendarDay.objects.update_or_create(
        sub_district_id=actor.sub_district_id,
        day=day,
        defaults={
            "is_workday": is_workday,
            "is_statutory": is_statutory,
            "name": name,
            "source": source,
        },
    )
    facts = {"day": day.isoformat(), "is_workday": is_workday}
    record(
        actor=actor,
        did="records.set_calendar_day",
        on_kind="records.calendar_day",
        on_id=entry.id,
        facts=facts,
        at=at,
    )
    forget_rules()
    return entry


@transaction.atomic
def set_calendar_days(
    *,
    actor: Actor,
    days: Iterable[date],
    is_workday: bool,
    name: str,
    source: str,
    is_statutory: bool = False,
    at: datetime,
) -> None:
    """Set several days alike, all or none."""
    for day in days:
        set_calendar_day(
            actor=actor,
            day=day,
            is_workday=is_workday,
            name=name,
            source=source,
            is_statutory=is_statutory,
            at=at,
        )


@transaction.atomic
def unset_calendar_day(*, actor: Actor, day: date, at: datetime) -> None:
    """Take a day out of the place's own calendar; the national table holds again."""
    _require_setter(actor)
    entry = CalendarDay.objects.filter(sub_district_id=actor.sub_district_id, day=day).first()
    if entry is None:
        raise Missing("no_day", _("The place has set nothing for this day."))
    record(
        actor=actor,
        did="records.unset_calendar_day",
        on_kind="records.calendar_day",
        on_id=entry.id,
        facts={"day": day.isoformat()},
        at=at,
    )
    entry.delete()
    forget_rules()


@transaction.atomic
def save_filter(*, actor: Actor, page: str, name: str, query: str) -> SavedFilter:
    """Keep a filter under a name for the post acted in."""
    if actor.post is None:
        raise NotAllowed("no_post", _("Filters are kept for a post."))
    kept, _made = SavedFilter.objects.update_or_create(
        sub_district_id=actor.sub_district_id,
        post_id=actor.post.post_id,
        page=page,
        name=name,
        defaults={"query": query},
    )
    return kept


@transaction.atomic
def drop_filter(*, actor: Actor, filter_id: UUID) -> None:
    """Forget a filter of the post acted in."""
    if actor.post is not None:
        SavedFilter.objects.filter(
            id=filter_id, sub_district_id=actor.sub_district_id, post_id=actor.post.post_id
        ).delete()
