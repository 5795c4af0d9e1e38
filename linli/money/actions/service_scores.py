"""How well a company serves: counts from requests, and a short survey that knows nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.posts import PROPERTY
from linli.money.actions.contracts import contract_under_change
from linli.money.actions.tended import gone
from linli.money.models import (
    PropertyContract,
    ServiceMonth,
    ServiceSurvey,
    SurveyCount,
    SurveyMark,
)
from linli.money.queries.contracts import contract_of_company, survey, survey_kinds, survey_mark
from linli.money.rules import ContractState, Indicator, ServiceKind, Verb, month_of
from linli.money.rules.service import shown_share
from linli.records import actions as records

SURVEY = "money.survey"
MOST_DAYS = 60


@transaction.atomic
def post_service_score(
    *,
    sub_district_id: UUID,
    organisation_id: UUID,
    place_id: UUID,
    indicator: Indicator,
    good: bool,
    at: datetime,
) -> bool:
    """Count a request that a company led at a place where it serves; nothing of it is kept."""
    found = contract_of_company(sub_district_id, organisation_id, place_id)
    if found is None:
        return False
    score, _made = ServiceMonth.objects.get_or_create(
        sub_district_id=sub_district_id,
        contract=found,
        month=month_of(timezone.localdate(at)),
        indicator=indicator.value,
    )
    ServiceMonth.objects.filter(sub_district_id=sub_district_id, id=score.id).update(
        total=F("total") + 1, good=F("good") + (1 if good else 0)
    )
    return True


@transaction.atomic
def open_survey(*, actor: Actor, contract_id: UUID, closes_on: date, at: datetime) -> ServiceSurvey:
    """Ask residents for some days how content they are; one survey at a time."""
    tended = contract_under_change(actor, contract_id, None, at)
    tended.require(Verb.KEEP)
    if tended.row.state == ContractState.TAKEN_OVER:
        raise Refused("wrong_state", _("This cannot be done at this point."))
    if not 0 < (closes_on - tended.today).days <= MOST_DAYS:
        raise Refused("days", _("A survey is open for at least a day and at most 60."))
    try:
        with transaction.atomic():
            made = ServiceSurvey.objects.create(
                sub_district_id=tended.tenant,
                contract=tended.row,
                opens_on=tended.today,
                closes_on=closes_on,
                made_by=actor.label,
            )
    except IntegrityError as error:
        raise Refused("survey_open", _("A survey is open already.")) from error
    for kind in survey_kinds(tended.row):
        tended.batch.add(SurveyCount(sub_district_id=tended.tenant, survey=made, kind=kind.value))
    tended.record("money.open_survey", {"closes": str(closes_on)})
    tended.write()
    return made


@transaction.atomic
def answer_survey(
    *, actor: Actor, survey_id: UUID, answers: Mapping[ServiceKind, bool], at: datetime
) -> None:
    """Count somebody's answers, once an account; who said what is kept nowhere."""
    found = survey(actor.sub_district_id, survey_id)
    if found is None:
        raise gone()
    _require_may_answer(actor, found, at)
    if ServiceKind.WHOLE not in answers:
        raise Refused("no_answer", _("Say at least how content you are with the whole."))
    try:
        with transaction.atomic():
            SurveyMark.objects.create(
                sub_district_id=actor.sub_district_id,
                survey=found,
                mark=survey_mark(found.id, actor.account_id),
            )
    except IntegrityError as error:
        raise Refused("answered_already", _("You have answered this survey.")) from error
    rows = SurveyCount.objects.filter(sub_district_id=actor.sub_district_id, survey=found)
    for kind, content in sorted(answers.items()):
        rows.filter(kind=kind.value).update(
            total=F("total") + 1, good=F("good") + (1 if content else 0)
        )
    records.record(
        actor=nobody(actor.sub_district_id), did="money.answer_survey", on_kind=SURVEY,
        on_id=found.id, facts={}, at=at,
    )  # fmt: skip


@transaction.atomic
def close_survey(*, actor: Actor, survey_id: UUID, at: datetime) -> None:
    """Close a survey: its sums join the scores, and who answered is forgotten."""
    found = survey(actor.sub_district_id, survey_id)
    if found is None or found.closed_at is not None:
        raise gone()
    mine = {"sub_district_id": actor.sub_district_id, "survey": found}
    counts = list(SurveyCount.objects.filter(**mine))
    _join(found.contract, found.closes_on, counts)
    SurveyMark.objects.filter(**mine).delete()
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    records.record(
        actor=actor, did="money.close_survey", on_kind=SURVEY, on_id=found.id,
        facts={"answers": max([one.total for one in counts], default=0)}, at=at,
    )  # fmt: skip


def _join(contract: PropertyContract, on: date, counts: list[SurveyCount]) -> None:
    """Only what may be shown joins, so that no sum gives away what a survey keeps back."""
    whole = next(one for one in counts if one.kind == ServiceKind.WHOLE)
    if shown_share(whole.good, whole.total) is None:
        return
    score, _made = ServiceMonth.objects.get_or_create(
        sub_district_id=contract.sub_district_id,
        contract=contract,
        month=month_of(on),
        indicator=Indicator.CONTENT.value,
    )
    ServiceMonth.objects.filter(sub_district_id=contract.sub_district_id, id=score.id).update(
        total=F("total") + whole.total, good=F("good") + whole.good
    )


def _require_may_answer(actor: Actor, found: ServiceSurvey, at: datetime) -> None:
    if actor.account_id is None:
        raise NotAllowed("sign_in", _("Sign in to answer."))
    if any(post.kind in PROPERTY for post in actor.posts):
        raise NotAllowed("company", _("A company does not answer about itself."))
    if found.closed_at is not None or timezone.localdate(at) > found.closes_on:
        raise Refused("survey_over", _("This survey is over."))
