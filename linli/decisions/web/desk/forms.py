"""What is typed at the desk about a decision; forms check shape, actions the rest."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.decisions.queries.matters import body_word
from linli.decisions.queries.plans import matter_types
from linli.decisions.rules import NAMED_BY_HAND, Body
from linli.kernel.money import Money, NotMoney
from linli.money.queries import duty_word
from linli.money.rules import Duty
from linli.people.queries import account_by_username
from linli.records.queries import in_words
from linli.ui.forms import PlainForm
from linli.ui.pages import as_uuid

LONG = forms.Textarea(attrs={"rows": 4})


class VersionedForm(PlainForm):
    """A form that names the version of the decision that its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class YuanField(forms.CharField):
    """An amount in yuan, read exactly."""

    def to_python(self, value: object) -> Any:
        """Whole fen; nothing where nothing was typed."""
        typed = str(super().to_python(value) or "")
        if not typed.strip():
            return None
        try:
            return Money.parse(typed).fen
        except NotMoney as fault:
            raise forms.ValidationError(
                _now("Write the amount in yuan, such as 186000 or 12.50.")
            ) from fault


class StartForm(PlainForm):
    """What is to be decided, and which body wants to decide it."""

    matter_type = forms.ChoiceField(label=_("What is to be decided"), widget=forms.RadioSelect)
    body = forms.ChoiceField(
        label=_("Which body wants to decide it"),
        widget=forms.RadioSelect,
        help_text=_("The next page says whether it may, and who decides otherwise."),
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = matter_types()
        self.fields["matter_type"].choices = [  # type: ignore[attr-defined]
            (key, f"{in_words(known[key].name)}\n{in_words(known[key].about)}") for key in kinds
        ]
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            (body.value, body_word(body)) for body in Body
        ]


class ProposeForm(PlainForm):
    """The proposal: where, what, what it may cost."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    place = forms.ChoiceField(label=_("Place"))
    title = forms.CharField(
        label=_("Title"), max_length=80, help_text=_("What is to be done, in one line.")
    )
    text = forms.CharField(
        label=_("The proposal"),
        max_length=20_000,
        help_text=_("What, why, how long, who pays. It is what people vote on, word for word."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    limit = YuanField(
        label=_("At most, in yuan"),
        required=False,
        help_text=_("The most that it may cost; a payment above it is refused to the fen."),
    )
    idea = forms.ChoiceField(label=_("From a resident’s idea"), required=False)

    def __init__(
        self,
        *args: Any,
        places: list[tuple[str, str]],
        ideas: list[tuple[str, str]],
        spends: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = str(uuid4())
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["idea"].choices = [("", "—"), *ideas]  # type: ignore[attr-defined]
        if not spends:
            del self.fields["limit"]
        if not ideas:
            del self.fields["idea"]

    @property
    def sent_key(self) -> str:
        """The key that the page was made with."""
        return str(self.cleaned_data.get("key") or uuid4())

    def clean_place(self) -> UUID | None:
        """The id of the place."""
        return as_uuid(self.cleaned_data["place"])

    def clean_idea(self) -> UUID | None:
        """The id of the idea, if one was chosen."""
        return as_uuid(self.cleaned_data["idea"])


class StepForm(VersionedForm):
    """The step is done; nothing else is asked."""


class ReasonForm(VersionedForm):
    """Why, for everybody to read."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=LONG,
        help_text=_("Everybody can read it."),
    )


class ReturnForm(ReasonForm):
    """To which step, and why."""

    back_to = forms.ChoiceField(label=_("Back to"), widget=forms.RadioSelect)
    field_order = ("back_to", "reason", "version")

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["back_to"].choices = earlier  # type: ignore[attr-defined]


class TextForm(VersionedForm):
    """Another version of the text, with the reason."""

    text = forms.CharField(
        label=_("The proposal"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    why = forms.CharField(
        label=_("Why it is changed"), max_length=200, help_text=_("Everybody can read it.")
    )
    field_order = ("text", "why", "version")


class HandForm(PlainForm):
    """Who takes which duty."""

    duty = forms.ChoiceField(label=_("Duty"), widget=forms.RadioSelect)
    account = forms.ChoiceField(
        label=_("Which person"),
        required=False,
        help_text=_("Those who hold a post or a seat here."),
    )
    username = forms.CharField(
        label=_("Or somebody else, by user name"), max_length=150, required=False
    )
    title = forms.CharField(
        label=_("Acting as"),
        max_length=200,
        required=False,
        help_text=_("Such as: treasurer of the owners’ committee."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [  # type: ignore[attr-defined]
            (duty.value, duty_word(duty)) for duty in Duty if duty in NAMED_BY_HAND
        ]
        self.fields["account"].choices = [("", "—"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The account that was chosen or written."""
        typed = super().clean() or {}
        chosen = as_uuid(typed.get("account") or "")
        written = typed.get("username", "").strip()
        if chosen is None and written:
            found = account_by_username(written)
            chosen = found.pk if found else None
        if chosen is None:
            self.add_error("account", _now("Choose who, or write a user name that exists."))
        typed["account_id"] = chosen
        return typed


class AllowForm(VersionedForm):
    """From which fund, how much."""

    fund = forms.ChoiceField(label=_("From which fund"), widget=forms.RadioSelect)
    fen = YuanField(
        label=_("How much, in yuan"),
        required=False,
        help_text=_("Left empty: all that is left of what was resolved."),
    )
    purpose = forms.CharField(label=_("For what"), max_length=200, required=False)
    field_order = ("fund", "fen", "purpose", "version")

    def __init__(self, *args: Any, funds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = funds  # type: ignore[attr-defined]


class AnswerIdeaForm(VersionedForm):
    """The answer to an idea, with its reason."""

    taken_up = forms.ChoiceField(
        label=_("What becomes of it"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("It is taken up: a proposal is made of it")),
            ("no", _("It is not taken up")),
        ],
    )
    answer = forms.CharField(
        label=_("The answer, with its reason"),
        max_length=500,
        widget=LONG,
        help_text=_("Everybody can read it."),
    )
    field_order = ("taken_up", "answer", "version")
