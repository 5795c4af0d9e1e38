"""The only writes of this room."""

from linli.money.actions.matters import (
    Allowed,
    close_matter,
    give_authority,
    open_matter,
    take_hand,
)

__all__ = ["Allowed", "close_matter", "give_authority", "open_matter", "take_hand"]
