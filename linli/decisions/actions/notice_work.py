"""One notice under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Publication
from linli.decisions.queries.publications import may_publish_at, sees_notices_at
from linli.decisions.rules import PublicationKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed
from linli.records import actions as records
from linli.records.actions import Batch
from linli.records.rules import Prepared
from linli.tenancy.rows import locked

SUBJECT = "decisions.publication"


def no_publication() -> Missing:
    """The sentence for a notice that is not there, or not for this actor."""
    return Missing("no_publication", _("There is no such notice."))


class NoticeWork:
    """A notice that an actor changes: lock it, ask, change it, then `write`."""

    def __init__(
        self, *, actor: Actor, publication: Publication, at: datetime, new: bool = False
    ) -> None:
        self.actor = actor
        self.publication = publication
        self.at = at
        self.batch = Batch(
            sub_district_id=publication.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=publication.id,
            new=new,
        )

    @classmethod
    def on(
        cls, *, actor: Actor, publication_id: UUID, version: int | None = None, at: datetime
    ) -> NoticeWork:
        """Take a notice under lock; a stale version is a conflict."""
        found = locked(Publication, actor.sub_district_id, publication_id, missing=no_publication())
        if version is not None and version != found.version:
            raise Conflict(
                "publication_changed",
                _("Somebody else changed this notice first. Look at it again."),
            )
        return cls(actor=actor, publication=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the notice."""
        return self.publication.sub_district_id

    @property
    def kind(self) -> PublicationKind:
        """What the notice is about."""
        return PublicationKind(self.publication.kind)

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    def require(self) -> None:
        """Go on only in a post that may put up such a notice at its place."""
        require_publisher(self.actor, self.kind, self.publication.place_id, on=self.today)

    def keep(self, photo: Prepared | None) -> UUID | None:
        """Keep a photo with the notice."""
        if photo is None:
            return None
        kept = records.attach(
            actor=self.actor,
            subject_kind=SUBJECT,
            subject_id=self.publication.id,
            prepared=photo,
            at=self.at,
        )
        return kept.id

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal: codes, counts and ids, never a name or a text."""
        salt = str(self.publication.id) if text else ""
        self.batch.record(
            actor=self.actor, did=did, facts=facts or {}, text=text, salt=salt, at=self.at
        )

    def write(self, *changed: str) -> Publication:
        """Write the changed fields with the next version, and all that was gathered."""
        self.publication.version += 1
        self.publication.save(update_fields=[*changed, "version"])
        self.batch.write()
        return self.publication


def require_publisher(actor: Actor, kind: PublicationKind, place_id: UUID, *, on: date) -> None:
    """Go on only in a post that may put up such a notice at a place."""
    if may_publish_at(actor, kind, place_id, on=on):
        return
    if not sees_notices_at(actor, place_id, on=on):
        raise no_publication()
    raise NotAllowed(
        "not_publisher", _("Your post may look at notices here, not put up one of this kind.")
    )
