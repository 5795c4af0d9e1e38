"""Following the own request: with number and word, or signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.cases import actions, queries
from linli.cases.actions.reading import CONTACT
from linli.cases.queries import Case
from linli.cases.rules import STATES_FOR, CaseState, Outcome, Verb
from linli.cases.web.resident import keys
from linli.cases.web.resident.follow_page import case_page, open_question
from linli.cases.web.resident.forms import (
    MOST_PHOTOS,
    AddForm,
    AnswerForm,
    FollowForm,
    RateForm,
    WithdrawForm,
)
from linli.cases.web.resident.photos import Photos, photos_of
from linli.kernel.errors import Missing, Refused
from linli.ui.access import ANYONE, Request, open_to


@dataclass(frozen=True, slots=True)
class Mine:
    """A request and what shows that it is the reader's own."""

    case: Case
    slip: str


@never_cache
@open_to(ANYONE)
def follow(request: Request) -> HttpResponse:
    """Ask for number and word; the right pair opens the request for an hour."""
    form = FollowForm(request.POST or None, initial={"n": request.GET.get("n", "")})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            followed = actions.follow_case(
                sub_district_id=request.sub_district_id,
                number=form.cleaned_data["n"],
                secret=form.cleaned_data["word"],
                at=now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            keys.remember(request, followed, at=now)
            return redirect("cases:follow_case", followed.number, permanent=False)
    status = 422 if form.errors else 200
    return render(request, "cases/resident/follow.html", {"form": form}, status=status)


@never_cache
@require_safe
@open_to(ANYONE)
def follow_case(request: Request, number: str) -> HttpResponse:
    """Show where the own request stands."""
    mine = own_request(request, number)
    return _shown(request, mine) if mine else ask_for_word(number)


@require_POST
@open_to(ANYONE)
def follow_answer(request: Request, number: str) -> HttpResponse:
    """Take the sender's answer to a question."""
    mine = own_request(request, number)
    if mine is None:
        return ask_for_word(number)
    question = open_question(mine.case)
    if question is None:
        return redirect("cases:follow_case", number)
    form = AnswerForm(request.POST, choices=question.choices)
    if not form.is_valid() or not _done(
        form,
        lambda: actions.answer_question(
            actor=keys.sender(request),
            case_id=mine.case.id,
            question_id=question.id,
            answer=form.cleaned_data["answer"],
            slip=mine.slip,
            at=timezone.now(),
        ),
    ):
        return _shown(request, mine, question_form=form)
    return back_to(number)


@require_POST
@open_to(ANYONE)
def follow_rate(request: Request, number: str) -> HttpResponse:
    """Take what the sender says of the answer."""
    mine = own_request(request, number)
    if mine is None:
        return ask_for_word(number)
    form = RateForm(request.POST)
    if not form.is_valid() or not _done(
        form,
        lambda: actions.rate_case(
            actor=keys.sender(request),
            case_id=mine.case.id,
            outcome=Outcome(form.cleaned_data["outcome"]),
            comment=form.cleaned_data["comment"],
            slip=mine.slip,
            at=timezone.now(),
        ),
    ):
        return _shown(request, mine, rating_form=form)
    return back_to(number)


@open_to(ANYONE)
def follow_add(request: Request, number: str) -> HttpResponse:
    """Let the sender add words and photos."""
    mine = own_request(request, number)
    if mine is None:
        return ask_for_word(number)
    photos = photos_of(request)
    form = AddForm(request.POST or None)
    if request.method == "POST" and "drop" not in request.POST and _valid_with(form, photos.faults):
        words = form.cleaned_data["words"] or (_("Photos were added.") if photos.kept else "")
        if _done(
            form,
            lambda: actions.add_words(
                actor=keys.sender(request),
                case_id=mine.case.id,
                slip=mine.slip,
                text=words,
                uploads=photos.uploads(),
                at=timezone.now(),
            ),
        ):
            return back_to(number)
    return _act_page(request, mine, "follow_add", _add_page(form, photos, number))


@open_to(ANYONE)
def follow_withdraw(request: Request, number: str) -> HttpResponse:
    """Let the sender take the request back, after writing its number."""
    mine = own_request(request, number)
    if mine is None:
        return ask_for_word(number)
    if CaseState(mine.case.state) not in STATES_FOR[Verb.WITHDRAW]:
        return redirect("cases:follow_case", number)
    form = WithdrawForm(request.POST or None, number=mine.case.number)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(
            form,
            lambda: actions.withdraw_case(
                actor=keys.sender(request),
                case_id=mine.case.id,
                reason=form.cleaned_data["reason"],
                slip=mine.slip,
                at=timezone.now(),
            ),
        )
    ):
        return back_to(number)
    page = {"form": form, "heading": _("Withdraw it"), "verb": _("Withdraw for good")}
    return _act_page(request, mine, "follow_withdraw", page)


