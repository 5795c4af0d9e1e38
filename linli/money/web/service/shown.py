"""Contracts and services as both the public page and the desk show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.money import queries
from linli.money.rules import ContractState, Indicator, Side, TakeoverSide
from linli.money.rules.service import DISMISSAL, NO_CUTTING, UNTIL_TAKEOVER, lacking, notice_rule
from linli.people import queries as people
from linli.records.queries import in_words, rule_shown
from linli.ui.pieces import Fact
from linli.ui.words import day

if TYPE_CHECKING:
    from linli.money.models import CommunityService, PropertyContract
    from linli.people.models import Organisation

LEAVING = frozenset({ContractState.NOTICE_GIVEN, ContractState.ENDED_SERVING})


def served_by(sub_district_id: UUID, place_id: UUID) -> list[tuple[str, str]]:
    """The company under contract, else those with a manager's post; not one that has handed over."""
    on = timezone.localdate()
    contract = queries.contract_of_place(sub_district_id, place_id, on=on)
    if contract:
        return [(contract.organisation.name, until_sentence(contract))]
    gone = {one.organisation_id for one in queries.contracts_left(sub_district_id, place_id)}
    companies = people.companies_serving(sub_district_id, place_id, on=on)
    return [(one.name, _without_contract(one)) for one in companies if one.id not in gone]


def _without_contract(company: Organisation) -> str:
    if company.valid_to is None:
        return _("Its contract is not entered here.")
    return _("Serves until %(day)s; its contract is not entered here.") % {
        "day": day(company.valid_to)
    }


def contract_page(contract: PropertyContract) -> dict[str, Any]:
    """All that both pages of a contract show."""
    on = timezone.localdate()
    return {
        "contract": contract,
        "state_word": queries.contract_state_word(contract.state),
        "state_tone": queries.contract_tone(contract.state),
        "leaving": contract.state in LEAVING,
        "until": until_sentence(contract),
        "facts": facts_of(contract),
        "duties": _duties(contract),
        "must_serve": _must_serve(contract),
        "owed": _owed(contract),
        "scores": _scores(contract),
        "survey": queries.open_survey_of(contract, on=on),
        "survey_found": [
            (queries.service_kind_word(kind), percent)
            for kind, percent in queries.last_survey(contract)
        ],
        **_takeover(contract),
    }


def _takeover(contract: PropertyContract) -> dict[str, Any]:
    """What is handed over, and who has signed for it."""
    items = queries.takeover_items(contract)
    return {
        "takeover": [_item(one) for one in items],
        "signatures": _signatures(contract) if items else [],
    }


def former(sub_district_id: UUID, place_id: UUID) -> list[dict[str, Any]]:
    """The contracts of a place that are over, each with what was handed over."""
    return [
        {"facts": _former_facts(one), **_takeover(one)}
        for one in queries.contracts_left(sub_district_id, place_id)
    ]


def _former_facts(contract: PropertyContract) -> list[Fact]:
    taken = contract.taken_over_at
    return [
        Fact(_("Company"), contract.organisation.name, note=until_sentence(contract)),
        Fact(_("Contract since"), day(contract.starts_on)),
        *([Fact(_("Taken over on"), day(timezone.localdate(taken)))] if taken else []),
        *([_notice(contract)] if contract.notice_by and contract.notice_on else []),
    ]


def until_sentence(contract: PropertyContract) -> str:
    """Until when the company serves, in a sentence."""
    if contract.state == ContractState.TAKEN_OVER:
        words = _("Taken over by %(who)s.")
        return words % {"who": contract.taken_over_by or "—"}
    if contract.state == ContractState.ENDED_SERVING and contract.leaves_on:
        words = _("The contract ended on %(day)s. The company serves until somebody takes over.")
        return words % {"day": day(contract.leaves_on)}
    if contract.leaves_on:
        return _("The contract ends on %(day)s by notice.") % {"day": day(contract.leaves_on)}
    if contract.ends_on:
        return _("The contract runs until %(day)s.") % {"day": day(contract.ends_on)}
    return _("The contract has no end: either side may end it with 60 days of notice.")


def facts_of(contract: PropertyContract) -> list[Fact]:
    """With whom, since when, on what it rests, what owners pay, what notice was given."""
    facts = [
        Fact(_("Company"), contract.organisation.name, note=contract.organisation.duty_phone),
        Fact(_("Contract since"), day(contract.starts_on), note=until_sentence(contract)),
        Fact(_("It rests on"), queries.basis_word(contract.basis), note=contract.basis_words),
        Fact(_("What owners pay"), contract.fees),
    ]
    if contract.indefinite_since:
        since = _("The term was over without a decision of the owners: it goes on without an end.")
        facts.append(Fact(_("Without an end since"), day(contract.indefinite_since), note=since))
    if contract.vote_number:
        facts.append(Fact(_("Vote under way"), contract.vote_number))
    if contract.notice_by and contract.notice_on:
        facts.append(_notice(contract))
    return facts


