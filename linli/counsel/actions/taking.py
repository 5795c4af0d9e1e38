"""A request of `cases` becomes the beginning of a sealed file: its words move, a stub stays."""

from __future__ import annotations

from uuid import UUID

from linli.cases import actions as cases
from linli.cases.rules import MovedWords, SealedRoom
from linli.counsel.actions.papers import keep_paper
from linli.counsel.actions.work import Work
from linli.counsel.models import Party
from linli.counsel.rules import FileKind, Side

FROM_CASE = "from_case"
ROOM_OF: dict[FileKind, SealedRoom] = {
    FileKind.MEDIATION: SealedRoom.MEDIATION,
    FileKind.LEGAL_AID: SealedRoom.LEGAL,
    FileKind.HELP: SealedRoom.HELP,
}


def take_from_case(work: Work, case_id: UUID) -> Party:
    """Move a request's words and photos into a file that was just begun; answer its applicant.

    The sender has agreed to the move and to nothing else: what the room asks next is its own.
    """
    moved = cases.move_to_sealed_room(
        actor=work.actor, case_id=case_id, room=ROOM_OF[FileKind(work.file.kind)], at=work.at
    )
    words = {"name": moved.name, "phone": moved.contact}
    applicant = work.add_party(Side.APPLICANT, words, account_id=moved.account_id)
    work.enter(FROM_CASE, _words(moved), party=applicant)
    for file in moved.files:
        keep_paper(
            work,
            kind="photo",
            content=file.content,
            media_type=file.media_type,
            party=applicant,
        )
    return applicant


def _words(moved: MovedWords) -> dict[str, object]:
    return {
        "number": moved.number,
        "title": moved.title,
        "body": moved.body,
        "where": moved.where,
        "received": moved.received_at.isoformat(),
        "history": [
            {"at": one.at.isoformat(), "by": one.by, "what": one.what, "text": one.text}
            for one in moved.history
        ],
    }
