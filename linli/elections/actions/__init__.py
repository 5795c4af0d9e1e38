"""The only writes of this room."""

from linli.elections.actions.forgetting import forget_due

__all__ = ["forget_due"]
