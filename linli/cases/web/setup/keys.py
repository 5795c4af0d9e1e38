"""Keys of other systems, given and taken by the administrator."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.cases.actions.api_keys import give_api_key
from linli.cases.actions.api_keys import take_api_key as take
from linli.cases.queries.open311 import api_keys as keys
from linli.cases.web.setup.forms import ApiKeyForm
from linli.kernel.errors import Refused
from linli.tenancy.fields import seal, unseal
from linli.ui.access import ADMINISTRATOR, Request, open_to
from linli.ui.pages import FORM, go

_ONCE = "api_key_once"


@never_cache
@open_to(ADMINISTRATOR)
@require_http_methods(FORM)
def api_keys(request: Request) -> HttpResponse:
    """List the systems that may send requests; a new key is shown this once."""
    form = ApiKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = give_api_key(
                actor=request.actor, name=form.cleaned_data["name"], at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            request.session[_ONCE] = seal(key)
            return go("cases:api_keys")
    door = reverse("cases:open311_services", args=["json"]).removesuffix("/services.json")
    context = {
        "form": form,
        "rows": keys(request.sub_district_id),
        "new_key": unseal(request.session.pop(_ONCE, "")),
        "door": request.build_absolute_uri(door),
    }
    status = 422 if form.errors else 200
    return render(request, "cases/setup/api_keys.html", context, status=status)


@open_to(ADMINISTRATOR)
@require_POST
def take_api_key(request: Request, api_key_id: UUID) -> HttpResponse:
    """Take a key back."""
    take(actor=request.actor, api_key_id=api_key_id, at=timezone.now())
    messages.success(request, _("The key is taken back."))
    return go("cases:api_keys")
