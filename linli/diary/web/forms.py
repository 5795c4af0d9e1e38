"""What is typed about rooms, hours and taken times; forms check shape, actions the rest."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.diary import queries
from linli.diary.actions import BookableDraft
from linli.diary.rules import DAY, HOUR, BookableKind, Ended, Purpose, Span, clock
from linli.ui.forms import DayField, PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm

Choices = list[tuple[str, str]]
_FIRST_HOUR = 6 * HOUR
_ROOM_ONLY = ("where", "seats", "step_free")
_LENGTHS = (1, 2, 3, 4, 6, 8, 12, 16)
_PAUSES = (0, 1, 2)
_WEEKS = (1, 2, 4, 8, 12, 26)


def times() -> Choices:
    """The quarters of a day that people choose from."""
    return [(str(one), clock(one)) for one in range(_FIRST_HOUR, DAY + 1)]


class KeyedForm(PlainForm):
    """A form that is taken in once, however often it is sent."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid4())

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())


class BookableForm(ScreenedForm, KeyedForm):
    """A room, or the hours of a post."""

    screened: ClassVar[tuple[str, ...]] = ("name", "where")
    place = forms.ChoiceField(label=_("At"))
    post = forms.ChoiceField(label=_("Whose hours"))
    name = forms.CharField(label=_("Name of the room or hours"), max_length=60)
    purpose = forms.ChoiceField(
        label=_("Its purpose"),
        choices=lambda: [(one.value, queries.purpose_word(one.value)) for one in Purpose],
    )
    where = forms.CharField(
        label=_("How to find it"), max_length=120, help_text=_("Building, floor, door.")
    )
    seats = forms.IntegerField(
        label=_("How many seats"), required=False, min_value=1, max_value=2000
    )
    step_free = forms.BooleanField(label=_("One gets in without a step"), required=False)
    slot_quarters = forms.TypedChoiceField(
        label=_("A time lasts"),
        coerce=int,
        choices=lambda: [(one, queries.length_word(one)) for one in _LENGTHS],
        initial=4,
    )
    gap_quarters = forms.TypedChoiceField(
        label=_("Pause after it"),
        coerce=int,
        choices=lambda: [(one, queries.length_word(one) or _("None")) for one in _PAUSES],
        initial=0,
    )
    listed = forms.BooleanField(
        label=_("Show it in the duty table that everybody reads"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, kind: BookableKind, places: Choices, posts: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        cast("forms.ChoiceField", self.fields["place"]).choices = places
        cast("forms.ChoiceField", self.fields["post"]).choices = posts
        left_out = ("post",) if kind is BookableKind.ROOM else _ROOM_ONLY
        for name in left_out if places else (*left_out, "place"):
            del self.fields[name]

    def draft(self) -> BookableDraft:
        """What the actions take."""
        typed = self.cleaned_data
        return BookableDraft(
            kind=self.kind,
            name=typed["name"],
            purpose=Purpose(typed["purpose"]),
            post_id=as_uuid(typed.get("post", "")),
            where=typed.get("where", ""),
            seats=typed.get("seats"),
            step_free=typed.get("step_free", False),
            slot_quarters=typed["slot_quarters"],
            gap_quarters=typed["gap_quarters"],
            listed=typed["listed"],
        )

    @property
    def place_id(self) -> UUID:
        """The place that was chosen."""
        return UUID(self.cleaned_data["place"])


class SpanForm(KeyedForm):
    """A form with two times of one day."""

    first = forms.TypedChoiceField(
        label=_("From what time"), coerce=int, choices=times, initial=9 * HOUR
    )
    end = forms.TypedChoiceField(
        label=_("Until what time"), coerce=int, choices=times, initial=11 * HOUR
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if "first" in typed and "end" in typed and typed["end"] <= typed["first"]:
            self.add_error("end", _("A time ends after it begins, on the same day."))
        return typed

    @property
    def span(self) -> Span:
        """The times as the rules know them."""
        return Span(self.cleaned_data["first"], self.cleaned_data["end"])


class HoursForm(SpanForm):
    """Weekly hours."""

    weekday = forms.TypedChoiceField(
        label=_("On"),
        coerce=int,
        choices=lambda: [(one, queries.weekday_word(one)) for one in range(7)],
    )
    room = forms.ChoiceField(label=_("In which room"), required=False)
    since = DayField(label=_("From which day on"))
    last = DayField(
        label=_("Until which day"),
        required=False,
        help_text=_("Leave it empty where it has no end. For one single day write that day twice."),
    )
    field_order = ("weekday", "first", "end", "room", "since", "last")

    def __init__(self, *args: Any, rooms: Choices | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()
        if rooms is None:
            del self.fields["room"]
        else:
            none = ("", str(_("Not in a room of this list")))
            cast("forms.ChoiceField", self.fields["room"]).choices = [none, *rooms]


class TakeForm(ScreenedForm, SpanForm):
    """A time that the office takes or closes."""

    screened: ClassVar[tuple[str, ...]] = ("title",)
    closed = forms.ChoiceField(
        label=_("What it is taken for"),
        widget=forms.RadioSelect,
        choices=[
            ("office", _("The office needs it\nThe calendar shows the title.")),
            ("closed", _("It is closed\nThe duty table leaves it out.")),
        ],
        initial="office",
    )
    title = forms.CharField(
        label=_("Title"), max_length=60, help_text=_("A thing or an occasion, never a person.")
    )
    day = DayField(label=_("Day"))
    weeks = forms.TypedChoiceField(
        label=_("How often"),
        coerce=int,
        choices=lambda: [(one, queries.weeks_word(one)) for one in _WEEKS],
        initial=1,
    )
    field_order = ("closed", "title", "day", "first", "end", "weeks")


class BackForm(PlainForm):
    """A time that the office gives back."""

    why = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.ended_word(one.value)) for one in Ended],
    )
    series = forms.BooleanField(label=_("All later ones of the series too"), required=False)

    def __init__(self, *args: Any, in_series: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_series:
            del self.fields["series"]


class LastDayForm(PlainForm):
    """A last day."""

    last = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last"].initial = timezone.localdate()
