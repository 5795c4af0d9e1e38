"""What the booth's scripts say: every sentence of them, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def shared() -> dict[str, str]:
    """Words of all pinned pages."""
    days = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    return {
        **{f"weekday_{at}": pgettext("weekday", day) for at, day in enumerate(days)},
        "days_left": _("%(n)s days left"),
        "hours_left": _("%(n)s hours left"),
        "minutes_left": _("%(n)s minutes left"),
        "offline": _("The server did not answer. Look whether you are connected; nothing is lost."),
        "fault": _("Something went wrong on the server. Nothing was half done; try again."),
        "unreachable_title": _("This page cannot go on"),
        "again": pgettext("a page", "Try again"),
        "no_crypto_title": _("This browser cannot encrypt here"),
        "no_crypto": _(
            "Open the address with https://, in a browser of the last five years. Or vote on paper."
        ),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "copy_by_hand": _("Please write it down"),
        "print": _("Print"),
        "back": _("Back"),
        "steps": _("Steps"),
    }


def booth() -> dict[str, str]:
    """Words of the booth, of both its modes."""
    return {
        **shared(),
        **_before(),
        **_code(),
        **_choice(),
        **_check(),
        **_sent(),
        **_refused(),
    } | (_limits())


def _before() -> dict[str, str]:
    return {
        "mode_secret": _("Secret ballot"),
        "mode_signed": _("Signed vote"),
        "closes": _("closes %(at)s"),
        "cancelled_title": _("This election was called off"),
        "cancelled": _("The reason: %(reason)s"),
        "not_open_title": _("Voting has not begun"),
        "not_open": _("It begins %(at)s. Keep the slip until then."),
        "not_open_yet": _("The day stands on the notice. Keep the slip until then."),
        "closed_title": _("Voting has ended"),
        "closed": _("It ended %(at)s. What came in by then is counted in public."),
        "differs_title": _("Do not vote here now"),
        "differs": _("The names on this page are not those of the election's own text."),
        "public_page": _("To the public page of this election"),
        "public_list": _("To the public list of ballots"),
        "call": _("Tell the tellers at once: %(where)s."),
        "call_phone": _("Call the tellers at once, %(phone)s, or go to %(where)s."),
        "counter": _("your community's service station"),
        "paper_at": _("Vote on paper at %(where)s, until %(at)s."),
        "reassurance": _("No sign-in, nothing loaded from elsewhere."),
        "fingerprint": _("Fingerprint of this page"),
        "leave": _("Done, leave the booth"),
    }


def _code() -> dict[str, str]:
    return {
        "code_lead": _(
            "Your voting code stands on the slip that was brought to you. Scan the square on it "
            "with your phone's camera, or type the code here."
        ),
        "code_label": _("Voting code"),
        "code_hint": _("25 letters and digits in five groups. Capital and small letters differ."),
        "code_next": _("Next: the ballot paper"),
        "code_empty": _("Type the code of your slip first."),
        "code_no_such_letter": _(
            "Group %(group)s, character %(place)s: “%(letter)s” never stands in a code. "
            "There is no 0, no capital O or I and no small l."
        ),
        "code_wrong_letter": _(
            "Group %(group)s, character %(place)s: “%(letter)s” is not what the slip says. "
            "Look at it again."
        ),
        "code_swapped_letters": _(
            "Group %(group)s: character %(place)s and the one after it have changed places."
        ),
        "code_wrong_letters": _(
            "More than one character is wrong. Compare with the slip, group by group."
        ),
        "code_missing_letter": _("Group %(group)s: character %(place)s is missing."),
        "code_extra_letter": _(
            "Group %(group)s, character %(place)s: “%(letter)s” is one too many."
        ),
        "code_short": _("%(count)s characters are missing. A code has 25."),
        "code_long": _("%(count)s characters too many. A code has 25."),
        "looking": _("Looking at the code…"),
        "no_slip_title": _("No slip, or lost it?"),
        "no_slip": _("Ask the sub-district office. Nobody can look up a code."),
    }


def _choice() -> dict[str, str]:
    return {
        "step_choose": pgettext("a ballot", "Choose"),
        "step_decide": _("Decide"),
        "step_check": _("Check"),
        "step_sent": pgettext("a ballot", "Cast"),
        "candidates": _("Candidates"),
        "about": _("About"),
        "chosen": _("Chosen: %(n)s"),
        "may_choose": _("You may choose %(n)s more, and need not."),
        "all_chosen": _("That is as many as you may choose."),
        "too_many": _("At most %(n)s. Take one away first."),
        "choose_first": _("Choose at least %(n)s, or cast a blank vote."),
        "choose_one": _("Choose one first."),
        "cast_blank": _("Cast a blank vote"),
        "cast_none": _("Choose nobody (abstain)"),
        "next_check": _("Next: check"),
        "next_sign": _("Next: check and sign"),
        "your_opinion": _("Your vote"),
        "your_weight": _("It counts as 1 head and %(area)s m²"),
        "voted_before_title": _("You have voted already"),
        "voted_before": _(
            "Your ballot of %(at)s is in the box. If you cast another, only the last one counts."
        ),
    }


def _check() -> dict[str, str]:
    return {
        "encrypting": _("Encrypting on this device…"),
        "check_title": _("Is this what you want?"),
        "your_choice": _("Your choice"),
        "blank_vote": _("A blank vote: nobody chosen"),
        "no_choice": _("Nobody chosen (abstention)"),
        "and": pgettext("between names", ", "),
        "change": pgettext("a ballot", "Change it"),
        "cast": _("Cast the ballot"),
        "cast_this": _("Sign and cast: %(choice)s"),
        "fewer": _("You chose %(n)s of up to %(most)s. That is allowed."),
        "tracker": _("Tracker"),
        "tracker_before": _(
            "This is your sealed ballot's number. After it is cast you must see the same one."
        ),
        "again_title": _("You can vote again"),
        "again_words": _("Until %(at)s you can cast another ballot; only the last one counts."),
        "signed_title": _("This vote is signed"),
        "signed_words": _(
            "The tellers check your name and your choice; it stays sealed until the close, and "
            "other owners and staff do not see it. You can change it until the close. Who does "
            "not vote counts neither for nor as taking part, unless the rules adopted here say so."
        ),
        "sending": _("Casting…"),
    }


def _sent() -> dict[str, str]:
    return {
        "received": _("Received %(at)s"),
        "sent_title": _("Your ballot is cast"),
        "sent_again_title": _("Your new ballot is cast; it replaces the one before"),
        "tracker_after": _(
            "The same as before you cast it. It finds this ballot; it does not tell how you voted."
        ),
        "other_tracker_title": _("The server names another number"),
        "other_tracker": _("It says %(tracker)s. Write both down."),
        "later_title": _("How to look later"),
        "later_1": _("You can find this number on the public list of ballots now."),
        "later_2": _("After %(at)s it is counted in public; at least %(n)s keepers open the box."),
        "later_3": _(
            "Result and all evidence are published: anybody can check them with other software."
        ),
        "find_in_list": _("Find it on the public list"),
        "receipt_title": _("Your receipt"),
        "receipt_words": _(
            "The file holds your choice and the salt of this number: with it you can show after "
            "the close that the number stands for your vote. Keep it to yourself."
        ),
        "receipt_save": _("Save the receipt"),
        "mind_title": _("Changed your mind?"),
        "mind_words": _(
            "Until %(at)s you can vote again with the same slip. Only the last ballot counts, "
            "and the tracker changes."
        ),
        "mismatch_title": _("The tracker does not match?"),
    }


def _refused() -> dict[str, str]:
    return {
        "not_taken": _("The ballot was not taken"),
        "refused_not_open_yet": _("Voting has not begun"),
        "refused_after_close": _("Voting has ended"),
        "refused_closed_paper": _("A paper ballot was handed out for this code"),
        "refused_closed_replaced": _("This slip was replaced by a newer one"),
        "refused_wrong_election": _("This ballot belongs to another election"),
        "refused_unknown_credential": _("This code does not belong to this election"),
        "refused_other_window": _("Another ballot came with your code meanwhile"),
        "refused_cancelled": _("This election was called off"),
        "refused_offline": _("We do not know whether it arrived"),
        "do_offline": _("Press the button again: the same ballot is never counted twice."),
        "do_after_close": _("A ballot that was in the box before stays in it and counts."),
        "do_closed_paper": _("Your paper ballot counts; put it into the box."),
        "do_closed_replaced": _("Use the newer slip, or ask the sub-district office."),
        "do_wrong_election": _("Scan the slip of this election."),
        "do_unknown_credential": _("Look which election the slip names."),
        "do_other_window": _(
            "If it was you in another window, all is well. Press the button again to replace that "
            "ballot by this one. If it was not you, vote again now and tell the tellers."
        ),
        "do_cancelled": _("Nothing is counted."),
        "do_not_open_yet": _("Keep the slip and come back then."),
        "do_other": _("Go back, look at your choice and cast it again."),
        "other_window": _("It was cast %(at)s."),
    }


def _limits() -> dict[str, str]:
    """Say what the booth can and cannot do, in the voter's own words."""
    return {
        "before_title": _("Know this before you vote"),
        "more_limits": _("What this page cannot do"),
        "limit_secret_1": _(
            "Your choice is encrypted on this device before it leaves it; only sums are opened."
        ),
        "limit_secret_2": _("The poll book says who voted. It does not say for whom."),
        "limit_secret_3": _(
            "You can vote again until the close; only the last ballot counts. "
            "If somebody presses you, wait until they are gone and vote again."
        ),
        "limit_secret_4": _(
            "This page cannot stop somebody who looks over your shoulder or who wants proof of "
            "you. If you are uneasy, vote on paper at the counter."
        ),
        "limit_signed_1": _(
            "Your vote is encrypted on this device to the tellers' key; nobody reads it before "
            "the close, the office included."
        ),
        "limit_signed_2": _(
            "After the close the tellers see who voted how: the law counts heads and areas, so "
            "this vote cannot be secret. Other owners see the sums alone."
        ),
        "limit_signed_3": _("You can vote again until the close; only the last vote counts."),
        "limit_signed_4": _(
            "Your receipt lets you check that your vote is counted, and lets you prove it to "
            "others. If somebody presses you, vote on paper at the counter."
        ),
        "more_secret_1": _(
            "Somebody who has your device in hand can prove how it voted. Voting again, and the "
            "paper ballot under the tellers' eyes, are the answers to pressure."
        ),
        "more_secret_2": _(
            "The published ballots stay for ever; the mathematics that seals them may not. In "
            "decades somebody may be able to read them; they bear no names."
        ),
        "more_secret_3": _(
            "A device with bad software could change the vote before it is encrypted. So this "
            "page is the same for all, its fingerprint is published, and you may use another "
            "device or paper."
        ),
        "more_secret_4": _(
            "The page knows no account: it was served before it knew your code, and keeps nothing."
        ),
        "more_signed_1": _(
            "In a small compound the published sums of areas can give a vote away; that is why "
            "areas stand in the tellers' papers alone."
        ),
        "more_signed_2": _(
            "The tellers are named on the notice; two of three open the box, and all sign."
        ),
        "more_signed_3": _(
            "A device with bad software could change the vote before it is encrypted. Compare "
            "the fingerprint of this page, use another device, or vote on paper."
        ),
    }
