"""What other areas show on the public page of an election: turnout, result, proof."""

from __future__ import annotations

from collections.abc import Sequence

from linli.elections.web.parts import PartMaker
from linli.elections.web.public.box_part import proof_part, result_part
from linli.elections.web.public.demo_part import demo_slips_part
from linli.elections.web.public.evidence import evidence_part

PARTS: Sequence[PartMaker] = (
    demo_slips_part,
    result_part,
    proof_part,
    evidence_part,
)
