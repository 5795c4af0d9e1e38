"""What is typed about contracts, takeovers and services; forms check shape, actions the rest."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.money import queries
from linli.money.actions import (
    CommunityServiceDraft,
    FacilityDraft,
    HandoverDraft,
    ItemDraft,
    NoticeDraft,
    PropertyDraft,
    RenewalDraft,
    TaskDraft,
)
from linli.money.rules import (
    Basis,
    HandoverKind,
    HandoverState,
    Indicator,
    Rhythm,
    ServiceKind,
    ServiceMode,
    Side,
    TakeoverSide,
)
from linli.money.web.ledger.pages import KeyedForm
from linli.money.web.works.forms import Choices, taken
from linli.ui.forms import A_TERM, A_YEAR, DayField, PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm

_LONG = forms.Textarea(attrs={"rows": 3})
OWED = [kind for kind in ServiceKind if kind is not ServiceKind.WHOLE]


class NewContractForm(ScreenedForm, KeyedForm):
    """A property contract as signed."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    place = forms.ChoiceField(label=_("For which compound"))
    organisation = forms.ChoiceField(label=_("With which company"))
    basis = forms.ChoiceField(
        label=_("It rests on"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.basis_word(one.value)) for one in Basis],
    )
    vote = forms.ChoiceField(
        label=_("Which vote of the owners"),
        required=False,
        help_text=_("Votes of the compound that carried; another basis needs none."),
    )
    basis_words = forms.CharField(
        label=_("Name and number of the paper"),
        max_length=200,
        required=False,
        help_text=_("Where it does not rest on one of the votes above."),
    )
    words = forms.CharField(label=_("What the contract is about"), max_length=1000, widget=_LONG)
    fees = forms.CharField(label=_("What owners pay"), max_length=200)
    starts_on = DayField(label=_("Contract begins on"), back=A_TERM, ahead=5 * A_YEAR)
    ends_on = DayField(
        label=_("Contract ends on"),
        back=A_TERM,
        ahead=A_TERM,
        required=False,
        help_text=_("Leave it empty where it has no end."),
    )
    notice_days = forms.IntegerField(
        label=_("Days of notice that the contract asks of owners"),
        required=False,
        min_value=0,
        max_value=365,
        help_text=_("Only where the contract says other than the law."),
    )
    in_time = forms.IntegerField(
        label=_("Requests closed in time: at least, in percent"),
        required=False,
        min_value=0,
        max_value=100,
    )
    solved = forms.IntegerField(
        label=_("Senders say “solved”: at least, in percent"),
        required=False,
        min_value=0,
        max_value=100,
    )
    content = forms.IntegerField(
        label=_("Residents say “content”: at least, in percent"),
        required=False,
        min_value=0,
        max_value=100,
    )
    paper = forms.FileField(label=_("Contract on paper, for the desk only"), required=False)

    def __init__(
        self, *args: Any, places: Choices, companies: Choices, votes: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["vote"]).choices = [("", "—"), *votes]
        cast("forms.ChoiceField", self.fields["place"]).choices = places
        cast("forms.ChoiceField", self.fields["organisation"]).choices = companies
        for kind in OWED:
            label = queries.service_kind_word(kind.value)
            self.fields[f"owed_{kind}"] = forms.CharField(
                label=_("Owes: %(kind)s") % {"kind": label}, max_length=200, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the vote or for the paper, whichever it rests on."""
        typed = super().clean()
        by_vote = typed.get("basis") == Basis.VOTE
        if by_vote and not typed.get("vote"):
            self.add_error("vote", _("Please choose the vote that carried."))
        if not by_vote and not typed.get("basis_words"):
            self.add_error("basis_words", _("Please name the paper that it rests on."))
        return typed

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        basis = Basis(typed["basis"])
        draft = PropertyDraft(
            organisation_id=UUID(typed["organisation"]),
            basis=basis,
            basis_words=typed["vote" if basis is Basis.VOTE else "basis_words"],
            words=typed["words"],
            fees=typed["fees"],
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            notice_days=typed["notice_days"],
            items=[*self._owed(), *self._targets()],
        )
        return {
            "place_id": as_uuid(typed["place"]),
            "draft": draft,
            "paper": taken(typed.get("paper")),
            "key": self.sent_key,
        }

    def _owed(self) -> list[ItemDraft]:
        typed = {kind: self.cleaned_data.get(f"owed_{kind}", "") for kind in OWED}
        return [ItemDraft(kind, words) for kind, words in typed.items() if words]

    def _targets(self) -> list[ItemDraft]:
        return [
            ItemDraft(ServiceKind.WHOLE, queries.indicator_word(one.value), one, percent)
            for one in Indicator
            if (percent := self.cleaned_data.get(one.value))
        ]


class VoteForm(PlainForm):
    """A vote under way on who serves next."""

    vote_number = forms.CharField(
        label=_("Number of the vote"), max_length=40, help_text=_("As it stands on its notice.")
    )


class RenewForm(PlainForm):
    """A new term with the same company."""

    vote_number = forms.ChoiceField(
        label=_("Which vote of the owners"),
        help_text=_("Votes of the compound that carried; a new term rests on one of them."),
    )
    starts_on = DayField(label=_("Contract begins on"), back=A_TERM, ahead=5 * A_YEAR)
    ends_on = DayField(
        label=_("Contract ends on"),
        back=A_TERM,
        ahead=A_TERM,
        required=False,
        help_text=_("Leave it empty where it has no end."),
    )
    fees = forms.CharField(
        label=_("What owners pay"), max_length=200, required=False,
        help_text=_("Leave it empty where it stays as it was."),
    )  # fmt: skip

    def __init__(self, *args: Any, votes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["vote_number"]).choices = [("", "—"), *votes]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"draft": RenewalDraft(**self.cleaned_data)}


class NoticeForm(ScreenedForm, PlainForm):
    """A written notice of one side."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    side = forms.ChoiceField(
        label=_("Who ends it"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.side_word(one.value)) for one in Side],
    )
    on = DayField(label=_("Day of the written notice"), back=2 * A_YEAR, ahead=0)
    leaves_on = DayField(label=_("Last day of the contract"), back=2 * A_YEAR, ahead=5 * A_YEAR)
    words = forms.CharField(
        label=_("On which vote or letter it rests"), max_length=300, widget=_LONG
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        draft = NoticeDraft(Side(typed["side"]), typed["on"], typed["leaves_on"], typed["words"])
        return {"draft": draft}


class SurveyForm(PlainForm):
    """Until when a survey is open."""

    closes_on = DayField(label=_("Open until"), back=0, ahead=A_YEAR)


class ListForm(PlainForm):
    """What is handed over, a line each."""

    kind = forms.ChoiceField(
        label=_("Kind of thing"),
        choices=lambda: [
            (one.value, queries.handover_kind_word(one.value)) for one in HandoverKind
        ],
    )
    lines = forms.CharField(
        label=_("What is handed over, a line each"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    with_facilities = forms.BooleanField(
        label=_("Take in the compound's list of facilities"), required=False
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        kind = HandoverKind(typed["kind"])
        lines = [line.strip() for line in typed["lines"].splitlines() if line.strip()]
        return {
            "items": [HandoverDraft(kind, line) for line in lines],
            "with_facilities": typed["with_facilities"],
        }


class ItemForm(PlainForm):
    """A thing on the list."""

    item = forms.ChoiceField(label=_("Which thing"))

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["item"]).choices = items

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"item_id": UUID(self.cleaned_data["item"])}


class DisputeForm(ScreenedForm, ItemForm):
    """A thing on the list and a sentence about it."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    words = forms.CharField(label=_("In a sentence for everybody"), max_length=300, widget=_LONG)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {**super().facts(), "words": self.cleaned_data["words"]}


class SignForm(PlainForm):
    """For which side; who serves from then on."""

    side = forms.ChoiceField(label=_("You sign for"), widget=forms.RadioSelect)
    by_whom = forms.CharField(
        label=_("Who takes over"), max_length=120, required=False,
        help_text=_("The next company, or the neighbours' own service."),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("I have gone through the list line by line."))

    def __init__(self, *args: Any, sides: list[TakeoverSide], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["side"]).choices = [
            (one.value, queries.takeover_side_word(one.value)) for one in sides
        ]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        return {"side": TakeoverSide(typed["side"]), "by_whom": typed["by_whom"]}


class AnswersForm(PlainForm):
    """Content or not, by kind of service; a line may stay open."""

    def __init__(self, *args: Any, kinds: list[ServiceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=queries.service_kind_word(kind.value),
                widget=forms.RadioSelect,
                required=kind is ServiceKind.WHOLE,
                choices=[("yes", _("Content")), ("no", _("Not content"))],
            )

    def answers(self) -> dict[ServiceKind, bool]:
        """What was answered."""
        typed = self.cleaned_data
        return {ServiceKind(name): value == "yes" for name, value in typed.items() if value}


class FacilityForm(KeyedForm):
    """A common facility."""

    place = forms.ChoiceField(label=_("For which compound"))
    kind = forms.ChoiceField(
        label=_("Kind of thing"),
        choices=lambda: [
            (one.value, queries.handover_kind_word(one.value))
            for one in (HandoverKind.FACILITIES, HandoverKind.PREMISES)
        ],
    )
    title = forms.CharField(label=_("Which facility it is"), max_length=80)
    where = forms.CharField(label=_("Where exactly"), max_length=120)
    quantity = forms.IntegerField(
        label=_("Count of them"), min_value=1, max_value=100_000, initial=1
    )
    hours = forms.CharField(label=_("When it is open"), max_length=80, required=False)
    earns = forms.BooleanField(label=_("It brings in common revenue"), required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["place"]).choices = places

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        draft = FacilityDraft(
            kind=HandoverKind(typed["kind"]),
            title=typed["title"],
            where=typed["where"],
            quantity=typed["quantity"],
            hours=typed["hours"],
            earns=typed["earns"],
        )
        return {"place_id": as_uuid(typed["place"]), "draft": draft}


class NewServiceForm(ScreenedForm, KeyedForm):
    """A service that neighbours run."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    place = forms.ChoiceField(label=_("For which compound"))
    mode = forms.ChoiceField(
        label=_("Kind of service"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.mode_word(one.value)) for one in ServiceMode],
    )
    title = forms.CharField(label=_("Title"), max_length=80)
    run_by = forms.CharField(label=_("Which body answers for it"), max_length=120)
    basis_words = forms.CharField(label=_("By which decision, with its number"), max_length=200)
    words = forms.CharField(
        label=_("What everybody is told of it"), max_length=2000, widget=_LONG,
        help_text=_("Why neighbours run it, what is done, what it costs."),
    )  # fmt: skip
    starts_on = DayField(label=_("From which day"), back=A_TERM, ahead=A_YEAR)
    fund = forms.ChoiceField(
        label=pgettext_lazy("service", "Cash book"), required=False,
        help_text=_("Open it among the books first, of the kind “cash book of a service”."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Choices, funds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["place"]).choices = places
        cast("forms.ChoiceField", self.fields["fund"]).choices = [("", _("None yet")), *funds]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        draft = CommunityServiceDraft(
            mode=ServiceMode(typed["mode"]),
            title=typed["title"],
            run_by=typed["run_by"],
            basis_words=typed["basis_words"],
            words=typed["words"],
            starts_on=typed["starts_on"],
            fund_id=as_uuid(typed["fund"]),
        )
        return {"place_id": as_uuid(typed["place"]), "draft": draft, "key": self.sent_key}


class TaskForm(PlainForm):
    """A task that comes back."""

    kind = forms.ChoiceField(
        label=_("Kind of service"),
        choices=lambda: [(one.value, queries.service_kind_word(one.value)) for one in OWED],
    )
    title = forms.CharField(label=_("What is done"), max_length=120)
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=lambda: [(one.value, queries.rhythm_word(one.value)) for one in Rhythm],
    )
    role = forms.CharField(
        label=_("In which role"), max_length=80, help_text=_("A role or a rota, never a name.")
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        kind, rhythm = ServiceKind(typed["kind"]), Rhythm(typed["rhythm"])
        return {"draft": TaskDraft(kind, typed["title"], rhythm, typed["role"])}


class DoneForm(ScreenedForm, PlainForm):
    """That a task was done on a day."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    task = forms.ChoiceField(label=_("Which task"))
    on = DayField(label=_("On which day"), back=A_YEAR, ahead=A_YEAR)
    words = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, tasks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["task"]).choices = tasks
        self.fields["on"].initial = timezone.localdate()

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        return {"task_id": UUID(typed["task"]), "on": typed["on"], "words": typed["words"]}


class EndForm(ScreenedForm, PlainForm):
    """From which day a service ends, and who goes on."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    on = DayField(label=_("On which day"), back=A_YEAR, ahead=A_YEAR)
    words = forms.CharField(
        label=_("Who goes on, and what becomes of the money"), max_length=300, widget=_LONG
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"on": self.cleaned_data["on"], "words": self.cleaned_data["words"]}


def items_in(found: list[Any], *states: HandoverState) -> Choices:
    """Things on the list in these states, to choose from."""
    return [(str(one.id), f"{one.order}. {one.title}") for one in found if one.state in states]
