"""What is typed about meetings; forms check shape, actions the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.decisions.actions import Item, Person
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    outcome_word,
    part_word,
    presence_word,
    proof_word,
    stance_word,
)
from linli.decisions.rules.meetings import (
    VOTING,
    AttendeePart,
    ItemOutcome,
    MeetingKind,
    Presence,
    ProofWay,
    Stance,
)
from linli.decisions.web.participation.forms import KeyedForm
from linli.kernel.screening import NumberKind
from linli.people.queries import account_by_username
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.forms import A_YEAR, DayField, PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm

if TYPE_CHECKING:
    from linli.decisions.models import Attendee, ItemVoice

_SHORT = forms.Textarea(attrs={"rows": 3})
_LONG = forms.Textarea(attrs={"rows": 18})
_TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
Pairs = Sequence[tuple[str, str]]


def upload_of(file: UploadedFile[Any] | None) -> Prepared | None:
    """The upload of a form, checked and stored before the transaction."""
    if file is None:
        return None
    return prepare_upload(name=file.name or "", content=file.read(MAX_BYTES + 1))


def _named(one: Attendee) -> str:
    return f"{one.name}（{one.title}）" if one.title else one.name


class VersionForm(PlainForm):
    """A form that names the version of the meeting that its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WhenForm(PlainForm):
    """What a meeting is called, when and where it is."""

    title = forms.CharField(
        label=_("Title"),
        max_length=80,
        help_text=_("As it stands on the notice, such as: Joint meeting on the sewer."),
    )
    starts_on = DayField(label=_("Day"), back=A_YEAR, ahead=A_YEAR)
    starts_time = forms.TimeField(
        label=_("Time"),
        widget=_TIME,
        error_messages={"invalid": _("Write the time as 19:00.")},
    )
    where = forms.CharField(label=_("Where"), max_length=200)

    def starts_at(self) -> datetime:
        """The instant at which it begins."""
        typed = self.cleaned_data
        return timezone.make_aware(datetime.combine(typed["starts_on"], typed["starts_time"]))


