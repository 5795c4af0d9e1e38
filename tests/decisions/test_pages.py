"""Pages of decisions: the public one says what, by whom, what it costs, what comes next; the desk acts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from linli.decisions import actions, queries
from linli.decisions.models import Decision, Idea
from linli.decisions.rules import NEEDS, StepKind
from linli.kernel.actor import Actor
from linli.money.rules import Duty
from tests.decisions.builders import AT, Ground, fresh
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object, **query: str) -> str:
    """What a page says."""
    answer = client.get(reverse(f"decisions:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def desk(ground: Ground, who: Actor | None = None) -> Client:
    return a_signed_in_client(who or ground.secretary)


def test_the_public_page_says_what_by_whom_what_it_costs_and_what_comes_next(
    ground: Ground,
) -> None:
    decision = ground.decision_at(StepKind.EXECUTE)
    ground.hand(decision.id, ground.somebody().pk, Duty.EXECUTES)
    said = page(Client(), "public_decision", decision.number)
    for words in ("疏通小区下水道", "¥18,600.00", "现在：承办", "之后：验收", "小区居代会", "通过"):
        assert words in said
    assert "请求" in said
    assert "示例成员" not in said.split("发生了什么")[0].split("决定了什么")[1].split("谁做什么")[0]


def test_the_page_of_a_closed_decision_says_what_it_cost(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.CLOSE)
    with ground.given(*NEEDS):
        ground.do(decision)
    said = page(Client(), "public_decision", decision.number)
    assert "实际花了 ¥0.00，决定的上限是 ¥18,600.00。" in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("kind", "leads_to"),
    [
        (StepKind.DELIBERATE, "decisions:desk_call_meeting"),
        (StepKind.EXECUTE, "money:desk_new_works"),
    ],
)
def test_the_step_now_leads_to_what_it_lacks(ground: Ground, kind: StepKind, leads_to: str) -> None:
    decision = ground.decision_at(kind)
    said = page(desk(ground), "desk_decision", decision.id)
    assert reverse(leads_to) in said.split("现在：")[1].split("</section>")[0]


def test_a_draft_is_not_public(ground: Ground) -> None:
    decision = ground.proposed()
    answer = Client().get(reverse("decisions:public_decision", args=[decision.number]))
    assert answer.status_code == 404
    assert decision.title not in page(Client(), "public_list")


def test_the_public_list_shows_what_is_under_way(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.CONSULT)
    assert decision.title in page(Client(), "public_list")


def with_events(ground: Ground, many: int) -> Decision:
    """A decision that was returned and led on again so often."""
    decision = ground.decision_at(StepKind.DELIBERATE)
    with ground.given(*NEEDS):
        while len(queries.events_of(decision)) < many:
            found = fresh(decision)
            actions.return_step(
                actor=ground.secretary,
                decision_id=found.id,
                key="deliberate",
                back_to="consult",
                reason="方案有改动",
                version=found.version,
                at=AT,
            )
            ground.do(decision)
    return fresh(decision)


def test_a_decision_page_with_sixty_events_costs_twelve_queries(
    ground: Ground, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    decision = with_events(ground, 60)
    address = reverse("decisions:public_decision", args=[decision.number])
    client = Client()
    client.get(address)
    with django_assert_max_num_queries(12):
        said = client.get(address).content.decode()
    assert said.count("方案有改动") >= 28


def test_the_congress_is_told_who_decides_common_space(ground: Ground) -> None:
    client = desk(ground, ground.congress_chair)
    started = client.post(
        reverse("decisions:desk_start"),
        {"matter_type": "common_space", "body": "compound_residents_congress"},
    )
    assert started.status_code == 303
    answer = client.get(started["Location"])
    said = answer.content.decode()
    assert answer.status_code == 422
    for words in ("全体业主", "民法典第278条", "3/4", "按规定发起"):
        assert words in said
    right = reverse("decisions:desk_propose", args=["common_space"])
    assert f"{right}?body=owners_assembly" in said
    assert client.get(f"{right}?body=owners_assembly").status_code == 200


def test_a_proposal_is_made_at_the_desk(ground: Ground) -> None:
    client = desk(ground)
    answer = client.post(
        reverse("decisions:desk_propose", args=["self_raised_works"]),
        {
            "key": "a",
            "place": str(ground.compound.id),
            "title": "疏通下水道",
            "text": "更换主管。",
            "limit": "18600.00",
        },
    )
    assert answer.status_code == 303, answer.content.decode()
    made = Decision.objects.get(title="疏通下水道")
    assert made.limit_fen == 1_860_000
    said = page(client, "desk_decision", made.id)
    assert "现在：提议" in said
    assert "这一步已办完" in said


def test_a_step_is_done_returned_and_ended_at_the_desk(ground: Ground) -> None:
    decision = ground.proposed()
    client = desk(ground)
    address = reverse("decisions:desk_step_done", args=[decision.id, "propose"])
    assert client.post(address, {"version": fresh(decision).version}).status_code == 303
    assert ground.step(decision).kind == StepKind.CONSULT
    back = reverse("decisions:desk_step_return", args=[decision.id, "consult"])
    sent = {"version": fresh(decision).version, "back_to": "propose", "reason": "写得不清楚"}
    assert client.post(back, sent).status_code == 303
    assert ground.step(decision).kind == StepKind.PROPOSE
    end = reverse("decisions:desk_step_fail", args=[decision.id, "propose"])
    sent = {"version": fresh(decision).version, "reason": "居民不同意"}
    assert client.post(end, sent).status_code == 303
    assert "居民不同意" in page(Client(), "public_decision", decision.number)


def test_a_stale_page_meets_a_conflict(ground: Ground) -> None:
    decision = ground.proposed()
    client = desk(ground)
    address = reverse("decisions:desk_step_done", args=[decision.id, "propose"])
    client.post(address, {"version": decision.version})
    assert client.post(address, {"version": decision.version}).status_code == 409


def test_what_lacks_is_said_and_the_button_is_not_there(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    said = page(desk(ground), "desk_decision", decision.id)
    assert "还没有交付表决" in said
    assert reverse("decisions:desk_step_done", args=[decision.id, "resolve"]) not in said


def test_the_vote_is_called_and_its_result_taken_at_the_desk(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    client = desk(ground)
    address = reverse("decisions:desk_vote", args=[decision.id])
    answer = client.post(address, {"version": fresh(decision).version, "act": "call"})
    assert answer.status_code == 303
    assert fresh(decision).vote_id is not None
    said = page(client, "desk_vote", decision.id)
    assert "选举表决" in said


def test_barred_hands_are_refused_with_the_pair_in_words(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.EXECUTE)
    somebody = ground.somebody()
    client = desk(ground)
    address = reverse("decisions:desk_hands", args=[decision.id])
    sent = {"duty": "executes", "username": somebody.username, "account": "", "title": "示例施工"}
    assert client.post(address, sent).status_code == 303
    answer = client.post(address, sent | {"duty": "accepts"})
    assert answer.status_code == 422
    assert "不能" in answer.content.decode()


def test_an_idea_is_given_answered_and_becomes_a_proposal(ground: Ground) -> None:
    idea = actions.give_idea(
        actor=Actor(ground.place.id, account_id=ground.resident.pk),
        place_id=ground.compound.id,
        title="门口修一条坡道",
        text="轮椅和童车进出方便。",
        key="k",
        at=timezone.now(),
    )
    client = desk(ground, ground.congress_chair)
    address = reverse("decisions:desk_idea", args=[idea.id])
    sent = {"version": idea.version, "taken_up": "yes", "answer": "下次居代会讨论。"}
    assert client.post(address, sent).status_code == 303
    said = page(Client(), "public_idea", idea.id)
    assert "下次居代会讨论" in said
    assert str(ground.resident) not in said
    made = ground.proposed("common_life", idea_id=idea.id)
    assert Idea.objects.get(id=idea.id).decision_id == made.id


def test_a_procedure_is_adopted_at_the_desk(ground: Ground) -> None:
    client = desk(ground, ground.office)
    address = reverse("decisions:desk_new_procedure")
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"name": "示例街道办法", "source": "示例文件第一号", "adopted_by": "示例街道"}
    sent["consult-days"] = 45
    answer = client.post(address, sent)
    assert answer.status_code == 303, answer.content.decode()
    assert queries.template_in_force(ground.place.id).steps[1].days == 45
    assert "示例街道办法" in page(client, "desk_procedure")


@pytest.mark.parametrize("name", ["desk_list", "desk_matters", "desk_ideas", "desk_procedure"])
def test_desk_pages_open(ground: Ground, name: str) -> None:
    ground.proposed()
    page(desk(ground), name)


def test_a_late_step_is_marked(ground: Ground) -> None:
    decision = ground.proposed(at=timezone.now() - timedelta(days=40))
    assert "l-late" in page(desk(ground), "desk_list")
    assert decision.title in page(desk(ground), "desk_list")
