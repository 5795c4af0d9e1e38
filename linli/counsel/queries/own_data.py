"""What sealed files hold about an account, for its owner alone; the counter is never shown it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.counsel.models import (
    FileEntry,
    FileHand,
    FilePaper,
    Guardian,
    MediationGuest,
    Membership,
    Party,
    PartyAnswer,
    SealedFile,
    Succession,
)
from linli.counsel.queries.opening import Opened, file_for_party, parties_of_account
from linli.counsel.queries.papers import read_paper
from linli.counsel.queries.team_words import role_word, team_kind_word
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.own_data import Erasable, OwnFile, OwnRows, PersonalDatum
from linli.tenancy.rows import own_rows

_FILES = "/my/files/"


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """The sealed files in which an account has a part, by number, and its own parts in teams."""
    mine = {"sub_district_id": sub_district_id, "account_id": account_id}
    teams = Membership.objects.filter(**mine).select_related("team").order_by("-id")
    return [
        *_files(sub_district_id, account_id),
        *(
            PersonalDatum(
                _("Your part in a team of sealed files"),
                f"{team_kind_word(row.team.kind)} · {role_word(row.role)}",
                _("that only its team opens a sealed file"),
                _("with the records of the team"),
                since=row.valid_from,
                until=row.valid_to,
            )
            for row in teams
        ),
    ]


def _files(sub_district_id: UUID, account_id: UUID) -> Iterator[PersonalDatum]:
    try:
        parties = list(parties_of_account(sub_district_id, account_id))
    except Refused:
        yield PersonalDatum(
            _("Sealed files"),
            _("closed: the key is not on this machine"),
            _("only whoever keeps the key can open them again"),
            _("as long as each file says"),
        )
        return
    for party in parties:
        if party.file.erased_at is None:
            yield PersonalDatum(
                _("A sealed file in which you have a part"),
                party.file.number,
                _("so that its small team can help; nobody else reads it"),
                _("its words are erased some years after it closes"),
                _FILES,
                party.id,
                party.file.opened_on,
                party.file.erase_on,
            )


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """The opened words of own files that a party may see, own papers, own parts in teams."""
    mine = {"sub_district_id": sub_district_id, "account_id": account_id}
    opened = _opened(sub_district_id, account_id)
    parties = [one.party.id for one in opened if one.party]
    return [
        own_rows(
            SealedFile.objects.filter(
                sub_district_id=sub_district_id, id__in=[one.file.id for one in opened]
            ),
            *("number", "kind", "topic", "state", "opened_on", "closed_on", "outcome"),
        ),
        _words("counsel.Party", [(one, one.party) for one in opened if one.party]),
        _words("counsel.FileEntry", [(one, row) for one in opened for row in one.entries()]),
        _papers(opened),
        own_rows(
            PartyAnswer.objects.filter(sub_district_id=sub_district_id, party_id__in=parties),
            *("party", "about_id", "yes", "by", "at"),
        ),
        own_rows(
            Membership.objects.filter(**mine),
            *("account_id", "team", "name", "role", "valid_from", "valid_to"),
        ),
        own_rows(Guardian.objects.filter(**mine), "account_id", "name"),
        own_rows(Succession.objects.filter(**mine), "account_id", "name", "team"),
        own_rows(FileHand.objects.filter(**mine), "account_id", "role", "given_at", "ended_at"),
        own_rows(MediationGuest.objects.filter(**mine), "account_id", "kind", "state", "at"),
    ]


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """Sealed files go by their own clock; a party may ask for it sooner."""
    try:
        count = parties_of_account(sub_district_id, account_id).filter(file__erased_at=None).count()
    except Refused:
        count = 0
    return [
        Erasable(
            _("Sealed files in which you have a part"),
            count,
            _("The other side has a right in them too. Their words are erased by the clock."),
        )
    ]


def _opened(sub_district_id: UUID, account_id: UUID) -> list[Opened]:
    """The files of an account as it may read them itself; none while the key is away."""
    owner = Actor(sub_district_id=sub_district_id, account_id=account_id)
    try:
        parties = list(parties_of_account(sub_district_id, account_id))
        found = [file_for_party(owner, party.file_id) for party in parties]
    except Refused:
        return []
    return [one for one in found if one is not None]


def _words(table: str, rows: list[tuple[Opened, Party | FileEntry]]) -> OwnRows:
    fields = ("file", "body")
    return OwnRows(
        table,
        fields,
        [
            {"pk": row.id, "file": one.file.id, "body": one.read(row), **_plain(row)}
            for one, row in rows
        ],
    )


def _plain(row: Party | FileEntry) -> dict[str, Any]:
    if isinstance(row, Party):
        return {"side": row.side, "consent": row.consent, "consent_at": row.consent_at}
    return {"kind": row.kind, "at": row.at, "by": row.by}


def _papers(opened: list[Opened]) -> OwnRows:
    rows = [(one, row) for one in opened for row in one.papers()]
    return OwnRows(
        "counsel.FilePaper",
        ("file", "kind", "media_type", "size", "made_at"),
        [
            {
                "pk": row.id,
                "file": one.file.id,
                "kind": row.kind,
                "media_type": row.media_type,
                "size": row.size,
                "made_at": row.made_at,
            }
            for one, row in rows
        ],
        [file for one, row in rows for file in _paper(one, row)],
    )


def _paper(opened: Opened, row: FilePaper) -> Iterator[OwnFile]:
    """The bytes of a paper; one that is lost from the disk is left out, its row is not."""
    try:
        _row, content = read_paper(opened, row.id)
    except Missing:
        return
    ending = row.media_type.rpartition("/")[2]
    yield OwnFile(f"{row.id}.{ending}", content)
