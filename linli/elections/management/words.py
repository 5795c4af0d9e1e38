"""What the protocol's own library says, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from linli.ballots.errors import Fault
from linli.ballots.verify import Check


def fault_in_words(fault: Fault) -> str:
    """Say what the protocol does not accept, in one sentence."""
    return _filled(fault.sentence, fault.facts)


def finding_in_words(check: Check) -> str:
    """Say what a check found to hold, or what is wrong instead."""
    if check.fault is None:
        return _filled(check.sentence, check.facts)
    words = fault_in_words(check.fault)
    if not check.tracker:
        return words
    return _("Ballot %(tracker)s: %(words)s") % {"tracker": check.tracker, "words": words}


def _filled(sentence: str, facts: Mapping[str, str | int]) -> str:
    # `what` names a thing of the protocol and has a word of its own; all else stands as it is.
    words = {name: _(str(one)) if name == "what" else one for name, one in facts.items()}
    return _(sentence) % words if words else _(sentence)


def as_hash(typed: str) -> str:
    """A hash as files write it; pages print it in groups, and some type it in capitals."""
    return "".join(typed.split()).lower()
