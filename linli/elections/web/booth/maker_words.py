"""What the page on which the office makes codes says, and what stands on a slip."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.elections.web.booth.words import shared


def maker() -> dict[str, str]:
    """Words of the maker of codes."""
    return {**shared(), **_page(), **_slip()}


def _page() -> dict[str, str]:
    return {
        "make_new": _("Make codes for %(n)s lines"),
        "none_left": _("Every line has a code. A lost slip is replaced below."),
        "only_replace": _("While the vote runs a slip can only be replaced."),
        "list_is_public": _(
            "The list of slips is public since the opening; no slip is made or replaced any more. "
            "Whoever lost one votes on paper: the poll book closes the old code."
        ),
        "offline_title": _("Made with the offline command?"),
        "offline_words": _(
            "linli make-credentials makes codes and slips on a computer without a network."
        ),
        "offline_lines": _("Download the lines for it (lines.json)"),
        "offline_file": _("Hand in its public file, credentials.json"),
        "offline_bad": _("This is no file of the command."),
        "replace_label": _("Line numbers whose slips are replaced, parted by commas"),
        "replace": _("Replace these slips"),
        "no_line": _("No line of the roll has the number %(n)s."),
        "numbers_wanted": _("Type the numbers of the lines first."),
        "making": _("Making %(done)s of %(all)s…"),
        "uploading": _("Giving the public halves to the server: %(done)s of %(all)s…"),
        "made_title": _("%(n)s codes are made and not yet printed"),
        "made_words": _(
            "They are in this window alone. Print them now; when you close the window they are "
            "gone for good."
        ),
        "print_a5": _("Print slips, A5"),
        "print_a6": _("Print slips, A6"),
        "printed": _("All slips are printed: forget the codes"),
        "forget_sure": _("Forget all codes of this window? Slips that are not printed are lost."),
        "forgotten": _("The codes are forgotten. The server has only their public halves."),
        "not_taken": _("The server did not take them: %(message)s"),
        "again_upload": _("Give them again"),
    }


def _slip() -> dict[str, str]:
    return {
        "slip_line": _("Line %(number)s of the roll"),
        "slip_scan": _("Scan the square with your phone, or open"),
        "slip_code": _("Voting code"),
        "slip_until": _("Online until %(at)s"),
        "slip_paper": _("Or on paper: %(where)s"),
        "slip_again": _("You can vote again until the close; only the last ballot counts."),
        "slip_secret": _(
            "Show it to nobody. Whoever has it can vote for you. Lost it? Tell the office."
        ),
        "slip_qr": _("Square code that leads to the booth"),
    }
