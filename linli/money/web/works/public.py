"""Works, collections and owed premises for everybody; pledging for who signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.money import Money
from linli.kernel.numbers import secret_as_printed
from linli.money import actions, queries
from linli.money.rules import CampaignState, GiftState, PremisesState
from linli.money.web.works import campaign_shown, premises_desk, shown
from linli.money.web.works.campaign_forms import CodeForm, PledgeForm
from linli.money.web.works.pages import (
    PAGE,
    before_asked,
    campaign_row,
    duties,
    found_or_gone,
    older_href,
    places_asked,
    premises_row,
    work_row,
)
from linli.ui import menu, pages
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, go

if TYPE_CHECKING:
    from linli.money.models import Campaign, Contribution

MOST = 12
"""Collections and premises on the list; works go on by page."""


@open_to(ANYONE)
@require_safe
def public_works(request: Request) -> HttpResponse:
    """List what is collected for, built, owed and done at a place or everywhere."""
    ids, name = places_asked(request)
    tenant, over = request.sub_district_id, "over" in request.GET
    found = queries.works_at(tenant, ids, over=over, before=before_asked(request), most=PAGE + 1)
    collections = [] if over else queries.campaigns_at(tenant, ids, most=MOST)
    owed = [] if over else queries.premises_at(tenant, ids, most=MOST)
    context = {
        "place_name": name,
        "place_id": as_uuid(request.GET.get("place", "")) or "",
        "over": over,
        "works": [work_row(one) for one in found[:PAGE]],
        "older": older_href(request, found),
        "campaigns": [campaign_row(one) for one in collections if one.state != CampaignState.DONE],
        "premises": [premises_row(one) for one in owed if one.state != PremisesState.ENDED],
        "tab": "council",
    }
    return render(request, "money/works/public_list.html", context)


@open_to(ANYONE)
@require_safe
def public_work(request: Request, number: str) -> HttpResponse:
    """Show works: what is done, by whom, what it costs, where it stands, what comes next."""
    works = found_or_gone(queries.works_by_number(request.sub_district_id, number))
    context = shown.page_of(works) | {
        "mine": bool(duties(request, works)),
        "campaign": queries.campaign_of_matter(works.sub_district_id, works.matter_id),
        "limit": str(Money(works.authority.limit_fen)) if works.authority else "",
        "fund_name": works.authority.fund.name if works.authority else "",
        "report_href": menu.page_to_report(),
        "tab": "council",
        "back": _back(),
    }
    return render(request, "money/works/public_work.html", context)


@open_to(ANYONE)
@never_cache
@require_http_methods(FORM)
def public_campaign(request: Request, number: str) -> HttpResponse:
    """Show a collection: how far it is by building; a slip's word tells what became of it."""
    campaign = _the_campaign(request, number)
    form = CodeForm(request.POST or None)
    gift = None
    if request.method == "POST" and form.is_valid():
        gift = queries.gift_by_code(campaign, form.cleaned_data["code"])
        if gift is None:
            form.add_error("code", _("No slip of this collection bears this word."))
    own = queries.own_pledge(campaign, request.actor.account_id)
    context = campaign_shown.page_of(campaign) | {
        "form": form,
        "gift": _gift(gift),
        "own": _gift(own),
        "mine": bool(duties(request, campaign)),
        "works": queries.works_of_matter(campaign.sub_district_id, campaign.matter_id),
        "tab": "council",
        "back": _back(),
    }
    status = 422 if form.errors else 200
    return render(request, "money/works/public_campaign.html", context, status=status)


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(FORM)
def public_pledge(request: Request, number: str) -> HttpResponse:
    """Take a pledge of somebody signed in, whose name is kept nowhere."""
    campaign = _the_campaign(request, number)
    buildings = [(str(key), name) for key, name in queries.buildings_of(campaign)]
    initial = {"fen": Money(campaign.asked_fen).plain() if campaign.asked_fen else ""}
    form = PledgeForm(request.POST or None, buildings=buildings, initial=initial)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.pledge(
            actor=request.actor,
            campaign_id=campaign.id,
            building_id=as_uuid(typed["building"]),
            fen=typed["fen"],
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("Thank you. Your slip stands below."))
        return go("money:public_campaign", campaign.number)

    return pages.form_page(
        request,
        form,
        act,
        page="money/works/pledge.html",
        campaign=campaign,
        tabs_hidden=True,
        back={
            "href": reverse("money:public_campaign", args=[campaign.number]),
            "label": campaign.title,
        },
    )


@open_to(SIGNED_IN)
@require_POST
def public_withdraw(request: Request, number: str) -> HttpResponse:
    """Take back the own pledge that is not paid."""
    campaign = _the_campaign(request, number)
    own = found_or_gone(queries.own_pledge(campaign, request.actor.account_id))
    actions.withdraw_pledge(
        actor=request.actor, campaign_id=campaign.id, code=own.code, at=timezone.now()
    )
    messages.success(request, _("Taken back. Nobody is told."))
    return go("money:public_campaign", campaign.number)


@open_to(ANYONE)
@require_safe
def public_premises(request: Request, number: str) -> HttpResponse:
    """Show premises that a developer owes, and what happened."""
    duty = found_or_gone(queries.premises_by_number(request.sub_district_id, number))
    context = premises_desk.page_of(duty) | {"tab": "council", "back": _back()}
    return render(request, "money/works/public_premises.html", context)


def _the_campaign(request: Request, number: str) -> Campaign:
    return found_or_gone(queries.campaign_by_number(request.sub_district_id, number))


def _gift(gift: Contribution | None) -> dict[str, Any] | None:
    if gift is None:
        return None
    return {
        "word": secret_as_printed(gift.code),
        "state": queries.gift_word(gift.state),
        "pledged": gift.state == GiftState.PLEDGED,
        "fen": str(Money(gift.received_fen or gift.pledged_fen)),
        "back": str(Money(gift.refund_fen)) if gift.refund_fen else "",
        "building": gift.building.name if gift.building else "",
        "serial": gift.serial,
        "on": gift.refunded_on or gift.received_on or gift.pledged_on,
    }


def _back() -> dict[str, str]:
    return {"href": reverse("money:public_works"), "label": _("Works and contributions")}
