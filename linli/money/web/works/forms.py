"""What is typed about works; forms check shape, actions the rest."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.kernel.money import Money, NotMoney
from linli.money import queries
from linli.money.actions import (
    ChangeDraft,
    ContractDraft,
    QuotationDraft,
    StageDraft,
    WorksDraft,
)
from linli.money.rules import Outcome, WorksKind
from linli.money.web.ledger.forms import YuanField
from linli.money.web.ledger.pages import KeyedForm
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.forms import A_YEAR, DayField, PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm

Choices = list[tuple[str, str]]
_LONG = forms.Textarea(attrs={"rows": 3})
PHOTOS = ("photo", "photo2", "photo3")
STAGES = 4


def taken(file: UploadedFile[Any] | None) -> Prepared | None:
    """The upload of a form, checked and stored before the transaction."""
    if file is None:
        return None
    return prepare_upload(name=file.name or "", content=file.read(MAX_BYTES + 1))


class PhotosForm(PlainForm):
    """A form with up to three photos."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Everybody sees it: no faces, no doors of dwellings."),
    )
    photo2 = forms.FileField(
        label=_("Second photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    photo3 = forms.FileField(
        label=_("Third photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def photos(self) -> list[Prepared]:
        """The photos, checked and stored before the transaction."""
        found = [taken(self.cleaned_data.get(name)) for name in PHOTOS]
        return [one for one in found if one is not None]


class WordsForm(ScreenedForm, PlainForm):
    """A sentence for everybody."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    words = forms.CharField(label=_("In a sentence for everybody"), max_length=300, widget=_LONG)


class NewWorksForm(ScreenedForm, KeyedForm):
    """Works of a matter that was decided."""

    screened: ClassVar[tuple[str, ...]] = ("title", "words", "own_why")
    matter = forms.ChoiceField(
        label=_("For which matter"),
        help_text=_("Matters that were decided and are not closed; the money that each may spend."),
    )
    title = forms.CharField(label=_("What is done"), max_length=80)
    words = forms.CharField(label=_("At length"), max_length=2000, widget=_LONG)
    executor = forms.CharField(
        label=_("Which body answers for it"), max_length=80, help_text=_("Not a person's name.")
    )
    kind = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.works_kind_word(one.value)) for one in WorksKind],
    )
    own_why = forms.CharField(
        label=_("Why no contractor is chosen"), max_length=200, required=False
    )

    def __init__(self, *args: Any, matters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["matter"]).choices = matters

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        matter, _colon, authority = typed["matter"].partition(":")
        draft = WorksDraft(
            kind=WorksKind(typed["kind"]),
            title=typed["title"],
            words=typed["words"],
            executor=typed["executor"],
            authority_id=as_uuid(authority),
            own_why=typed["own_why"],
        )
        return {"matter_id": as_uuid(matter), "draft": draft, "key": self.sent_key}


class QuoteForm(PlainForm):
    """What one firm asks."""

    bidder = forms.CharField(label=_("Firm"), max_length=80)
    fen = YuanField(label=_("Price"))
    days = forms.IntegerField(label=_("Days of work"), min_value=1, max_value=2000)
    warranty_months = forms.IntegerField(
        label=_("Months of warranty"), min_value=0, max_value=240, initial=0
    )
    received_on = DayField(label=_("Came on"), back=2 * A_YEAR, ahead=0)
    words = forms.CharField(label=_("What it covers"), max_length=300, required=False)
    paper = forms.FileField(label=_("The quotation on paper"), required=False)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        paper = taken(typed.pop("paper"))
        return {"draft": QuotationDraft(**typed), "paper": paper}


class ChooseForm(ScreenedForm, PlainForm):
    """Which quotation is chosen, and why."""

    screened: ClassVar[tuple[str, ...]] = ("why",)
    quotation = forms.ChoiceField(label=_("Which offer"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("For what reason"),
        max_length=300,
        required=False,
        widget=_LONG,
        help_text=_("Needed where it is not the lowest price; everybody reads it."),
    )

    def __init__(self, *args: Any, offers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["quotation"]).choices = offers


class ContractForm(PlainForm):
    """The contract as signed, in stages that sum to its price."""

    number = forms.CharField(label=_("Number on the contract"), max_length=60)
    signed_on = DayField(label=_("Signed on"), back=2 * A_YEAR, ahead=0)
    starts_on = DayField(label=_("Begins on"), back=2 * A_YEAR, ahead=3 * A_YEAR)
    due_on = DayField(label=_("Ends by"), back=2 * A_YEAR, ahead=10 * A_YEAR)
    warranty_months = forms.IntegerField(label=_("Months of warranty"), min_value=0, max_value=240)
    stages = forms.CharField(
        label=_("Stages"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line: what, price, day it is due. Such as: Main pipe, 14000, 2026-12-09"
        ),
    )
    held_back = YuanField(label=_("Held back until the warranty ends"), required=False, least=0)
    paper = forms.FileField(
        label=_("The contract on paper"),
        required=False,
        help_text=_("Only the desk sees it."),
    )

    def clean_stages(self) -> list[StageDraft]:
        """The stages, read line by line."""
        lines = [line for line in self.cleaned_data["stages"].splitlines() if line.strip()]
        return [_stage(number, line) for number, line in enumerate(lines, start=1)]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        paper = taken(typed.pop("paper"))
        held = typed.pop("held_back")
        stages = typed.pop("stages")
        if held:
            stages.append(StageDraft(gettext("Held back"), held, stages[-1].due_on, held_back=True))
        return {"draft": ContractDraft(stages=stages, **typed), "paper": paper}


class DaysForm(PlainForm):
    """From when to when."""

    starts_on = DayField(label=_("Begins on"), back=2 * A_YEAR, ahead=3 * A_YEAR)
    due_on = DayField(label=_("Ends by"), back=2 * A_YEAR, ahead=10 * A_YEAR)


class StageForm(WordsForm, PhotosForm):
    """A stage, what was done, photos."""

    field_order: tuple[str, ...] = ("stage", "words", *PHOTOS)
    stage = forms.ChoiceField(label=_("Which stage"))

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["stage"]).choices = stages


class OutcomeForm(WordsForm, PhotosForm):
    """What somebody says who looked at the work."""

    field_order: tuple[str, ...] = ("outcome", "words", *PHOTOS)

    outcome = forms.ChoiceField(
        label=_("What you found"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.outcome_word(one.value)) for one in Outcome],
    )


class LookForm(OutcomeForm, StageForm):
    """What somebody says who looked at a stage."""

    field_order: tuple[str, ...] = ("stage", "outcome", "words", *PHOTOS)


class FinishForm(WordsForm, PhotosForm):
    """What was done in the end."""


class PayForm(KeyedForm):
    """Which stage is paid, on which day."""

    stage = forms.ChoiceField(label=_("Which stage"))
    on = DayField(label=_("Day of the payment"), back=2 * A_YEAR, ahead=A_YEAR)

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["stage"]).choices = stages


class ChangeForm(ScreenedForm, PlainForm):
    """A change of the contract."""

    screened: ClassVar[tuple[str, ...]] = ("why",)
    stage = forms.ChoiceField(label=_("Which stage"))
    fen = YuanField(
        label=_("How much more"), least=None, help_text=_("Less: with a minus, such as -500.")
    )
    days = forms.IntegerField(
        label=_("How many days more"), min_value=-365, max_value=365, initial=0
    )
    why = forms.CharField(label=_("For what reason"), max_length=300, widget=_LONG)

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["stage"]).choices = stages

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        stage_id = UUID(typed["stage"])
        return {"draft": ChangeDraft(stage_id, typed["why"], typed["fen"], typed["days"])}


class AnswerForm(ScreenedForm, PlainForm):
    """Yes or no to a change."""

    screened: ClassVar[tuple[str, ...]] = ("answer",)
    change = forms.ChoiceField(label=_("Which change"))
    agreed = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Agree")), ("no", _("Refuse"))],
    )
    answer = forms.CharField(
        label=_("For what reason"), max_length=300, required=False, widget=_LONG
    )

    def __init__(self, *args: Any, changes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["change"]).choices = changes


def _stage(number: int, line: str) -> StageDraft:
    parts = [part.strip() for part in line.replace("，", ",").split(",")]
    try:
        title, price, due = parts
        fen = Money.parse(price).fen
        return StageDraft(title, fen, date.fromisoformat(due))
    except (ValueError, NotMoney) as error:
        words = gettext("Line %(line)s: write what, price and day with commas between.")
        raise forms.ValidationError(words % {"line": number}) from error
