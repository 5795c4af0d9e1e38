"""Play one decision to its end and leave its evidence.

Run as `python -m linli.config.rehearsal.play_decision KIND OUT` against an empty, migrated
database of its own. Each line on standard output is a step done, for a progress bar.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from linli.config.rehearsal.cast import a_cast  # noqa: E402
from linli.config.rehearsal.decision import DecisionPlay  # noqa: E402
from linli.config.rehearsal.stories import SEWER, SEWER_WORKS  # noqa: E402
from linli.decisions.documents import write_evidence  # noqa: E402

KINDS = {"works": (SEWER, SEWER_WORKS)}
LASTS = timedelta(days=120)
"""The play begins so long ago that it ends before today."""


def play(kind: str, *, out: Path) -> None:
    """Play all of it; the clock of the play ends before today."""
    begins = timezone.now().replace(microsecond=0) - LASTS
    story, spending = KINDS[kind]
    drama = DecisionPlay(a_cast(begins), story, at=begins, spending=spending)
    _step("proposed")
    for step in drama.lead_to(None):
        _step(step)
    write_evidence(out / "evidence.zip", drama.decision, at=timezone.now())


def _step(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    name, folder = sys.argv[1:]
    play(name, out=Path(folder))
