"""What is carried away of a mended sewer: the minutes on paper, the evidence, and its check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.urls import reverse

from linli.decisions.models import Meeting
from tests.journeys.sewer_deciding import Six
from tests.journeys.sewer_people import Person


def minutes(six: Six, folder: Path) -> Path:
    """Download the minutes from the page of the meeting that is over."""
    secretary, meeting = six.secretary, Meeting.objects.get()
    secretary.home("decisions:desk_meetings")
    secretary.open("已结束的会议")
    secretary.follow("decisions:desk_meeting", meeting.id)
    paper = reverse("decisions:desk_meeting_paper", args=[meeting.id, "minutes", "docx"])
    return _downloaded(secretary, paper, folder / "minutes.docx")


def evidence(six: Six, folder: Path) -> Path:
    """Download the pack from the page of the decision that is closed."""
    secretary, found = six.secretary, six.ground.decision
    secretary.home("decisions:desk_list")
    secretary.open("已结束")
    secretary.follow("decisions:desk_decision", found.id)
    pack = reverse("decisions:desk_evidence", args=[found.id])
    return _downloaded(secretary, pack, folder / "evidence.zip")


def _downloaded(who: Person, href: str, path: Path) -> Path:
    with who.page.expect_download() as waiting:
        who.page.locator(f"main a[href='{href}']").click()
    waiting.value.save_as(path)
    return path


def checked(path: Path) -> tuple[int, str]:
    """Run the command as a stranger does: its exit code, and all that it says."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "linli.config.cli", "verify-evidence", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
