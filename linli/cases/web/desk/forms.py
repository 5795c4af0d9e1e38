"""What staff type at the desk: one form for each act that needs words or a choice.

Forms check shape; what is lawful stands in the actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.cases.queries import outcome_name, pause_name, type_name, urgency_name
from linli.cases.rules import (
    PAUSED_BY_HAND,
    Audience,
    CaseType,
    Outcome,
    Urgency,
)
from linli.cases.rules.texts import (
    BODY_LENGTH,
    BODY_NAME_LENGTH,
    COMMENT_LENGTH,
    CONTACT_LENGTH,
    HAND_OVER_LENGTH,
    NOTE_LENGTH,
    NUMBER_LENGTH,
    PLACE_TEXT_LENGTH,
    QUESTION_LENGTH,
    REPLY_LENGTH,
    TASK_LENGTH,
    TITLE_LENGTH,
)
from linli.cases.web.resident.forms import WordsField
from linli.kernel.screening import NumberKind
from linli.ui.forms import DayField, PlainForm
from linli.ui.screened import ScreenedForm

Choices = Sequence[tuple[str, str]]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _key(text: str) -> UUID | None:
    return UUID(text) if text else None


class DeskForm(ScreenedForm, PlainForm):
    """A form of the desk: it carries the version of the request that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def choose(self, name: str, choices: Choices) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(choices)


