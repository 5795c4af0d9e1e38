"""Before the opening: what is missing, with the way to each; and giving an election up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.elections import actions, queries
from linli.elections.queries.opening import Lack
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.web.desk.forms import CancelForm
from linli.elections.web.desk.pages import RUN, SEERS, VersionedForm, form_page, may, the_election
from linli.records.queries import in_words, value_in_words
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Election

ITS_KEY = {"elections:desk_step", "records:rule_detail"}
"""Pages that a lack's own key leads into."""


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_open(request: Request, election_id: UUID) -> HttpResponse:
    """Show what still stands before the opening and by which rules it opens; open it."""
    election = the_election(request, election_id)
    now = timezone.now()
    on = timezone.localdate(now)
    missing = queries.lacks(election, on=on)
    form = VersionedForm(request.POST or None, initial={"version": election.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.open_voting(
            actor=request.actor,
            election_id=election.id,
            version=typed["version"],
            at=timezone.now(),
        )
        messages.success(request, _("Voting is open."))
        return go("elections:desk_election", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="opening",
        page="elections/desk/opening.html",
        lacks=[(one, _way_to(election, one)) for one in missing],
        rules=_rules(election, on),
        consequence=queries.consequence(election),
        in_time=election.opens_at is not None and election.opens_at <= now,
        may_open=election.state == ElectionState.PREPARING
        and may(request, Verb.OPEN_VOTING, election),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_cancel(request: Request, election_id: UUID) -> HttpResponse:
    """Give an election up, with its number typed and a reason."""
    election = the_election(request, election_id)
    form = CancelForm(request.POST or None, initial={"version": election.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.cancel_election(
            actor=request.actor, election_id=election.id, at=timezone.now(), **typed
        )
        return go("elections:desk_election", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="set-up",
        title=_("Cancel the election"),
        purpose=_("Cancel %(title)s. Its number is %(number)s.")
        % {"title": election.title, "number": election.number},
        note=what_becomes_of_ballots(election),
        verb=_("Cancel the election"),
        danger=True,
        back_href=reverse("elections:desk_set_up", args=[election.id]),
    )


def what_becomes_of_ballots(election: Election) -> str:
    """What happens to ballots that are in the box when an election is given up."""
    if election.state == ElectionState.PREPARING:
        return _("Nobody has voted yet.")
    if election.mode == Mode.OPEN:
        return _("What was said so far stays in the minutes; nothing is counted.")
    return _(
        "Ballots that were cast stay locked and are never opened or counted; paper ballots are "
        "sealed uncounted and destroyed with the lists. A new election begins from the start."
    )


def _way_to(election: Election, lack: Lack) -> str:
    """The page where something is mended."""
    if lack.page == "records:rules":
        return reverse("records:rule_detail", args=[lack.key])
    args: list[object] = [election.id]
    if lack.page in ITS_KEY:
        args.append(lack.key)
    try:
        return reverse(lack.page, args=args)
    except NoReverseMatch:
        return reverse("elections:desk_election", args=[election.id])


def _rules(election: Election, on: Any) -> list[tuple[str, str, str, str]]:
    """Name, value, source and key of each rule that is kept when voting opens."""
    return [
        (
            in_words(one.rule.name),
            value_in_words(one.value.kind, one.value.value),
            in_words(one.value.source),
            one.key,
        )
        for one in queries.bindings_of(election, on=on).values()
        if one.rule is not None and one.value is not None
    ]
