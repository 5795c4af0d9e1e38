"""What is typed about rolls; forms check shape, actions the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.elections.rules import AreaSource, RollKind
from linli.elections.rules.rolls import LineEntry, NewUnit, ObjectionKind
from linli.elections.web.rolls.words import KINDS, OBJECTIONS, SOURCES
from linli.kernel.areas import CM2_A_M2, NotAnArea, area_cm2
from linli.ui.forms import DayField, PlainForm
from linli.ui.screened import ScreenedForm

Choices = Iterable[tuple[str, str]]
_SQUARE_DECIMETRE = CM2_A_M2 // 100


def _key() -> str:
    return uuid4().hex


class KeyedForm(PlainForm):
    """A form with the key that lets it count once, however often it is sent."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=_key, required=False)


class DraftForm(KeyedForm):
    """A new roll."""

    kind = forms.ChoiceField(
        label=_("Who is on it"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect,
        initial=RollKind.VOTERS.value,
    )
    place = forms.ChoiceField(label=_("Place"), widget=forms.Select)
    name = forms.CharField(
        label=_("Name of the roll"),
        help_text=_("Such as: Voters of the 2026 congress."),
        max_length=80,
    )
    as_of = DayField(
        label=_("Facts as of"),
        help_text=_("The day whose facts count: age, residence, ownership."),
        initial=timezone.localdate,
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]


class RollSheetForm(PlainForm):
    """A filled-in sheet of a roll."""

    sheet = forms.FileField(
        label=_("Sheet of the roll"),
        help_text=_("An xlsx file with the columns of the template, at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
    )


class ReasonForm(KeyedForm):
    """Why something changes on a public roll."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is public: write no name and no number of a person."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not public:
            del self.fields["reason"]


class LineForm(ReasonForm):
    """A line entered by hand."""

    name = forms.CharField(label=_("Name of the person"), max_length=80)
    building = forms.ChoiceField(label=_("Building"), widget=forms.Select)
    door = forms.CharField(label=_("Door"), max_length=60)
    owner_number = forms.CharField(
        label=_("Owner number"),
        help_text=_("Your own running number; of the developer none is needed."),
        max_length=20,
        required=False,
    )
    voter_name = forms.CharField(
        label=_("Who votes"),
        help_text=_("Only for co-owners: the one whom they named."),
        max_length=80,
        required=False,
    )
    is_developer = forms.BooleanField(label=_("Unsold units of the developer"), required=False)

    def __init__(self, *args: Any, kind: RollKind, buildings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is RollKind.VOTERS:
            for name in ("owner_number", "voter_name", "is_developer"):
                del self.fields[name]
            self.fields["building"].choices = list(buildings)  # type: ignore[attr-defined]
        else:
            del self.fields["building"], self.fields["door"]
        self.order_fields([name for name in self.fields if name != "reason"])

    def entry(self, units: Sequence[NewUnit]) -> LineEntry:
        """The line as it was typed; an owner's building and door are those of the first unit."""
        typed = self.cleaned_data
        first = units[0] if units else None
        return LineEntry(
            name=typed["name"].strip(),
            building_id=first.building_id if first else UUID(typed["building"]),
            door=first.door if first else typed["door"].strip(),
            owner_number=typed.get("owner_number", "").strip(),
            voter_name=typed.get("voter_name", "").strip(),
            is_developer=typed.get("is_developer", False),
            units=tuple(units),
        )


class UnitForm(PlainForm):
    """One unit of an owner; an empty door leaves the row out."""

    building = forms.ChoiceField(label=_("Building"), widget=forms.Select, required=False)
    door = forms.CharField(label=_("Door"), max_length=60, required=False)
    area = forms.CharField(label=_("Area in m²"), max_length=20, required=False)
    area_source = forms.ChoiceField(
        label=_("Area taken from"),
        choices=[(source.value, words) for source, words in SOURCES.items()],
        widget=forms.Select,
        required=False,
    )

    def __init__(self, *args: Any, buildings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].choices = list(buildings)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the area of a door, in square metres with two decimals."""
        typed: dict[str, Any] = self.cleaned_data
        if typed.get("door"):
            try:
                typed["area_cm2"] = area_cm2(typed.get("area", ""))
            except NotAnArea:
                typed["area_cm2"] = -1
            if typed["area_cm2"] < 0 or typed["area_cm2"] % _SQUARE_DECIMETRE:
                wrong = _now("Write square metres with two decimals, such as 89.56.")
                self.add_error("area", wrong)
        return typed

    def unit(self) -> NewUnit | None:
        """The unit as it was typed."""
        typed = self.cleaned_data
        if not typed.get("door"):
            return None
        return NewUnit(
            building_id=UUID(typed["building"]),
            door=typed["door"].strip(),
            area_cm2=typed["area_cm2"],
            area_source=AreaSource(typed["area_source"]),
        )


class ObjectForm(ScreenedForm, KeyedForm):
    """What is wrong with a published roll."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    kind = forms.ChoiceField(
        label=_("What is wrong on the roll"),
        choices=[(kind.value, words) for kind, words in OBJECTIONS.items()],
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(
        label=_("Number on the roll"),
        help_text=_("Leave it empty where somebody is missing."),
        min_value=1,
        required=False,
    )
    words = forms.CharField(
        label=_("In your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    contact = forms.CharField(
        label=_("How you get the answer"),
        help_text=_("Name with telephone number or address; only the office sees it."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, kind: RollKind, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].required = not signed_in
        if kind is RollKind.VOTERS:
            asked = self.fields["kind"]
            kept = [one for one in OBJECTIONS.items() if one[0] is not ObjectionKind.WRONG_AREA]
            asked.choices = [(one.value, words) for one, words in kept]  # type: ignore[attr-defined]


class ReplyForm(ScreenedForm, PlainForm):
    """The answer to an objection."""

    screened: ClassVar[tuple[str, ...]] = ("answer",)
    upheld = forms.ChoiceField(
        label=_("Is it right?"),
        choices=[("yes", _("Yes, the roll is corrected")), ("no", _("No, the roll stays"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer with its reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AlikeForm(ScreenedForm, PlainForm):
    """One answer for several objections that say the same."""

    screened: ClassVar[tuple[str, ...]] = ("answer",)
    answer = forms.CharField(
        label=_("One answer for all that are ticked"),
        help_text=_(
            "The roll stays as it is. Who is right is answered alone, so that the line is corrected."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


_BOTH = _("Fill in number and code.")


class LinkForm(PlainForm):
    """How a resident finds the own line."""

    name = forms.CharField(
        label=_("Your full name"),
        help_text=_("As in your papers; with a dwelling of yours that is borne out."),
        max_length=80,
        required=False,
    )
    number = forms.IntegerField(label=_("Number on the roll"), min_value=1, required=False)
    code = forms.CharField(
        label=_("Code from the counter"),
        help_text=_("Good for 14 days."),
        max_length=20,
        required=False,
    )

    def __init__(self, *args: Any, kind: RollKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is RollKind.OWNERS:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        """Ask for what finds a line: the name, or number and code together."""
        typed = super().clean() or {}
        if self.errors or typed.get("name") or (typed.get("number") and typed.get("code")):
            return typed
        missing = _("Fill in the name, or number and code.")
        raise forms.ValidationError(missing if "name" in self.fields else _BOTH)


class ProxyForm(KeyedForm):
    """A written proxy at the counter."""

    giver = forms.IntegerField(
        label=_("Number of the voter"), help_text=_("Who lets somebody else vote."), min_value=1
    )
    agent = forms.IntegerField(
        label=_("Number of the agent"), help_text=_("Who votes for both."), min_value=1
    )
    valid_until = DayField(label=_("Good until"), initial=timezone.localdate)
    paper = forms.FileField(
        label=_("The written proxy"),
        help_text=_("A photo or PDF of the signed paper; only staff see it."),
        max_length=200,
    )
