"""A request that is being written: it lives in the page and travels from step to step.

The server keeps nothing of it before it is sent, so a lost cookie loses nothing and two
pages at once do not mix. Photos alone wait on the server, under a token that the page holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from linli.cases.rules import CaseDraft, CaseType, Source, Urgency, title_from
from linli.cases.web.resident.forms import ContactForm, WhatForm, WhereForm
from linli.cases.web.resident.photos import Photos, photos_of
from linli.places import queries as places
from linli.places.queries import Above
from linli.ui.access import Request

_PUBLIC = {kind.value for kind in places.PUBLIC_KINDS}
_OWN_TO_A_STEP = {"agreed_hiding"}
STEPS = ("what", "where", "contact", "check")
_FORMS: dict[str, type[forms.Form]] = {
    "what": WhatForm,
    "where": WhereForm,
    "contact": ContactForm,
}


class ReportDraft:
    """What was typed on all steps so far, checked on demand."""

    def __init__(self, request: Request) -> None:
        self.sub_district_id = request.sub_district_id
        self.post: QueryDict = request.POST.copy()
        self.photos: Photos = photos_of(request)
        self.key = _key(self.post.get("key", ""))

    @cached_property
    def place(self) -> Above | None:
        """The chosen place with what it lies in, if it is one that the public may choose."""
        try:
            typed = UUID(self.post.get("place", ""))
        except ValueError:
            return None
        found = places.ancestors(self.sub_district_id, typed, on=timezone.localdate())
        return found if found and found.place_kind in _PUBLIC else None

    def shown(self, step: str) -> forms.Form:
        """The form of a step with what was typed, not yet found fault with."""
        form = _FORMS.get(step, forms.Form)
        names = form.base_fields
        return form(initial={name: self.post[name] for name in names if name in self.post})

    def checked(self, step: str) -> forms.Form:
        """The form of a step, ready to be asked whether it is valid."""
        if step == "where":
            return WhereForm(self.post, known=self.place is not None, faults=self.photos.faults)
        return _FORMS[step](self.post)

    def first_wrong(self, until: str) -> tuple[str, forms.Form] | None:
        """The first step before this one that cannot stay as it is, and its form.

        What passes goes on in its clean form: numbers that were to be hidden travel no further.
        """
        for step in STEPS[: STEPS.index(until)]:
            form = self.checked(step)
            if not form.is_valid():
                return step, form
            for name in getattr(form, "screened", ()):
                self.post[name] = form.cleaned_data[name]
        return None

    def kept(self, step: str) -> Iterator[tuple[str, str]]:
        """Names and values of all other steps, for the hidden fields of this one."""
        yield "key", self.key
        for other, form in _FORMS.items():
            if other != step:
                for name in form.base_fields.keys() - _OWN_TO_A_STEP:
                    yield from ((name, value) for value in self.post.getlist(name))
        if step != "where":
            yield from (("photo", photo.token) for photo in self.photos.kept)

    def clean(self, step: str) -> dict[str, Any]:
        """What a step that is in order says."""
        form = self.checked(step)
        form.full_clean()
        return form.cleaned_data

    def case_draft(self, account_id: UUID | None) -> CaseDraft:
        """What the action needs; all steps must be valid."""
        what, where, contact = (self.clean(step) for step in STEPS[:3])
        lat_e7, lng_e7 = where["position"] or (None, None)
        return CaseDraft(
            title=title_from(what["what"]),
            body=what["what"],
            type=CaseType(contact["type"]) if contact["type"] else None,
            urgency=Urgency(what["urgency"]),
            source=Source.WEB,
            category_id=None,
            place_id=self.place.place_id if self.place else None,
            place_text=where["place_text"],
            lat_e7=lat_e7,
            lng_e7=lng_e7,
            sender_name=contact["name"],
            contact=contact["contact"],
            account_id=account_id,
            may_publish=contact["may_publish"],
            may_show=contact["may_show"],
        )


def _key(text: str) -> str:
    """The client's key if it is one, else a new one."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
