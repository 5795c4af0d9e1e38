"""The desk: the queues of a post on the left, the open request on the right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.cases import actions, queries
from linli.cases.queries import Seen
from linli.cases.rules import Verb
from linli.cases.rules.desk import filters_of
from linli.cases.web.desk.act_form import form_shown, made_form
from linli.cases.web.desk.acts import ACTS, ActPage, Given, done_words
from linli.cases.web.desk.conflict import conflict_page
from linli.cases.web.desk.forms import ContactForm, DeskForm
from linli.cases.web.desk.rows import PAGE, left_pane, read_filters
from linli.cases.web.desk.show import UNDOABLE, case_pane, fresh_own
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import POST_HOLDERS
from linli.records import actions as records
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Key

_LINK = "hand_over_link"


@open_to(POST_HOLDERS)
@require_safe
def desk(request: Request) -> HttpResponse:
    """Show a queue; which one and what narrows it stands in the address."""
    context = left_pane(request, read_filters(request))
    return render(request, "cases/desk/desk.html", {**context, **shell()})


@open_to(POST_HOLDERS)
@require_safe
def case_detail(request: Request, case_id: UUID) -> HttpResponse:
    """Show a request beside its queue; that it was read is written down."""
    seen = _opened(request, case_id)
    token = request.session.pop(_LINK, "")
    link = request.build_absolute_uri(reverse("cases:outside", args=[token])) if token else ""
    return case_answer(request, seen, hand_over_link=link)


@open_to(POST_HOLDERS)
@require_http_methods(FORM)
def case_act(request: Request, case_id: UUID, act: str) -> HttpResponse:
    """Show the form of an act, or do it."""
    page = ACTS.get(act)
    if page is None:
        raise Missing("no_act", _("There is no such act."))
    if request.method == "POST" and page.form is None:
        return _done_at_once(request, case_id, page)
    seen = queries.case_for(request.actor, case_id)
    if request.method != "POST" and (reason := _why_not(request, seen, page)):
        return case_answer(request, seen, status=422, act_reason=reason)
    if page.form is None:
        return case_answer(request, seen)
    form = made_form(request, page, seen)
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        return _taken(request, seen, page, form)
    status = 422 if form.errors and "find" not in request.POST else 200
    return form_answer(request, seen, page, form, status=status)


@open_to(POST_HOLDERS)
@require_POST
def case_contact(request: Request, case_id: UUID) -> HttpResponse:
    """Open the sender's contact on purpose; the sender reads who did, when and why."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        seen = queries.case_for(request.actor, case_id)
        return case_answer(request, seen, status=422, contact_form=form)
    why = form.cleaned_data["why"]
    contact = actions.open_contact(actor=request.actor, case_id=case_id, why=why, at=timezone.now())
    return case_answer(request, queries.case_for(request.actor, case_id), contact=contact)


@open_to(POST_HOLDERS)
@require_POST
def save_filter(request: Request) -> HttpResponse:
    """Keep the filters of the address under a name, for the post."""
    name = " ".join(request.POST.get("name", "").split())[:40]
    filters = filters_of(request.GET.dict(), post_kind=request.actor.kind)
    query = urlencode(filters.on_first_page().words())
    if name:
        records.save_filter(actor=request.actor, page=PAGE, name=name, query=query[:400])
        messages.success(request, _("Kept as “%(name)s”.") % {"name": name})
    return go(f"cases:{PAGE}", query=query)


@open_to(POST_HOLDERS)
@require_POST
def drop_filter(request: Request, filter_id: UUID) -> HttpResponse:
    """Forget a kept filter."""
    records.drop_filter(actor=request.actor, filter_id=filter_id)
    return go(f"cases:{PAGE}", query=request.GET.urlencode())


def case_answer(request: Request, seen: Seen, *, status: int = 200, **more: Any) -> HttpResponse:
    """Answer with a request: alone for htmx, else beside its queue."""
    filters = read_filters(request)
    query = urlencode(filters.words())
    pane = case_pane(request.actor, seen, list_query=query, at=timezone.now(), **more)
    if request.htmx:
        return render(request, "cases/desk/_case.html", pane, status=status)
    left = left_pane(request, filters, seen.case.id)
    return render(request, "cases/desk/desk.html", {**left, **pane, **shell()}, status=status)


def form_answer(
    request: Request, seen: Seen, page: ActPage, form: DeskForm, *, status: int = 200
) -> HttpResponse:
    """Answer with a request and the form of an act above it."""
    return case_answer(request, seen, status=status, act_form=form_shown(request, seen, page, form))


def _opened(request: Request, case_id: UUID) -> Seen:
    """Open a request; the page after an own act is the same reading, not another one."""
    at = timezone.now()
    if "acted" in request.GET:
        seen = queries.case_for(request.actor, case_id)
        told = queries.steps_of(seen.case, queries.audiences_of(seen.roles))
        if any(fresh_own(request.actor, step, at) for step in told[-2:]):
            return seen
    return actions.read_case(actor=request.actor, case_id=case_id, at=at)


def _why_not(request: Request, seen: Seen, page: ActPage) -> str:
    """Why an act cannot be done now, before somebody fills in its form for nothing."""
    acts = queries.lawful_acts(request.actor, seen, [page.verb])
    if not acts:
        raise queries.not_allowed(page.verb)
    return acts[0].reason


def _given(request: Request, case_id: UUID) -> Given:
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() else 0
    return Given(request.actor, case_id, version, timezone.now())


def _done_at_once(request: Request, case_id: UUID, page: ActPage) -> HttpResponse:
    try:
        page.run(_given(request, case_id), {})
    except Conflict as conflict:
        return conflict_page(request, case_id, page, conflict)
    return _after(request, case_id, page, None)


def _taken(request: Request, seen: Seen, page: ActPage, form: DeskForm) -> HttpResponse:
    case_id = seen.case.id
    try:
        result = page.run(_given(request, case_id), form.cleaned_data)
    except Conflict as conflict:
        return conflict_page(request, case_id, page, conflict, form=form)
    except (Missing, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return form_answer(request, seen, page, form, status=422)
    return _after(request, case_id, page, result)


def _after(request: Request, case_id: UUID, page: ActPage, result: Any) -> HttpResponse:
    if page.verb is Verb.HAND_OVER:
        request.session[_LINK] = result[1]
    if request.htmx:
        return case_answer(request, queries.case_for(request.actor, case_id))
    proposed = page.verb is Verb.ANSWER and result.state != "answered"
    if page.verb not in UNDOABLE:
        # What can be undone is said beside the way back, and only there.
        messages.success(request, done_words(page.verb, proposed=proposed))
    query = urlencode([*read_filters(request).words().items(), ("acted", "1")])
    return go("cases:case_detail", case_id, query=query)


def shell() -> dict[str, Any]:
    """What the desk's frame shows on all its pages: the search and the keys."""
    return {
        "search_href": reverse("cases:desk"),
        "desk_href": reverse("cases:desk"),
        "keys": [
            Key(["j", "k"], _("down, up")),
            Key(["Enter"], _("open the request")),
            Key(["x"], _("select")),
            Key(["e"], queries.verb_name("accept")),
            Key(["a"], queries.verb_name("dispatch")),
            Key(["r"], queries.verb_name("answer")),
            Key(["n"], queries.verb_name("note")),
            Key(["z"], _("undo (10 seconds)")),
        ],
    }
