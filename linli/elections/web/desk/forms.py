"""What is typed at the desk about an election; forms check shape, actions the rest."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.elections import queries
from linli.elections.actions import NoticeDraft, Terms
from linli.elections.rules import ElectionKind, OfficialRole, TieRule
from linli.elections.web.desk.pages import KeyedForm, VersionedForm
from linli.people.queries import account_by_username
from linli.ui.forms import DayField, PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm

_LONG = forms.Textarea(attrs={"rows": 4})


class CallForm(KeyedForm):
    """What kind of election, where, and what it is called."""

    kind = forms.ChoiceField(label=_("What is elected or decided"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Place"))
    title = forms.CharField(
        label=_("Title"),
        max_length=80,
        help_text=_("As it stands on notices, such as: Owners' committee, second term."),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (kind.value, f"{queries.kind_name(kind)}\n{queries.mode_name(queries.mode_of(kind))}")
            for kind in ElectionKind
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean_place(self) -> UUID | None:
        """The id of the place."""
        return as_uuid(self.cleaned_data["place"])


class SeatsForm(VersionedForm):
    """Seats, choices and the tie rule of an election of persons."""

    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=99)
    least_choices = forms.IntegerField(
        label=_("Fewest choices on a ballot"),
        min_value=0,
        max_value=99,
        help_text=_("0 if somebody may hand in a ballot with no name marked."),
    )
    most_choices = forms.IntegerField(
        label=_("Most choices on a ballot"), min_value=1, max_value=99
    )
    tie_rule = forms.ChoiceField(
        label=_("When the last seat is tied"),
        choices=lambda: [(rule.value, queries.tie_name(rule)) for rule in TieRule],
        widget=forms.RadioSelect,
        help_text=_("It is asked before anybody votes and cannot be changed afterwards."),
    )

    def facts(self) -> Terms:
        """What the action takes."""
        typed = self.cleaned_data
        return Terms(
            seats=typed["seats"],
            least_choices=typed["least_choices"],
            most_choices=typed["most_choices"],
            tie_rule=TieRule(typed["tie_rule"]),
        )


class QuestionForm(ScreenedForm, VersionedForm):
    """The question of a roll call."""

    screened: ClassVar[tuple[str, ...]] = ("question",)
    question = forms.CharField(
        label=_("What is voted on"),
        max_length=2000,
        widget=_LONG,
        help_text=_("One question that can be answered with for, against or abstain."),
    )

    def facts(self) -> Terms:
        """What the action takes."""
        return Terms(question=self.cleaned_data["question"])


class MatterForm(QuestionForm):
    """The joint matter and the question of an owners' decision."""

    matter = forms.ChoiceField(
        label=_("Which of the nine joint matters"),
        help_text=_("Owners decide these nine together; a congress or a committee cannot."),
    )
    field_order = ("matter", "question", "version")

    def __init__(self, *args: Any, matters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = matters  # type: ignore[attr-defined]

    def facts(self) -> Terms:
        """What the action takes."""
        return Terms(matter=self.cleaned_data["matter"], question=self.cleaned_data["question"])


class TimesForm(VersionedForm):
    """When voting opens and closes, and where one votes on paper."""

    opens_on = DayField(label=_("First day of voting"))
    opens_time = forms.TimeField(
        label=_("Opens at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time as 09:00.")},
    )
    closes_on = DayField(label=_("Last day of voting"))
    closes_time = forms.TimeField(
        label=_("Closes at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time as 09:00.")},
    )
    where = forms.CharField(
        label=_("Where one votes on paper, and when"),
        max_length=200,
        help_text=_("For example: activity room of the compound, daily 9:00 to 17:00."),
    )
    reason = forms.CharField(
        label=_("Why announced dates change"),
        max_length=300,
        required=False,
        help_text=_("Only when a notice with other dates hangs already; everybody reads it."),
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        return {
            "opens_at": _instant(typed["opens_on"], typed["opens_time"]),
            "closes_at": _instant(typed["closes_on"], typed["closes_time"]),
            "where": typed["where"],
            "reason": typed["reason"],
            "version": typed["version"],
        }


class RollForm(VersionedForm):
    """By which roll people vote."""

    roll = forms.ChoiceField(label=_("Roll"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, rolls: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roll"].choices = rolls  # type: ignore[attr-defined]


class _NamedForm(PlainForm):
    """A form that may name an account by its user name."""

    username = forms.CharField(
        label=_("User name of the account"),
        max_length=60,
        required=False,
        help_text=_("Only if the person has an account and wants to act in it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_username(self) -> UUID | None:
        """The account of exactly this name."""
        typed = self.cleaned_data["username"].strip()
        if not typed:
            return None
        found = account_by_username(typed)
        if found is None:
            raise forms.ValidationError(_now("No account has this user name."))
        return found.pk


class NominationForm(KeyedForm, _NamedForm):
    """Who is put forward."""

    name = forms.CharField(label=_("Candidate's name"), max_length=40)
    about = forms.CharField(
        label=_("What voters read of the person"),
        max_length=300,
        required=False,
        help_text=_("Building, work, what the person wants to do; nothing about faith or health."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nominated_by = forms.CharField(
        label=_("Put forward by"),
        max_length=200,
        help_text=_("For example: ten residents together, or the person alone."),
    )
    field_order = ("name", "about", "nominated_by", "username", "key")


class PaperForm(PlainForm):
    """A signed paper as a photo or PDF."""

    paper = forms.FileField(
        label=_("Photo or PDF of the signed paper"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )


class EligibilityForm(PlainForm):
    """A yes or no, and the article that it stands on."""

    eligible = forms.ChoiceField(
        label=_("May the person be elected?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    article = forms.CharField(
        label=_("By which article"),
        max_length=200,
        help_text=_("The article alone. Nothing about the person's background is kept here."),
    )


class OfficialForm(_NamedForm):
    """Who helps in which part."""

    role = forms.ChoiceField(
        label=_("Part"),
        choices=lambda: [(role.value, queries.role_name(role)) for role in OfficialRole],
    )
    name = forms.CharField(
        label=_("Official's name"), max_length=40, help_text=_("The name is public.")
    )
    field_order = ("role", "name", "username")


class NoticeForm(ScreenedForm, KeyedForm):
    """A notice: what it says, where it hangs, from when to when."""

    screened: ClassVar[tuple[str, ...]] = ("text",)
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("It cannot be changed once it is posted; a correction is a new notice."),
    )
    where = forms.CharField(
        label=_("Where it hangs"),
        max_length=200,
        help_text=_("For example: notice board at the gate."),
    )
    posted_on = DayField(label=_("Goes up on"))
    until = DayField(label=_("Hangs until"))
    photo = forms.FileField(
        label=_("Photo of it on the wall"),
        required=False,
        help_text=_("It can be added afterwards; the step is done only with it."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    def facts(self) -> NoticeDraft:
        """What the action takes."""
        names = ("title", "text", "where", "posted_on", "until")
        return NoticeDraft(**{name: self.cleaned_data[name] for name in names})


class PhotoForm(PlainForm):
    """A photo of a notice."""

    photo = forms.FileField(
        label=_("Photo"), widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )


class StepForm(VersionedForm):
    """A remark on a step that is done."""

    note = forms.CharField(
        label=_("Remark"),
        max_length=300,
        required=False,
        help_text=_("For example: 7 members, 4 of them owners. It is public with the calendar."),
    )


class ReturnForm(VersionedForm):
    """Why a step did not succeed."""

    reason = forms.CharField(
        label=_("Why the step did not succeed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CancelForm(VersionedForm):
    """The number and the reason that give an election up."""

    number = forms.CharField(label=_("Number of the election"), max_length=40)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _instant(day: Any, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
