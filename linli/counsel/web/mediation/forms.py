"""What is typed in a mediation; forms check shape, actions the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.counsel.actions import Intake, Told
from linli.counsel.actions.mediation.agreement import Promise, Terms
from linli.counsel.queries import mediation_words as words
from linli.counsel.queries.mediation_shown import MediationShown
from linli.counsel.rules import By, Side
from linli.counsel.rules.mediation import (
    HELPERS,
    Confirmation,
    Guest,
    Meeting,
    Result,
    Stage,
    Topic,
    Triage,
)
from linli.records.rules import MAX_BYTES
from linli.ui.forms import DayField, PlainForm

PROMISES = 4
_TEXT = 4000
_YES = (("yes", _("Yes")), ("no", _("No")))
PRESENT = ("applicant", "other", Guest.MEDIATOR.value, "lawyer", "helper", "property")


def area(label: Any, *, rows: int = 4, required: bool = True, hint: Any = "") -> forms.CharField:
    """A field for a text of some lines."""
    return forms.CharField(
        label=label,
        max_length=_TEXT,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label: Any, *, most: int = 80, required: bool = True, hint: Any = "") -> forms.CharField:
    """A field for a line."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint)


def choice(label: Any, pairs: Any = (), *, radio: bool = True) -> forms.ChoiceField:
    """A field for one of a few things."""
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(label=label, choices=pairs, widget=widget)


def topics() -> list[tuple[str, str]]:
    """What a dispute can be about."""
    return [(one.value, words.topic_word(one.value)) for one in Topic]


class ActForm(PlainForm):
    """A form of one act in a file; `fit` gives it the choices that the file has."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shown: MediationShown | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid4())
        if "party" in self.fields and shown is not None:
            self.offer("party", [(str(one.row.id), _side(one)) for one in shown.parties])

    def offer(self, name: str, pairs: list[tuple[str, Any]]) -> None:
        """Give a choice field what can be chosen."""
        cast("forms.ChoiceField", self.fields[name]).choices = pairs

    @property
    def scanned(self) -> bytes:
        """The bytes of the scan that was added; a longer one is refused by its size."""
        file = self.files.get("scan")
        return file.read(MAX_BYTES + 1) if file else b""

    @property
    def yes(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.cleaned_data.get("answer") == "yes")


def _side(one: Any) -> str:
    return f"{words.side_word(one.row.side)} {one.name}"


class SureForm(ActForm):
    """Nothing to type: the act itself is asked."""


class NoteForm(ActForm):
    """A note for the team."""

    text = area(_("Note"), hint=_("The team alone reads it."))


class TriageForm(ActForm):
    """The first look."""

    verdict = choice(
        _("What is to be done first"),
        [
            (Triage.MEDIABLE.value, _("Fit for a talk\nBoth sides are asked for their consent.")),
            (
                Triage.DANGER.value,
                _("Danger\nCall 110 or 120 first; note here that it was done, then look again."),
            ),
            (
                Triage.OTHER_ROUTE.value,
                _("Another route\nThe file ends here, politely, with the sheet of other routes."),
            ),
        ],
    )
    title = line(
        _("Title"), most=60, required=False, hint=_("Both sides read it: the matter, not a person.")
    )
    topic = choice(pgettext_lazy("mediation", "About what"), radio=False)
    note = area(_("Note"), rows=2, required=False, hint=_("The team alone reads it."))

    def __init__(self, *args: Any, shown: MediationShown, **kwargs: Any) -> None:
        super().__init__(*args, shown=shown, **kwargs)
        self.offer("topic", topics())
        self.fields["topic"].initial = shown.opened.file.topic


class PartyForm(ActForm):
    """A side with name and contact."""

    side = choice(
        _("Side"), [(Side.APPLICANT.value, _("Applicant")), (Side.OTHER.value, _("Other side"))]
    )
    name = line(pgettext_lazy("mediation", "Name"))
    phone = line(_("Telephone"), required=False)
    address = line(_("Address for papers"), required=False)


class ConsentForm(ActForm):
    """A side's yes or no, written down."""

    answer = choice(_("Does this side agree to the mediation?"), _YES)
    by = choice(
        pgettext_lazy("mediation", "How it was said"),
        [(By.PAPER.value, _("Signed on paper")), (By.COUNTER.value, _("Said at the counter"))],
    )
    scan = forms.FileField(label=_("Scan or photo of the paper"), required=False)


class HowForm(ActForm):
    """How a word came."""

    by = choice(
        pgettext_lazy("mediation", "How it was said"),
        [(By.PAPER.value, _("Signed on paper")), (By.COUNTER.value, _("Said at the counter"))],
    )


class MemberForm(ActForm):
    """A member of the room."""

    member = choice(pgettext_lazy("mediation", "Mediator"))


