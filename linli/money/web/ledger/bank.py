"""The bank at the desk: take a statement in, answer for its lines, settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Missing, Refused
from linli.kernel.money import Money
from linli.money import actions, queries
from linli.money.actions import BankPaper
from linli.money.queries.bank import LINES
from linli.money.rules import AccountKind, BankState, Duty, cut_file, guessed_columns
from linli.money.web.ledger.forms import BankFileForm, LineForm
from linli.money.web.ledger.pages import KEEP, SEERS, form_page, frame, the_fund
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_number, as_uuid, go

if TYPE_CHECKING:
    from linli.money.models import BankStatement

_MOST_BYTES = 8_000_000


@open_to(*SEERS)
@require_safe
def desk_bank(request: Request, fund_id: UUID) -> HttpResponse:
    """List the statements that were taken in, and whether each is settled."""
    fund = the_fund(request, fund_id)
    found = queries.bank_statements_of(fund)
    context = {
        **frame(request, fund, "desk_bank"),
        "rows": [{"statement": one, "settled": one.state == BankState.SETTLED} for one in found],
        "items": queries.open_items(found[0]) if found else None,
        "newest": found[0] if found else None,
        "may_take": _has_hand(request, fund.id),
    }
    return render(request, "money/ledger/bank.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_bank_take(request: Request, fund_id: UUID) -> HttpResponse:
    """Take a bank's file in."""
    fund = the_fund(request, fund_id)
    known = queries.bank_columns_of(fund)
    held = [one for one in queries.accounts_of(fund) if one.kind == AccountKind.HELD]
    form = BankFileForm(
        request.POST or None,
        request.FILES or None,
        accounts=[(one.code, f"{one.code} {one.name}") for one in held[::-1]],
        known=known,
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        content = typed["file"].read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise Refused("too_big", _("The file has more than 8 MB. Send it in parts."))
        file = cut_file(content)
        columns = form.columns() or (guessed_columns(file.headings) if file else {})
        made = actions.take_bank_statement(
            actor=request.actor,
            fund_id=fund.id,
            content=content,
            paper=BankPaper(typed["account"], columns, typed["opening"], typed["closing"]),
            at=timezone.now(),
        )
        return go("money:desk_bank_statement", made.id)

    return form_page(
        request,
        form,
        act,
        fund=fund,
        here="desk_bank",
        page="money/ledger/bank_take.html",
        back_href=reverse("money:desk_bank", args=[fund.id]),
    )


@open_to(*SEERS)
@require_safe
def desk_bank_statement(request: Request, statement_id: UUID) -> HttpResponse:
    """Show a statement line by line beside the books, and what stands open."""
    found = _the_statement(request, statement_id)
    typed = request.GET.get("after", "")
    lines = queries.bank_lines(found, after=as_number(typed))
    context = {
        **frame(request, found.fund, "desk_bank"),
        "statement": found,
        "settled": found.state == BankState.SETTLED,
        "lines": lines[:LINES],
        "older": f"?after={lines[LINES - 1].row}" if len(lines) > LINES else "",
        "newer": "?" if typed else "",
        "items": queries.open_items(found),
        "may_match": _has_hand(request, found.fund_id),
        "names": _has_hand(request, found.fund_id, Duty.AUDITS),
        "may_settle": Duty.CHECKS in queries.duties_on(request.actor, found.fund_id),
    }
    return render(request, "money/ledger/bank_statement.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_bank_line(request: Request, line_id: UUID) -> HttpResponse:
    """Say which entry answers to a line, or why none does."""
    line = queries.bank_line(request.sub_district_id, line_id)
    if line is None:
        raise Missing("no_statement", _("There is no such bank statement."))
    fund = the_fund(request, line.fund_id)
    if not _has_hand(request, fund.id):
        raise Missing("no_statement", _("There is no such bank statement."))
    found = queries.candidates(line)
    form = LineForm(
        request.POST or None,
        entries=[(str(one.id), f"{one.on} · {one.voucher.number} · {one.words}") for one in found],
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        entry_id = as_uuid(typed["entry"])
        if entry_id is not None:
            actions.match_line(
                actor=request.actor, line_id=line.id, entry_id=entry_id, at=timezone.now()
            )
        else:
            actions.explain_line(
                actor=request.actor, line_id=line.id, note=typed["note"], at=timezone.now()
            )
        return go("money:desk_bank_statement", line.statement_id)

    return form_page(
        request,
        form,
        act,
        fund=fund,
        here="desk_bank",
        title=_("Row %(row)s of the bank") % {"row": line.row},
        purpose=" · ".join(one for one in (f"{line.on}", str(Money(line.fen)), line.words) if one),
        note=(_("Other side: %(name)s") % {"name": line.payer}) if line.payer else "",
        verb=_("That answers it"),
        back_href=reverse("money:desk_bank_statement", args=[line.statement_id]),
    )


@open_to(*KEEP)
@require_POST
def desk_bank_part(request: Request, line_id: UUID) -> HttpResponse:
    """Take back what was said of a line."""
    line = actions.part_line(actor=request.actor, line_id=line_id, at=timezone.now())
    return go("money:desk_bank_statement", line.statement_id)


@open_to(*KEEP)
@require_POST
def desk_bank_drop(request: Request, statement_id: UUID) -> HttpResponse:
    """Take a statement back that is not settled."""
    fund = actions.drop_statement(
        actor=request.actor,
        statement_id=statement_id,
        version=_version(request),
        at=timezone.now(),
    )
    messages.success(request, _("The statement is taken back. Nothing of it is kept."))
    return go("money:desk_bank", fund.id)


@open_to(*KEEP)
@require_POST
def desk_bank_settle(request: Request, statement_id: UUID) -> HttpResponse:
    """Settle a statement whose lines are all answered for."""
    found = actions.settle_statement(
        actor=request.actor,
        statement_id=statement_id,
        version=_version(request),
        at=timezone.now(),
    )
    messages.success(request, _("The statement is settled; no payer's name is kept."))
    return go("money:desk_bank_statement", found.id)


def _the_statement(request: Request, statement_id: UUID) -> BankStatement:
    found = queries.bank_statement(request.sub_district_id, statement_id)
    if found is None:
        raise Missing("no_statement", _("There is no such bank statement."))
    the_fund(request, found.fund_id)
    return found


def _has_hand(request: Request, fund_id: UUID, *others: Duty) -> bool:
    hands = {Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS, *others}
    return bool(queries.duties_on(request.actor, fund_id) & hands)


def _version(request: Request) -> int:
    typed = request.POST.get("version", "")
    return as_number(typed)
