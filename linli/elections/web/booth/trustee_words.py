"""What a trustee's page says, step by step."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.elections.web.booth.words import shared


def trustee() -> dict[str, str]:
    """Words of the trustee's page."""
    return {**shared(), **_making(), **_opening(), **_losing()}


def _making() -> dict[str, str]:
    return {
        "you_are": _("Keeper %(index)s of %(size)s: %(name)s"),
        "needed": _("%(threshold)s of %(size)s keepers together open the box; one alone cannot."),
        "step_1": _("Make key"),
        "step_2": _("Deal shares"),
        "step_3": pgettext("a keeper", "Confirm"),
        "step_4": _("Open box"),
        "cert_title": _("Make your key on this device"),
        "cert_lead": _(
            "The key is made here and saved as a file. It never goes to the server. Without the "
            "file you cannot help to open the box."
        ),
        "make": _("Make the key and save the file"),
        "making": _("Making the key…"),
        "kept_title": _("Have you kept the file?"),
        "kept_lead": _(
            "It is called %(file)s. Put it on a memory stick that only you have; a copy in a "
            "sealed envelope does no harm. Nobody can make it again."
        ),
        "kept": _("I have kept it, go on"),
        "save_again": _("Save the file again"),
        "wait_title": _("Waiting for the other keepers"),
        "wait_lead": _(
            "This page looks every few seconds. You may close it and come back with your link "
            "and your key file."
        ),
        "done_by": _("%(name)s: done"),
        "not_yet_by": _("%(name)s: not yet"),
        "polynomial_title": _("Deal shares of the key"),
        "polynomial_lead": _(
            "Everybody's first step is here. Your device now deals a sealed share to each keeper."
        ),
        "verification_title": _("Check what was dealt to you"),
        "verification_lead": _(
            "Your device opens the shares dealt to you, checks each one and confirms yours."
        ),
        "open_file": _("Open your key file"),
        "file_hint": _("The file that you saved in step 1: %(file)s"),
        "not_a_key": _("This file is no key file. Look for %(file)s."),
        "other_key": _("This key file was made for another election or another keeper."),
        "working": _("Reckoning on this device…"),
        "false_certs": _(
            "The others' first texts do not fit. Do not go on; tell the office and the tellers."
        ),
        "false_share": _(
            "The share from %(name)s is false or damaged. Do not go on; tell the office."
        ),
        "ready_title": _("Your key is ready"),
        "ready_lead": _(
            "All keepers have confirmed. Keep the file until the box is opened, after the vote."
        ),
        "ready_2": _("After the close open this same link again, with the file at hand."),
        "ready_fingerprint": _("Fingerprint of your share of the key"),
    }


def _opening() -> dict[str, str]:
    return {
        "wait_close_title": _("The vote is running, or is just being closed"),
        "wait_close_lead": _("The box is opened after the close. Voting ends %(at)s."),
        "open_title": _("Open the box"),
        "open_lead_secret": _(
            "Your device helps to open the sum of all ballots, never a single one. Your key stays "
            "here; only the opened part goes to the server, with a proof that it is right."
        ),
        "open_lead_signed": _(
            "The vote is over. Your share of the key goes to the server now; with %(threshold)s "
            "shares the tellers' key is whole and the votes are opened for the tellers."
        ),
        "open_verb": _("Open my part"),
        "opened_title": _("You have opened your part"),
        "opened_enough": _("%(n)s of %(size)s are in. That is enough; the result follows."),
        "opened_wait": _("%(n)s of %(size)s are in; %(threshold)s are needed."),
        "destroy": _(
            "When the result stands and the time to challenge it is over, destroy the file."
        ),
        "over_title": _("This election is over"),
        "over_lead": _("Nothing more is to be done with this link."),
    }


def _losing() -> dict[str, str]:
    return {
        "offline_title": _("Made with the offline command?"),
        "offline_words": _(
            "linli make-trustee-key and linli take-trustee-turn do the same without a network."
        ),
        "offline_state": _("Download what the command needs (state.json)"),
        "offline_file": _("Hand in the file that the command made"),
        "offline_bad": _("This is no file of the command."),
        "lost_link": _("I have lost my key file"),
        "lost_sure_title": _("Is the file really gone?"),
        "lost_sure": _(
            "Look on memory sticks, in the downloads folder and in the envelope. Once you say so "
            "here, everybody concerned is told, and you cannot take it back."
        ),
        "lost_confirm": _("It is gone: tell the office"),
        "lost_title": _("Your key is reported lost"),
        "lost_preparing": _(
            "Voting has not begun: the office names the keepers anew and all make new keys."
        ),
        "lost_enough": _(
            "%(able)s of %(size)s keys are left and %(threshold)s suffice: the box can be opened. "
            "The others must take good care of theirs."
        ),
        "lost_hopeless": _(
            "%(able)s of %(size)s keys is left and %(threshold)s are needed: the ballots in the box "
            "can never be opened, by nobody, us included."
        ),
        "found": _("I have found it: open my part"),
        "lost_can_title": _("What can still be done"),
        "lost_can_1": _("Look again for the missing files: a key that is found opens the box."),
        "lost_can_2": _(
            "The paper ballots are counted and their numbers published; the online ballots are not "
            "in them, so they alone are no result."
        ),
        "lost_can_3": _(
            "The election committee says so in public and calls the vote anew, with new keepers."
        ),
        "lost_cannot_title": _("What cannot be done"),
        "lost_cannot_1": _("Nobody can read, guess or rebuild a single ballot without the keys."),
        "lost_cannot_2": _(
            "Nobody can put another key in the place of a lost one after the opening."
        ),
    }