def service_page(service: CommunityService) -> dict[str, Any]:
    """All that both pages of a service show."""
    return {
        "service": service,
        "mode_word": queries.mode_word(service.mode),
        "service_facts": [
            Fact(_("Answers for it"), service.run_by),
            Fact(_("Rests on"), service.basis_words),
            Fact(_("From which day"), day(service.starts_on)),
            *(
                [Fact(_("Ended on"), day(service.ended_on), note=service.end_words)]
                if service.ended_on
                else []
            ),
        ],
        "tasks": [
            {
                "task": one.task,
                "due": one.due and service.ended_on is None,
                "kind": queries.service_kind_word(one.task.kind),
                "rhythm": queries.rhythm_word(one.task.rhythm),
            }
            for one in queries.tasks_of(service, on=timezone.localdate())
        ],
        "done": queries.done_lately(service),
        "cash": queries.balance_of(service.fund) if service.fund else None,
        "hands": queries.hands_of(service.sub_district_id, service.fund_id)
        if service.fund_id
        else [],
    }


def place_page(sub_district_id: UUID, place_id: UUID) -> dict[str, Any]:
    """What belongs to the place whoever serves it: facilities and income."""
    return {
        "facilities": [
            {"one": one, "kind": queries.handover_kind_word(one.kind)}
            for one in queries.facilities_of(sub_district_id, place_id)
        ],
        "income": queries.income_by_month(sub_district_id, place_id, on=timezone.localdate()),
        "books_href": f"{reverse('money:public_funds')}?place={place_id}",
    }


def _notice(contract: PropertyContract) -> Fact:
    key = notice_rule(Side(contract.notice_by), indefinite=contract.ends_on is None)
    shown = rule_shown(contract.sub_district_id, key, on=timezone.localdate())
    words = contract.notice_words
    if contract.notice_short:
        short = ngettext(
            "%(n)s day shorter than the law asks.",
            "%(n)s days shorter than the law asks.",
            contract.notice_short,
        )
        words = f"{words.rstrip('。.')}；{short % {'n': contract.notice_short}}"
    if shown:
        words = f"{words}（{in_words(shown.rule.source)}）"
    label = _("Notice by %(side)s") % {"side": queries.side_word(contract.notice_by)}
    return Fact(label, day(contract.notice_on) if contract.notice_on else "", note=words)


def _duties(contract: PropertyContract) -> list[Fact]:
    """What the law says of the end, with its articles."""
    sentences = {
        UNTIL_TAKEOVER: _("It must keep serving until somebody takes over, and may charge for it."),
        NO_CUTTING: _("It may not cut water, power, heat or gas to make anybody pay."),
        DISMISSAL: _("Owners may dismiss it by a vote, with 60 days of written notice."),
    }
    on = timezone.localdate()
    found = {key: rule_shown(contract.sub_district_id, key, on=on) for key in sentences}
    return [
        Fact(in_words(one.rule.source), sentences[key], reverse("records:rule_detail", args=[key]))
        for key, one in found.items()
        if one
    ]


def _must_serve(contract: PropertyContract) -> str:
    shown = rule_shown(contract.sub_district_id, UNTIL_TAKEOVER, on=timezone.localdate())
    words = _(
        "%(article)s: until somebody takes over, cleaning, order, lifts and repairs go on. "
        "Report what stands still."
    )
    return words % {"article": in_words(shown.rule.source) if shown else ""}


def _owed(contract: PropertyContract) -> list[dict[str, Any]]:
    return [
        {
            "item": one,
            "kind": queries.service_kind_word(one.kind),
            "indicator": queries.indicator_word(one.indicator) if one.indicator else "",
        }
        for one in queries.items_of(contract)
    ]


def _scores(contract: PropertyContract) -> list[dict[str, Any]]:
    rows: dict[Any, dict[Indicator, int | None]] = {}
    for one in queries.scores_of(contract, on=timezone.localdate()):
        rows.setdefault(one.month, {})[one.indicator] = one.percent
    return [
        {"month": month, "values": [_value(found, one) for one in Indicator]}
        for month, found in rows.items()
    ]


def _value(found: dict[Indicator, int | None], indicator: Indicator) -> dict[str, str]:
    label = queries.indicator_word(indicator.value)
    if indicator not in found:
        return {"label": label, "value": "—"}
    percent = found[indicator]
    return {"label": label, "value": _("too few") if percent is None else f"{percent}%"}


def _item(one: Any) -> dict[str, Any]:
    return {
        "item": one,
        "kind": queries.handover_kind_word(one.kind),
        "state": queries.handover_state_word(one.state),
        "tone": queries.handover_tone(one.state),
    }


def _signatures(contract: PropertyContract) -> list[dict[str, Any]]:
    signed = queries.signatures_of(contract)
    missing = lacking({TakeoverSide(one.side): one for one in signed})
    return [
        *({"side": queries.takeover_side_word(one.side), "by": one} for one in signed),
        *({"side": queries.takeover_side_word(one.value), "by": None} for one in missing),
    ]
