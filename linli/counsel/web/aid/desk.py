"""Applications for legal aid at the desk of a legal station, and the applicant's own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from linli.cases import queries as cases
from linli.cases.rules import SealedRoom
from linli.counsel import actions
from linli.counsel.queries import legal_words as words
from linli.counsel.queries import sealed_lists
from linli.counsel.queries.aid import AidShown, Step, aid_shown
from linli.counsel.queries.opening import Opened
from linli.counsel.rules import FileKind, Role, TeamKind
from linli.counsel.rules.legal import LAWYERS, AidMove, AidStage, LegalTopic
from linli.counsel.web.aid.forms import AidForm, MoveForm, OwnAidForm, ShareForm, TakeForm
from linli.counsel.web.sealed_pages import sealed_form, sealed_page, version_sent
from linli.places import queries as places
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_number, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.counsel.models import SealedFile, Team

_MOVES = {one.value: one for one in AidMove}
_SCANS = {AidMove.REFUSE, AidMove.GIVE_PAPERS, AidMove.UPHOLD, AidMove.OBJECT}
_DANGER = {AidMove.REFUSE, AidMove.WITHDRAW, AidMove.UPHOLD}
_BARE = {AidMove.GIVE_PAPERS, AidMove.ACCEPT, AidMove.WITHDRAW, AidMove.FINISH, AidMove.GRANT}


@open_to(LAWYERS)
@require_safe
def aid_files(request: Request) -> HttpResponse:
    """List the applications in hand, those that wait to be shared out, requests to take in."""
    today, closed = timezone.localdate(), request.GET.get("closed") == "1"
    typed = request.GET.get("skip", "0")
    skip = as_number(typed)
    find = sealed_lists.closed_files if closed else sealed_lists.open_files
    files, more = find(request.actor, FileKind.LEGAL_AID, on=today, skip=skip)
    teams = _teams(request)
    context = {
        "rows": [_line(one) for one in files],
        "unshared": []
        if closed
        else sealed_lists.unshared_files(request.actor, FileKind.LEGAL_AID, on=today),
        "requests": cases.requests_to_seal(
            request.sub_district_id,
            room=SealedRoom.LEGAL,
            community_ids=_communities(teams),
        )
        if teams and not closed
        else [],
        "may_open": bool(teams),
        "chips": [
            Chip(pgettext("of files", "Open"), "?", on=not closed),
            Chip(pgettext("of files", "Closed"), "?closed=1", on=closed),
        ],
        "older": f"?skip={skip + sealed_lists.PAGE}{'&closed=1' if closed else ''}" if more else "",
        "today": today,
    }
    return sealed_page(request, "counsel/aid/files.html", context)


@open_to(LAWYERS)
@require_http_methods(FORM)
def aid_new(request: Request) -> HttpResponse:
    """Open an application for somebody who is present."""
    form = AidForm(request.POST or None, teams=_choices(_teams(request)), places=_places(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        file = actions.open_aid(
            actor=request.actor,
            team_id=UUID(typed["team"]),
            place_id=UUID(typed["place"]),
            told=form.told(),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("The file is open; the days of the law run."))
        return go("counsel:aid", file.id)

    return sealed_form(
        request,
        form,
        act,
        title=_("Open an application for legal aid"),
        purpose=_("For somebody who asked for it. Examined within 7 days, assigned within 3."),
        verb=_("Open the file"),
        back_href=reverse("counsel:aid_files"),
    )


@open_to(LAWYERS)
@require_http_methods(FORM)
def aid_take(request: Request, case_id: UUID) -> HttpResponse:
    """Take a request in whose sender agreed to the sealed room."""
    teams = _teams(request)
    waiting = cases.requests_to_seal(
        request.sub_district_id, room=SealedRoom.LEGAL, community_ids=_communities(teams)
    )
    found = next((one for one in waiting if one.case_id == case_id), None)
    if found is None:
        raise Http404
    form = TakeForm(request.POST or None, teams=_choices(teams))

    def act(typed: dict[str, Any]) -> HttpResponse:
        file = actions.take_aid_request(
            actor=request.actor,
            team_id=UUID(typed["team"]),
            place_id=found.community_id or _root(request),
            case_id=case_id,
            topic=LegalTopic(typed["topic"]),
            at=timezone.now(),
        )
        messages.success(request, _("The request moved here; where it was stands only that."))
        return go("counsel:aid", file.id)

    return sealed_form(
        request,
        form,
        act,
        title=_("Take the request in"),
        purpose=found.number,
        verb=_("Take the request in"),
        back_href=reverse("counsel:aid_files"),
    )


@open_to(LAWYERS)
@require_safe
def aid(request: Request, file_id: UUID) -> HttpResponse:
    """Show an application to a member of its team; the applicant sees that it was opened."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())
    return sealed_page(request, "counsel/aid/file.html", _context(_aid(opened)))


