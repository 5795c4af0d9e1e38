"""What two named persons may do that nobody else may, and for how long."""

from __future__ import annotations

from datetime import timedelta

GLASS_OPEN = timedelta(hours=24)
"""How long a file stays open to the two who broke the glass; then they ask anew."""
LEAST_REASON = 10
"""Fewer signs are no reason that anybody could check later."""
