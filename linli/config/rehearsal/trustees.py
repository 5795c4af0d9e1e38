"""Three invented trustees on three devices: their keys, and how two of them open the box."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from linli.ballots import ceremony
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import election_from
from linli.ballots.tally import partial_decryption
from linli.config.rehearsal.chance import random_bytes
from linli.config.rehearsal.ground import Ground
from linli.elections import actions, queries
from linli.elections.rules import Mode

NAMES = ("示例保管人甲", "示例保管人乙", "示例保管人丙")
_NEEDED = 2


class Trustees:
    """They keep their seeds to themselves; the server learns what is public."""

    def __init__(self, ground: Ground, election_id: UUID, at: datetime) -> None:
        self.ground = ground
        self.election_id = election_id
        named = actions.name_trustees(
            actor=ground.runner, election_id=election_id, names=NAMES, at=at
        )
        self._tokens = [one.token for one in named]
        self._seeds = [ceremony.new_seed(random_bytes) for _ in named]
        self._certs: list[str] = []
        self._polynomials: list[str] = []

    def make_keys(self, at: datetime) -> None:
        """Go through the three turns."""
        anybody = self.ground.anybody
        size = len(self._seeds)
        for index, (token, seed) in enumerate(self._pairs(), start=1):
            seat = ceremony.Seat(index, _NEEDED, size)
            self._certs.append(ceremony.certificate(GROUP, seed, seat, random_bytes))
            actions.take_certificate(actor=anybody, token=token, text=self._certs[-1], at=at)
        for index, (token, seed) in enumerate(self._pairs(), start=1):
            made = ceremony.polynomial(GROUP, seed, self._certs, index=index, random=random_bytes)
            self._polynomials.append(made)
            actions.take_polynomial(actor=anybody, token=token, text=made, at=at)
        for index, (token, seed) in enumerate(self._pairs(), start=1):
            key = ceremony.verification_key(
                GROUP, seed, self._certs, self._polynomials, index=index, random=random_bytes
            )
            actions.take_verification(actor=anybody, token=token, text=key, at=at)

    def open(self, at: datetime) -> None:
        """The first and the third open the box; the second was not needed."""
        for index in (1, 3):
            actions.take_opening(
                actor=self.ground.anybody,
                token=self._tokens[index - 1],
                text=self._opening(index),
                at=at,
            )

    def _opening(self, index: int) -> str:
        secret = ceremony.share_secret(
            GROUP, self._seeds[index - 1], self._certs, self._polynomials, index=index
        )
        election = queries.election(self.ground.tenant, self.election_id)
        if election is None:
            raise LookupError(self.election_id)
        if election.mode == Mode.SIGNED:
            return json.dumps({"share": str(secret)}, separators=(",", ":"))
        text = queries.election_json(self.ground.tenant, election.uuid)
        tally = queries.encrypted_tally(election)
        return partial_decryption(election_from(text or ""), secret, tally, random_bytes)

    def _pairs(self) -> list[tuple[str, str]]:
        return list(zip(self._tokens, self._seeds, strict=True))
