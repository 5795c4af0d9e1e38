"""Property contracts found by id, number, place and company; their calendar, scores and income."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.crypto import salted_hmac

from linli.kernel.actor import Actor
from linli.money.models import (
    AccountMonth,
    Facility,
    PropertyContract,
    ServiceItem,
    ServiceMonth,
    ServiceSurvey,
    SurveyCount,
    SurveyMark,
)
from linli.money.queries.matters import may_do_at
from linli.money.rules import (
    AccountKind,
    ContractState,
    FundKind,
    Indicator,
    ServiceKind,
    Side,
    Verb,
    month_of,
)
from linli.money.rules.service import FLOOR, Terms, notice_rule, shown_share
from linli.records.queries import rule_in_force

MOST_FACILITIES = 200


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """A month's score by one indicator; no percent where too few are counted."""

    month: date
    indicator: Indicator
    percent: int | None


@dataclass(frozen=True, slots=True)
class IncomeMonth:
    """What the compound's common space brought in, and what went out of it, in a month."""

    month: date
    came_fen: int
    went_fen: int


def property_contract(sub_district_id: UUID, contract_id: UUID) -> PropertyContract | None:
    """One contract by its id."""
    return _contracts(sub_district_id).filter(id=contract_id).first()


def contract_by_number(sub_district_id: UUID, number: str) -> PropertyContract | None:
    """One contract by the number that people know."""
    return _contracts(sub_district_id).filter(number=number).first()


def property_contract_seen_by(
    actor: Actor, contract_id: UUID, *, on: date
) -> PropertyContract | None:
    """A contract as the desk finds it: none beyond the reach of the post."""
    found = property_contract(actor.sub_district_id, contract_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def contract_of_place(
    sub_district_id: UUID, place_id: UUID, *, on: date
) -> PropertyContract | None:
    """The contract by which a place is served on a day; until takeover it is the old one."""
    begun = Q(starts_on__lte=on) | Q(serves_since__lte=on)
    rows = _contracts(sub_district_id).filter(begun, place_id=place_id)
    return rows.exclude(state=ContractState.TAKEN_OVER.value).order_by("id").first()


def contracts_left(sub_district_id: UUID, place_id: UUID) -> list[PropertyContract]:
    """The contracts of a place that somebody has taken over, the latest first."""
    rows = _contracts(sub_district_id).filter(place_id=place_id)
    return list(rows.filter(state=ContractState.TAKEN_OVER.value).order_by("-taken_over_at"))


def contracts_of_places(
    sub_district_id: UUID, place_ids: Sequence[UUID], *, before: UUID | None = None, most: int
) -> list[PropertyContract]:
    """The newest contracts of these places; `before` goes on from a row."""
    rows = _contracts(sub_district_id).filter(place_id__in=place_ids)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:most])


def contract_of_company(
    sub_district_id: UUID, organisation_id: UUID, place_id: UUID
) -> PropertyContract | None:
    """The contract by which a company serves a place, until somebody has taken over."""
    rows = PropertyContract.objects.filter(
        ~Q(state=ContractState.TAKEN_OVER.value),
        sub_district_id=sub_district_id,
        organisation_id=organisation_id,
        place_id=place_id,
    )
    return rows.order_by("id").first()


def contracts_to_look_at(sub_district_id: UUID) -> list[UUID]:
    """Contracts that the clock looks at: all that nobody has taken over."""
    rows = PropertyContract.objects.filter(sub_district_id=sub_district_id)
    open_ones = rows.exclude(state=ContractState.TAKEN_OVER.value)
    return list(open_ones.order_by("id").values_list("id", flat=True))


def terms_of(found: PropertyContract) -> Terms:
    """The days of a contract."""
    return Terms(found.starts_on, found.ends_on, found.leaves_on)


def notice_days(found: PropertyContract, side: Side, *, on: date) -> int:
    """How many days before the end this side gives notice; the contract may ask for others."""
    if side is Side.OWNERS and found.notice_days is not None:
        return found.notice_days
    rule = notice_rule(side, indefinite=found.ends_on is None)
    return rule_in_force(found.sub_district_id, rule, on=on).duration.count


def items_of(found: PropertyContract) -> list[ServiceItem]:
    """What the company owes, in order."""
    rows = ServiceItem.objects.filter(sub_district_id=found.sub_district_id, contract=found)
    return list(rows.order_by("order"))


