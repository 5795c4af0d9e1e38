"""How the desk's form pages of this room take a form."""

from __future__ import annotations

from functools import partial

from linli.ui import pages

form_page = partial(pages.form_page, page="cases/setup/form.html")
"""A form in this room's own frame."""
