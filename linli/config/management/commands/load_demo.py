"""`linli load-demo`: the demo place, with a year of requests."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import override
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from linli.config.demo.load import TENANT, is_loaded, load_demo
from linli.people.queries import demo_cards


class Command(BaseCommand):
    """Load the demo; a second call changes nothing."""

    help = "Load the demo: a sub-district with a year of requests. A second call changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load it unless it is there, and say who can sign in."""
        now = timezone.now()
        if is_loaded():
            self.stdout.write("The demo is loaded already; nothing was changed.")
        else:
            with override("zh-hans"), _bar() as bar:
                load_demo(at=now, progress=_Shown(bar))
            self.stdout.write("The demo is loaded. Sign in on its sign-in page, as one of:")
        for card in demo_cards(TENANT, on=timezone.localdate(now)):
            self.stdout.write(f"  {card.title}  {card.where}".rstrip())


class _Shown:
    """Progress as bars, one a kind of thing."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show how far it is."""
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(what, total=of)
        self.bar.update(self.tasks[what], completed=done)


def _bar() -> Progress:
    """Bars on a terminal, nothing elsewhere."""
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar.disable = not bar.console.is_terminal
    return bar
