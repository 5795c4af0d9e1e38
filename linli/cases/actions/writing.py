"""What pieces of work moved and left behind, written together: a statement a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from linli.cases.actions.work import Work
from linli.cases.models import Case, CaseSender, CaseStep
from linli.cases.queries import links, sentences
from linli.cases.rules import contact_channel
from linli.records.actions import Channel, Letter, write_batches
from linli.records.rules import letter_key


def write(works: Sequence[Work]) -> None:
    """Write what pieces of work moved and left behind: a statement a table, however many."""
    _write_cases(works)
    for work in works:
        for step in work.steps:
            step.version = work.case.version
        for letter in _letters_to_senders(work):
            work.batch.tell(letter, at=work.at)
    CaseStep.objects.bulk_create([step for work in works for step in work.steps])
    write_batches([work.batch for work in works])


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


def _letters_to_senders(work: Work) -> list[Letter]:
    if not work.told:
        return []
    if work.sender is not None:
        senders = [work.sender]
    else:
        mine = Q(case_id=work.case.id) | Q(case__merged_into_id=work.case.id)
        found = CaseSender.objects.filter(mine, sub_district_id=work.tenant)
        senders = list(found.select_related("case"))
    return [
        letter
        for template, mark in work.told
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
