"""Kinds, states and acts of rolls in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.elections.rules import AreaSource, RollKind, RollState
from linli.elections.rules.rolls import Correction, ObjectionKind

KINDS: Mapping[RollKind, Any] = {
    RollKind.VOTERS: _("Voters, by heads"),
    RollKind.OWNERS: _("Owners, by heads and area"),
}
STATES: Mapping[RollState, Any] = {
    RollState.DRAFT: _("Draft"),
    RollState.PUBLISHED: _("Made public"),
    RollState.FROZEN: _("Frozen"),
    RollState.DROPPED: _("Given up"),
}
CORRECTIONS: Mapping[Correction, Any] = {
    Correction.ADDED: _("Added"),
    Correction.CHANGED: _("Line changed"),
    Correction.STRUCK: _("Struck"),
}
FIELDS: Mapping[str, Any] = {
    "name": _("name"),
    "building_id": _("its building"),
    "door": _("door"),
    "owner_number": _("owner number"),
    "voter_name": _("voter named"),
    "is_developer": _("developer"),
    "units": _("units"),
}
OBJECTIONS: Mapping[ObjectionKind, Any] = {
    ObjectionKind.MISSING: _("Somebody is missing"),
    ObjectionKind.NOT_ENTITLED: _("Somebody on it may not vote"),
    ObjectionKind.WRONG_ENTRY: _("Name or door is wrong"),
    ObjectionKind.WRONG_AREA: _("The area is wrong"),
}
SOURCES: Mapping[AreaSource, Any] = {
    AreaSource.LAND_REGISTER: _("Land register"),
    AreaSource.SURVEY: _("Survey"),
    AreaSource.SALE_CONTRACT: _("Sale contract"),
}


def kind_words(kind: str) -> str:
    """A kind of roll."""
    return str(KINDS[RollKind(kind)])


def state_words(state: str) -> str:
    """Where a roll stands."""
    return str(STATES[RollState(state)])


def fields_words(fields: str) -> list[str]:
    """Which fields a correction changed."""
    return [str(FIELDS[name]) for name in fields.split()]
