"""Collections at the desk: the list, a new one, its page, what is done to it, slips to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.kernel.money import Money
from linli.kernel.numbers import secret_as_printed
from linli.money import actions, queries
from linli.money.rules import CampaignState, Duty, PaidBy, Verb, may_do
from linli.money.web.works import campaign_forms as forms
from linli.money.web.works.campaign_shown import page_of
from linli.money.web.works.desk import kinds_of
from linli.money.web.works.pages import (
    KEEP,
    PAGE,
    SEE,
    Act,
    before_asked,
    duties,
    form_page,
    found_or_gone,
    gone,
    may,
    older_href,
    with_hand,
)
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, go

if TYPE_CHECKING:
    from linli.money.models import Campaign
    from linli.ui.forms import PlainForm


@open_to(*SEE)
@require_safe
def desk_campaigns(request: Request) -> HttpResponse:
    """List collections in reach."""
    on = timezone.localdate()
    ids = [key for key, _name in queries.places_in_reach(request.actor, on=on)]
    found = queries.campaigns_at(
        request.sub_district_id, ids, before=before_asked(request), most=PAGE + 1
    )
    context = {
        "rows": [
            {
                "campaign": one,
                "state_word": queries.campaign_state_word(one.state),
                "state_tone": queries.state_tone(one),
            }
            for one in found[:PAGE]
        ],
        "older": older_href(request, found),
        "kinds": kinds_of("desk_campaigns"),
        "may_begin": may_do(Verb.SET_UP, request.actor.kind),
    }
    return render(request, "money/works/desk_campaigns.html", context)


@open_to(*KEEP)
@require_http_methods(FORM)
def desk_new_campaign(request: Request) -> HttpResponse:
    """Begin a collection that a meeting decided."""
    ready = queries.ready_to_collect(request.actor, on=timezone.localdate())
    matters = [_choice(one) for one in ready]
    initial = {"opens_on": timezone.localdate()}
    form = forms.NewCampaignForm(request.POST or None, matters=matters, initial=initial)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.open_campaign(actor=request.actor, at=timezone.now(), **form.facts())
        return go("money:desk_campaign", made.id)

    return form_page(
        request,
        form,
        act,
        title=_("Begin a collection"),
        purpose=_("Of their own will, after a meeting's decision, with public accounts."),
        verb=_("Begin"),
        back_href=reverse("money:desk_campaigns"),
        nothing=""
        if ready
        else _("No decision in your reach allows to spend from a fund of what residents give."),
    )


@open_to(SIGNED_IN)
@require_safe
def desk_campaign(request: Request, campaign_id: UUID) -> HttpResponse:
    """Show a collection to whom the post or a duty leads."""
    campaign = with_hand(request, queries.campaign(request.sub_district_id, campaign_id))
    context = page_of(campaign)
    context |= {
        "acts": acts_of(request, campaign),
        "waiting": queries.waiting_to_enter(campaign),
        "received": str(Money(campaign.received_fen)),
        "pledged": str(Money(campaign.pledged_fen)),
        "refunded": str(Money(campaign.refunded_fen)),
    }
    return render(request, "money/works/desk_campaign.html", context)


@open_to(SIGNED_IN)
@require_safe
def desk_receipt(request: Request, campaign_id: UUID, code: str) -> HttpResponse:
    """Show the slip of a contribution to print: a word, a number, an amount, no name."""
    campaign = with_hand(request, queries.campaign(request.sub_district_id, campaign_id))
    gift = found_or_gone(queries.gift_by_code(campaign, code))
    context = {
        "campaign": campaign,
        "gift": gift,
        "word": secret_as_printed(gift.code),
        "state_word": queries.gift_word(gift.state),
        "fen": str(Money(gift.received_fen or gift.pledged_fen)),
        "href": request.build_absolute_uri(
            reverse("money:public_campaign", args=[campaign.number])
        ),
    }
    return render(request, "money/works/receipt.html", context)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def desk_campaign_act(request: Request, campaign_id: UUID, act: str) -> HttpResponse:
    """Show the form of an act that can be done now, and do it."""
    campaign = with_hand(request, queries.campaign(request.sub_district_id, campaign_id))
    doing = DOINGS.get(act)
    if doing is None:
        raise gone()
    now = next((one for one in acts_of(request, campaign) if one.key == act), None)
    form = doing.form(request, campaign)

    def run(_typed: dict[str, Any]) -> HttpResponse:
        code = doing.run(request, campaign, form)
        messages.success(request, _("Kept."))
        if code:
            return go("money:desk_receipt", campaign.id, code)
        return go("money:desk_campaign", campaign.id)

    return form_page(
        request,
        form,
        run,
        title=now.verb if now else campaign.title,
        purpose=campaign.title,
        verb=now.verb if now else _("Keep"),
        nothing="" if now else _("This cannot be done now, or not by you."),
        note=_note(act),
        back_href=reverse("money:desk_campaign", args=[campaign.id]),
    )


def acts_of(request: Request, campaign: Campaign) -> list[Act]:
    """What the reader can do now."""
    mine = duties(request, campaign)
    keeps = may(request, Verb.KEEP, campaign.place_id)
    found = _holder_acts(campaign, mine, keeps=keeps) + _books_acts(campaign, mine)
    return found + (_keeper_acts(campaign) if keeps else [])


def _holder_acts(campaign: Campaign, mine: frozenset[Duty], *, keeps: bool) -> list[Act]:
    if not mine & {Duty.HOLDS_MONEY, Duty.MAKES}:
        return []
    if campaign.state == CampaignState.RAISING:
        counter = [Act("counter", _("Take in at the counter"), "plus", main=True)] if keeps else []
        return [*counter, Act("take-in", _("Take in by the slip"), "check", main=not keeps)]
    if campaign.state == CampaignState.REFUNDING:
        return [Act("give-back", _("Give back by the slip"), "arrow-back-up", main=True)]
    return []


def _books_acts(campaign: Campaign, mine: frozenset[Duty]) -> list[Act]:
    if Duty.MAKES not in mine:
        return []
    found = []
    if queries.waiting_to_enter(campaign):
        found.append(Act("enter", _("Enter receipts in the books"), "book-2"))
    if campaign.state == CampaignState.REACHED:
        found.append(Act("release", _("Release the money for the work"), "arrow-right"))
    if campaign.state in {CampaignState.REFUNDING, CampaignState.DONE} and campaign.refunded_fen:
        found.append(Act("enter-back", _("Enter what was given back"), "book-2"))
    return found


def _keeper_acts(campaign: Campaign) -> list[Act]:
    acts = {
        CampaignState.RAISING: [
            Act("paper", _("Enter a pledge on paper"), "pencil"),
            Act("end", _("End the collection"), "flag"),
        ],
        CampaignState.MISSED: [
            Act("less", _("Go on with less"), "arrow-right"),
            Act("refund", _("Give everything back"), "arrow-back-up"),
        ],
        CampaignState.REACHED: [Act("rest", _("Give back what is left"), "arrow-back-up")],
    }
    return acts.get(CampaignState(campaign.state), [])


def _choice(ready: queries.Ready) -> tuple[str, str]:
    matter, authority = ready.matter, ready.authority
    if authority is None:
        return "", matter.title
    limit = Money(authority.limit_fen)
    label = f"{matter.title}　{matter.number}　{authority.fund.name} {limit}"
    return f"{matter.id}:{authority.fund_id}", label


@dataclass(frozen=True, slots=True)
class Doing:
    """How one act is typed and done; it answers the word of a slip where there is one to print."""

    form: Callable[[Request, Campaign], PlainForm]
    run: Callable[[Request, Campaign, Any], str]


def _note(act: str) -> str:
    if act in {"counter", "paper"}:
        return _("No name and no dwelling is asked for. The slip with its word is the receipt.")
    if act == "enter":
        return _("All receipts go in with one line. Fewer than five wait for more, until the end.")
    return ""


def _buildings(campaign: Campaign) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in queries.buildings_of(campaign)]


def _with_buildings(kind: type[Any]) -> Callable[[Request, Campaign], PlainForm]:
    def form(request: Request, campaign: Campaign) -> PlainForm:
        initial = {"fen": Money(campaign.asked_fen).plain() if campaign.asked_fen else ""}
        made: PlainForm = kind(
            request.POST or None, buildings=_buildings(campaign), initial=initial
        )
        return made

    return form


def _today(kind: type[PlainForm]) -> Callable[[Request, Campaign], PlainForm]:
    return lambda request, _campaign: kind(
        request.POST or None, initial={"on": timezone.localdate()}
    )


def _empty(request: Request, _campaign: Campaign) -> PlainForm:
    return forms.EmptyForm(request.POST if request.method == "POST" else None)


def _pledge(request: Request, campaign: Campaign, form: Any) -> str:
    typed = form.cleaned_data
    return actions.pledge(
        actor=request.actor,
        campaign_id=campaign.id,
        building_id=as_uuid(typed["building"]),
        fen=typed["fen"],
        key=form.sent_key,
        at=timezone.now(),
    ).code


def _counter(request: Request, campaign: Campaign, form: Any) -> str:
    code = _pledge(request, campaign, form)
    typed = form.cleaned_data
    actions.take_in(
        actor=request.actor,
        campaign_id=campaign.id,
        code=code,
        fen=typed["fen"],
        paid_by=PaidBy(typed["paid_by"]),
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return code


def _take_in(request: Request, campaign: Campaign, form: Any) -> str:
    typed = form.cleaned_data
    return actions.take_in(
        actor=request.actor,
        campaign_id=campaign.id,
        code=typed["code"],
        fen=typed["fen"],
        paid_by=PaidBy(typed["paid_by"]),
        on=typed["on"],
        at=timezone.now(),
    ).code


def _give_back(request: Request, campaign: Campaign, form: Any) -> str:
    typed = form.cleaned_data
    return actions.give_back(
        actor=request.actor,
        campaign_id=campaign.id,
        code=typed["code"],
        on=typed["on"],
        at=timezone.now(),
    ).code


def _books(act: Callable[..., Any]) -> Callable[[Request, Campaign, Any], str]:
    def run(request: Request, campaign: Campaign, form: Any) -> str:
        act(
            actor=request.actor,
            campaign_id=campaign.id,
            on=form.cleaned_data["on"],
            key=form.sent_key,
            at=timezone.now(),
        )
        return ""

    return run


def _kept(act: Callable[..., Any]) -> Callable[[Request, Campaign, Any], str]:
    def run(request: Request, campaign: Campaign, form: Any) -> str:
        act(
            actor=request.actor,
            campaign_id=campaign.id,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return ""

    return run


def _basis(kind: type[PlainForm]) -> Callable[[Request, Campaign], PlainForm]:
    return lambda request, _campaign: kind(request.POST or None)


DOINGS: dict[str, Doing] = {
    "counter": Doing(_with_buildings(forms.CounterForm), _counter),
    "paper": Doing(_with_buildings(forms.PledgeForm), _pledge),
    "take-in": Doing(_today(forms.TakeInForm), _take_in),
    "give-back": Doing(_today(forms.BackForm), _give_back),
    "enter": Doing(_today(forms.BooksForm), _books(actions.enter_receipts)),
    "enter-back": Doing(_today(forms.BooksForm), _books(actions.enter_refunds)),
    "release": Doing(_today(forms.BooksForm), _books(actions.release_money)),
    "end": Doing(_empty, _kept(actions.end_campaign)),
    "less": Doing(_basis(forms.BasisForm), _kept(actions.go_on_with_less)),
    "refund": Doing(_basis(forms.BasisForm), _kept(actions.begin_refund)),
    "rest": Doing(_basis(forms.RestForm), _kept(actions.share_out_rest)),
}
"""Every act that the page of a collection offers."""
