"""What areas hang into the pages of a decision: one line each, public and at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from linli.decisions.web.meetings import parts as meetings
from linli.decisions.web.participation import parts as participation
from linli.decisions.web.parts import PartMaker

PUBLIC_PARTS: Sequence[PartMaker] = (
    participation.public_part,
    meetings.public_part,
)
DESK_PARTS: Sequence[PartMaker] = (
    participation.desk_part,
    meetings.desk_part,
)
