"""What other areas show on the desk's page of an election: wide in the middle, narrow beside."""

from __future__ import annotations

from collections.abc import Sequence

from linli.elections.web.desk.box_part import box_part, keys_part, result_part
from linli.elections.web.parts import PartMaker

MIDDLE: Sequence[PartMaker] = (result_part,)
SIDE: Sequence[PartMaker] = (box_part, keys_part)
