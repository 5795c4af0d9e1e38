"""A voucher as pages show it: its lines, basis and papers, and who does what next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.money import queries
from linli.money.rules import Duty, Verb, VoucherKind, VoucherState, moves_of
from linli.records import queries as records
from linli.ui.access import Request
from linli.ui.pieces import Step
from linli.ui.words import stamp

if TYPE_CHECKING:
    from linli.money.models import Entry, Voucher

_TONES = {
    VoucherState.MADE: "is-near",
    VoucherState.POSTED: "is-good",
    VoucherState.RETURNED: "is-late",
}


def voucher_pane(request: Request, voucher: Voucher) -> dict[str, Any]:
    """All that the pane and the page of a voucher show."""
    names = {one.code: one.name for one in queries.accounts_of(voucher.fund)}
    state, mine = VoucherState(voucher.state), request.actor.account_id == voucher.maker_id
    entry = queries.entry_of_voucher(voucher)
    return {
        "voucher": voucher,
        "kind_word": queries.voucher_word(VoucherKind(voucher.kind)),
        "state_word": queries.voucher_state_word(state),
        "state_tone": _TONES[state],
        "lines": [
            {"debit": names[one.debit], "credit": names[one.credit], "fen": one.fen}
            for one in moves_of(voucher.moves)
        ],
        "papers": records.attachments_of(request.sub_district_id, voucher.id, for_staff=True),
        "entry": entry,
        "undone": queries.entry_reversing(entry) if entry else None,
        "steps": _steps(request, voucher),
        "waits": state is VoucherState.MADE,
        "mine": mine,
        "may_check": state is VoucherState.MADE and not mine and _may_check(request, voucher),
        "may_reverse": _may_reverse(request, voucher, entry),
        "href": reverse("money:desk_voucher", args=[voucher.id]),
    }


def _may_check(request: Request, voucher: Voucher) -> bool:
    duties = queries.duties_on(request.actor, voucher.matter_id or voucher.fund_id)
    on = timezone.localdate()
    return Duty.CHECKS in duties and queries.may_do_at(
        request.actor, Verb.CHECK, voucher.fund.place_id, on=on
    )


def _may_reverse(request: Request, voucher: Voucher, entry: Entry | None) -> bool:
    if entry is None or voucher.kind == VoucherKind.REVERSE or queries.entry_reversing(entry):
        return False
    return Duty.MAKES in queries.duties_on(request.actor, voucher.matter_id or voucher.fund_id)


def _steps(request: Request, voucher: Voucher) -> list[Step]:
    """Who made it, who checks it, and that it then stands in the books."""
    made = Step(
        _("Made by %(who)s") % {"who": voucher.made_by}, "done", when=stamp(voucher.made_at)
    )
    if voucher.state == VoucherState.RETURNED:
        return [made, Step(_("Returned"), "now", note=voucher.reason)]
    if voucher.checked_at is not None:
        said = _("Checked by %(who)s") % {"who": voucher.checked_by}
        return [made, Step(said, "done", when=stamp(voucher.checked_at)), _posted("done")]
    hands = queries.hands_of(request.sub_district_id, voucher.matter_id or voucher.fund_id)
    who = "、".join(one.title or one.name for one in hands if one.duty is Duty.CHECKS)
    said = _("To be checked by %(who)s") % {"who": who or _("nobody named yet")}
    return [made, Step(said, "now"), _posted("ahead")]


def _posted(state: str) -> Step:
    return Step(_("Posted and public"), state, note=_("at once with the check"))
