"""Guardians at the desk: who they are, what they opened, and the teams that nobody directs."""

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
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from linli.counsel import actions, queries
from linli.counsel.queries import GlassShown, TeamShown
from linli.counsel.rules import POWERS, Emergency, Verb
from linli.counsel.web.guarding.forms import DirectorForm, GlassForm, GuardianForm
from linli.counsel.web.guarding.papers import opened_paper
from linli.counsel.web.guarding.teams import chosen, form_page, people_of
from linli.kernel.errors import Missing, Refused
from linli.kernel.posts import OFFICE, OVERSEERS, POST_HOLDERS, PostKind
from linli.people import queries as people
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

LEADER = POWERS[Verb.NAME_GUARDIANS]
_BACK = "counsel:guardians"


@never_cache
@require_safe
@open_to(POST_HOLDERS)
def guardians(request: Request) -> HttpResponse:
    """Show guardians, what they asked for, and orphaned teams; to them and their overseers."""
    actor, at, on = request.actor, timezone.now(), timezone.localdate()
    me = queries.guardian_of(actor, on=on)
    if me is None and actor.kind not in OFFICE | OVERSEERS:
        raise Missing("nothing_here", "")
    orphans = queries.teams_without_director(actor.sub_district_id, on=on)
    page = {
        "guardians": list(queries.guardians(actor.sub_district_id, on=on)),
        "me": me,
        "breaks": [_glass(one, me) for one in queries.glass_breaks(actor, at=at)],
        "orphans": [
            (team, queries.succession_of(actor.sub_district_id, team.id)) for team in orphans
        ],
        "may_name": actor.kind in LEADER,
        "may_confirm": actor.kind in POWERS[Verb.CONFIRM_GUARDIANS],
        "may_end": actor.kind in POWERS[Verb.END_GUARDIANS],
        "is_officer": actor.holds(PostKind.INFORMATION_PROTECTION_OFFICER),
    }
    return render(request, "counsel/guarding/guardians.html", page)


@require_http_methods(FORM)
@open_to(LEADER)
def guardian_name(request: Request) -> HttpResponse:
    """Name a guardian."""

    def act(typed: dict[str, Any]) -> HttpResponse:
        found = people.account_by_username(typed["username"])
        if found is None:
            raise Refused("no_such_user", _("No account has this user name."))
        actions.name_guardian(
            actor=request.actor, account_id=found.pk, paper=typed["paper"], at=timezone.now()
        )
        messages.success(request, _("Named. It counts once an overseer has confirmed it."))
        return go(_BACK)

    return form_page(
        request,
        GuardianForm(request.POST or None),
        act,
        title=_("Name a guardian"),
        purpose=_(
            "Two guardians together can open a sealed file in mortal danger or by a court's "
            "order. Neither the leader nor an administrator can be one."
        ),
        verb=_("Name as guardian"),
        back_href=reverse(_BACK),
    )


@require_POST
@open_to(POWERS[Verb.CONFIRM_GUARDIANS])
def guardian_confirm(request: Request, guardian_id: UUID) -> HttpResponse:
    """Confirm a guardian after looking at the paper."""
    actions.confirm_guardian(actor=request.actor, guardian_id=guardian_id, at=timezone.now())
    messages.success(request, _("Confirmed."))
    return go(_BACK)


@require_POST
@open_to(POWERS[Verb.END_GUARDIANS])
def guardian_end(request: Request, guardian_id: UUID) -> HttpResponse:
    """Let a guardian go."""
    actions.end_guardian(actor=request.actor, guardian_id=guardian_id, at=timezone.now())
    messages.success(request, _("Ended."))
    return go(_BACK)


@require_http_methods(FORM)
@open_to(POST_HOLDERS)
def glass_ask(request: Request) -> HttpResponse:
    """Ask that a file be opened."""
    _require_guardian(request)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.ask_glass(
            actor=request.actor,
            number=typed["number"],
            why=Emergency(typed["why"]),
            reason=typed["reason"],
            paper=typed["paper"],
            at=timezone.now(),
        )
        messages.success(request, _("Asked. Nothing opens before another guardian agrees."))
        return go(_BACK)

    return form_page(
        request,
        GlassForm(request.POST or None),
        act,
        title=_("Ask to open a sealed file"),
        purpose=_(
            "Only for mortal danger or a court's order. As soon as another guardian agrees, the "
            "persons concerned, the team and the information protection officer are told."
        ),
        verb=_("Ask another guardian"),
        danger=True,
        back_href=reverse(_BACK),
    )


