"""The named methods: our reading as shipped, the place's own versions, where elections stand."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from linli.elections import actions, queries
from linli.elections.models import Method
from linli.elections.queries.methods import shipped_methods
from linli.elections.rules.methods import BadMethod, MethodStep, method_fault, method_from
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.rule import Words
from tests.elections.builders import Ground
from tests.elections.election_builders import CALLED, an_election, open_for_voting
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db
KEY = "three_elections_one_hire"
STEP = MethodStep(Words("全体业主", ""), Words("一聘", ""), "owners_decision")


def adopted(ground: Ground, **facts: Any) -> Method:
    """A reading of the three elections that the office adopted."""
    given = {
        "actor": ground.office,
        "key": KEY,
        "seen": 0,
        "name": "三选一聘",
        "reading": "本街道的理解",
        "steps": [STEP],
        "source": "示街发〔2026〕3号",
        "adopted_by": "示例街道办事处",
        "adopted_on": CALLED.date(),
        "at": CALLED,
    }
    return actions.adopt_method(**{**given, **facts})


def test_what_is_shipped_names_each_method_and_says_that_it_is_our_reading() -> None:
    names = [one.name.zh for one in shipped_methods().values()]
    assert names == ["三选一聘", "三议两办两公开", "三有一化", "六位一体", "五送"]
    assert all("本站" in one.reading.zh for one in shipped_methods().values())


def test_a_step_on_a_page_that_is_not_there_is_a_fault() -> None:
    step = {"who": {"zh": "谁", "en": ""}, "what": {"zh": "做", "en": ""}, "page": "nowhere"}
    words = {"zh": "名", "en": ""}
    with pytest.raises(BadMethod, match="page 1"):
        method_from({"key": "x", "name": words, "reading": words, "step": [step]})


def test_a_method_has_steps_that_say_who_does_what() -> None:
    assert method_fault([]) == "steps"
    assert method_fault([MethodStep(Words("谁", ""), Words(" ", ""))]) == "words 1"


def test_each_reading_is_a_version_and_the_shipped_one_stays() -> None:
    ground = Ground()
    adopted(ground)
    adopted(ground, seen=1, reading="再改")
    versions = queries.method_versions(ground.place.id, KEY)
    assert [one.number for one in versions] == [2, 1, 0]
    in_force = {one.key: one for one in queries.methods_in_force(ground.place.id)}
    assert in_force[KEY].reading == "再改"
    assert in_force["three_haves"].number == 0


def test_only_the_office_adopts_a_reading() -> None:
    ground = Ground()
    with pytest.raises(NotAllowed):
        adopted(ground, actor=ground.runner)


def test_two_who_adopt_at_once_do_not_overwrite_each_other() -> None:
    ground = Ground()
    adopted(ground)
    with pytest.raises(Conflict):
        adopted(ground)


def test_a_reading_names_its_source_and_has_steps() -> None:
    ground = Ground()
    with pytest.raises(Refused):
        adopted(ground, source=" ")
    with pytest.raises(Refused):
        adopted(ground, steps=[])
    with pytest.raises(Missing):
        adopted(ground, key="unknown")


def test_the_office_writes_its_own_reading_on_the_page() -> None:
    ground = Ground()
    client = a_signed_in_client(ground.office)
    where = reverse("elections:desk_new_method", args=[KEY])
    form = client.get(where).context["form"]
    data = {name: form[name].value() for name in form.fields}
    typed = {"source": "示街发〔2026〕3号", "adopted_by": "示例街道办事处", "0-what": "支部先选"}
    answer = client.post(where, {**data, **typed, "3-who": "", "3-what": ""})
    assert answer.status_code == 303
    made = Method.objects.get()
    assert made.steps[0]["what"]["zh"] == "支部先选"
    assert len(made.steps) == 3
    assert made.steps[1]["who"]["en"] == "Voters of the compound"
    page = client.get(reverse("elections:desk_method", args=[KEY, 1])).content.decode()
    assert "支部先选" in page
    assert "示街发〔2026〕3号" in page


def test_the_secretary_reads_the_methods_and_cannot_adopt_one() -> None:
    client = a_signed_in_client(Ground().runner)
    assert "三有一化" in client.get(reverse("elections:desk_methods")).content.decode()
    shipped = client.get(reverse("elections:desk_method", args=[KEY, 0])).content.decode()
    assert "本站读法" in shipped
    assert client.get(reverse("elections:desk_new_method", args=[KEY])).status_code == 403
    assert client.get(reverse("elections:desk_method", args=[KEY, 7])).status_code == 404


def test_everybody_sees_where_each_of_the_three_elections_stands() -> None:
    ground = Ground()
    election = an_election(ground)
    open_for_voting(ground, election)
    client = a_signed_in_client("visitor", ground.place)
    where = reverse("elections:public_method", args=[KEY])
    assert where in client.get(reverse("elections:public_elections")).content.decode()
    page = client.get(where).content.decode()
    assert reverse("elections:public_election", args=[election.uuid]) in page
    assert page.count("这里还没有公布过") == 2
    elsewhere = client.get(where, {"place": str(ground.place.id)}).content.decode()
    assert reverse("elections:public_election", args=[election.uuid]) not in elsewhere
    assert client.get(where, {"place": "x"}).status_code == 200
    gone = reverse("elections:public_method", args=["unknown"])
    assert client.get(gone).status_code == 404
