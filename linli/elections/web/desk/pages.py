"""What all desk pages of an election share: find it, its tabs, its frame for forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections import queries
from linli.elections.rules import KEEPERS, RUNNERS, Verb
from linli.elections.web.desk.tabs import tabs_of
from linli.kernel.errors import Missing
from linli.kernel.posts import PostKind
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui import pages
from linli.ui.access import Request, audience
from linli.ui.forms import PlainForm

if TYPE_CHECKING:
    from linli.elections.models import Election

SEERS = audience(KEEPERS, PostKind.AUDITOR)
"""Who finds elections at the desk."""
RUN = audience(RUNNERS)
"""Who sets up and runs them."""
FORM_PAGE = "elections/desk/form.html"


def the_election(request: Request, election_id: UUID) -> Election:
    """The election of the address, within the reach of the post acted in."""
    found = queries.election_seen_by(request.actor, election_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_election", _("There is no such election."))
    return found


def may(request: Request, verb: Verb, election: Election) -> bool:
    """Whether the post acted in may do this here today."""
    return queries.may_do_at(request.actor, verb, election.place_id, on=timezone.localdate())


def frame(request: Request, election: Election, here: str) -> dict[str, Any]:
    """What the frame of an election's desk pages needs: the election, its tabs."""
    return {
        "election": election,
        "tabs": tabs_of(request, election, here),
        "state_name": queries.state_name(election.state),
        "state_tone": queries.state_tone(election.state),
    }


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


class VersionedForm(PlainForm):
    """A form that names the version of the election that its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def photo_of(file: UploadedFile[Any] | None) -> Prepared | None:
    """The upload of a form, checked and stored before the transaction."""
    if file is None:
        return None
    return prepare_upload(name=file.name or "", content=file.read(MAX_BYTES + 1))


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    election: Election,
    here: str,
    page: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show a form about an election inside its frame, or act on it."""
    framed = {**frame(request, election, here), **context}
    return pages.form_page(request, form, act, page=page, **framed)


today: Callable[[], date] = partial(timezone.localdate)
"""The day at the place."""
