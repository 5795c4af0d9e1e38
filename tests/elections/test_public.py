"""What everybody sees of elections, and what nobody does."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.elections.models import Election, Notice
from linli.elections.rules import CandidateState, ElectionKind
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    CLOSES,
    a_notice,
    an_election,
    called,
    nominated,
    open_for_voting,
    set_terms,
)
from tests.people.builders import a_signed_in_client, an_account

pytestmark = pytest.mark.django_db


def page(election: Election, client: Client | None = None) -> str:
    """The public page of an election."""
    where = reverse("elections:public_election", args=[election.uuid])
    return (client or Client()).get(where).content.decode()


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_everybody_opens_the_page_of_each_kind(kind: ElectionKind) -> None:
    election = an_election(Ground(), kind)
    shown = page(election)
    assert election.number in shown
    assert "没有未投票人名单" in shown


def test_before_its_first_notice_an_election_is_nobody_s_business() -> None:
    ground = Ground()
    election = called(ground)
    where = reverse("elections:public_election", args=[election.uuid])
    assert Client().get(where).status_code == 404
    assert (
        election.title not in Client().get(reverse("elections:public_elections")).content.decode()
    )
    a_notice(ground, election, "plan", at=CALLED)
    assert Client().get(where).status_code == 200
    assert election.title in Client().get(reverse("elections:public_elections")).content.decode()


def test_while_people_vote_the_booth_is_one_tap_away_and_no_result_shows() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    now = timezone.now()
    Election.objects.filter(id=election.id).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2)
    )
    shown = page(election)
    assert reverse("elections:booth", args=[election.uuid]) in shown
    assert "去投票" in shown


def test_after_the_close_there_is_no_way_to_the_booth() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    now = timezone.now()
    Election.objects.filter(id=election.id).update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1)
    )
    assert "去投票" not in page(election)


def test_an_owners_vote_says_why_the_owners_decide() -> None:
    shown = page(an_election(Ground(), ElectionKind.OWNERS_DECISION))
    assert "由全体业主决定" in shown
    assert "民法典第\u00a0278\u00a0条" in shown


def test_only_those_who_stand_are_named() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    a_notice(ground, election, "plan", at=CALLED)
    one = nominated(ground, election, "示例候选人张")
    assert one.state == CandidateState.NOMINATED
    assert "示例候选人张" not in page(election)


def test_a_notice_is_printed_with_its_fingerprint_and_a_code() -> None:
    ground = Ground()
    election = called(ground)
    notice = a_notice(ground, election, "plan", at=CALLED)
    where = reverse("elections:public_notice", args=[election.uuid, 1])
    shown = Client().get(where).content.decode()
    assert notice.digest[:4] in shown
    assert "<svg" in shown
    assert "留痕链首" in shown
    missing = reverse("elections:public_notice", args=[election.uuid, 9])
    assert Client().get(missing).status_code == 404


def test_photos_of_notices_are_public_and_consents_are_not() -> None:
    ground = Ground()
    election = an_election(ground)
    photo = Notice.objects.filter(election=election).first()
    assert photo is not None
    seen = Client().get(reverse("records:attachment", args=[photo.first_photo_id]))
    assert seen.status_code == 200
    paper = election.candidates.exclude(consent_paper_id=None).first()
    assert paper is not None
    where = reverse("records:attachment", args=[paper.consent_paper_id])
    assert Client().get(where).status_code == 404
    assert a_signed_in_client(ground.runner).get(where).status_code == 200


def test_a_nominated_resident_answers_in_the_own_account() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    one = nominated(ground, election, account_id=ground.resident.pk)
    where = reverse("elections:my_candidacy", args=[election.uuid])
    client = a_signed_in_client(ground.resident)
    assert "您是否参选" in client.get(where).content.decode()
    assert client.post(where, {"answer": ""}).status_code == 422
    Election.objects.filter(id=election.id).update(latest_at=timezone.now() - timedelta(days=1))
    assert client.post(where, {"answer": "consent"}).status_code == 303
    one.refresh_from_db()
    assert one.state == CandidateState.CONSENTED
    assert client.post(where, {"answer": "withdraw"}).status_code == 303
    one.refresh_from_db()
    assert one.state == CandidateState.WITHDRAWN


def test_nobody_else_has_that_page() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    nominated(ground, election, account_id=ground.resident.pk)
    where = reverse("elections:my_candidacy", args=[election.uuid])
    assert a_signed_in_client(an_account(ground.place)).get(where).status_code == 404


@pytest.mark.parametrize(
    ("opened", "said"), [(CALLED, "已投的票永远封存"), (None, "当时还没有开始投票。")]
)
def test_a_cancelled_election_says_so_and_why(opened: datetime | None, said: str) -> None:
    ground = Ground()
    election = called(ground)
    Election.objects.filter(id=election.id).update(
        state="cancelled",
        cancel_reason="名册有重大错误",
        cancelled_at=CALLED,
        opened_at=opened,
        closes_at=CLOSES if opened else None,
        opens_at=opened,
    )
    shown = page(election)
    assert "名册有重大错误" in shown
    assert said in shown


def test_the_page_can_be_read_in_english() -> None:
    election = an_election(Ground())
    where = reverse("elections:public_election", args=[election.uuid])
    shown = Client().get(where, headers={"accept-language": "en"}).content.decode()
    assert "Publish the voter register" in shown
    assert "Secret ballot" in shown
