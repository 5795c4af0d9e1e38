"""A resident's idea goes to a representative, who answers it for the record (S70)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Idea
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.queries.ideas import answerer_for, idea
from linli.decisions.rules import Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.actions import Batch, Channel, Letter, claim_key
from linli.records.queries import calendar_for, rule_in_force
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

ANSWER = "decisions.idea.answer"
LONGEST_TEXT = 1_000
LONGEST_ANSWER = 500
LONGEST_TITLE = 80
_AT = frozenset({PlaceKind.COMPOUND, PlaceKind.COMMUNITY})


@transaction.atomic
def give_idea(
    *, actor: Actor, place_id: UUID, title: str, text: str, key: str, at: datetime
) -> Idea:
    """Keep a resident's idea and tell the representative, whose clock runs from now."""
    if actor.account_id is None:
        raise NotAllowed(
            "sign_in", _("Sign in to give an idea, or tell your representative at the office.")
        )
    place = places.place(actor.sub_district_id, place_id)
    if place is None or PlaceKind(place.kind) not in _AT:
        raise Missing("no_place", _("There is no such place."))
    if not 1 <= len(title.strip()) <= LONGEST_TITLE:
        raise Refused("no_title", _("Say in up to 80 characters what you would like."))
    if not 1 <= len(text.strip()) <= LONGEST_TEXT:
        raise Refused("no_text", _("Say in up to 1,000 characters what and why."))
    limit = rule_in_force(actor.sub_district_id, ANSWER, on=timezone.localdate(at)).duration
    made = Idea(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        title=title.strip(),
        text=text.strip(),
        account_id=None if actor.post else actor.account_id,
        made_at=at,
        due_on=calendar_for(actor.sub_district_id).due_after(at, limit).on,
    )
    before = claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.give_idea",
        key=key,
        body={"place": str(place_id), "title": made.title, "text": made.text},
        answer={"idea": str(made.id)},
        at=at,
    )
    if before is not None:
        return _found(actor, UUID(before["idea"]))
    made.save(force_insert=True)
    batch = _batch(made, new=True)
    batch.record(actor=actor, did="decisions.give_idea", text=made.text, salt=str(made.id), at=at)
    post = answerer_for(made, on=timezone.localdate(at))
    batch.tell_post(
        post.post_id if post else None,
        "decisions/idea",
        mark=1,
        params={"title": made.title, "due": str(made.due_on)},
        link=reverse("decisions:desk_idea", args=[made.id]),
        at=at,
    )
    batch.write()
    return made


@transaction.atomic
def answer_idea(
    *,
    actor: Actor,
    idea_id: UUID,
    taken_up: bool,
    answer: str,
    version: int | None = None,
    at: datetime,
) -> Idea:
    """Answer an idea with a reason, in words that everybody can read."""
    found = locked(Idea, actor.sub_district_id, idea_id, missing=_no_idea())
    on = timezone.localdate(at)
    if not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        raise _no_idea()
    if not may_do_at(actor, Verb.ANSWER, found.place_id, on=on):
        raise NotAllowed("not_representative", _("A representative answers ideas."))
    if found.answered_at is not None or version not in (None, found.version):
        raise Conflict("idea_changed", _("Somebody else answered this idea first. Look at it."))
    if not 1 <= len(answer.strip()) <= LONGEST_ANSWER:
        raise Refused("no_answer", _("Give the answer with its reason, in up to 500 characters."))
    found.taken_up, found.answer = taken_up, answer.strip()
    found.answered_at, found.answered_by = at, actor.label
    found.version += 1
    found.save(update_fields=["taken_up", "answer", "answered_at", "answered_by", "version"])
    batch = _batch(found)
    batch.record(
        actor=actor,
        did="decisions.answer_idea",
        facts={"taken_up": taken_up},
        text=found.answer,
        salt=str(found.id),
        at=at,
    )
    _tell_sender(batch, found, at)
    batch.write()
    return found


def _tell_sender(batch: Batch, found: Idea, at: datetime) -> None:
    if found.account_id is None:
        return
    letter = Letter(
        key=letter_key("decisions/idea_answer", found.id, found.account_id),
        channel=Channel.INBOX,
        template="decisions/idea_answer",
        params={"title": found.title},
        account_id=found.account_id,
        link=f"/decisions/ideas/{found.id}/",
    )
    batch.tell(letter, at=at)


def _batch(found: Idea, *, new: bool = False) -> Batch:
    return Batch(
        sub_district_id=found.sub_district_id,
        subject_kind="decisions.idea",
        subject_id=found.id,
        new=new,
    )


def _found(actor: Actor, idea_id: UUID) -> Idea:
    found = idea(actor.sub_district_id, idea_id)
    if found is None:
        raise _no_idea()
    return found


def _no_idea() -> Missing:
    return Missing("no_idea", _("There is no such idea."))
