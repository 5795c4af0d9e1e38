"""What people said, what is still to be answered, what everybody may read of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from linli.decisions.models import Decision, Interview, Voice
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.queries.participation_words import how_word, theme_word
from linli.decisions.queries.publications import objections_waiting
from linli.decisions.rules import Verb
from linli.decisions.rules.voices import FLOOR, VoiceKind, themes_counted
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.people import queries as people
from linli.records.queries import rule_in_force

PAGE = 50
ANSWER = "participation.answer"


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often a theme was named, with how many people; small counts of people stay coarse."""

    theme: str
    word: str
    times: int
    heads: int = 0

    @property
    def is_small(self) -> bool:
        """Whether fewer than five are behind it."""
        return self.times < FLOOR


def voice(sub_district_id: UUID, voice_id: UUID) -> Voice | None:
    """One voice by its id."""
    return _voices(sub_district_id).filter(id=voice_id).first()


def voice_seen_by(actor: Actor, voice_id: UUID, *, on: date) -> Voice | None:
    """A voice as somebody who answers for the place finds it."""
    found = voice(actor.sub_district_id, voice_id)
    if found is None or not may_do_at(actor, Verb.ANSWER, found.place_id, on=on):
        return None
    return found


def voices_of(
    found: Decision, *, before: UUID | None = None, limit: int | None = PAGE
) -> list[Voice]:
    """What was said about a decision, newest first."""
    rows = _voices(found.sub_district_id).filter(decision_id=found.id).order_by("-id")
    return list((rows.filter(id__lt=before) if before else rows)[:limit])


def voices_open(
    sub_district_id: UUID,
    *,
    decision_id: UUID | None = None,
    about_id: UUID | None = None,
    kinds: Collection[VoiceKind] = (),
) -> list[Voice]:
    """What waits for an answer, the one due first at the top."""
    rows = _about(sub_district_id, decision_id, about_id).filter(answered_at=None)
    if kinds:
        rows = rows.filter(kind__in=[kind.value for kind in kinds])
    return list(rows.order_by("due_on", "id"))


def voices_waiting_at(sub_district_id: UUID, place_ids: Collection[UUID]) -> list[Voice]:
    """What waits for an answer at these places, the one due first at the top."""
    rows = _voices(sub_district_id).filter(place_id__in=list(place_ids), answered_at=None)
    return list(rows.order_by("due_on", "id")[:PAGE])


def voices_shown(
    sub_district_id: UUID,
    *,
    decision_id: UUID | None = None,
    about_id: UUID | None = None,
    before: UUID | None = None,
    limit: int = PAGE,
) -> list[Voice]:
    """The answered ones, of which everybody reads theme, gist and answer; newest first."""
    rows = _about(sub_district_id, decision_id, about_id).exclude(answered_at=None)
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.defer("words", "contact").order_by("-id")[:limit])


def own_voices(sub_district_id: UUID, account_id: UUID, *, decision_id: UUID) -> list[Voice]:
    """What an account said about a decision, newest first."""
    rows = _voices(sub_district_id).filter(account_id=account_id, decision_id=decision_id)
    return list(rows.order_by("-id"))


def voice_counts(found: Decision) -> tuple[int, int]:
    """How many voices a decision has, and how many still wait."""
    rows = Voice.objects.filter(sub_district_id=found.sub_district_id, decision_id=found.id)
    sums = rows.aggregate(all=Count("id"), answered=Count("answered_at"))
    return sums["all"], sums["all"] - sums["answered"]


def theme_counts(
    sub_district_id: UUID, *, decision_id: UUID | None = None, about_id: UUID | None = None
) -> list[ThemeCount]:
    """How often each theme was named, the most frequent first."""
    rows = _about(sub_district_id, decision_id, about_id).select_related(None)
    counted = themes_counted(rows.values_list("theme", flat=True))
    return [ThemeCount(theme, theme_word(theme), times) for theme, times in counted]


def interviews_of(
    sub_district_id: UUID,
    *,
    decision_id: UUID | None = None,
    about_id: UUID | None = None,
    before: UUID | None = None,
    limit: int = PAGE,
) -> list[Interview]:
    """Interviews about a decision or another matter, newest first."""
    rows = _interviews(sub_district_id, decision_id, about_id)
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def interview_themes(
    sub_district_id: UUID, *, decision_id: UUID | None = None, about_id: UUID | None = None
) -> list[ThemeCount]:
    """Themes of interviews, with how many interviews and people; the most people first."""
    rows = _interviews(sub_district_id, decision_id, about_id).values("theme")
    sums = rows.annotate(times=Count("id"), people=Sum("heads")).order_by("-people", "theme")
    return [
        ThemeCount(row["theme"], theme_word(row["theme"]), row["times"], row["people"])
        for row in sums
    ]


def interview_how(found: Interview) -> str:
    """How people were asked, in words."""
    return how_word(found.how)


def post_to_answer(sub_district_id: UUID, place_id: UUID, *, on: date) -> UUID | None:
    """The held post nearest to a place that answers what is said there."""
    return nearest_post(
        sub_district_id, place_id, (PostKind.SECRETARY, PostKind.GOVERNANCE_OFFICER), on=on
    )


def nearest_post(
    sub_district_id: UUID, place_id: UUID, kinds: Collection[str], *, on: date
) -> UUID | None:
    """The held post of one of these kinds that stands nearest to a place, going up."""
    line = people.line_of(sub_district_id, place_id, on=on)
    held = people.held_posts_at(sub_district_id, line, list(kinds), on=on)
    nearest = sorted(held, key=lambda one: line.index(one[3]))
    return nearest[0][0] if nearest else None


def answer_days(sub_district_id: UUID, *, on: date) -> int:
    """Within how many days of the rule what people say is answered."""
    return rule_in_force(sub_district_id, ANSWER, on=on).duration.count


def objections_answered(found: Decision, _on: date) -> str:
    """What a step lacks while an objection waits for its answer."""
    open_ones = voices_open(
        found.sub_district_id,
        decision_id=found.id,
        kinds=[VoiceKind.OBJECTION, VoiceKind.OPINION],
    )
    waiting = objections_waiting(found.sub_district_id, found.id)
    return _still(len(open_ones) + waiting)


def complaints_answered(found: Decision, _on: date) -> str:
    """What closing lacks while anything that was said waits for its answer."""
    waiting = objections_waiting(found.sub_district_id, found.id)
    return _still(len(voices_open(found.sub_district_id, decision_id=found.id)) + waiting)


def _still(count: int) -> str:
    if not count:
        return ""
    return _("%(count)s of what people said still wait for an answer. Answer them.") % {
        "count": count
    }


def _voices(sub_district_id: UUID) -> QuerySet[Voice]:
    rows = Voice.objects.filter(sub_district_id=sub_district_id)
    return rows.select_related("place", "decision")


def _about(
    sub_district_id: UUID, decision_id: UUID | None, about_id: UUID | None
) -> QuerySet[Voice]:
    rows = _voices(sub_district_id)
    if decision_id:
        rows = rows.filter(decision_id=decision_id)
    return rows.filter(about_id=about_id) if about_id else rows


def _interviews(
    sub_district_id: UUID, decision_id: UUID | None, about_id: UUID | None
) -> QuerySet[Interview]:
    rows = Interview.objects.filter(sub_district_id=sub_district_id)
    if decision_id:
        rows = rows.filter(decision_id=decision_id)
    return rows.filter(about_id=about_id) if about_id else rows
