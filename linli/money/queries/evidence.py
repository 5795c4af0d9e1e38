"""What proves the money and the works of a matter, as plain data; hands by number, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from linli.money.models import (
    Acceptance,
    Entry,
    Hand,
    Posting,
    SpendingAuthority,
    Voucher,
    Works,
    WorksContract,
    WorksStage,
)
from linli.money.queries.works import works_of_matter
from linli.money.rules import BARRED
from linli.records.queries import attachments_of_many


def hands_proof(sub_district_id: UUID, matter_id: UUID) -> dict[str, Any]:
    """Who does what on a matter, each person as a number with post and duties."""
    return {
        "apart": [[one.value, other.value] for one, other in BARRED],
        "hands": [
            {"hand": number, "title": hand.title, "duties": [duty.value for duty in hand.duties]}
            for number, hand in enumerate(_hands(sub_district_id, matter_id), start=1)
        ],
    }


def ledger_proof(sub_district_id: UUID, matter_id: UUID) -> dict[str, Any]:
    """All that was allowed and entered on a matter; vouchers by the hashes of their papers."""
    entries = list(
        Entry.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
        .select_related("fund", "voucher")
        .order_by("on", "id")
    )
    known = _numbers(sub_district_id, matter_id)
    moves = _moves(sub_district_id, [one.id for one in entries])
    papers = _papers(sub_district_id, [one.voucher_id for one in entries])
    return {
        "authorities": [_authority(one) for one in _authorities(sub_district_id, matter_id)],
        "entries": [
            {
                "id": str(one.id),
                "number": one.number,
                "fund": str(one.fund_id),
                "fund_name": one.fund.name,
                "on": one.on.isoformat(),
                "kind": one.kind,
                "words": one.words,
                "fen": one.fen,
                "moves": moves[one.id],
                "voucher": one.voucher.number,
                "papers": papers[one.voucher_id],
                "maker": known.get(one.maker_id, str(one.maker_id)),
                "checker": known.get(one.checker_id, str(one.checker_id)),
                "reverses": str(one.reverses_id or ""),
                "authority": str(one.voucher.authority_id or ""),
            }
            for one in entries
        ],
    }


def works_proof(sub_district_id: UUID, matter_id: UUID) -> dict[str, Any]:
    """The works of a matter with contract, stages and who accepted them with which photos."""
    found = works_of_matter(sub_district_id, matter_id)
    ids = [one.id for one in found]
    known = _numbers(sub_district_id, matter_id)
    accepted = Acceptance.objects.filter(sub_district_id=sub_district_id, works_id__in=ids)
    return {
        "works": [_works(one) for one in found],
        "acceptances": [
            {
                "works": str(one.works_id),
                "stage": str(one.stage_id or ""),
                "hand": known.get(one.account_id, ""),
                "title": one.title,
                "outcome": one.outcome,
                "words": one.words,
                "photos": [sha for _attachment, sha in one.photos],
                "at": one.at.isoformat(),
            }
            for one in accepted.order_by("id")
        ],
    }


def subjects_of_matter(sub_district_id: UUID, matter_id: UUID) -> list[UUID]:
    """The ids under which the journal knows the money and the works of a matter."""
    vouchers = Voucher.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    works = [one.id for one in works_of_matter(sub_district_id, matter_id)]
    return [matter_id, *vouchers.order_by("id").values_list("id", flat=True), *works]


def _hands(sub_district_id: UUID, matter_id: UUID) -> list[Hand]:
    rows = Hand.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    return list(rows.order_by("since", "id"))


def _numbers(sub_district_id: UUID, matter_id: UUID) -> dict[UUID, int]:
    found = _hands(sub_district_id, matter_id)
    return {hand.account_id: number for number, hand in enumerate(found, start=1)}


def _moves(sub_district_id: UUID, entry_ids: list[UUID]) -> Mapping[UUID, list[list[Any]]]:
    found: defaultdict[UUID, list[list[Any]]] = defaultdict(list)
    rows = Posting.objects.filter(sub_district_id=sub_district_id, entry_id__in=entry_ids)
    for one in rows.select_related("debit", "credit").order_by("id"):
        found[one.entry_id].append([one.debit.code, one.credit.code, one.fen])
    return found


def _papers(sub_district_id: UUID, voucher_ids: list[UUID]) -> Mapping[UUID, list[str]]:
    kept = attachments_of_many(sub_district_id, voucher_ids, for_staff=True)
    return {key: [one.sha256 for one in kept.get(key, ())] for key in voucher_ids}


def _authorities(sub_district_id: UUID, matter_id: UUID) -> list[SpendingAuthority]:
    rows = SpendingAuthority.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    return list(rows.select_related("fund").order_by("id"))


def _authority(one: SpendingAuthority) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "fund": one.fund.name,
        "purpose": one.purpose,
        "basis": one.basis,
        "limit_fen": one.limit_fen,
        "spent_fen": one.spent_fen,
        "given_on": one.given_on.isoformat(),
    }


def _works(one: Works) -> dict[str, Any]:
    tenant = one.sub_district_id
    contract = WorksContract.objects.filter(sub_district_id=tenant, works=one).first()
    stages = WorksStage.objects.filter(sub_district_id=tenant, works=one).order_by("order")
    return {
        "id": str(one.id),
        "number": one.number,
        "title": one.title,
        "state": one.state,
        "executor": one.executor,
        "contract": contract.number if contract else "",
        "contractor": contract.contractor if contract else "",
        "contract_fen": contract.fen if contract else 0,
        "stages": [
            {"order": stage.order, "title": stage.title, "fen": stage.fen, "state": stage.state}
            for stage in stages
        ],
    }
