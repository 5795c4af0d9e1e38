"""What still stands between an election and the opening of its vote, each with the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Election
from linli.elections.queries.calendar import in_language, limit_at, step_title, steps_of
from linli.elections.queries.candidates import field_of
from linli.elections.queries.kept_rules import missing_rules
from linli.elections.queries.needs import days_hung, notice_of, roll_frozen, unmet
from linli.elections.queries.readiness import box_faults, paper_faults
from linli.elections.queries.words import need_in_words
from linli.elections.rules import ElectionKind, StepState
from linli.elections.rules.calendar import step_of
from linli.elections.rules.opening import Binding

VOTING = "voting"
FIRST_NEEDS = ("terms_set", "times_set", "candidates_fixed", "officials_named")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: a code, a sentence, and the page where it is mended."""

    code: str
    words: str
    page: str = ""
    key: str = ""


def lacks(election: Election, *, on: date) -> list[Lack]:
    """All that must be so before voting can open; empty when it can."""
    return [
        *_rules(election, on),
        *_needs(election),
        *_steps(election),
        *_notices(election, on),
        *[Lack("box", words, "elections:desk_election") for words in box_faults(election)],
        *[Lack("paper", words, "elections:desk_election") for words in paper_faults(election)],
    ]


def _rules(election: Election, on: date) -> list[Lack]:
    return [_rule(one) for one in missing_rules(election, on=on)]


def _rule(one: Binding) -> Lack:
    name = in_language(one.rule.name) if one.rule else one.key
    words = _("The place has not set: %(rule)s.") % {"rule": name}
    return Lack("rule", words, "records:rules", one.key)


def _needs(election: Election) -> list[Lack]:
    pages = {
        "terms_set": "elections:desk_terms",
        "times_set": "elections:desk_times",
        "candidates_fixed": "elections:desk_candidates",
        "officials_named": "elections:desk_officials",
    }
    found = [
        Lack(need, _("Missing: %(need)s.") % {"need": need_in_words(need)}, pages[need])
        for need in unmet(election, FIRST_NEEDS)
    ]
    if not roll_frozen(election):
        words = _("Missing: %(need)s.") % {"need": need_in_words("roll_frozen")}
        found.append(Lack("roll_frozen", words, "elections:desk_roll"))
    return [*found, *_roll_age(election)]


def _roll_age(election: Election) -> list[Lack]:
    """A roll that was public too late lets voting begin on a later day only."""
    roll, opens = election.roll, election.opens_at
    if roll is None or roll.voting_from is None or opens is None:
        return []
    if timezone.localdate(opens) >= roll.voting_from:
        return []
    words = _("The roll was published too late: people may vote on it from %(day)s on.")
    return [Lack("roll_age", words % {"day": roll.voting_from}, "elections:desk_times")]


def _steps(election: Election) -> list[Lack]:
    """The steps before the vote; none of them is skipped."""
    found = []
    for step in steps_of(election):
        if step.key == VOTING:
            break
        if step.state != StepState.DONE:
            words = _("The step is not done: %(step)s.") % {"step": step_title(step)}
            found.append(Lack("step", words, "elections:desk_step", step.key))
    return found


def _notices(election: Election, on: date) -> list[Lack]:
    if election.opens_at is None:
        return []
    opens = timezone.localdate(election.opens_at)
    found = []
    for step in steps_of(election):
        plan = step_of(step.plan)
        limit = limit_at(election.sub_district_id, on)(plan.notice_rule)
        notice = notice_of(election, step.key)
        if not plan.notice_rule or limit is None or notice is None:
            continue
        if days_hung(notice, opens) < limit.count:
            words = _(
                "The notice of %(step)s hangs %(days)s days before voting; the rule asks for "
                "%(asked)s. Let voting begin later."
            ) % {
                "step": step_title(step),
                "days": days_hung(notice, opens),
                "asked": limit.count,
            }
            found.append(Lack("notice", words, "elections:desk_times", step.key))
    return found


def consequence(election: Election) -> str:
    """What follows where fewer stand than there are seats and voting may open all the same."""
    field = field_of(election)
    if ElectionKind(election.kind) is not ElectionKind.OWNERS_COMMITTEE:
        return ""
    if field.fault != "fewer_than_seats":
        return ""
    words = _(
        "%(standing)s stand for %(seats)s seats. Whoever is elected is elected; the other seats "
        "stay vacant and are voted on again."
    )
    return words % {"standing": field.standing, "seats": field.seats}
