"""Where pages of sealed files stand in the menus."""

from __future__ import annotations

from linli.ui.menu import Menus

MENUS = Menus(rail=[])
