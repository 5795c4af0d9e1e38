"""What the office types into the category tree, the routing table and the list of keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.cases.queries.names import type_name
from linli.cases.rules import CaseType
from linli.cases.rules.categories import CODE_LENGTH, NAME_LENGTH
from linli.cases.rules.open311 import CODE
from linli.ui.forms import PlainForm

Choices = Iterable[tuple[str, Any]]


def _types() -> list[tuple[str, str]]:
    return [("", "—"), *((kind.value, type_name(kind.value)) for kind in CaseType)]


class CategoryForm(PlainForm):
    """A category as the office names it."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    default_type = forms.ChoiceField(
        label=_("Type"),
        choices=_types,
        required=False,
        help_text=_(
            "The type that fits most often. Complaints and public complaints are always read by "
            "a person before they go to a unit."
        ),
    )
    service_code = forms.RegexField(
        CODE,
        label=_("Service code"),
        max_length=CODE_LENGTH,
        required=False,
        help_text=_("Other systems may ask for this category under the code (Open311)."),
        error_messages={"invalid": _("A code has letters, digits, dots and dashes.")},
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        chosen = typed["default_type"]
        return {**typed, "default_type": CaseType(chosen) if chosen else None}


class ChangedCategoryForm(CategoryForm):
    """The same for a category that exists: it can be closed."""

    closed = forms.BooleanField(
        label=_("Closed"),
        required=False,
        help_text=_("No request is sorted into it any more; those that carry it keep it."),
    )


class RouteForm(PlainForm):
    """Which requests, from where, go to whom."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    to = forms.ChoiceField(label=_("Goes to"))
    note = forms.CharField(label=_("Note"), max_length=100, required=False)

    def __init__(
        self, *args: Any, categories: Choices, places: Choices, receivers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("category", categories), ("place", places), ("to", receivers)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)

    def facts(self) -> dict[str, Any]:
        """What the action takes: a post is chosen by its id, a kind of post by its word."""
        typed = self.cleaned_data
        kind, _sign, key = typed["to"].partition(":")
        return {
            "category_id": _id(typed["category"]),
            "place_id": _id(typed["place"]),
            "post_kind": key if kind == "kind" else "",
            "post_id": _id(key) if kind == "post" else None,
            "note": typed["note"],
        }


class ApiKeyForm(PlainForm):
    """The system that gets a key."""

    name = forms.CharField(
        label=_("System"), max_length=60, help_text=_("The system's name, not a person's.")
    )


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
