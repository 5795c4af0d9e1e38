"""What other areas show on the public page of an election: turnout, result, proof."""

from __future__ import annotations

from collections.abc import Sequence

from linli.elections.web.parts import PartMaker
from linli.elections.web.public.box_part import proof_part, result_part

PARTS: Sequence[PartMaker] = (result_part, proof_part)
