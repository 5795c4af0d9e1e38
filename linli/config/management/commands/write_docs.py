"""`linli write-docs`: the pages under docs/ that are made from the code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from linli.kernel.rulebook import shipped_rulebook
from linli.kernel.rulebook_page import rulebook_markdown


class Command(BaseCommand):
    """Write the generated pages again."""

    help = "Write the pages under docs/ that are generated: the rulebook."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write docs/rulebook.md."""
        page = settings.ROOT / "docs" / "rulebook.md"
        page.write_text(rulebook_markdown(shipped_rulebook()))
        self.stdout.write(f"{page.name} written")
