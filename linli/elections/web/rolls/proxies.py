"""Written proxies at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.elections import actions, queries
from linli.elections.rules import RollKind, Verb
from linli.elections.web.desk.pages import frame, may, the_election
from linli.elections.web.rolls.forms import ProxyForm
from linli.elections.web.rolls.pages import COUNTER, LOOKERS
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records.actions import prepare_upload
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Election


@open_to(*LOOKERS)
@require_http_methods(FORM)
def proxies(request: Request, election_id: UUID) -> HttpResponse:
    """List the proxies of an election by number, and take a new one."""
    election = the_election(request, election_id)
    form = ProxyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _given(request, election, form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    cap, not_set = _cap(election)
    context = {
        **frame(request, election, "proxies"),
        "may_take": cap is not None and may(request, Verb.KEEP_POLL_BOOK, election),
        "form": form,
        "rows": queries.proxies_of(request.sub_district_id, election_id),
        "cap": cap,
        "not_set": not_set,
        "today": timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "elections/rolls/proxies.html", context, status=status)


@open_to(*COUNTER)
@require_POST
def proxy_revoke(request: Request, proxy_id: UUID) -> HttpResponse:
    """Take a proxy back on the giver's word."""
    found = actions.revoke_proxy(actor=request.actor, proxy_id=proxy_id, at=timezone.now())
    messages.success(request, _("The proxy is taken back."))
    return go("elections:proxies", found.election_id)


def _given(request: Request, election: Election, typed: dict[str, Any]) -> HttpResponse:
    lines = [_numbered(election, typed[who]) for who in ("giver", "agent")]
    paper = typed["paper"]
    actions.give_proxy(
        actor=request.actor,
        election_id=election.id,
        giver_id=lines[0],
        agent_id=lines[1],
        paper=prepare_upload(name=paper.name, content=paper.read()),
        valid_until=typed["valid_until"],
        key=typed["key"],
        at=timezone.now(),
    )
    messages.success(request, _("The proxy is taken in."))
    return go("elections:proxies", election.id)


def _numbered(election: Election, number: int) -> UUID:
    if election.roll_id is not None:
        found = queries.line_by_number(election.sub_district_id, election.roll_id, number)
        if found is not None:
            return found.id
    raise Refused("no_line", _("No line %(number)s stands on the roll.") % {"number": number})


def _cap(election: Election) -> tuple[int | None, str]:
    """How many proxies an agent may hold, or the sentence that the place must set it."""
    if election.roll is None:
        return None, ""
    kind = RollKind(election.roll.kind)
    try:
        on = timezone.localdate()
        return queries.proxy_cap(election.sub_district_id, kind, on=on), ""
    except Refused as refusal:
        return None, refusal.message
