"""What people type at the pages of bodies; forms check shape, actions the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.people.actions import MemberFacts
from linli.people.queries import body_word, member_title
from linli.people.rules import (
    AgeBand,
    FiledWith,
    HandoverKind,
    ItemState,
    SeatEnd,
    SeatOffice,
    SeatSide,
    Sex,
    Side,
    YesNo,
)
from linli.ui.forms import DayField, PlainForm

_AT_MOST = 200
_COMMA = re.compile(r"[,，、]")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SeatMembersForm(PlainForm):
    """Who was elected, for how long, and by what."""

    members = forms.CharField(
        label=gettext_lazy("Members"),
        help_text=gettext_lazy(
            "One a line: the name, a comma, the office if there is one. Put “for others” behind "
            "whoever does not sit for those whom the body stands for."
        ),
        widget=_lines(7),
        max_length=6000,
    )
    alternates = forms.CharField(
        label=gettext_lazy("Alternates"),
        help_text=gettext_lazy("One name a line, in the order of votes."),
        widget=_lines(3),
        required=False,
        max_length=4000,
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Number of seats"),
        help_text=gettext_lazy("If there are more than members; the rest are vacant."),
        min_value=1,
        max_value=500,
        required=False,
    )
    term_from = DayField(label=gettext_lazy("First day"), initial=timezone.localdate)
    term_to = DayField(label=gettext_lazy("Last day"))
    basis = forms.CharField(
        label=gettext_lazy("Decision or paper"),
        help_text=gettext_lazy("Such as the announcement of the result, with its date."),
        max_length=200,
    )
    article = forms.CharField(
        label=gettext_lazy("Article by which they may sit"),
        help_text=gettext_lazy(
            "The check of eligibility was a yes; only its article is kept, nothing of anybody's past."
        ),
        max_length=200,
        required=False,
    )
    why_late = forms.CharField(
        label=gettext_lazy("Why it is entered only now"),
        help_text=gettext_lazy("Only if the term began more than ten years ago."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, kind: str, filed_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {member_title(kind, office): office for office in SeatOffice}
        self._others = body_word(SeatSide.OTHERS)
        if filed_only:
            del self.fields["alternates"]
        said = _("Offices: %(titles)s.") % {"titles": "、".join(self._offices)}
        self.fields["members"].help_text = f"{self.fields['members'].help_text} {said}"

    def clean_members(self) -> list[MemberFacts]:
        """Read each line; a word that is no office is asked about by line."""
        return [self._member(line) for line in _filled(self.cleaned_data["members"])]

    def clean_alternates(self) -> list[MemberFacts]:
        """Read names alone."""
        return [MemberFacts(name=line) for line in _filled(self.cleaned_data["alternates"])]

    def _member(self, line: str) -> MemberFacts:
        name, *words = [part.strip() for part in _COMMA.split(line) if part.strip()] or [""]
        office, side = SeatOffice.MEMBER, None
        for word in words:
            if word in self._offices:
                office = self._offices[word]
            elif word == self._others:
                side = SeatSide.OTHERS
            else:
                raise forms.ValidationError(
                    _("“%(word)s” in the line of %(name)s is no office of this body.")
                    % {"word": word, "name": name}
                )
        return MemberFacts(name=name, office=office, side=side)


def _filled(text: str) -> Iterable[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line][:_AT_MOST]


def _basis(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200)


class _TitledForm(PlainForm):
    """A form whose choices are worded when it is shown."""

    words: dict[str, list[Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in self.words.items():
            pairs = [(str(value), body_word(value)) for value in values]
            empty = [] if self.fields[name].required else [("", _("not declared"))]
            self.fields[name].choices = [*empty, *pairs]  # type: ignore[attr-defined]


class OfficeForm(PlainForm):
    """Which office a member gets."""

    office = forms.ChoiceField(label=gettext_lazy("Office"), widget=forms.Select)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(office.value, member_title(kind, office)) for office in SeatOffice]
        self.fields["office"].choices = titles  # type: ignore[attr-defined]


class LinkForm(PlainForm):
    """Which account is the member's."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("Exactly as the member signs in; empty if there is no account."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class VacateForm(_TitledForm):
    """Why a seat falls vacant, and by what."""

    words = {"why": list(SeatEnd)}
    why = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.Select)
    basis = _basis(
        gettext_lazy("Decision, letter or article"),
        gettext_lazy("A recall rests on the decision of those who elected; name it."),
    )
    last_day = DayField(label=gettext_lazy("Last day"), initial=timezone.localdate)


