"""Who serves a compound, for everybody: company or neighbours, until when, how well."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.money import actions, queries
from linli.money.web.service import shown
from linli.money.web.service.forms import AnswersForm
from linli.money.web.works.pages import found_or_gone
from linli.places import queries as places
from linli.ui import menu, pages
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go


@open_to(ANYONE)
@require_safe
def public_serving(request: Request, place_id: UUID) -> HttpResponse:
    """Show who serves a place, until when, what is owed, how well it is done, what it earns."""
    place = found_or_gone(places.place(request.sub_district_id, place_id))
    on = timezone.localdate()
    tenant = request.sub_district_id
    contract = queries.contract_of_place(tenant, place_id, on=on)
    service = queries.service_of_place(tenant, place_id)
    context = {
        "at": place,
        "companies": [] if contract else shown.served_by(tenant, place_id),
        "former": shown.former(tenant, place_id),
        **shown.place_page(tenant, place_id),
        **(shown.contract_page(contract) if contract else {}),
        **(shown.service_page(service) if service else {}),
        "report_href": menu.page_to_report(),
        "tab": "council",
        "back": {
            "href": f"{reverse('money:public_funds')}?place={place_id}",
            "label": _("Accounts of %(place)s") % {"place": place.name},
        },
    }
    return render(request, "money/service/public.html", context)


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(FORM)
def public_survey(request: Request, survey_id: UUID) -> HttpResponse:
    """Take in how content somebody is; who said what is kept nowhere."""
    survey = found_or_gone(queries.survey(request.sub_district_id, survey_id))
    kinds = queries.survey_kinds(survey.contract)
    form = AnswersForm(request.POST or None, kinds=kinds)
    serving = reverse("money:public_serving", args=[survey.contract.place_id])

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.answer_survey(
            actor=request.actor, survey_id=survey.id, answers=form.answers(), at=timezone.now()
        )
        messages.success(request, _("Thank you. Your answer is counted; nobody sees whose it is."))
        return go("money:public_serving", survey.contract.place_id)

    over = survey.closed_at is not None or survey.closes_on < timezone.localdate()
    return pages.form_page(
        request,
        form,
        act,
        page="money/service/survey.html",
        survey=survey,
        over=over or queries.has_answered(survey, request.actor.account_id),
        tabs_hidden=True,
        back={"href": serving, "label": survey.contract.place.name},
    )
