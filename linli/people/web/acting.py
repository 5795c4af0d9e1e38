"""Which post one acts in, and the demo's doors."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from linli.kernel.errors import Missing
from linli.people import queries
from linli.people.web.middleware import CHOSEN_POST
from linli.ui.access import ANYONE, STAFF, Request, open_to

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def back_to(request: Request, otherwise: str) -> HttpResponse:
    """Go where the form said, if that is an address of ours."""
    target = get_next_redirect_url(request) or resolve_url(otherwise)
    return HttpResponseRedirect(target, status=303)


@open_to(STAFF)
@require_POST
def act_as(request: Request) -> HttpResponse:
    """Act in another of the posts one holds today."""
    chosen = request.POST.get("post", "")
    if chosen not in {str(post.post_id) for post in request.actor.posts}:
        raise Missing("not_held", "")
    request.session[CHOSEN_POST] = chosen
    return back_to(request, settings.LOGIN_REDIRECT_URL)


@open_to(ANYONE)
@require_POST
def demo_sign_in(request: Request, card: str) -> HttpResponse:
    """Sign in by a card of the demo; elsewhere there is no such address."""
    if not settings.LINLI_DEMO:
        raise Http404
    cards = queries.demo_cards(request.sub_district_id, on=timezone.localdate())
    account_id = next((found.account_id for found in cards if found.key == card), None)
    account = queries.account(account_id)
    if account is None:
        raise Http404
    login(request, account, backend=_BACKEND)
    return back_to(request, settings.LOGIN_REDIRECT_URL)
