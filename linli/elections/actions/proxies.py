"""Written proxies, taken at the counter within the cap that the place has set (R14, R28)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.roll_work import no_line
from linli.elections.actions.work import Work
from linli.elections.models import Proxy, RollLine
from linli.elections.queries import proxies, roll_lines, roll_rules
from linli.elections.rules import ElectionState, RollKind, Verb
from linli.elections.rules.proxies import Asked, ProxyFault, proxy_fault
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.records.actions import attach, claim_key
from linli.records.rules import Prepared
from linli.tenancy.models import new_id

_OPEN = (ElectionState.PREPARING, ElectionState.VOTING)


@transaction.atomic
def give_proxy(
    *,
    actor: Actor,
    election_id: UUID,
    giver_id: UUID,
    agent_id: UUID,
    paper: Prepared,
    valid_until: date,
    key: str = "",
    at: datetime,
) -> Proxy:
    """Take a written proxy: the agent stands on the same roll, holds few others, passes none on."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(*_OPEN)
    given_id = new_id()
    if key and (before := _sent_before(work, key, (giver_id, agent_id), given_id)):
        return before
    giver, agent = _line(work, giver_id), _line(work, agent_id)
    kind = RollKind(giver.roll.kind)
    most = roll_rules.proxy_cap(work.tenant, kind, on=timezone.localdate(at))
    asked = _asked(work, giver, agent, valid_until)
    if fault := proxy_fault(asked, most=most):
        raise Refused(f"proxy_{fault}", _WORDS[fault]() % {"most": most}, source=_source(kind))
    kept = attach(
        actor=actor,
        subject_kind=proxies.PAPERS,
        subject_id=given_id,
        prepared=paper,
        for_staff_only=True,
        at=at,
    )
    given = Proxy(
        id=given_id,
        sub_district_id=work.tenant,
        election=work.election,
        giver=giver,
        agent=agent,
        paper_id=kept.id,
        valid_until=valid_until,
        made_at=at,
    )
    given.save(force_insert=True)
    facts = {"proxy": str(given.id), "until": valid_until.isoformat()}
    work.record("elections.give_proxy", facts)
    work.write()
    return given


@transaction.atomic
def revoke_proxy(*, actor: Actor, proxy_id: UUID, at: datetime) -> Proxy:
    """Take a proxy back on the giver's word, while no ballot was handed out by it."""
    found = proxies.proxy(actor.sub_district_id, proxy_id)
    if found is None:
        raise Missing("no_proxy", _("There is no such proxy."))
    work = Work.on(actor=actor, election_id=found.election_id, at=at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(*_OPEN)
    found.refresh_from_db()
    if found.revoked_at is not None:
        raise Refused("proxy_revoked", _("This proxy was taken back already."))
    if proxies.proxy_used(found):
        raise Refused(
            "proxy_used", _("The agent got the ballot already, so the proxy cannot be taken back.")
        )
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    work.record("elections.revoke_proxy", {"proxy": str(found.id)})
    work.write()
    return found


def _line(work: Work, line_id: UUID) -> RollLine:
    found = roll_lines.line(work.tenant, line_id)
    if found is None:
        raise no_line()
    return found


def _asked(work: Work, giver: RollLine, agent: RollLine, valid_until: date) -> Asked:
    """What the rule needs to know, read under the election's lock."""
    here, on = (work.tenant, work.election.id), timezone.localdate(work.at)
    opens = work.election.opens_at
    return Asked(
        same_line=giver.id == agent.id,
        same_roll={giver.roll_id, agent.roll_id} == {work.election.roll_id},
        both_stand=giver.stands and agent.stands,
        giver_gave=_gave(work, giver),
        giver_is_agent=bool(proxies.proxies_of_agent(*here, giver.id, on=on)),
        agent_gave=proxies.proxy_of_giver(*here, agent.id, on=on) is not None,
        agent_has=len(proxies.proxies_of_agent(*here, agent.id, on=on)),
        giver_voted=proxies.has_paper(*here, giver.id),
        giver_voted_online=proxies.has_voted_online(*here, giver.id),
        valid_until=valid_until,
        needed_until=max(on, timezone.localdate(opens)) if opens else on,
    )


def _gave(work: Work, giver: RollLine) -> bool:
    """Whether a proxy stands, run out or not: the paper is taken back before a new one."""
    return Proxy.objects.filter(
        sub_district_id=work.tenant,
        election_id=work.election.id,
        giver_id=giver.id,
        revoked_at=None,
    ).exists()


def _sent_before(work: Work, key: str, lines: tuple[UUID, UUID], given_id: UUID) -> Proxy | None:
    """The proxy that the same form made before, if it did."""
    told = claim_key(
        sub_district_id=work.tenant,
        act="elections.give_proxy",
        key=key,
        body={"election": str(work.election.id), "lines": [str(one) for one in lines]},
        answer={"proxy": str(given_id)},
        at=work.at,
    )
    return proxies.proxy(work.tenant, UUID(told["proxy"])) if told else None


_WORDS: Mapping[ProxyFault, Callable[[], str]] = {
    ProxyFault.TO_ONESELF: lambda: _("Nobody stands in for himself."),
    ProxyFault.OTHER_ROLL: lambda: _("Giver and agent both stand on the roll of this election."),
    ProxyFault.STRUCK: lambda: _("One of the two lines was struck from the roll."),
    ProxyFault.GIVEN_ALREADY: lambda: _(
        "This voter has given a proxy already. Take that one back first."
    ),
    ProxyFault.AGENT_GAVE_TOO: lambda: _(
        "The agent has let somebody else vote, so a proxy to this agent would go on to a third."
    ),
    ProxyFault.GIVER_IS_AGENT: lambda: _(
        "This voter is an agent already; a proxy is not passed on. Take those back first."
    ),
    ProxyFault.TOO_MANY: lambda: _("An agent holds at most %(most)s proxies here."),
    ProxyFault.RUNS_OUT: lambda: _("The proxy would run out before people vote."),
    ProxyFault.VOTED: lambda: _("A ballot was handed out for this voter already."),
    ProxyFault.VOTED_ONLINE: lambda: _(
        "This voter has voted online already, so nobody else votes for this line."
    ),
}


def _source(kind: RollKind) -> str:
    if kind is RollKind.OWNERS:
        return _("Property Management Regulations, art. 12")
    return _("Urban Residents' Committees Organic Law")