@require_safe
@open_to(ANYONE)
def follow_readers(request: Request, number: str) -> HttpResponse:
    """Show the sender who among staff has read the request."""
    mine = own_request(request, number)
    if mine is None:
        return ask_for_word(number)
    readers = [
        {
            "post": one.actor_label,
            "what": _("Opened the contact") if one.what == CONTACT else _("Opened the request"),
            "why": one.why,
            "at": one.at,
            "name": [one.actor_name],
        }
        for one in queries.who_read(mine.case)
    ]
    page = {"case": mine.case, "readers": readers, "back": _back_link(number), "now": _now()}
    return render(request, "cases/resident/follow_readers.html", page)


@require_POST
@open_to(ANYONE)
def follow_forget(request: Request, number: str) -> HttpResponse:
    """Forget the word on this device."""
    keys.forget(request, number)
    return redirect("cases:follow")


def _add_page(form: Form, photos: Photos, number: str) -> dict[str, Any]:
    """What the page for more words and photos shows."""
    return {
        "form": form,
        "heading": _("Add something"),
        "draft": f"add-{number}",
        "verb": _("Send"),
        "photos": photos.kept,
        "photos_left": photos.left,
        "most_photos": MOST_PHOTOS,
        "photo_faults": photos.faults,
        "where_url": reverse("cases:follow_add", args=[number]),
    }


def own_request(request: Request, number: str) -> Mine | None:
    """The request of this number, if the reader is its sender."""
    kept = keys.remembered(request, number, at=timezone.now())
    slip = kept.slip if kept else ""
    try:
        case = queries.case_of_sender(
            request.sub_district_id,
            number=number,
            account_id=request.actor.account_id,
            slip=slip,
        )
    except Missing:
        return None
    return Mine(case, slip)


def ask_for_word(number: str) -> HttpResponse:
    """Send on to the page that asks for number and word."""
    return redirect(f"{reverse('cases:follow')}?n={number}")


def back_to(number: str) -> HttpResponse:
    """Go back to the request after an act."""
    response = redirect("cases:follow_case", number)
    response.status_code = 303
    return response


def _valid_with(form: Form, faults: Sequence[str]) -> bool:
    valid = form.is_valid()
    for fault in faults:
        form.add_error(None, fault)
    return valid and not faults


def _done(form: Form, act: Any) -> bool:
    """Do it; what is refused is said in the form, and nothing typed is lost."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _shown(request: Request, mine: Mine, **forms: Form) -> HttpResponse:
    status = 422 if forms else 200
    page = case_page(mine.case, at=timezone.now(), **forms)
    return render(request, "cases/resident/follow_case.html", page, status=status)


def _act_page(request: Request, mine: Mine, name: str, page: dict[str, Any]) -> HttpResponse:
    status = 422 if page["form"].errors else 200
    shown = {"case": mine.case, "back": _back_link(mine.case.number), "tabs_hidden": True, **page}
    return render(request, f"cases/resident/{name}.html", shown, status=status)


def _back_link(number: str) -> dict[str, str]:
    return {"href": reverse("cases:follow_case", args=[number]), "label": _("The request")}


def _now() -> Any:
    return timezone.localtime()
