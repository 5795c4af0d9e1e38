"""The rulebook in force: each number with its source, and what the place adopted instead."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import OFFICE
from linli.records import actions, queries
from linli.records.queries import ShownRule
from linli.records.web.pages import DESK_PAGE, shell_for
from linli.records.web.rule_forms import EndRuleForm, RuleForm
from linli.ui.access import ADMINISTRATOR, ANYONE, Request, audience, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

SETTERS = audience(OFFICE, ADMINISTRATOR)


@open_to(ANYONE)
@require_safe
def rules(request: Request) -> HttpResponse:
    """Show one part of the rulebook as it binds here today, or what waits to be set."""
    names = [group.name for group in queries.groups()]
    chosen = request.GET.get("part", "")
    part = chosen if chosen in names else "requests"
    today = timezone.localdate()
    every = queries.rules_shown(request.sub_district_id, on=today)
    waiting = [rule for rule in every if rule.waits]
    shown = waiting if chosen == "to-set" else [one for one in every if one.rule.group == part]
    group = next(group for group in queries.groups() if group.name == part)
    context = {
        "shell": shell_for(request),
        "at_desk": shell_for(request) == DESK_PAGE,
        "rules": shown,
        "about": "" if chosen == "to-set" else queries.in_words(group.about),
        "chips": _chips(chosen if chosen == "to-set" else part, len(waiting)),
    }
    return render(request, "records/rules.html", context)


@open_to(ANYONE)
@require_safe
def rule_detail(request: Request, key: str) -> HttpResponse:
    """Show one rule, where it stands, and all that the place ever adopted for it."""
    return _rule_page(request, _rule(request, key))


@open_to(*SETTERS)
@require_http_methods(FORM)
def adopt_rule(request: Request, key: str) -> HttpResponse:
    """Adopt the place's own value: which, from when, by whom, on what paper."""
    shown = _rule(request, key)
    form = RuleForm(request.POST or None, rule=shown.rule)
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_rule(actor=request.actor, key=key, at=timezone.now(), **form.facts())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The place's own value is written down."))
            return go("records:rule_detail", key)
    context = {"shown": shown, "form": form}
    return render(request, "records/adopt_rule.html", context, status=422 if form.errors else 200)


@open_to(*SETTERS)
@require_POST
def end_rule(request: Request, key: str, rule_id: UUID) -> HttpResponse:
    """End the place's own value after a day; the rulebook's holds again."""
    form = EndRuleForm(request.POST)
    if not form.is_valid():
        return _rule_page(request, _rule(request, key), form)
    actions.end_rule(
        actor=request.actor, rule_id=rule_id, on=form.cleaned_data["on"], at=timezone.now()
    )
    messages.success(request, _("The place's own value ends on that day."))
    return go("records:rule_detail", key)


def _rule_page(request: Request, shown: ShownRule, form: EndRuleForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "shell": shell_for(request),
        "shown": shown,
        "adopted": queries.adopted_for(request.sub_district_id, shown.rule, on=today),
        "may_set": request.actor.administrator or request.actor.holds(*OFFICE),
        "form": form or EndRuleForm(initial={"on": today}),
    }
    status = 422 if form is not None else 200
    return render(request, "records/rule_detail.html", context, status=status)


def _rule(request: Request, key: str) -> ShownRule:
    shown = queries.rule_shown(request.sub_district_id, key, on=timezone.localdate())
    if shown is None:
        raise Missing("no_such_rule", _("The rulebook has no such rule."))
    return shown


def _chips(chosen: str, waiting: int) -> list[Chip]:
    parts = [
        Chip(queries.in_words(group.title), f"?part={group.name}", on=group.name == chosen)
        for group in queries.groups()
    ]
    to_set = Chip(_("To be set by the place"), "?part=to-set", waiting, on=chosen == "to-set")
    return [*parts, to_set] if waiting else parts