@open_to(LAWYERS)
@require_http_methods(FORM)
def aid_move(request: Request, file_id: UUID, move: str) -> HttpResponse:
    """Make a move, with what goes with it in writing."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())
    return _move(request, _aid(opened), move, "counsel:aid")


@open_to(LAWYERS)
@require_http_methods(FORM)
def aid_share(request: Request, file_id: UUID) -> HttpResponse:
    """Give an application into a member's hand."""
    opened = actions.open_for_team(actor=request.actor, file_id=file_id, at=timezone.now())
    if opened.role is not Role.DIRECTOR or opened.file.kind != FileKind.LEGAL_AID:
        raise Http404
    members = sealed_lists.members_of(
        request.sub_district_id, opened.file.team_id, on=timezone.localdate()
    )
    form = ShareForm(request.POST or None, members=[(str(one.id), one.name) for one in members])

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.share_out_aid(
            actor=request.actor,
            file_id=file_id,
            member_id=UUID(typed["member"]),
            at=timezone.now(),
        )
        messages.success(request, _("Given into that hand."))
        return go("counsel:aid_files")

    return sealed_form(
        request,
        form,
        act,
        title=_("Give it into a hand"),
        purpose=opened.file.number,
        verb=_("Give it"),
        back_href=reverse("counsel:aid", args=[file_id]),
    )