class SortForm(DeskForm):
    """What kind of request it is, and where."""

    screened = ("place_text",)
    suggested = forms.ChoiceField(
        label=_("Suggested categories"), required=False, widget=forms.RadioSelect
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    type = forms.ChoiceField(label=_("Type"))
    urgency = forms.ChoiceField(label=_("Urgency"), widget=forms.RadioSelect)
    place_typed = forms.CharField(
        label=_("Place"), required=False, max_length=60, help_text=_("Compound, then building.")
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    place_text = WordsField(label=_("Where exactly"), required=False, max_length=PLACE_TEXT_LENGTH)
    complained_of = forms.ChoiceField(
        label=_("Complaint about"),
        required=False,
        help_text=_("This organisation will not see who sent it."),
    )

    def __init__(
        self,
        *args: Any,
        categories: Choices,
        suggested: Choices,
        organisations: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("category", [("", "—"), *categories])
        self.choose("type", [("", "—"), *((one.value, type_name(one)) for one in CaseType)])
        self.choose("urgency", [(one.value, urgency_name(one)) for one in Urgency])
        self.choose("complained_of", [("", "—"), *organisations])
        self.choose("suggested", suggested)
        if not suggested:
            del self.fields["suggested"]
            self.fields["category"].required = True

    def clean(self) -> dict[str, Any]:
        """A suggestion that was chosen is the category, unless another one was chosen below."""
        data = super().clean()
        chosen = data.get("category") or data.get("suggested") or ""
        data["category_id"] = _key(chosen)
        data["complained_of_id"] = _key(data.get("complained_of") or "")
        try:
            data["place_id"] = _key(data.get("place") or "")
        except ValueError:
            self.add_error("place_typed", _("Choose a place from the list."))
        if not chosen:
            self.add_error("category", _("Choose a category."))
        return data


class DispatchForm(DeskForm):
    """Who leads, and who helps."""

    screened = ("note",)
    post = forms.ChoiceField(
        label=_("To whom"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who takes it on.")},
    )
    assisting = forms.MultipleChoiceField(
        label=_("Who helps"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = WordsField(
        label=_("Note for them"), required=False, max_length=NOTE_LENGTH, widget=_lines(2)
    )

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("post", posts)
        self.choose("assisting", posts)


class PostForm(DeskForm):
    """One post."""

    post = forms.ChoiceField(label=_("Who helps"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("post", posts)


class TaskForm(DeskForm):
    """A part of the work for another post."""

    screened = ("what",)
    hides = frozenset({NumberKind.NATIONAL_ID})
    post = forms.ChoiceField(label=_("Who does it"), widget=forms.RadioSelect)
    what = WordsField(label=_("What is to be done"), max_length=TASK_LENGTH)
    due_on = DayField(label=_("By which day"), required=False)

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("post", posts)


class ReasonForm(DeskForm):
    """A reason that must be given."""

    screened = ("reason",)
    reason = WordsField(label=_("Reason"), max_length=NOTE_LENGTH, widget=_lines(3))


class ExtendForm(DeskForm):
    """By how many days a public complaint's limit grows, and why."""

    screened = ("reason",)
    days = forms.IntegerField(label=_("By how many days"), min_value=1, initial=30)
    reason = WordsField(
        label=_("Reason"),
        max_length=NOTE_LENGTH,
        widget=_lines(3),
        help_text=_("The sender reads it word for word."),
    )


class RemarkForm(DeskForm):
    """A remark that may be left out."""

    screened = ("note",)
    note = WordsField(label=_("Note"), required=False, max_length=NOTE_LENGTH, widget=_lines(2))


class NoteForm(DeskForm):
    """A note, and who reads it."""

    screened = ("text",)
    text = WordsField(label=_("Note"), max_length=NOTE_LENGTH, widget=_lines(4))
    audience = forms.ChoiceField(
        label=_("Who reads it"),
        widget=forms.RadioSelect,
        choices=[
            (Audience.STAFF.value, _("All staff concerned")),
            (Audience.UNIT.value, _("The units that work on it")),
            (Audience.ALL.value, _("The sender too")),
        ],
        initial=Audience.STAFF.value,
    )


class WordsForm(DeskForm):
    """Words that the sender adds through staff."""

    screened = ("text",)
    text = WordsField(label=_("What the sender adds"), max_length=NOTE_LENGTH, widget=_lines(4))


class ReplyForm(DeskForm):
    """The sender's answer to a question, taken down by staff."""

    screened = ("answer",)
    answer = WordsField(label=_("The sender's answer"), max_length=REPLY_LENGTH, widget=_lines(3))


class AskForm(DeskForm):
    """A question back to the sender."""

    screened = ("text",)
    text = WordsField(
        label=pgettext_lazy("to the sender", "Question"),
        max_length=QUESTION_LENGTH,
        widget=_lines(2),
    )
    choices = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        widget=_lines(3),
        help_text=_("One a line, at most six. Leave empty for an answer in free words."),
    )
    stops_clock = forms.BooleanField(
        label=_("The clock stands until the answer comes"), required=False, initial=True
    )


class HandOverForm(DeskForm):
    """An outside body, and what it is to do."""

    screened = ("what",)
    body_name = WordsField(
        label=_("Which body"),
        max_length=BODY_NAME_LENGTH,
        help_text=_("For example 12345, 12349, the labour inspection, a company."),
    )
    contact = WordsField(label=_("How to reach it"), required=False, max_length=CONTACT_LENGTH)
    what = WordsField(
        label=_("What it is to do"),
        max_length=HAND_OVER_LENGTH,
        widget=_lines(4),
        help_text=_(
            "It sees these words, the place, the number, the photos, and the title, which is the "
            "sender's first sentence; never who sent the request."
        ),
    )
    days = forms.IntegerField(
        label=_("Days until the link expires"), min_value=1, max_value=180, initial=14
    )


class PauseForm(DeskForm):
    """A listed reason for stopping the clock."""

    screened = ("note",)
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = WordsField(label=_("Note"), required=False, max_length=NOTE_LENGTH, widget=_lines(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("reason", [(one.value, pause_name(one.value)) for one in PAUSED_BY_HAND])


class AnswerForm(DeskForm):
    """The answer as the sender will read it."""

    screened = ("text",)
    hides = frozenset({NumberKind.NATIONAL_ID})
    text = WordsField(
        label=_("Answer"),
        max_length=BODY_LENGTH,
        widget=_lines(8),
        help_text=_("The sender reads this word for word."),
    )


class TransferForm(DeskForm):
    """Where it belongs, and why."""

    screened = ("reason",)
    sub_district = forms.ChoiceField(label=_("Sub-district on this system"), required=False)
    to = WordsField(label=_("Or another body"), required=False, max_length=BODY_NAME_LENGTH)
    reason = WordsField(label=_("Reason"), max_length=NOTE_LENGTH, widget=_lines(3))

    def __init__(self, *args: Any, sub_districts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("sub_district", [("", "—"), *sub_districts])
        if not sub_districts:
            del self.fields["sub_district"]
            self.fields["to"].label = _("To which body")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean()
        data["sub_district_id"] = _key(data.get("sub_district") or "")
        if not data["sub_district_id"] and not data.get("to"):
            self.add_error("to", _("Say where it goes."))
        return data


class MergeForm(DeskForm):
    """The request that this one joins."""

    likely = forms.ChoiceField(
        label=_("Perhaps the same matter"), required=False, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("Or the number of another request"), required=False, max_length=NUMBER_LENGTH
    )

    def __init__(self, *args: Any, likely: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("likely", likely)
        if not likely:
            del self.fields["likely"]
            self.fields["number"].label = _("Number of the other request")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean()
        if not data.get("likely") and not data.get("number"):
            self.add_error("number", _("Choose a request or write its number."))
        return data


class PublishForm(DeskForm):
    """What everybody will read."""

    screened: ClassVar[tuple[str, ...]] = ("title", "body")
    title = WordsField(label=_("Title"), max_length=TITLE_LENGTH)
    body = WordsField(
        label=_("What it was about"),
        max_length=BODY_LENGTH,
        widget=_lines(6),
        help_text=_("Leave out whatever tells who sent it or where that person lives."),
    )


class CallForm(DeskForm):
    """What came of a follow-up call."""

    screened = ("comment",)
    outcome = forms.ChoiceField(
        label=_("What the sender said"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the call.")},
    )
    comment = WordsField(
        label=_("In the sender's words"),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=_lines(2),
        help_text=_("A “not solved” needs them: the next level must know what is left to do."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(one.value, outcome_name(one.value)) for one in Outcome]
        self.choose("outcome", [*said, ("not_reached", str(_("Not reached")))])

    def clean(self) -> dict[str, Any]:
        """Part "not reached" from what the sender said."""
        data = super().clean()
        chosen = data.get("outcome") or ""
        data["reached"] = chosen in {one.value for one in Outcome}
        data["said"] = Outcome(chosen) if data["reached"] else None
        if data["said"] is Outcome.NOT_SOLVED and not data.get("comment"):
            self.add_error("comment", _("Say in a few words what is not settled."))
        return data


_PURPOSES = {
    "call": _("To call back"),
    "visit": _("To visit"),
    "identity": _("To check who it is before answering"),
    "other": _("Something else"),
}


class ContactForm(DeskForm):
    """Why the sender's contact is opened: a purpose, and words where it is another one."""

    screened = ("words",)
    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=[("", "—"), *_PURPOSES.items()],
        error_messages={"required": _("Say what you need the contact for.")},
        help_text=_("The sender can read who opened it, when and why."),
    )
    words = WordsField(label=_("If something else: what"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Ask for words where none of the purposes fits."""
        data = super().clean()
        if data.get("purpose") == "other" and not data.get("words"):
            self.add_error("words", _("Say in a few words what it is needed for."))
        if purpose := data.get("purpose"):
            words = data.get("words") or ""
            data["why"] = words if purpose == "other" else str(_PURPOSES[purpose])
        return data