def scores_of(found: PropertyContract, *, on: date, months: int = 6) -> list[ScoreShown]:
    """The scores of the months that are over, newest first; the running month gives nobody away."""
    since = month_of(on - timedelta(days=31 * months))
    rows = ServiceMonth.objects.filter(
        sub_district_id=found.sub_district_id,
        contract=found,
        month__gte=since,
        month__lt=month_of(on),
    )
    return [
        ScoreShown(one.month, Indicator(one.indicator), _percent(one))
        for one in rows.order_by("-month", "indicator")
    ]


def survey(sub_district_id: UUID, survey_id: UUID) -> ServiceSurvey | None:
    """One survey by its id."""
    rows = ServiceSurvey.objects.filter(sub_district_id=sub_district_id, id=survey_id)
    return rows.select_related("contract__place", "contract__organisation").first()


def open_survey_of(found: PropertyContract, *, on: date) -> ServiceSurvey | None:
    """The survey that takes answers now."""
    rows = ServiceSurvey.objects.filter(
        sub_district_id=found.sub_district_id, contract=found, closed_at=None, closes_on__gte=on
    )
    return rows.first()


def surveys_over(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """Surveys whose days are over and that nobody closed."""
    rows = ServiceSurvey.objects.filter(
        sub_district_id=sub_district_id, closed_at=None, closes_on__lt=on
    )
    return list(rows.values_list("id", flat=True))


def survey_kinds(found: PropertyContract) -> list[ServiceKind]:
    """What a survey asks about: the whole, and each kind of service that is owed."""
    owed = {item.kind for item in items_of(found)} - {ServiceKind.WHOLE}
    return [ServiceKind.WHOLE, *(kind for kind in ServiceKind if kind in owed)]


def survey_mark(survey_id: UUID, account_id: UUID | None) -> str:
    """By what an account is known to have answered: a keyed hash, useless without the key."""
    words = f"{survey_id}:{account_id}"
    return salted_hmac("money.survey", words, algorithm="sha256").hexdigest()


def has_answered(found: ServiceSurvey, account_id: UUID | None) -> bool:
    """Whether an account has answered while the survey is open."""
    rows = SurveyMark.objects.filter(sub_district_id=found.sub_district_id, survey=found)
    return account_id is not None and rows.filter(mark=survey_mark(found.id, account_id)).exists()


def last_survey(found: PropertyContract) -> list[tuple[ServiceKind, int | None]]:
    """What the last closed survey found, by kind of service; none where too few answered."""
    rows = ServiceSurvey.objects.filter(sub_district_id=found.sub_district_id, contract=found)
    last = rows.filter(closed_at__isnull=False).order_by("-id").first()
    if last is None:
        return []
    counts = SurveyCount.objects.filter(sub_district_id=found.sub_district_id, survey=last)
    return [
        (ServiceKind(one.kind), shown_share(one.good, one.total)) for one in counts.order_by("id")
    ]


def facilities_of(sub_district_id: UUID, place_id: UUID) -> list[Facility]:
    """The common facilities of a compound."""
    rows = Facility.objects.filter(sub_district_id=sub_district_id, place_id=place_id, gone_on=None)
    return list(rows.order_by("kind", "title", "where")[:MOST_FACILITIES])


def income_by_month(
    sub_district_id: UUID, place_id: UUID, *, on: date, months: int = 6
) -> list[IncomeMonth]:
    """What the place's common revenue took in and cost by month, newest first (R21)."""
    since = month_of(on - timedelta(days=31 * (months - 1)))
    came, went = AccountKind.CAME_IN.value, AccountKind.WENT_OUT.value
    rows = AccountMonth.objects.filter(
        sub_district_id=sub_district_id,
        account__fund__place_id=place_id,
        account__fund__kind=FundKind.COMMON_REVENUE.value,
        month__gte=since,
    )
    sums = rows.values("month").annotate(
        came_in=Sum("credit_fen", filter=Q(account__kind=came), default=0)
        - Sum("debit_fen", filter=Q(account__kind=came), default=0),
        went_out=Sum("debit_fen", filter=Q(account__kind=went), default=0)
        - Sum("credit_fen", filter=Q(account__kind=went), default=0),
    )
    return [
        IncomeMonth(one["month"], one["came_in"], one["went_out"])
        for one in sums.order_by("-month")
        if one["came_in"] or one["went_out"]
    ]


def _percent(one: ServiceMonth) -> int | None:
    if one.indicator == Indicator.IN_TIME:
        return round(100 * one.good / one.total) if one.total >= FLOOR else None
    return shown_share(one.good, one.total)


def _contracts(sub_district_id: UUID) -> QuerySet[PropertyContract]:
    rows = PropertyContract.objects.filter(sub_district_id=sub_district_id)
    return rows.select_related("place", "organisation", "matter")
