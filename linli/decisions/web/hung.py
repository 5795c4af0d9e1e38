"""What areas hang into the pages of a decision: one line each, public and at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from linli.decisions.web.meetings import parts as meetings
from linli.decisions.web.notices import parts as notices
from linli.decisions.web.participation import parts as participation
from linli.decisions.web.parts import PartMaker
from linli.decisions.web.works_part import desk_part as works_at_desk
from linli.decisions.web.works_part import public_part as works_in_public

PUBLIC_PARTS: Sequence[PartMaker] = (
    participation.public_part,
    meetings.public_part,
    notices.public_part,
    works_in_public,
)
DESK_PARTS: Sequence[PartMaker] = (
    participation.desk_part,
    meetings.desk_part,
    notices.desk_part,
    works_at_desk,
)
