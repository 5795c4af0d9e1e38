"""The acts of the desk: for each verb its form, its key, and the action that does it."""

from __future__ import annotations