@require_POST
@open_to(POST_HOLDERS)
def glass_answer(request: Request, break_id: UUID) -> HttpResponse:
    """Agree to open a file, or not."""
    yes = request.POST.get("answer") == "yes"
    actions.answer_glass(actor=request.actor, break_id=break_id, yes=yes, at=timezone.now())
    if yes:
        messages.warning(request, _("The file is open to you two for 24 hours; all are told."))
        return go("counsel:glass", break_id)
    messages.success(request, _("Refused; the file stays closed."))
    return go(_BACK)


@never_cache
@require_GET
@open_to(POST_HOLDERS)
def glass(request: Request, break_id: UUID) -> HttpResponse:
    """Read a file as one of the two, while it stands open."""
    opened = actions.look_through_glass(actor=request.actor, break_id=break_id, at=timezone.now())
    page = {
        "file": opened.file,
        "break_id": break_id,
        "parties": [(one.side, _lines(opened.read(one))) for one in opened.parties],
        "entries": [(one, _lines(opened.read(one))) for one in opened.entries()],
        "papers": opened.papers(),
    }
    return render(request, "counsel/guarding/glass.html", page)


@require_GET
@open_to(POST_HOLDERS)
def glass_paper(request: Request, break_id: UUID, paper_id: UUID) -> HttpResponse:
    """Read one paper of such a file."""
    found, content = actions.paper_through_glass(
        actor=request.actor, break_id=break_id, paper_id=paper_id, at=timezone.now()
    )
    return opened_paper(found, content)


@require_http_methods(FORM)
@open_to(POST_HOLDERS)
def director_propose(request: Request, team_id: UUID) -> HttpResponse:
    """Propose who is to direct a team that nobody directs."""
    _require_guardian(request)
    on = timezone.localdate()
    orphans = queries.teams_without_director(request.sub_district_id, on=on)
    team = next((one for one in orphans if one.id == team_id), None)
    if team is None:
        raise Missing("nothing_here", "")
    form = DirectorForm(request.POST or None, people=people_of(TeamShown(team, []), on))

    def act(typed: dict[str, Any]) -> HttpResponse:
        account, post = chosen(typed["who"])
        actions.propose_director(
            actor=request.actor,
            team_id=team_id,
            account_id=account,
            post_id=post,
            at=timezone.now(),
        )
        messages.success(request, _("Proposed. Another guardian must agree."))
        return go(_BACK)

    return form_page(
        request,
        form,
        act,
        title=_("Propose a director for %(team)s") % {"team": team.name},
        purpose=_("The team's files open to its director, so two guardians name one together."),
        verb=_("Propose"),
        back_href=reverse(_BACK),
    )


@require_POST
@open_to(POST_HOLDERS)
def director_answer(request: Request, succession_id: UUID) -> HttpResponse:
    """Agree to a proposed director, or not."""
    yes = request.POST.get("answer") == "yes"
    actions.answer_succession(
        actor=request.actor, succession_id=succession_id, yes=yes, at=timezone.now()
    )
    messages.success(request, _("The team has a director.") if yes else _("Refused."))
    return go(_BACK)


def _require_guardian(request: Request) -> None:
    if queries.guardian_of(request.actor, on=timezone.localdate()) is None:
        raise Missing("nothing_here", "")


def _glass(one: GlassShown, me: Any) -> dict[str, Any]:
    row = one.row
    waits = row.agreed_at is None and row.refused_at is None
    may_answer = me is not None and waits and row.asked_by_id != me.account_id
    return {
        "row": row,
        "why": queries.emergency_word(row.why),
        "waits": waits,
        "may_answer": may_answer,
        "may_read": one.open_now and one.mine and me is not None,
        "open_now": one.open_now,
        "reason": actions.reason_of(row) if may_answer or (me and one.mine and waits) else None,
    }


def _lines(words: dict[str, Any]) -> list[str]:
    """The words of a row as lines, whatever kind of row it is; ids stay out."""
    return [line for key, value in words.items() if key != "account" for line in _flat(value)]


def _flat(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [line for one in value.values() for line in _flat(one)]
    if isinstance(value, list):
        return [line for one in value for line in _flat(one)]
    plain = value is not None and not isinstance(value, bool) and value != ""
    return [str(value)] if plain else []