class AnswerForm(ActForm):
    """A side's answer to somebody who was brought in, written down."""

    party = choice(_("Which side"))
    answer = choice(_("Does this side accept?"), _YES)


class DeclareForm(ActForm):
    """The mediator's own word."""

    answer = choice(
        _("Your declaration"),
        [
            ("yes", _("I am near to neither side and have no interest in the matter")),
            ("no", _("I am related or near to a side, or have an interest: I step back")),
        ],
    )


class MyHelperForm(ActForm):
    """A helper whom a side brings."""

    kind = choice(
        pgettext_lazy("mediation", "Who"),
        [(one.value, one.value) for one in HELPERS],
        radio=False,
    )
    name = line(pgettext_lazy("mediation", "Name"))
    phone = line(_("Telephone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", [(one.value, words.guest_word(one.value)) for one in HELPERS])

    @property
    def told(self) -> Told:
        """The helper in words."""
        return Told(self.cleaned_data["name"], self.cleaned_data["phone"])

    @property
    def guest(self) -> Guest:
        """The kind of helper."""
        return Guest(self.cleaned_data["kind"])


class HelperForm(MyHelperForm):
    """The same, written down by the room for a side."""

    party = choice(_("Which side"))
    field_order = ("party",)


class SlotForm(ActForm):
    """A time that is free."""

    slot = choice(_("Time and room"))


class RecordForm(ActForm):
    """What a talk came to."""

    result = choice(_("Result"), [(one.value, one.value) for one in Result])
    text = area(_("Record"), rows=8, hint=_("Both sides read it and say whether it is right."))
    present = forms.MultipleChoiceField(
        label=_("At the table"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("result", [(one.value, words.result_word(one.value)) for one in Result])
        self.offer("present", [(one, words.present_word(one)) for one in PRESENT])
        self.fields["present"].initial = list(PRESENT[:3])


class CheckForm(ActForm):
    """Whether a record is right, written down for a side."""

    party = choice(_("Which side"))
    answer = choice(_("Is the record right?"), _YES)
    why = area(_("What is not right"), rows=2, required=False)
    scan = forms.FileField(label=_("Scan or photo of the paper"), required=False)


class MyCheckForm(ActForm):
    """The same by the side itself."""

    answer = choice(_("Is the record right?"), _YES)
    why = area(_("What is not right"), rows=3, required=False)


class MyAnswerForm(ActForm):
    """A side's own yes or no."""

    answer = choice(_("Your answer"), _YES)


class MyGuestForm(MyAnswerForm):
    """The same to somebody who was brought in; a reason may be left out."""

    why = area(
        _("Why not"), rows=2, required=False, hint=_("You may leave it out. The team reads it.")
    )


class AgreementForm(ActForm):
    """The fields of the law: facts and points, content, manner, term."""

    facts = area(_("Facts of the dispute"))
    points = area(_("Points in dispute and responsibilities"), rows=3)
    content = area(_("What is agreed"))
    oral = forms.BooleanField(label=_("Spoken agreement: both sides want no paper"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = [("", "—"), *((one.value, words.side_word(one.value)) for one in Side)]
        for number in range(1, PROMISES + 1):
            self.fields |= {
                f"side_{number}": forms.ChoiceField(
                    label=_("Which side it was"), choices=sides, required=False
                ),
                f"what_{number}": line(_("Does what"), most=200, required=False),
                f"how_{number}": line(_("In what manner"), most=200, required=False),
                f"due_{number}": DayField(label=_("By when"), required=False),
            }
        self.speak_plainly()

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """The promises as rows of fields, for the page."""
        for number in range(1, PROMISES + 1):
            yield number, [self[f"{part}_{number}"] for part in ("side", "what", "how", "due")]

    def clean(self) -> dict[str, Any]:
        """A promise that is begun names its side, deed and day."""
        held: dict[str, Any] = super().clean() or {}
        for number in range(1, PROMISES + 1):
            parts = {name: held.get(f"{name}_{number}") for name in ("side", "what", "due")}
            if any(parts.values()):
                for name, given in parts.items():
                    if not given:
                        self.add_error(f"{name}_{number}", _("Please fill this in, too."))
        return held

    @property
    def terms(self) -> Terms:
        """What was typed, as the action takes it."""
        held = self.cleaned_data
        promises = [
            Promise(
                held[f"side_{number}"],
                held[f"what_{number}"],
                held[f"due_{number}"],
                held[f"how_{number}"],
            )
            for number in range(1, PROMISES + 1)
            if held.get(f"what_{number}")
        ]
        return Terms(held["facts"], held["points"], held["content"], promises)


class SignForm(ActForm):
    """A side's signature, written down."""

    by = choice(
        _("How it was signed"),
        [
            (By.PAPER.value, _("On paper, with signature or fingerprint")),
            (By.COUNTER.value, _("Spoken before the mediator (only a spoken agreement)")),
        ],
    )
    scan = forms.FileField(label=_("Scan or photo of the paper"), required=False)


class ConfirmForm(ActForm):
    """What came of the confirmation."""

    became = choice(_("What is to be noted"))

    def __init__(self, *args: Any, shown: MediationShown, **kwargs: Any) -> None:
        super().__init__(*args, shown=shown, **kwargs)
        open_now = shown.stage is Stage.CONFIRMING
        offered = (
            (Confirmation.APPLIED, Confirmation.DECLINED)
            if open_now
            else (Confirmation.CONFIRMED, Confirmation.COURT_REFUSED)
        )
        self.offer("became", [(one.value, words.confirmation_word(one.value)) for one in offered])


class DutyForm(ActForm):
    """What the follow-up found."""

    answer = choice(_("Was it kept?"), _YES)
    text = area(_("What the follow-up found"), rows=3, required=False)


class MeetingForm(ActForm):
    """Whether others may listen."""

    meeting = choice(
        _("Who may be there"),
        [
            (Meeting.CLOSED.value, _("Closed: the sides and whom both accept")),
            (Meeting.OPEN.value, _("Open: neighbours may listen, both sides want it so")),
        ],
    )


class RaiseForm(ActForm):
    """The summary for the sub-district."""

    summary = area(
        _("Summary without names"),
        rows=6,
        hint=_(
            "The office reads this and nothing else: kind, number of households, what may come of "
            "it. No name, no telephone, no dwelling."
        ),
    )


class PhotoForm(ActForm):
    """A photo or a paper that a side brings."""

    scan = forms.FileField(label=_("Photo or PDF"))


class IntakeForm(ActForm):
    """A dispute as it is told."""

    topic = choice(pgettext_lazy("mediation", "About what"), radio=False)
    what = area(pgettext_lazy("mediation", "What happened"), rows=5)
    wish = area(_("What would settle it"), rows=3, required=False)
    where = line(_("Where"), most=120, required=False)
    urgent = forms.BooleanField(label=_("It gets worse day by day"), required=False)
    name = line(
        _("Your name"), hint=_("The agreement needs it. Only the room and both sides see it.")
    )
    phone = line(_("Your telephone"), required=False)
    address = line(_("Your address for papers"), required=False)
    other_name = line(_("Name of the other side"), required=False)
    other_phone = line(_("How to reach the other side"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("topic", topics())

    @property
    def told(self) -> Intake:
        """What was typed, as the action takes it."""
        held = self.cleaned_data
        return Intake(
            topic=Topic(held["topic"]),
            what=held["what"],
            wish=held.get("wish", ""),
            where=held.get("where", ""),
            urgent=held.get("urgent", False),
            applicant=Told(held.get("name", ""), held.get("phone", ""), held.get("address", "")),
            other=Told(held.get("other_name", ""), held.get("other_phone", "")),
        )


class RoomIntakeForm(IntakeForm):
    """The same with the room that is to take it."""

    room = choice(_("Mediation room"), radio=False)
    field_order = ("room",)


class CounterForm(RoomIntakeForm):
    """The same for somebody at the counter."""

    name = line(_("Name of the applicant"))
    phone = line(_("Telephone of the applicant"), required=False)
    address = line(_("Address for papers"), required=False)


class LeadForm(ActForm):
    """A dispute as the lead of a group tells it."""

    room = choice(_("Mediation room"), radio=False)
    topic = choice(pgettext_lazy("mediation", "About what"), radio=False)
    what = area(
        _("What is going on"), rows=5, hint=_("What happens, not who. Leave names out here.")
    )
    where = line(_("Where"), most=120, required=False, hint=_("Compound and building are enough."))
    urgent = forms.BooleanField(label=_("It gets worse day by day"), required=False)
    agreed = forms.BooleanField(
        label=_("One of the sides asked me to be named as applicant"), required=False
    )
    name = line(_("Name, only with consent"), required=False)
    phone = line(_("Telephone, only with consent"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("topic", topics())

    @property
    def told(self) -> Intake:
        """What was typed, as the action takes it."""
        held = self.cleaned_data
        return Intake(
            topic=Topic(held["topic"]),
            what=held["what"],
            where=held["where"],
            urgent=held["urgent"],
            applicant=Told(held["name"], held["phone"]),
        )


class CodeForm(PlainForm):
    """The code on the paper from the mediator."""

    code = forms.CharField(
        label=_("Code on the paper"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ReplyForm(PlainForm):
    """The sub-district's answer."""

    text = area(_("Answer to the room"), rows=5)


class TakeForm(PlainForm):
    """Into which room a request goes."""

    room = choice(_("Mediation room"), radio=False)
    topic = choice(pgettext_lazy("mediation", "About what"), radio=False)
