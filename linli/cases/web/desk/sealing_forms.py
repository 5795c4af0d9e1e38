"""What staff fill in when a request may move into a sealed file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.cases.queries import room_name
from linli.cases.rules import AgreedBy, SealedRoom
from linli.cases.web.desk.forms import DeskForm


class OfferSealForm(DeskForm):
    """Into which room the request may move, if its sender agrees."""

    room = forms.ChoiceField(
        label=_("Which room"),
        widget=forms.RadioSelect,
        help_text=_(
            "The sender is asked first. After a yes the room takes all words and photos out of "
            "the requests; you will not be able to read them any more."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("room", [(one.value, room_name(one.value)) for one in SealedRoom])


class AgreeSealForm(DeskForm):
    """What the sender said, and how."""

    answer = forms.ChoiceField(
        label=_("What the sender said"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", pgettext_lazy("to a sealed file", "Yes, move it")),
            ("no", pgettext_lazy("to a sealed file", "No, leave it as it is")),
        ],
    )
    by = forms.ChoiceField(
        label=_("How it was said"),
        widget=forms.RadioSelect,
        choices=[
            (AgreedBy.TELEPHONE.value, pgettext_lazy("how it was said", "On the telephone")),
            (AgreedBy.COUNTER.value, pgettext_lazy("how it was said", "At the counter")),
            (AgreedBy.PAPER.value, pgettext_lazy("how it was said", "On a signed paper")),
        ],
    )
