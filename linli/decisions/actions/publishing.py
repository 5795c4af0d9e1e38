"""Notices go up, are edited with a new clock, are photographed, and come down not before their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.decisions.actions.notice_work import (
    NoticeWork,
    no_publication,
    require_publisher,
)
from linli.decisions.actions.telling_followers import tell_followers
from linli.decisions.actions.work import no_decision
from linli.decisions.models import Decision, PostedSpot, Publication, PublicationEdition
from linli.decisions.queries.decisions import decision
from linli.decisions.queries.publication_words import closing_words, spot_word
from linli.decisions.queries.publications import (
    BOARD_PLACES,
    editions_of,
    publication,
    text_of,
)
from linli.decisions.queries.steps import is_now
from linli.decisions.rules import (
    EditionText,
    PublicationKind,
    Spot,
    must_hang_until,
    spots_left_out,
)
from linli.decisions.rules.publications import (
    LEAST_DAYS,
    LONGEST_TEXT,
    LONGEST_TITLE,
    PLACES,
    STEP_OF,
    as_plain,
    same_words,
    tidy,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.numbers import RecordNumber
from linli.places import queries as places
from linli.records import actions as records
from linli.records.queries import in_words, journal_head, rule_in_force
from linli.records.rules import Prepared
from linli.tenancy.models import new_id

CODE = "GS"
DEFAULT_SHORT = "LL"
PHOTO_WITHIN = timedelta(days=1)
"""How long after its posting a photo still shows when a notice went up."""


@dataclass(frozen=True, slots=True)
class PublicationDraft:
    """What is to hang where and until when; an ordinary notice says from when to when it is so."""

    kind: PublicationKind
    title: str
    text: str
    where: Sequence[Spot]
    until: date
    begins_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def publish(
    *,
    actor: Actor,
    draft: PublicationDraft,
    place_id: UUID,
    decision_id: UUID | None = None,
    photo: Prepared | None = None,
    key: str,
    at: datetime,
) -> Publication:
    """Put up a notice: its text for good with its digest, its clock running from today."""
    on = timezone.localdate(at)
    _require_board(actor.sub_district_id, place_id)
    require_publisher(actor, draft.kind, place_id, on=on)
    made = Publication(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        kind=draft.kind.value,
        place_id=place_id,
        decision_id=decision_id,
        made_by=actor.label,
        made_at=at,
    )
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.publish",
        key=key,
        body={"place": str(place_id), "title": draft.title, "text": draft.text},
        answer={"publication": str(made.id)},
        at=at,
    )
    if before is not None:
        return _published(actor, UUID(before["publication"]))
    work = NoticeWork(actor=actor, publication=made, at=at, new=True)
    about = _decision_of(work)
    _require_sound(work, draft)
    made.number = _number(work)
    text = _text(work, draft, edition=1, about=about)
    _put_up(work, text)
    made.save(force_insert=True)
    work.batch.add(_edition(work, text, why=""))
    _hang(work, text, photo)
    work.record("decisions.publish", _facts(made))
    tell_followers(work)
    work.batch.write()
    return made


@transaction.atomic
def edit_publication(
    *,
    actor: Actor,
    publication_id: UUID,
    version: int,
    draft: PublicationDraft,
    why: str,
    photo: Prepared | None = None,
    at: datetime,
) -> Publication:
    """Change a notice that hangs: a new edition beside the old one, and the clock from day one."""
    work = NoticeWork.on(actor=actor, publication_id=publication_id, version=version, at=at)
    work.require()
    found = work.publication
    if found.down_on is not None:
        raise Refused("down_before", _("This notice came down already. Put up a new one."))
    if draft.kind is not work.kind:
        raise Refused("other_kind", _("A notice keeps its kind. Put up another one instead."))
    if not why.strip():
        raise Refused("no_reason", _("Say why the notice is changed; it stands beside the change."))
    about = _decision_of(work)
    _require_sound(work, draft)
    text = _text(work, draft, edition=found.edition + 1, about=about)
    if same_words(text, text_of(found, editions_of(found)[-1])):
        raise Refused("nothing_changed", _("Nothing was changed, so the notice hangs on as it is."))
    _put_up(work, text)
    work.batch.add(_edition(work, text, why=why.strip()))
    work.record("decisions.edit_publication", _facts(found))
    tell_followers(work)
    work.write(
        "edition", "title", "posted_on", "until", "begins_at", "ends_at", "digest",
        "journal_head", "edited_at",
    )  # fmt: skip
    _hang(work, text, photo)
    return found


@transaction.atomic
def show_spot(
    *, actor: Actor, publication_id: UUID, spot: int = 1, photo: Prepared, at: datetime
) -> Publication:
    """Keep the photo that shows a notice on the wall at one of its places."""
    work, row = _spot(actor, publication_id, spot, at)
    if row.first_photo_id is not None:
        raise Refused("shown_before", _("There is a photo of this notice here already."))
    _require_photo_in_time(work)
    row.first_photo_id, row.shown_at = work.keep(photo), at
    row.save(update_fields=["first_photo_id", "shown_at"])
    work.record("decisions.show_publication", {"edition": row.edition, "spot": spot})
    return work.write()


@transaction.atomic
def take_down(
    *,
    actor: Actor,
    publication_id: UUID,
    spot: int = 1,
    photo: Prepared,
    on: date,
    at: datetime,
) -> Publication:
    """Note that a notice came down at one of its places, with a photo; not before its last day."""
    work, row = _spot(actor, publication_id, spot, at)
    found = work.publication
    if row.down_on is not None:
        raise Refused("down_before", _("This notice was taken down here already."))
    if on < found.until or work.today < on:
        words = _("This notice hangs until %(day)s; it cannot come down before.")
        raise Refused("too_early", words % {"day": found.until.isoformat()})
    if row.first_photo_id is None:
        raise Refused(
            "never_shown",
            _("There is no photo of it from when it went up. Edit the notice and put it up anew."),
        )
    row.last_photo_id, row.down_on = work.keep(photo), on
    row.save(update_fields=["last_photo_id", "down_on"])
    facts = {"edition": row.edition, "spot": spot, "on": on.isoformat()}
    work.record("decisions.take_down_publication", facts)
    if not _spots(work).filter(down_on=None).exists():
        found.down_on = on
    return work.write("down_on")


def _require_board(sub_district_id: UUID, place_id: UUID) -> None:
    place = places.place(sub_district_id, place_id)
    if place is None or place.kind not in BOARD_PLACES:
        raise Missing(
            "no_board", _("Only a compound, a community or the sub-district has a notice board.")
        )


def _published(actor: Actor, publication_id: UUID) -> Publication:
    found = publication(actor.sub_district_id, publication_id)
    if found is None:
        raise no_publication()
    return found


def _decision_of(work: NoticeWork) -> Decision | None:
    """The decision that a notice is of; the two disclosures wait for the turn of their step."""
    decision_id = work.publication.decision_id
    step = STEP_OF.get(work.kind)
    found = decision(work.tenant, decision_id) if decision_id else None
    if (decision_id or step) and found is None:
        raise no_decision()
    if step and found and not is_now(found, step):
        raise Refused("not_its_turn", _("This notice goes up when the turn of its step has come."))
    return found


def _require_sound(work: NoticeWork, draft: PublicationDraft) -> None:
    if not (draft.title.strip() and draft.text.strip()):
        raise Refused("empty_notice", _("A notice has a title and a text."))
    if len(draft.title) > LONGEST_TITLE or len(draft.text) > LONGEST_TEXT:
        raise Refused("too_long", _("This text is too long for a notice."))
    _require_spots(work, draft)
    _require_days(work, draft)
    if draft.begins_at and draft.ends_at and draft.ends_at <= draft.begins_at:
        raise Refused("ends_first", _("It ends before it begins. Set the times right."))


def _require_spots(work: NoticeWork, draft: PublicationDraft) -> None:
    asked = rule_in_force(work.tenant, PLACES[work.kind], on=work.today)
    left_out = spots_left_out(asked.items, draft.where)
    if left_out or not any(spot.words.strip() for spot in draft.where):
        names = "、".join(spot_word(kind) for kind in left_out) or _("a place")
        words = _("Say where it hangs: %(places)s.")
        raise Refused("no_spot", words % {"places": names}, source=in_words(asked.source))


def _require_days(work: NoticeWork, draft: PublicationDraft) -> None:
    rule = rule_in_force(work.tenant, LEAST_DAYS[work.kind], on=work.today)
    days = rule.duration.count
    if draft.until >= must_hang_until(work.today, days):
        return
    words = ngettext(
        "This notice hangs at least %(days)s day, the day of posting not counted.",
        "This notice hangs at least %(days)s days, the day of posting not counted.",
        days,
    )
    raise Refused("too_short", words % {"days": days}, source=in_words(rule.source))


def _require_photo_in_time(work: NoticeWork) -> None:
    """A photo of a later day does not show that the notice hung from its first day on."""
    found = work.publication
    days = rule_in_force(work.tenant, LEAST_DAYS[work.kind], on=work.today).duration.count
    if days and work.today > found.posted_on + PHOTO_WITHIN:
        words = _(
            "It went up on %(day)s, and a photo of today does not show that it hung since. Edit the "
            "notice: its clock begins anew."
        )
        raise Refused("photo_too_late", words % {"day": found.posted_on.isoformat()})


def _number(work: NoticeWork) -> str:
    place, root = places.place(work.tenant, work.publication.place_id), places.root(work.tenant)
    shorts = [one.short for one in (place, root) if one is not None and one.short]
    number = RecordNumber(next(iter(shorts), DEFAULT_SHORT), CODE, work.today.year, 1)
    serial = records.next_number(sub_district_id=work.tenant, prefix=number.prefix)
    return str(RecordNumber(number.place, CODE, work.today.year, serial))


def _text(
    work: NoticeWork, draft: PublicationDraft, *, edition: int, about: Decision | None
) -> EditionText:
    foot = closing_words(work.tenant, work.kind, until=draft.until, on=work.today, decision=about)
    everyday = work.kind is PublicationKind.ORDINARY
    return EditionText(
        number=work.publication.number,
        edition=edition,
        title=draft.title.strip(),
        text=tidy(draft.text),
        foot=foot,
        spots=[Spot(one.kind, one.words.strip()) for one in draft.where if one.words.strip()],
        posted_on=work.today,
        until=draft.until,
        begins_at=draft.begins_at if everyday else None,
        ends_at=draft.ends_at if everyday else None,
    )


def _put_up(work: NoticeWork, text: EditionText) -> None:
    """Let the notice say what its new edition says, from today on."""
    found = work.publication
    found.edition, found.title = text.edition, text.title
    found.posted_on, found.until = text.posted_on, text.until
    found.begins_at, found.ends_at = text.begins_at, text.ends_at
    found.digest, found.journal_head = text.digest, journal_head(work.tenant)
    found.edited_at = work.at


def _edition(work: NoticeWork, text: EditionText, *, why: str) -> PublicationEdition:
    found = work.publication
    return PublicationEdition(
        sub_district_id=work.tenant,
        publication_id=found.id,
        number=text.edition,
        title=text.title,
        text=text.text,
        foot=text.foot,
        spots=as_plain(text.spots),
        posted_on=text.posted_on,
        until=text.until,
        begins_at=text.begins_at,
        ends_at=text.ends_at,
        why=why,
        digest=text.digest,
        journal_head=found.journal_head,
        made_by=work.actor.label,
        made_at=work.at,
    )


def _hang(work: NoticeWork, text: EditionText, photo: Prepared | None) -> None:
    shown = work.keep(photo)
    PostedSpot.objects.bulk_create(
        PostedSpot(
            sub_district_id=work.tenant,
            publication=work.publication,
            edition=text.edition,
            number=number,
            kind=spot.kind.value,
            words=spot.words,
            first_photo_id=shown if number == 1 else None,
            shown_at=work.at if shown and number == 1 else None,
        )
        for number, spot in enumerate(text.spots, 1)
    )


def _facts(found: Publication) -> dict[str, str | int | None]:
    return {
        "number": found.number,
        "kind": found.kind,
        "edition": found.edition,
        "until": found.until.isoformat(),
        "digest": found.digest,
        "decision": str(found.decision_id) if found.decision_id else None,
    }


def _spot(
    actor: Actor, publication_id: UUID, number: int, at: datetime
) -> tuple[NoticeWork, PostedSpot]:
    work = NoticeWork.on(actor=actor, publication_id=publication_id, at=at)
    work.require()
    row = _spots(work).filter(number=number).first()
    if row is None:
        raise Missing("no_spot", _("The notice does not hang at such a place."))
    return work, row


def _spots(work: NoticeWork) -> QuerySet[PostedSpot]:
    return PostedSpot.objects.filter(
        sub_district_id=work.tenant,
        publication=work.publication,
        edition=work.publication.edition,
    )