class CallForm(WhenForm, KeyedForm):
    """A new meeting: what meets, and where."""

    kind = forms.ChoiceField(label=_("What meets"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Of which place"))
    field_order = ("kind", "place", "title", "starts_on", "starts_time", "where", "key")

    def __init__(self, *args: Any, places: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            MeetingKind.JOINT: _now(
                "Party organisation, committees and others deliberate together"
            ),
            MeetingKind.CONGRESS: _now("All who sit in it are bidden"),
            MeetingKind.REPRESENTATIVES: _now("All who sit in it are bidden"),
            MeetingKind.COMMITTEE: _now("All who sit in it are bidden"),
            MeetingKind.POLICE_ROOM: _now("Begins with what is still open from the last one"),
        }
        kinds = [(kind.value, f"{meeting_kind_word(kind)}\n{hints[kind]}") for kind in MeetingKind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean_place(self) -> UUID | None:
        """The id of the place."""
        return as_uuid(self.cleaned_data["place"])


class SetForm(WhenForm, VersionForm):
    """Time, place and title, changed before the notice."""


class ItemForm(ScreenedForm, PlainForm):
    """A point of the agenda."""

    screened: ClassVar[tuple[str, ...]] = ("title", "about")
    decision = forms.ChoiceField(label=_("Decision to deliberate"), required=False)
    title = forms.CharField(
        label=_("Point"),
        max_length=120,
        required=False,
        help_text=_("Not needed where a decision is chosen above."),
    )
    about = forms.CharField(
        label=_("What it is about"), max_length=500, required=False, widget=_SHORT
    )

    def __init__(self, *args: Any, decisions: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _now("none")), *decisions]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        self._titles = dict(decisions)

    def clean(self) -> dict[str, Any]:
        """A point has a title, its own or its decision's."""
        cleaned = super().clean() or {}
        if not (cleaned.get("title") or cleaned.get("decision")):
            self.add_error("title", _now("Write the point, or choose a decision."))
        return cleaned

    def item(self) -> Item:
        """What the action takes."""
        typed = self.cleaned_data
        title = typed["title"] or self._titles.get(typed["decision"], "")
        return Item(title, typed["about"], as_uuid(typed["decision"]))


class PersonForm(PlainForm):
    """Somebody who is bidden."""

    name = forms.CharField(label=_("Name of the person"), max_length=40)
    title = forms.CharField(
        label=_("Body or post"), max_length=120, required=False, help_text=_("For whom they come.")
    )
    part = forms.ChoiceField(label=_("In what part"), widget=forms.RadioSelect)
    required = forms.BooleanField(
        label=_("Must attend"),
        required=False,
        initial=True,
        help_text=_("The step is done only when they were there or excused. Observers need not."),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        required=False,
        help_text=_("With it they get the notice and sign the minutes in their own account."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(part.value, part_word(part)) for part in AttendeePart]
        self.fields["part"].choices = parts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the account of the user name."""
        cleaned = super().clean() or {}
        typed = cleaned.get("username")
        account = account_by_username(typed) if typed else None
        if typed and account is None:
            self.add_error("username", _now("There is no account of this user name."))
        cleaned["account_id"] = account.pk if account else None
        return cleaned

    def person(self) -> Person:
        """What the action takes."""
        typed = self.cleaned_data
        part = AttendeePart(typed["part"])
        return Person(
            name=typed["name"],
            title=typed["title"],
            part=part,
            account_id=typed["account_id"],
            required=typed["required"] and part is not AttendeePart.OBSERVER,
        )


class ReasonForm(VersionForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=_SHORT)


class ProofForm(PlainForm):
    """How the notice reached somebody."""

    way = forms.ChoiceField(label=_("How the notice reached them"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Such as: signed in person.")
    )
    photo = forms.FileField(
        label=_("Photo or paper"),
        required=False,
        help_text=_("Of the signed slip, or of the door."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(way.value, proof_word(way)) for way in ProofWay if way is not ProofWay.APP]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]


class SheetForm(PlainForm):
    """The sheet of who came: one line each."""

    def __init__(self, *args: Any, people: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        states = [(one.value, presence_word(one)) for one in Presence]
        for one in people:
            self.fields[f"came_{one.order}"] = forms.ChoiceField(
                label=_named(one), choices=states, initial=one.presence
            )
            self.fields[f"why_{one.order}"] = forms.CharField(
                label=_now("Why"), max_length=200, required=False, initial=one.reason
            )
        self.speak_plainly()

    def lines(self) -> list[tuple[Attendee, Any, Any]]:
        """Each with the two fields of their line."""
        return [(one, self[f"came_{one.order}"], self[f"why_{one.order}"]) for one in self.people]

    def came(self) -> dict[UUID, tuple[Presence, str]]:
        """What the action takes."""
        typed = self.cleaned_data
        return {
            one.id: (Presence(typed[f"came_{one.order}"]), typed[f"why_{one.order}"])
            for one in self.people
        }


class CourseForm(PlainForm):
    """What everybody said on a point, and what came of it."""

    said = forms.CharField(
        label=_("What was said and concluded"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    outcome = forms.ChoiceField(label=_("What came of it"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Attendee],
        voices: Sequence[ItemVoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        before = {one.attendee_id: one for one in voices}
        outcomes = [("", _now("not yet"))]
        outcomes += [(one.value, outcome_word(one)) for one in ItemOutcome]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        for one in people:
            voice = before.get(one.id)
            self.fields[f"stance_{one.order}"] = forms.ChoiceField(
                label=_named(one),
                required=False,
                choices=[("", "—"), *self._stances(one)],
                initial=voice.stance if voice else "",
            )
            self.fields[f"words_{one.order}"] = forms.CharField(
                label=_now("What they said"),
                max_length=500,
                required=False,
                initial=voice.words if voice else "",
            )
        self.speak_plainly()

    @staticmethod
    def _stances(one: Attendee) -> list[tuple[str, str]]:
        votes = AttendeePart(one.part) in VOTING
        return [
            (stance.value, stance_word(stance))
            for stance in Stance
            if votes or stance is Stance.SPOKE
        ]

    def lines(self) -> list[tuple[Attendee, Any, Any]]:
        """Each with the two fields of their line."""
        return [
            (one, self[f"stance_{one.order}"], self[f"words_{one.order}"]) for one in self.people
        ]

    def spoken(self) -> dict[UUID, tuple[Stance, str]]:
        """What the action takes: only those who said something."""
        typed = self.cleaned_data
        return {
            one.id: (Stance(typed[f"stance_{one.order}"]), typed[f"words_{one.order}"])
            for one in self.people
            if typed[f"stance_{one.order}"]
        }

    def came_of(self) -> ItemOutcome | None:
        """What came of the point."""
        typed = self.cleaned_data["outcome"]
        return ItemOutcome(typed) if typed else None


class FollowUpForm(PlainForm):
    """What is to be done, where, by whom, until when."""

    place = forms.ChoiceField(label=_("Where"))
    what = forms.CharField(
        label=_("Problem"), max_length=200, help_text=_("A thing at a place; never a person.")
    )
    owner = forms.CharField(label=_("Who sees to it"), max_length=120)
    post = forms.ChoiceField(
        label=_("Tell a post"), required=False, help_text=_("It gets a letter and can report back.")
    )
    due_on = DayField(label=_("Until"), back=A_YEAR, ahead=3 * A_YEAR)

    def __init__(self, *args: Any, places: Pairs, posts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["post"].choices = [("", _now("no post")), *posts]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        due_on: date = typed["due_on"]
        return {
            "place_id": UUID(typed["place"]),
            "what": typed["what"],
            "owner": typed["owner"],
            "owner_post_id": as_uuid(typed["post"]),
            "due_on": due_on,
        }


class ResultForm(PlainForm):
    """What was done."""

    result = forms.CharField(label=_("What was done"), max_length=300, widget=_SHORT)


class MinutesForm(ScreenedForm, VersionForm):
    """The text of the minutes."""

    screened: ClassVar[tuple[str, ...]] = ("text",)
    hides: ClassVar[frozenset[NumberKind]] = frozenset({NumberKind.NATIONAL_ID})
    text = forms.CharField(label=_("Minutes"), max_length=20_000, widget=_LONG)


class ScanForm(PlainForm):
    """The scan of the signed paper, who signed there, and dissent written beside a name."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    scan = forms.FileField(
        label=_("Scan or photo of the signed minutes"), help_text=_("PDF, JPEG or PNG.")
    )

    def __init__(self, *args: Any, people: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for one in people:
            self.fields[f"signed_{one.order}"] = forms.BooleanField(
                label=_named(one), required=False, initial=True
            )
            self.fields[f"dissent_{one.order}"] = forms.CharField(
                label=_now("Dissent"), max_length=500, required=False
            )
        self.speak_plainly()

    def lines(self) -> list[tuple[Attendee, Any, Any]]:
        """Each with the two fields of their line."""
        return [
            (one, self[f"signed_{one.order}"], self[f"dissent_{one.order}"]) for one in self.people
        ]

    def signed_by(self) -> list[UUID]:
        """Who signed on the paper."""
        return [one.id for one in self.people if self.cleaned_data[f"signed_{one.order}"]]

    def dissents(self) -> dict[UUID, str]:
        """Who wrote what beside the name."""
        typed = ((one.id, self.cleaned_data[f"dissent_{one.order}"]) for one in self.people)
        return {attendee_id: words for attendee_id, words in typed if words}


class LeaveForm(PlainForm):
    """Why one cannot come."""

    reason = forms.CharField(label=_("Why you cannot come"), max_length=200, widget=_SHORT)


class RecuseForm(PlainForm):
    """From which point one is recused, and why."""

    item = forms.ChoiceField(label=_("From which point"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=_SHORT,
        help_text=_("Such as: a relative owns the firm. It stands in the minutes."),
    )

    def __init__(self, *args: Any, items: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class SignForm(PlainForm):
    """One's signature under the minutes, with one's dissent."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    dissent = forms.CharField(
        label=_("Dissent"),
        max_length=500,
        required=False,
        widget=_SHORT,
        help_text=_("If you disagree with something, write it here; it stands beside your name."),
    )
    read = forms.BooleanField(
        label=_("I was at the meeting and have read these minutes"),
        error_messages={"required": _("Tick that you have read the minutes.")},
    )
