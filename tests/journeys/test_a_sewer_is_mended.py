"""A sewer is mended: six people, from an idea to the disclosed result, in browsers (E3)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from docx import Document

from linli.decisions.models import Publication
from linli.decisions.rules import DecisionState
from linli.money.models import Campaign, Fund, Works
from tests.config.test_decision_rehearsal import altered, verified
from tests.journeys import sewer_building as building
from tests.journeys import sewer_deciding as deciding
from tests.journeys import sewer_papers as papers
from tests.journeys.conftest import Look, NewPage
from tests.journeys.sewer_deciding import Six
from tests.journeys.sewer_people import Clock, Compound, Person

DECIDED = f"居代会同意{deciding.TITLE}：{deciding.TEXT}最多花 18,600 元。"
RESULT = f"{building.DONE}决定最多花 18,600 元，实际花 17,670 元，由两名居民代表验收。"

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def six(new_page: NewPage, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Six:
    """Six people in six browsers; everybody's clock is the journey's."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    ground = Compound()

    def person(who: Any, post: str, size: str = "wide") -> Person:
        made = Person(new_page(size), who, site=live_server.url, post=post)
        made.sign_in()
        return made

    return Six(
        ground=ground,
        clock=clock,
        resident=person(ground.neighbour, "居民", "phone"),
        secretary=person(ground.secretary, "社区党支部书记"),
        representative=person(ground.congress_chair, "居代会主席"),
        executor=person(ground.chair, "业委会主任"),
        treasurer=person(ground.treasurer, "业委会财务"),
        supervisor=person(ground.supervisor, "居务监督委员会主任"),
    )


def test_a_sewer_is_mended_from_an_idea_to_the_disclosed_result(
    six: Six, looks_right: Look, tmp_path: Path
) -> None:
    deciding.gives_idea(six)
    deciding.proposes(six)
    deciding.consults(six)
    deciding.meets(six)
    deciding.resolves(six)
    deciding.discloses(six, DECIDED, board="小区南门公告栏")
    building.names_hands(six)
    building.opens_fund(six)
    building.collects(six)
    building.contracts(six)
    building.builds(six)
    building.accepts(six)
    deciding.discloses(six, RESULT, board="小区南门公告栏", site="3号楼前工地围栏")
    six.step_done(six.secretary)
    assert six.ground.decision.state == DecisionState.CLOSED

    a_neighbour_understands(six, looks_right)
    assert_minutes_say_what_was_agreed(papers.minutes(six, tmp_path))
    assert_each_altered_file_is_named(papers.evidence(six, tmp_path))


def a_neighbour_understands(six: Six, looks_right: Look) -> None:
    """Who has never seen the site reads what was decided, by whom, what it cost, what is next."""
    resident, found = six.resident, six.ground.decision
    resident.home("decisions:public_decision", found.number)
    for words in (
        "已办结归档",
        "由谁决定",
        "示例小区居民代表大会",
        "到会 7 人中有 6 人同意",
        "实际花了 ¥17,670.00，决定的上限是 ¥18,600.00",
        "要分开的职责没有落在同一个人手里",
    ):
        resident.reads(words)
    for width, height in ((390, 844), (1440, 900)):
        resident.page.set_viewport_size({"width": width, "height": height})
        for name, number in public_pages(six):
            resident.home(name, number)
            looks_right(resident.page)
    six.secretary.home("decisions:desk_decision", found.id)
    looks_right(six.secretary.page)


def public_pages(six: Six) -> list[tuple[str, object]]:
    """What everybody finds of it: the decision, works, collection, account, notice."""
    return [
        ("decisions:public_decision", six.ground.decision.number),
        ("money:public_work", Works.objects.get().number),
        ("money:public_campaign", Campaign.objects.get().number),
        ("money:public_fund", Fund.objects.get().id),
        ("decisions:public_publication", Publication.objects.order_by("-id")[0].number),
    ]


def assert_minutes_say_what_was_agreed(path: Path) -> None:
    """The minutes on paper hold the agreement, the votes, the observer's words, four signatures."""
    paper = Document(str(path))
    said = "\n".join(one.text for one in paper.paragraphs)
    for words in (deciding.AGREED, "同意4人", "盼着雨季前完工", "列席"):
        assert words in said
    [signed] = [table for table in paper.tables if table.cell(0, 0).text == "姓名"]
    assert [row.cells[1].text for row in signed.rows[1:]] == ["用本人账号"] * 4


def assert_each_altered_file_is_named(path: Path) -> None:
    """The pack holds; with any one file altered it does not, and the file is named."""
    whole = path.read_bytes()
    code, said = papers.checked(path)
    assert code == 0, said
    names = zipfile.ZipFile(path).namelist()
    assert {"decision.json", "ledger.json", "works.json", "vote/result.json"} <= set(names)
    for name in names:
        path.write_bytes(altered(whole, name, lambda content: content[:-2] + b" " + content[-2:]))
        code, said = verified(path)
        assert (code, name in said) == (1, True), (name, said)
    code, said = papers.checked(path)
    assert (code, names[-1] in said) == (1, True), said
