"""What the team does in a mediation, each act on a form of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from linli.counsel import actions
from linli.counsel.actions import Told
from linli.counsel.queries.mediation_shown import MediationShown
from linli.counsel.queries.mediations import mediators_of
from linli.counsel.rules import By, Side
from linli.counsel.rules.mediation import Confirmation, Meeting, Result, Topic, Triage
from linli.counsel.web.mediation import forms
from linli.counsel.web.mediation.acting import Act, Sent
from linli.diary import queries as diary
from linli.diary.actions import Wanted
from linli.diary.queries import Slot
from linli.diary.rules import BookableKind, Purpose
from linli.kernel.errors import Refused
from linli.places import queries as places
from linli.ui.access import Request
from linli.ui.pages import go

_AHEAD = 21
_QUARTERS = 6
_SHOWN = 40


def _members(request: Request, shown: MediationShown, form: Any) -> None:
    rows = mediators_of(request.sub_district_id, shown.opened.file.team_id, on=timezone.localdate())
    form.offer("member", [(str(one.id), one.name) for one in rows])


def _slots(request: Request, shown: MediationShown, form: Any) -> None:
    found = free_talks(request, shown)
    form.found = found
    rooms = _room_names(request, shown)
    form.offer(
        "slot",
        [
            (
                one.code,
                f"{one.day:%m-%d} {one.begins}–{one.ends}  {rooms.get(one.uses[0], '')}",
            )
            for one in found
        ],
    )


def free_talks(request: Request, shown: MediationShown) -> list[Slot]:
    """Free times of the rooms; with the lawyer on duty beside it where that was asked."""
    on, tenant = timezone.localdate(), request.sub_district_id
    rooms = list(_room_names(request, shown))
    lawyers = diary.bookables(tenant, on=on, kind=BookableKind.PERSON, purpose=Purpose.LEGAL)
    with_lawyer = request.GET.get("lawyer") == "1" and bool(lawyers)
    found: list[Slot] = []
    for also in [[one.id] for one in lawyers] if with_lawyer else [[]]:
        found += diary.free_slots(
            tenant,
            any_of=rooms,
            also=also,
            first=on,
            last=on + timedelta(days=_AHEAD),
            quarters=2 if with_lawyer else _QUARTERS,
            at=timezone.now(),
        )
    return sorted(found, key=lambda one: (one.day, one.first))[:_SHOWN]


def _room_names(request: Request, shown: MediationShown) -> dict[Any, str]:
    team, tenant = shown.opened.file.team, request.sub_district_id
    root = places.root(tenant)
    near = [team.place_id, shown.opened.file.place_id, *([root.id] if root else [])]
    found = diary.bookables(
        tenant,
        on=timezone.localdate(),
        kind=BookableKind.ROOM,
        purpose=Purpose.MEDIATION,
        place_ids=near,
    )
    return {one.id: one.name for one in found if team.venue_id in (None, one.id)} or {
        one.id: one.name for one in found
    }


def _assign(sent: Sent) -> None:
    actions.assign_file(**sent.fresh, membership_id=sent.form.cleaned_data["member"])


def _triage(sent: Sent) -> None:
    held = sent.form.cleaned_data
    actions.triage(
        **sent.fresh,
        verdict=Triage(held["verdict"]),
        title=held["title"],
        note=held["note"],
        topic=Topic(held["topic"]),
    )


def _party(sent: Sent) -> None:
    held = sent.form.cleaned_data
    told = Told(held["name"], held["phone"], held["address"])
    actions.add_party(**sent.fresh, side=Side(held["side"]), told=told)


def _invite(sent: Sent) -> HttpResponse:
    code = actions.invite_party(**sent.who, party_id=sent.about)
    side = next(one for one in sent.shown.parties if one.row.id == sent.about)
    context = {
        "code": f"{code[:5]} {code[5:]}",
        "side": side,
        "file": sent.shown.opened.file,
        "shown": sent.shown,
    }
    answer = render(sent.request, "counsel/mediation/code.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _consent(sent: Sent) -> None:
    actions.answer_consent(
        **sent.fresh,
        party_id=sent.about,
        yes=sent.form.yes,
        by=By(sent.form.cleaned_data["by"]),
        scan=sent.form.scanned,
    )


def _withdraw(sent: Sent) -> None:
    actions.withdraw_consent(**sent.fresh, party_id=sent.about, by=By(sent.form.cleaned_data["by"]))


def _offer(sent: Sent) -> None:
    actions.offer_mediator(**sent.fresh, membership_id=sent.form.cleaned_data["member"])


def _guest(sent: Sent) -> None:
    actions.answer_guest(**sent.fresh, guest_id=sent.about, party_id=sent.party, yes=sent.form.yes)


def _declare(sent: Sent) -> HttpResponse | None:
    clear = sent.form.yes
    actions.declare_mediator(**sent.fresh, clear=clear)
    if clear:
        return None
    messages.success(sent.request, _("You stepped back; the file is no longer open to you."))
    return go("counsel:files")


def _helper(sent: Sent) -> None:
    actions.invite_helper(
        **sent.fresh, party_id=sent.party, kind=sent.form.guest, told=sent.form.told
    )


def _sitting(sent: Sent) -> None:
    slot = diary.still_free(
        sent.request.sub_district_id, sent.form.cleaned_data["slot"], sent.form.found
    )
    if slot is None:
        raise Refused("taken", _("Somebody has just taken this time. Choose another one."))
    actions.book_sitting(**sent.fresh, wanted=Wanted.of(slot), key=sent.form.cleaned_data["key"])


def _cancel(sent: Sent) -> None:
    actions.cancel_sitting(**sent.fresh, sitting_id=sent.about)


def _record(sent: Sent) -> None:
    held = sent.form.cleaned_data
    actions.write_record(
        **sent.fresh,
        sitting_id=sent.about,
        text=held["text"],
        result=Result(held["result"]),
        present=held["present"],
    )


def _check(sent: Sent) -> None:
    actions.check_record(
        **sent.fresh,
        entry_id=sent.about,
        party_id=sent.party,
        yes=sent.form.yes,
        why=sent.form.cleaned_data["why"],
        scan=sent.form.scanned,
    )


def _agreement(sent: Sent) -> None:
    actions.write_agreement(
        **sent.fresh, terms=sent.form.terms, oral=sent.form.cleaned_data["oral"]
    )


def _sign(sent: Sent) -> None:
    actions.sign_agreement(
        **sent.fresh,
        party_id=sent.about,
        by=By(sent.form.cleaned_data["by"]),
        scan=sent.form.scanned,
    )


def _copy(sent: Sent) -> None:
    actions.give_copy(**sent.who, party_id=sent.about)


def _want(sent: Sent) -> None:
    actions.want_confirmation(**sent.fresh, party_id=sent.about, yes=sent.form.yes)


def _confirm(sent: Sent) -> None:
    became = Confirmation(sent.form.cleaned_data["became"])
    actions.settle_confirmation(**sent.fresh, became=became)


def _duty(sent: Sent) -> None:
    actions.check_duty(
        **sent.fresh,
        duty_id=sent.about,
        kept=sent.form.yes,
        text=sent.form.cleaned_data["text"],
    )


def _raise(sent: Sent) -> None:
    actions.raise_dispute(**sent.fresh, summary=sent.form.cleaned_data["summary"])


def _note(sent: Sent) -> None:
    actions.note_in_file(**sent.fresh, text=sent.form.cleaned_data["text"])


def _meeting(sent: Sent) -> None:
    actions.set_meeting(**sent.fresh, meeting=Meeting(sent.form.cleaned_data["meeting"]))


def _photo(sent: Sent) -> None:
    actions.add_photo(**sent.fresh, scan=sent.form.scanned)


ACTS = {
    "assign": Act(
        __("Give the file to a hand"), __("Give it"), _assign, forms.MemberForm, fit=_members
    ),
    "triage": Act(__("First look"), __("Note this"), _triage, forms.TriageForm),
    "party": Act(__("Enter a side"), __("Enter it"), _party, forms.PartyForm),
    "invite": Act(
        __("A code for this side"),
        __("Make the code"),
        _invite,
        forms.SureForm,
        __("With the code on paper this side finds its file with an own account, for 14 days."),
    ),
    "consent": Act(__("Note a side's answer"), __("Note it"), _consent, forms.ConsentForm),
    "withdraw": Act(
        __("A side does not go on"),
        __("End the mediation"),
        _withdraw,
        forms.HowForm,
        __("No reason is asked. The mediation ends now; both sides get the sheet of other routes."),
        danger=True,
    ),
    "offer": Act(
        __("Offer a mediator"),
        __("Offer to both sides"),
        _offer,
        forms.MemberForm,
        __("Each side accepts or objects; one objection is enough."),
        fit=_members,
    ),
    "guest": Act(__("Note a side's answer"), __("Note it"), _guest, forms.AnswerForm),
    "declare": Act(
        __("Declare that you are near to neither side"),
        __("Declare it"),
        _declare,
        forms.DeclareForm,
    ),
    "helper": Act(
        __("Note a helper"),
        __("Ask the other side"),
        _helper,
        forms.HelperForm,
        __("A helper sees and hears nothing unless both sides agree."),
    ),
    "sitting": Act(__("Book a talk"), __("Take this time"), _sitting, forms.SlotForm, fit=_slots),
    "cancel": Act(
        __("Give up the talk"),
        __("Give it up"),
        _cancel,
        forms.SureForm,
        __("The room is free again; both sides are told."),
        danger=True,
    ),
    "record": Act(__("Write the record"), __("Show it to both sides"), _record, forms.RecordForm),
    "check": Act(__("Note that a record was checked"), __("Note it"), _check, forms.CheckForm),
    "agreement": Act(
        __("Write the agreement"),
        __("Lay it before both sides"),
        _agreement,
        forms.AgreementForm,
        __("It binds when both sides have signed and the seal is on it."),
    ),
    "take-back": Act(
        __("Change the agreement"),
        __("Take it back"),
        lambda sent: actions.take_back_agreement(**sent.fresh),
        forms.SureForm,
        __("All signatures fall; both sides sign the new words again."),
    ),
    "sign": Act(__("Note a signature"), __("Note it"), _sign, forms.SignForm),
    "seal": Act(
        __("Mediator's signature and seal"),
        __("They are on the paper"),
        lambda sent: actions.seal_agreement(**sent.fresh),
        forms.SureForm,
        __("Note that the mediator signed and that the committee's seal is on the paper."),
    ),
    "copy": Act(
        __("Copy handed over"),
        __("This side has its copy"),
        _copy,
        forms.SureForm,
        __("Each side gets its own copy of the agreement."),
    ),
    "want": Act(
        __("Does this side want to ask the court?"), __("Note it"), _want, forms.MyAnswerForm
    ),
    "confirm": Act(__("Confirmation by the court"), __("Note it"), _confirm, forms.ConfirmForm),
    "duty": Act(__("Follow-up"), __("Note it"), _duty, forms.DutyForm),
    "raise": Act(__("Tell the sub-district"), __("Send the summary"), _raise, forms.RaiseForm),
    "note": Act(__("Write a note"), __("Keep the note"), _note, forms.NoteForm),
    "meeting": Act(__("Open or closed talks"), __("Note it"), _meeting, forms.MeetingForm),
    "photo": Act(__("Add a photo or paper"), __("Add it"), _photo, forms.PhotoForm),
    "prolong": Act(
        __("Go on beyond the usual limit"),
        __("Both sides want it"),
        lambda sent: actions.prolong_talks(**sent.fresh),
        forms.SureForm,
        __("Once, because both sides said so at the table."),
    ),
    "end": Act(
        __("End without an agreement"),
        __("End the mediation"),
        lambda sent: actions.end_without_agreement(
            **sent.fresh, text=sent.form.cleaned_data["text"]
        ),
        forms.NoteForm,
        __("Both sides get the sheet of the other routes: arbitration, authorities, court."),
        danger=True,
    ),
    "finish": Act(
        __("Close the folder"),
        __("Close it"),
        lambda sent: actions.finish_mediation(**sent.fresh),
        forms.SureForm,
        __("A folder is closed when everything that the law keeps on file lies in it."),
    ),
    "reopen": Act(
        __("Take it up anew"),
        __("Ask both sides again"),
        lambda sent: actions.reopen_mediation(**sent.fresh),
        forms.SureForm,
        __("Each side is asked for its consent again; what was agreed before stays in the file."),
    ),
}