class SucceedForm(PlainForm):
    """From when the alternate sits."""

    first_day = DayField(label=gettext_lazy("First day"), initial=timezone.localdate)


class PassForm(PlainForm):
    """Why an alternate is passed over."""

    why = _basis(gettext_lazy("Reason"), gettext_lazy("Declined, or the article."))


class FileForm(PlainForm):
    """With whom a term was filed."""

    filed_with = forms.ChoiceField(label=gettext_lazy("Filed with"), widget=forms.Select)
    filed_on = DayField(label=gettext_lazy("Filed on"), initial=timezone.localdate)
    reference = forms.CharField(
        label=gettext_lazy("Number of the receipt"), max_length=80, required=False
    )
    receipt = forms.FileField(
        label=gettext_lazy("Receipt"),
        help_text=gettext_lazy("A photo or a PDF."),
        required=False,
    )

    def __init__(self, *args: Any, asked: Iterable[FiledWith], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [(one.value, body_word(one)) for one in asked]
        self.fields["filed_with"].choices = pairs  # type: ignore[attr-defined]


class CorrectFilingForm(PlainForm):
    """The right day of a filing."""

    filed_on = DayField(label=gettext_lazy("Filed on"))
    why = _basis(gettext_lazy("Reason"), gettext_lazy("Such as: the receipt bears another day."))


class WithdrawTermForm(PlainForm):
    """Why a term should not have been entered."""

    why = _basis(
        gettext_lazy("Reason"),
        gettext_lazy("What was wrong and what shows it; whoever keeps bodies reads it."),
    )


class DelegateForm(PlainForm):
    """What a body lets another do, and until when."""

    taker = forms.ChoiceField(label=gettext_lazy("The body that takes it"), widget=forms.Select)
    scope = forms.CharField(
        label=gettext_lazy("What is delegated"), max_length=300, widget=_lines(3)
    )
    basis = _basis(gettext_lazy("Decision"), gettext_lazy("That of the body that delegates."))
    valid_from = DayField(label=gettext_lazy("First day"), initial=timezone.localdate)
    valid_to = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, takers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = list(takers)  # type: ignore[attr-defined]


class EndDelegationForm(PlainForm):
    """Why a delegation ends early."""

    why = _basis(gettext_lazy("Reason"), gettext_lazy("Such as the decision that ends it."))
    last_day = DayField(label=gettext_lazy("Last day"), initial=timezone.localdate)


class DeclareForm(_TitledForm):
    """What an office holder declares; each is left out as one likes."""

    words = {"party_member": list(YesNo), "sex": list(Sex), "age_band": list(AgeBand)}
    party_member = forms.ChoiceField(
        label=gettext_lazy("Party member"), required=False, widget=forms.Select
    )
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False, widget=forms.Select)
    age_band = forms.ChoiceField(label=gettext_lazy("Age"), required=False, widget=forms.Select)


class ItemForm(_TitledForm):
    """One more thing to hand over."""

    words = {"kind": list(HandoverKind)}
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.Select)
    what = forms.CharField(
        label=gettext_lazy("What"),
        help_text=gettext_lazy("Such as the round seal, or ledgers 2023 to 2026."),
        max_length=120,
    )


class TickForm(_TitledForm):
    """What became of a thing on the list."""

    words = {"state": list(ItemState)}
    state = forms.ChoiceField(label=gettext_lazy("State"), widget=forms.Select)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)


class SignForm(PlainForm):
    """A signature made on paper."""

    side = forms.ChoiceField(label=gettext_lazy("For which side"), widget=forms.Select)
    name = forms.ChoiceField(
        label=gettext_lazy("Name on the paper"),
        help_text=gettext_lazy(
            "A member of the term that signs; the office, where nobody of it is left."
        ),
        widget=forms.Select,
    )
    paper = forms.FileField(
        label=gettext_lazy("Photo of the signed list"), help_text=gettext_lazy("A photo or a PDF.")
    )

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(one, one) for one in names]  # type: ignore[attr-defined]
        sides = [(Side.GIVES.value, _("the term before")), (Side.TAKES.value, _("the new term"))]
        self.fields["side"].choices = sides  # type: ignore[attr-defined]