@open_to(SIGNED_IN)
@require_safe
def my_legal_aid(request: Request, file_id: UUID) -> HttpResponse:
    """Show applicants their own application: where it stands, what was written, who read it."""
    opened = actions.open_for_party(actor=request.actor, file_id=file_id)
    context = {
        **_context(_aid(opened)),
        "tab": "mine",
        "back": {"href": reverse("counsel:my_files"), "label": _("My files")},
    }
    return sealed_page(request, "counsel/aid/mine.html", context)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_aid_move(request: Request, file_id: UUID, move: str) -> HttpResponse:
    """Object, leave it at that, or withdraw."""
    opened = actions.open_for_party(actor=request.actor, file_id=file_id)
    return _move(request, _aid(opened), move, "counsel:my_legal_aid")


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_aid_new(request: Request) -> HttpResponse:
    """Apply for legal aid with the own account."""
    teams = sealed_lists.teams_serving(
        request.sub_district_id, TeamKind.LEGAL, on=timezone.localdate()
    )
    form = OwnAidForm(request.POST or None, teams=_choices(teams), places=_places(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        file = actions.apply_for_aid(
            actor=request.actor,
            team_id=UUID(typed["team"]),
            place_id=UUID(typed["place"]),
            told=form.told(),
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("counsel:my_legal_aid", file.id)

    return sealed_form(
        request,
        form,
        act,
        page="counsel/legal/my_form.html",
        title=_("Apply for legal aid"),
        purpose=_("Free. It is examined within 7 days; a refusal comes in writing with reasons."),
        verb=_("Hand it in"),
        back={"href": reverse("counsel:legal"), "label": _("Legal help")},
        tabs_hidden=True,
    )


def _aid(opened: Opened) -> AidShown:
    if opened.file.kind != FileKind.LEGAL_AID:
        raise Http404
    return aid_shown(opened)


def _move(request: Request, shown: AidShown, name: str, back: str) -> HttpResponse:
    move, file = _MOVES.get(name), shown.opened.file
    if move is None or (request.method != "POST" and move not in shown.moves):
        raise Http404
    form = MoveForm(
        request.POST or None,
        request.FILES or None,
        help_text=_hint(move),
        with_paper=move in _SCANS,
    )
    if move in _BARE:
        form.fields["text"].label = _("A word to it, if there is one")

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.move_aid(
            actor=request.actor,
            file_id=file.id,
            move=move,
            text=typed["text"],
            paper=form.content(),
            version=version_sent(request, file.version),
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return go(back, file.id)

    own = shown.opened.party is not None
    return sealed_form(
        request,
        form,
        act,
        page="counsel/legal/my_form.html" if own else "counsel/legal/form.html",
        title=words.aid_move_word(move),
        purpose=file.number,
        verb=words.aid_move_word(move),
        danger=move in _DANGER,
        version=request.POST.get("version") or file.version,
        back_href=reverse(back, args=[file.id]),
        back={"href": reverse(back, args=[file.id]), "label": _("Back to the file")},
        tabs_hidden=True,
    )


def _hint(move: AidMove) -> str:
    hints = {
        AidMove.ASK_PAPERS: _("Every missing paper, all in this one list: there is no second one."),
        AidMove.REFUSE: _("The reasons, as the applicant will read them, and how to object."),
        AidMove.ASSIGN: _("Which lawyer, of which office, with the telephone."),
        AidMove.OBJECT: _("Why the refusal is wrong; it may stay short."),
        AidMove.UPHOLD: _("The reasons; further ways such as a suit."),
        AidMove.OVERTURN: _("What was decided."),
    }
    return hints.get(move, "")


def _context(shown: AidShown) -> dict[str, Any]:
    file, today = shown.opened.file, timezone.localdate()
    return {
        "shown": shown,
        "file": file,
        "row": shown.row,
        "topic": words.topic_word(file.topic),
        "stage": words.aid_stage_word(file.state),
        "tone": words.aid_tone(file.state),
        "outcome": words.aid_outcome_word(file.outcome) if file.outcome else "",
        "steps": [_step(one, today) for one in shown.steps],
        "moves": [
            {
                "code": one.value,
                "word": words.aid_move_word(one),
                "danger": one in _DANGER,
                "main": number == 0 and one not in _DANGER,
            }
            for number, one in enumerate(shown.moves)
        ],
        "directs": shown.opened.role is Role.DIRECTOR and file.state != AidStage.CLOSED,
        "left": (file.due_on - today).days if file.due_on else None,
    }


def _step(one: Step, today: Any) -> dict[str, Any]:
    late = one.done_on is None and one.due_on is not None and one.due_on < today
    titles = {
        "handed_in": _("Handed in"),
        "examined": _("Examined"),
        "objection": _("Objection decided"),
        "assigned": _("Lawyer assigned"),
    }
    return {"step": one, "title": titles[one.code], "late": late and one.now}


def _line(file: SealedFile) -> dict[str, Any]:
    return {
        "file": file,
        "topic": words.topic_word(file.topic),
        "stage": words.aid_stage_word(file.state),
        "tone": words.aid_tone(file.state),
        "outcome": words.aid_outcome_word(file.outcome) if file.outcome else "",
        "late": file.due_on is not None and file.due_on < timezone.localdate(),
    }


def _teams(request: Request) -> list[Team]:
    return sealed_lists.teams_of(request.actor, TeamKind.LEGAL, on=timezone.localdate())


def _choices(teams: Sequence[Team]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in teams]


def _places(request: Request) -> list[tuple[str, str]]:
    found = places.communities(request.sub_district_id, on=timezone.localdate())
    return [(str(one.id), one.name) for one in found]


def _communities(teams: Sequence[Team]) -> list[UUID] | None:
    """The communities of the teams; all of them where a team serves the whole sub-district."""
    root = places.root(teams[0].sub_district_id) if teams else None
    here = [one.place_id for one in teams]
    return None if root is not None and root.id in here else here


def _root(request: Request) -> UUID:
    root = places.root(request.sub_district_id)
    if root is None:
        raise Http404
    return root.id
