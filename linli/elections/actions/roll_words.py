"""What is wrong with a row of a sheet, in one sentence for the one who mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from linli.elections.rules.rolls import Mark, RollRow, RowNote, RowWrong
from linli.kernel.areas import area_in_words

_Said = Callable[[Mark, RollRow], str]
_NOBODY = RollRow(number=0, name="", building="", door="")


def row_in_words(mark: Mark, row: RollRow = _NOBODY) -> str:
    """The sentence for a row: what is wrong, and what to do."""
    return _WORDS[mark.what](mark, row)


_WORDS: Mapping[RowWrong | RowNote, _Said] = {
    RowWrong.NO_NAME: lambda _mark, _row: _("The name is missing."),
    RowWrong.NO_BUILDING: lambda _mark, _row: _("The building is missing."),
    RowWrong.NO_DOOR: lambda _mark, _row: _("The door is missing."),
    RowWrong.NO_OWNER_NUMBER: lambda _mark, _row: _(
        "The owner number is missing: write your own running number, the same for all units of "
        "one owner."
    ),
    RowWrong.AREA_ZERO: lambda _mark, _row: _("The area is zero or missing."),
    RowWrong.AREA_ABSURD: lambda _mark, row: (
        _("The area %(area)s cannot be right: a unit has from 1 to 50,000 m².")
        % {"area": area_in_words(row.area_cm2)}
    ),
    RowWrong.DOOR_TWICE: lambda mark, _row: (
        _("This door stands in row %(other)s already. A unit is counted once.")
        % {"other": mark.other}
    ),
    RowWrong.PERSON_TWICE: lambda mark, _row: (
        _("The same name at the same door stands in row %(other)s already.") % {"other": mark.other}
    ),
    RowWrong.OTHER_NAME: lambda mark, row: (
        _("Owner number %(number)s bears another name in row %(other)s.")
        % {"number": row.owner_number or "—", "other": mark.other}
    ),
    RowWrong.OTHER_VOTER: lambda mark, _row: (
        _("Another voter is named for the same owner in row %(other)s. Co-owners name one.")
        % {"other": mark.other}
    ),
    RowWrong.VOTER_NO_OWNER: lambda _mark, row: (
        _("%(voter)s is none of the co-owners. They name one of themselves to vote.")
        % {"voter": row.voter_name[:40]}
    ),
    RowWrong.UNKNOWN_BUILDING: lambda _mark, row: (
        _("There is no building “%(name)s” at this place. Write it as it stands in Places.")
        % {"name": row.building[:40]}
    ),
    RowWrong.WHICH_BUILDING: lambda _mark, row: (
        _("Several compounds have a building “%(name)s”. Fill in the compound.")
        % {"name": row.building[:40]}
    ),
    RowNote.SAME_NAME: lambda mark, _row: (
        _(
            "The same name stands in row %(other)s under another owner number. If it is one owner, "
            "give both rows one number: one owner is one head."
        )
        % {"other": mark.other}
    ),
    RowNote.LARGE_AREA: lambda _mark, _row: _(
        "The area is above 1,000 m². Look whether the decimal point is right."
    ),
    RowNote.NO_VOTER: lambda _mark, _row: _(
        "Several owners and no voter named. Co-owners name one who votes."
    ),
    RowNote.DEVELOPERS_NUMBERS: lambda _mark, _row: _(
        "The developer's units bear several owner numbers; they are counted as one head."
    ),
}
