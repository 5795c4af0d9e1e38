"""Papers of a result: figures by both channels and the arithmetic in words, never before."""

from __future__ import annotations

import io

import pytest
from docx import Document

from linli.elections.documents import Paper, docx_of, paper_of
from linli.elections.models import Candidate
from linli.elections.rules import ElectionKind
from tests.elections.box_builders import BoxGround
from tests.elections.election_builders import fresh
from tests.elections.signed_builders import Signed, a_signed_vote

pytestmark = pytest.mark.django_db


def rows(paper: Paper) -> list[tuple[str, ...]]:
    """All rows of a paper's tables."""
    return [tuple(row) for block in paper.blocks for row in block.rows]


def test_a_result_notice_gives_both_channels_and_the_arithmetic() -> None:
    ground = BoxGround().opened()
    for voter in range(3):
        ground.vote(voter, 1)
    ground.unlocked()
    before = paper_of(fresh(ground.election), "result_notice")
    assert ("1　示例候选人1", "　", "　", "　") in rows(before)
    assert "当选" not in before.text
    ground.announced()
    paper = paper_of(fresh(ground.election), "result_notice")
    assert "4 人中有 3 人参加；超过半数需要 3 人。" in paper.text
    assert ("1　示例候选人1", "3", "0", "3", "当选") in rows(paper)
    assert ("收回", "3", "0", "3") in rows(paper)
    written = Document(io.BytesIO(docx_of(paper)))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert "1　示例候选人1" in cells
    filing = rows(paper_of(fresh(ground.election), "filing"))
    assert ("当选人员", "示例候选人1") in filing
    record = paper_of(fresh(ground.election), "count_record")
    assert ("1　示例候选人1", "3", "0", "3") in rows(record)
    assert "超过半数需要 3 人" in record.text


def test_a_name_cannot_begin_a_table_in_a_result() -> None:
    ground = BoxGround().opened()
    for voter in range(3):
        ground.vote(voter, 1)
    ground.unlocked()
    ground.announced()
    Candidate.objects.filter(election=ground.election, number=1).update(name="甲|乙\n## 丙")
    paper = paper_of(fresh(ground.election), "result_notice")
    assert [block.text for block in paper.blocks if block.kind == "heading"] == ["两个渠道的票数"]
    assert ("1　甲／乙 ## 丙", "3", "0", "3", "当选") in rows(paper)


@pytest.fixture
def decided() -> Signed:
    signed = a_signed_vote()
    for line in range(len(signed.lines)):
        signed.vote(line, 1)
    signed.opened(1, 2).announced()
    return signed


def test_an_owners_result_gives_heads_and_area(decided: Signed) -> None:
    paper = paper_of(fresh(decided.election), "result_notice")
    heads = str(len(decided.lines))
    line = next(row for row in rows(paper) if row[0].startswith("1"))
    assert line[1:4] == (heads, "0", heads)
    assert "m²" in line[4]
    assert decided.election.kind == ElectionKind.OWNERS_DECISION
    assert "面积" in paper.text
