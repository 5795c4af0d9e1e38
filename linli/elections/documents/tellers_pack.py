"""The tellers' pack: every vote of a signed vote with its area, to count it again anywhere."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from linli.elections.queries.receipts import pack_of
from linli.elections.rules.signed_recount import recount
from linli.evidence.pack import PackWriter
from linli.evidence.reading import BadPack, opened

if TYPE_CHECKING:
    from pathlib import Path

    from linli.elections.models import Election

KIND = "tellers_pack"
VOTES = "votes.json"


def tellers_pack(election: Election) -> bytes:
    """Write the pack: confidential, for tellers; the same votes make the same bytes."""
    target = BytesIO()
    about = {"kind": KIND, "election": election.uuid, "number": election.number}
    with PackWriter.to(target, about=about) as pack:
        pack.add_json(VOTES, pack_of(election))
    return target.getvalue()


def recount_pack(source: Path | IO[bytes]) -> tuple[dict[str, Any], list[str]]:
    """Read a pack and count it again: its contents, and what does not hold, in codes."""
    pack = opened(source)
    name, listed = VOTES, {one.name: one for one in pack.listed}
    if name not in listed or pack.sha256(name) != (listed[name].sha256, listed[name].bytes):
        raise BadPack("The pack was changed after it was written.")
    votes: dict[str, Any] = pack.json(name)
    return votes, recount(votes)
