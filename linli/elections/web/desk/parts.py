"""What other areas show on the desk's page of an election: wide in the middle, narrow beside."""

from __future__ import annotations

from collections.abc import Sequence

from linli.elections.web.desk.box_part import box_part, keys_part, result_part
from linli.elections.web.desk.paper_part import paper_part
from linli.elections.web.desk.signed_part import roll_call_part, signed_part, turnout_part
from linli.elections.web.parts import PartMaker

MIDDLE: Sequence[PartMaker] = (turnout_part, roll_call_part, result_part, signed_part)
SIDE: Sequence[PartMaker] = (paper_part, box_part, keys_part)
