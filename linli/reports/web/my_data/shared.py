"""The pages of My data, the same at home and at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.kernel.errors import Missing
from linli.people import actions as people_acts
from linli.people import queries as people
from linli.people.rules import Right
from linli.places import queries as places
from linli.reports import actions, documents, queries
from linli.reports.queries import Looks
from linli.reports.web.my_data.forms import AskForm
from linli.reports.web.my_data.whose import Whose
from linli.ui.pages import as_uuid, form_page
from linli.ui.pieces import Chip, Figure

_FIRST_DATA = 8
_ARCHIVE = "my-data.zip"


def data_page(whose: Whose) -> HttpResponse:
    """Who looked, what is held, what is not, and what one can do about it."""
    asked = whose.request.GET
    data, kind = whose.held(), asked.get("what", "")
    looks = queries.looks_at(whose.tenant, data, kind=kind, everything="all" in asked, at=whose.now)
    requests = people.data_requests_of(whose.tenant, whose.account_id)
    return whose.show(
        "data",
        looks=looks,
        at_start=True,
        figures=_figures(looks),
        chips=_chips(whose, looks.kinds, kind),
        all_looks=f"{whose.href('data')}?{urlencode({'what': kind, 'all': 1})}#looks",
        data=data[:_FIRST_DATA],
        more_data=data[_FIRST_DATA:],
        consents=len(queries.consents_of(whose.tenant, whose.account_id, on=whose.today)),
        waiting=sum(one.answered_at is None and one.state == "waiting" for one in requests),
        has_requests=bool(requests),
    )


def _figures(looks: Looks) -> list[Figure]:
    times = ngettext("%(n)d time", "%(n)d times", looks.times) % {"n": looks.times}
    posts = ngettext("%(n)d post", "%(n)d posts", looks.posts) % {"n": looks.posts}
    taken = ngettext("%(n)d time", "%(n)d times", looks.taken_out) % {"n": looks.taken_out}
    return [
        Figure(_("in 90 days"), times),
        Figure(_("that looked"), posts),
        Figure(_("taken out in a file"), taken),
    ]


def _chips(whose: Whose, kinds: Sequence[str], chosen: str) -> list[Chip]:
    page = whose.href("data")
    if not kinds:
        return []
    return [
        Chip(_("All looks"), f"{page}#looks", on=not chosen),
        *(
            Chip(word, f"{page}?{urlencode({'what': word})}#looks", on=word == chosen)
            for word in kinds
        ),
    ]


def archive_file(whose: Whose) -> HttpResponse:
    """Give all of it as one archive."""
    actions.take_archive(actor=whose.request.actor, account_id=whose.account_id, at=whose.now)
    data = whose.held()
    rows = queries.rows_of(whose.tenant, whose.account_id, data, at_counter=whose.at_counter)
    here = places.sub_district(whose.tenant)
    packed = documents.archive(data, rows, place=here.name if here else "", at=whose.now)
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{_ARCHIVE}"'
    answer["Cache-Control"] = "no-store"
    return answer


def consents_page(whose: Whose) -> HttpResponse:
    """Show what was agreed to, each with the button that takes it back; or take one back."""
    posted = whose.request.POST
    if whose.request.method == "POST":
        gone = actions.withdraw_consent(
            actor=whose.request.actor,
            account_id=whose.account_id,
            key=posted.get("key", ""),
            record_id=as_uuid(posted.get("record", "")) or whose.account_id,
            at=whose.now,
        )
        said = _("Taken back. It holds from now on.") if gone else _("That was taken back before.")
        messages.success(whose.request, said)
        return whose.go("consents")
    consents = queries.consents_of(whose.tenant, whose.account_id, on=whose.today)
    return whose.show("consents", consents=consents)


def erasure_page(whose: Whose) -> HttpResponse:
    """Show what goes at once and what stays and why; or let go what was ticked."""
    found = queries.erasable_of(
        whose.tenant, whose.account_id, on=whose.today, at_counter=whose.at_counter
    )
    some_go = any(one.goes for one in found)
    if whose.request.method == "POST":
        keys = {one.key for one in found if one.goes} & set(whose.request.POST.getlist("key"))
        if not keys:
            refused = _("Tick at least one thing that is to go.")
            return whose.show("erasure", status=422, found=found, some_go=some_go, refused=refused)
        gone = actions.erase_own(
            actor=whose.request.actor, account_id=whose.account_id, keys=keys, at=whose.now
        )
        said = ngettext("%(n)d entry is erased.", "%(n)d entries are erased.", gone) % {"n": gone}
        messages.success(whose.request, said)
        return whose.go("erasure")
    return whose.show("erasure", found=found, some_go=some_go)


def ask_page(whose: Whose) -> HttpResponse:
    """Take what somebody asks about the own data; the answer has its day."""
    asked = whose.request.GET
    right = asked.get("right", Right.ASK.value)
    now = {"right": right, "about": asked.get("about", ""), "entry": asked.get("entry", "")}
    form = AskForm(whose.request.POST or None, initial=now)

    def act(typed: dict[str, object]) -> HttpResponse:
        entry = typed["entry"]
        made = people_acts.ask_about_own_data(
            actor=whose.request.actor,
            account_id=whose.account_id,
            asked=people_acts.Asked(
                Right(str(typed["right"])),
                str(typed["words"]),
                str(typed["about"]),
                _own_entry(whose, str(entry)) if entry else None,
            ),
            key=form.sent_key,
            at=whose.now,
        )
        said = _("%(number)s is sent to the information protection officer.")
        messages.success(whose.request, said % {"number": made.number})
        return whose.go("requests" if not whose.at_counter else "data")

    frame = "desk" if whose.at_counter else "own"
    return form_page(
        whose.request,
        form,
        act,
        page="reports/my_data/ask.html",
        frame=f"reports/my_data/frame_{frame}.html",
        pages={"data": whose.href("data")},
        whose=whose,
        answer_in=whose.answer_in,
        tab="mine",
    )


def _own_entry(whose: Whose, entry_id: str) -> UUID:
    """The look that is asked about; one that is not about the asker is not there."""
    key = as_uuid(entry_id)
    found = queries.own_look(whose.tenant, whose.held(), key) if key else None
    if found is None:
        raise Missing("no_look", _("There is no such look."))
    return found.id
