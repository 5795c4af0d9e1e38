"""What pieces of work moved and left behind, written together: a statement a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model, Q

from linli.cases.actions.work import Work
from linli.cases.models import Case, CaseSender, CaseStep
from linli.cases.queries import links, sentences
from linli.cases.rules import contact_channel
from linli.records import actions as records
from linli.records.actions import duties as clocks
from linli.records.actions.outbox import Letter
from linli.records.models import Channel, Duty
from linli.records.rules import letter_key


def write(works: Sequence[Work]) -> None:
    """Write what pieces of work moved and left behind: a statement a table, however many."""
    if not works:
        return
    _write_cases(works)
    left = [work.left for work in works]
    clocks.write_duties(
        new=[duty for work in works for duty in work.new_duties],
        changed=[duty for work in works for duty in _moved_duties(work)],
    )
    for work in works:
        for step in work.left.steps:
            step.version = work.case.version
    CaseStep.objects.bulk_create([step for part in left for step in part.steps])
    records.record_all([act for part in left for act in part.acts])
    _write_counts(works)
    _write_rows([row for part in left for row in part.rows])
    _send(works)


def _write_cases(works: Sequence[Work]) -> None:
    fresh = [work for work in works if work.new]
    if fresh:
        Case.objects.bulk_create([work.case for work in fresh])
        CaseSender.objects.bulk_create([work.sender for work in fresh if work.sender])
    for work in works:
        if not work.new:
            _update(work)


def _update(work: Work) -> None:
    changes = work.changes()
    if not changes:
        return
    case = work.case
    seen = case.version
    mine = Case.objects.filter(sub_district_id=work.tenant, id=case.id, version=seen)
    if not mine.update(**changes, version=seen + 1):
        raise sentences.changed({})
    case.version = seen + 1


def _moved_duties(work: Work) -> list[Duty]:
    made = {duty.id for duty in work.new_duties}
    return [duty for key, duty in work.moved_duties.items() if key not in made]


def _write_counts(works: Sequence[Work]) -> None:
    tenants = {work.tenant for work in works}
    for tenant in tenants:
        rows = [row for work in works if work.tenant == tenant for row in work.left.counts]
        if rows:
            records.count_all(sub_district_id=tenant, rows=rows)


def _write_rows(rows: Sequence[Model]) -> None:
    kinds: dict[type[Model], list[Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    for kind, mine in kinds.items():
        kind._default_manager.bulk_create(mine)


def _send(works: Sequence[Work]) -> None:
    for work in works:
        letters = list(work.left.letters)
        if work.left.told:
            letters += _letters_to_senders(work)
        if letters:
            records.notify(sub_district_id=work.tenant, letters=letters, at=work.at)


def _letters_to_senders(work: Work) -> list[Letter]:
    if work.sender is not None:
        senders = [work.sender]
    else:
        mine = Q(case_id=work.case.id) | Q(case__merged_into_id=work.case.id)
        found = CaseSender.objects.filter(mine, sub_district_id=work.tenant)
        senders = list(found.select_related("case"))
    return [
        letter
        for template, mark in work.left.told
        for sender in senders
        for letter in _letters_to(sender, template, mark)
    ]


def _letters_to(sender: CaseSender, template: str, mark: str) -> Iterable[Letter]:
    number = sender.case.number
    link = links.sender_link(number)
    if sender.account_id:
        yield Letter(
            key=letter_key(template, sender.case_id, mark, "inbox"),
            channel=Channel.INBOX,
            template=template,
            params={"number": number},
            account_id=sender.account_id,
            link=link,
        )
    channel, address = contact_channel(sender.contact)
    if channel:
        yield Letter(
            key=letter_key(template, sender.case_id, mark, channel),
            channel=Channel(channel),
            template=template,
            params={"number": number},
            address=address,
            link=link,
        )
