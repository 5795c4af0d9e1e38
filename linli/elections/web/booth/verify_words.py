"""What the page that checks a published record says."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.elections.web.booth.words import shared


def verify() -> dict[str, str]:
    """Words of the check in the browser."""
    return {**shared(), **_page(), **_checks(), **_reasons()}


def _page() -> dict[str, str]:
    return {
        "getting": _("Getting the published record…"),
        "no_record": _("There is no published record yet. It begins when voting opens."),
        "begin_all": _("Check every ballot"),
        "begin_some": _("Check %(n)s ballots drawn by lot"),
        "begin_file": _("Check a file of my own"),
        "takes": _("On this device a ballot takes about a tenth of a second."),
        "stop": _("Stop"),
        "progress": _("%(done)s of %(all)s ballots looked at"),
        "all_hold": _("Everything holds"),
        "holds_so_far": _("Everything so far holds"),
        "so_far": _("The election is not finished: what is missing comes after the close."),
        "drawn_only": _("Only %(looked)s of %(n)s ballots were looked at, drawn by lot."),
        "does_not_hold": _("Something does not hold"),
        "other_election": _("This is the record of another election"),
        "other_election_words": _(
            "It holds by itself, and it calls itself “%(name)s”. It says nothing of the election of this page."
        ),
        "tell": _("Tell the tellers and the sub-district office, and keep the file."),
        "result_title": _("The result in the record"),
        "votes": _("%(n)s votes"),
        "blank": _("Blank"),
        "head": _("Fingerprint of the whole record so far"),
        "receipt_title": _("Does my receipt hold?"),
        "receipt_words": _("The file is read on this device alone and goes nowhere."),
        "receipt_file": _("The receipt that you saved in the booth"),
        "receipt_holds": _("It fits its number, and the number is on the list and counts."),
        "receipt_false": _("The file does not fit its number"),
        "receipt_replaced": _("It fits its number, but this vote does not count"),
        "receipt_replaced_words": _(
            "Either you voted again later, and that vote counts, or the list lacks yours: then "
            "tell the tellers."
        ),
        "receipt_none": _("This file is no receipt of the booth."),
        "find_title": _("Is my ballot in it?"),
        "find_label": _("Tracker, or its beginning"),
        "find": _("Look it up"),
        "found_counts": _("It is in the record, and it is the one of its code that counts."),
        "found_replaced": _(
            "It is in the record, but a later ballot came with the same code; that one counts."
        ),
        "not_found": _(
            "No ballot of this tracker is in the record. Compare it letter by letter; capital and "
            "small letters differ. If it stays missing, tell the tellers."
        ),
        "several": _("%(n)s ballots begin like this. Type more of it."),
        "failed": _("The check broke off on this device. Try again, or use another one."),
    }


def _checks() -> dict[str, str]:
    return {
        "check_chain": _(
            "The record is whole: every byte in its place, every event names the last"
        ),
        "facts_chain": _("%(records)s records, %(events)s events"),
        "check_setup": _("Election, keepers and list of codes are those of the opening"),
        "facts_setup": _("Fingerprint of the election: %(fingerprint)s"),
        "check_trustees": _("The election's key is made of the keepers' keys, each with its proof"),
        "facts_trustees": _("%(threshold)s of %(n)s keepers open the box"),
        "check_credentials": _("No code stands on the list twice"),
        "facts_credentials": _("%(n)s codes"),
        "check_ballots": _("Ballots are lawful, signed by a listed code, and none is there twice"),
        "facts_ballots": _("%(looked)s of %(n)s looked at"),
        "check_tally": _("The sum is that of the last ballot of each code, none left out"),
        "facts_tally": _("%(n)s ballots count"),
        "check_decryptions": _("The keepers opened the sum rightly, each with a proof"),
        "facts_decryptions": _("%(n)s keepers"),
        "check_result": _("The published result is what the sum says"),
        "facts_result": _("%(n)s numbers"),
    }


def _reasons() -> dict[str, str]:
    return {
        "why_truncated": _("The file breaks off in the middle."),
        "why_header": _("A record's head was altered."),
        "why_padding": _("There are bytes where none may be."),
        "why_order": _("Records stand in the wrong order, or one is missing or too many."),
        "why_hash": _("A record is not what its name says."),
        "why_event": _("An event is not written as the protocol writes it."),
        "why_chain": _("The chain is broken: something was taken out, put in or exchanged."),
        "why_canonical": _("A text is not written in the one form that the protocol allows."),
        "why_element": _("A number lies outside the group."),
        "why_trustees": _("A keeper's key or signature does not fit."),
        "why_public_key": _("The election's key is not made of the keepers' keys."),
        "why_twice": _("A code stands on the list twice."),
        "why_replayed": _("A ballot is in the record twice."),
        "why_credential": _("A ballot came with a code that is not on the list."),
        "why_unsound": _("A ballot was altered, or proves something else than it must."),
        "why_num_tallied": _("The number of ballots in the sum is wrong."),
        "why_tally": _("The sum leaves out ballots or holds others."),
        "why_owner": _("Somebody opened the sum who is no keeper."),
        "why_decryption": _("A keeper's part of the opening is wrong."),
        "why_too_few": _("Too few keepers opened the sum."),
        "why_result": _("The published numbers are not those of the sum."),
        "why_too_large": _("A text is larger than any that an election needs."),
        "why_shape": _("A text has another shape than the protocol gives it."),
        "why_number": _("A number is not written as the protocol writes it."),
        "why_weighted": _("A code does not weigh one: here each voter has one vote."),
        "why_too_many_votes": _("The result counts more votes than ballots."),
        "why_malformed": _("A text in the record cannot be read."),
    }
