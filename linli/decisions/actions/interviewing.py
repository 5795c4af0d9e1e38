"""What people say when they are asked, by theme: no name is taken down and no door."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Interview
from linli.decisions.queries import decisions
from linli.decisions.rules import Verb
from linli.decisions.rules.voices import InterviewHow, Theme, without_doors
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.records.actions import Batch, claim_key
from linli.tenancy.models import new_id

MOST_HEADS = 500


@transaction.atomic
def keep_interview(
    *,
    actor: Actor,
    place_id: UUID,
    theme: Theme,
    how: InterviewHow,
    heads: int,
    words: str,
    held_on: date,
    decision_id: UUID | None = None,
    about_kind: str = "",
    about_id: UUID | None = None,
    key: str = "",
    at: datetime,
) -> Interview:
    """Keep what people said about a theme; a door in the words is hidden, names are not asked."""
    on = timezone.localdate(at)
    if not decisions.may_do_at(actor, Verb.RUN, place_id, on=on):
        raise NotAllowed(
            "not_runner", _("Only who leads decisions of this place writes this down.")
        )
    if not words.strip() or not 1 <= heads <= MOST_HEADS:
        raise Refused("no_words", _("Write what was said, and with how many people you spoke."))
    if held_on > on:
        raise Refused("not_yet_held", _("An interview is written down after it was held."))
    made = Interview(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        decision_id=decision_id,
        place_id=place_id,
        about_kind=about_kind,
        about_id=about_id,
        theme=theme,
        how=how,
        heads=heads,
        words=without_doors(words.strip(), _("[door hidden]")),
        held_on=held_on,
        made_by=actor.label,
        made_at=at,
    )
    if key and (before := _before(actor, key, made, at)):
        return before
    made.save(force_insert=True)
    _record(actor, made, at)
    return made


def _before(actor: Actor, key: str, made: Interview, at: datetime) -> Interview | None:
    told = claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.keep_interview",
        key=key,
        body={"words": made.words, "theme": str(made.theme), "about": str(made.decision_id)},
        answer={"interview": str(made.id)},
        at=at,
    )
    if not told:
        return None
    return Interview.objects.get(sub_district_id=actor.sub_district_id, id=UUID(told["interview"]))


def _record(actor: Actor, made: Interview, at: datetime) -> None:
    kind, subject = ("decisions.interview", made.id)
    if made.decision_id is not None:
        kind, subject = ("decisions.decision", made.decision_id)
    batch = Batch(sub_district_id=made.sub_district_id, subject_kind=kind, subject_id=subject)
    batch.record(
        actor=actor,
        did="decisions.keep_interview",
        facts={"interview": str(made.id), "theme": str(made.theme), "heads": made.heads},
        text=made.words,
        salt=str(made.id),
        at=at,
    )
    batch.write()
