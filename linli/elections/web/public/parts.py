"""What other areas show on the public page of an election: turnout, result, proof."""

from __future__ import annotations

from collections.abc import Sequence

from linli.elections.web.paper.part import counting_part
from linli.elections.web.parts import PartMaker
from linli.elections.web.public.box_part import proof_part, result_part
from linli.elections.web.public.demo_part import demo_slips_part
from linli.elections.web.public.evidence import evidence_part
from linli.elections.web.public.signed_part import (
    receipts_part,
    signed_result_part,
    turnout_part,
)

PARTS: Sequence[PartMaker] = (
    counting_part,
    demo_slips_part,
    turnout_part,
    result_part,
    signed_result_part,
    proof_part,
    receipts_part,
    evidence_part,
)
