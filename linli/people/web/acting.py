"""Where one begins after signing in, which post one acts in, and the demo's doors."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.kernel.errors import Missing
from linli.kernel.posts import POST_HOLDERS
from linli.people import queries
from linli.people.web.context import demo_doors
from linli.people.web.middleware import CHOSEN_POST
from linli.people.web.pages import keep_type_size
from linli.ui import menu
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.pages import FORM

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _back_to(request: Request, otherwise: str) -> HttpResponse:
    """Go where the form said, if that is an address of ours."""
    target = get_next_redirect_url(request) or resolve_url(otherwise)
    return HttpResponseRedirect(target, status=303)


@open_to(SIGNED_IN)
@require_GET
def begin(request: Request) -> HttpResponse:
    """Lead whoever has signed in to the page where their day begins."""
    actor = request.actor
    if len(actor.posts) > 1 and CHOSEN_POST not in request.session:
        return redirect("people:act_as")
    answer = redirect(menu.start(actor))
    return answer if actor.post or actor.administrator else _with_type_size(request, answer)


def _with_type_size(request: Request, answer: HttpResponse) -> HttpResponse:
    """Show residents this device's pages in the size of type that their profile keeps."""
    account_id = request.actor.account_id
    profile = queries.profile_of(request.sub_district_id, account_id) if account_id else None
    return keep_type_size(answer, large=True) if profile and profile.large_type else answer


@open_to(POST_HOLDERS)
@require_http_methods(FORM)
def act_as(request: Request) -> HttpResponse:
    """Choose which of the posts held today one acts in."""
    if request.method != "POST":
        return render(request, "people/act_as.html", {"posts": request.actor.posts})
    chosen = request.POST.get("post", "")
    if chosen not in {str(post.post_id) for post in request.actor.posts}:
        raise Missing("not_held", "")
    request.session[CHOSEN_POST] = chosen
    return _back_to(request, menu.start(request.actor))


@open_to(ANYONE)
@require_POST
def demo_sign_in(request: Request, card: str) -> HttpResponse:
    """Sign in by a card of the demo; elsewhere there is no such address."""
    doors = {door.key: door.account_id for door in demo_doors(request)}
    account = queries.account(doors.get(card))
    if account is None:
        raise Http404
    request.session.pop(CHOSEN_POST, None)
    login(request, account, backend=_BACKEND)
    UserSession.objects.create_from_request(request)
    return _back_to(request, "people:begin")
