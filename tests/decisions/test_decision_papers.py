"""Papers of meetings and decisions: filled in, whole, written as .docx and PDF."""

from __future__ import annotations

import io

import pytest
from docx import Document

from linli.decisions.documents import (
    DECISION_PAPERS,
    MEETING_PAPERS,
    decision_paper,
    meeting_paper,
    minutes_draft,
)
from linli.decisions.queries.meetings import attendees_of, items_of
from linli.decisions.rules import StepKind
from linli.decisions.rules.meetings import Stance
from linli.kernel.errors import Missing
from linli.records.documents import docx_of
from tests.decisions.builders import AT, Ground
from tests.decisions.meeting_builders import Meetings
from tests.people.builders import a_signed_in_client


@pytest.fixture
def meetings(ground: Ground) -> Meetings:
    """Meetings at the ground's compound."""
    return Meetings(ground)


def words_of(content: bytes) -> str:
    written = Document(io.BytesIO(content))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in written.paragraphs), *cells])


def test_a_decision_notice_says_how_a_court_is_asked_to_revoke_it(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DECISION_DISCLOSURE)
    words = words_of(docx_of(decision_paper(decision, "decision_notice", on=AT.date())))
    assert "请求人民法院予以撤销" in words
    assert "表决通过" in words
    assert "更换主管 420 米" in words
    assert "¥18,600.00" in words


def test_a_resolution_bears_its_number_and_its_arithmetic(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DECISION_DISCLOSURE)
    words = decision_paper(decision, "resolution", on=AT.date()).text
    assert "决议编号" in words
    assert "结论：通过" in words


def test_before_the_vote_a_resolution_is_a_form_to_fill_in(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    assert "结论：____" in decision_paper(decision, "resolution", on=AT.date()).text


def test_a_record_lists_each_step_and_each_meeting(meetings: Meetings, ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    meeting = meetings.joint(decision)
    words = decision_paper(decision, "record", on=AT.date()).text
    assert "广泛征求意见" in words
    assert meeting.number in words


@pytest.mark.parametrize("name", sorted(set(DECISION_PAPERS) - {"meeting_notice", "minutes"}))
def test_every_paper_can_be_had_at_every_step(ground: Ground, name: str) -> None:
    for step in (StepKind.PROPOSE, StepKind.CLOSE):
        paper = decision_paper(ground.decision_at(step), name, on=AT.date())
        assert paper.title
        assert docx_of(paper)


def test_a_paper_of_a_meeting_is_missing_without_one(ground: Ground) -> None:
    with pytest.raises(Missing):
        decision_paper(ground.proposed(), "minutes", on=AT.date())


def test_a_text_cannot_make_rows_or_headings_of_its_own(ground: Ground) -> None:
    decision = ground.proposed(text="第一行\n|假|表|\n## 假标题\n<b>&amp;")
    paper = decision_paper(decision, "decision_notice", on=AT.date())
    tables = [block for block in paper.blocks if block.kind == "table"]
    assert all("假" not in cell for block in tables for row in block.rows for cell in row)
    assert "假标题" not in [block.text for block in paper.blocks if block.kind == "heading"]
    assert "<b>&amp;" in paper.text


def test_minutes_begin_with_what_was_written_down(meetings: Meetings) -> None:
    meeting = meetings.under_way()
    item = items_of(meeting)[0]
    people = attendees_of(meeting)
    meetings.say(meeting, item, people[2], Stance.RECUSED, "报价单位的股东")
    meetings.say(meeting, item, people[4], Stance.SPOKE, "请留出通道")
    draft = minutes_draft(meeting)
    assert "应到成员3人，实到3人" in draft
    assert "回避：示例成员乙：报价单位的股东" in draft
    assert "发言：示例列席人：请留出通道" in draft


def test_signed_minutes_bear_names_and_dissent(meetings: Meetings) -> None:
    meeting = meetings.signed(meetings.minuted(meetings.held(meetings.under_way())))
    words = words_of(docx_of(meeting_paper(meeting, "minutes")))
    assert "示例主持人" in words
    assert "用本人账号" in words


@pytest.mark.parametrize("name", MEETING_PAPERS)
def test_papers_of_a_meeting_can_be_had_from_its_draft_on(meetings: Meetings, name: str) -> None:
    assert docx_of(meeting_paper(meetings.joint(), name))


def test_the_desk_hands_out_docx(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DECISION_DISCLOSURE)
    client = a_signed_in_client(ground.secretary)
    answer = client.get(f"/desk/decisions/{decision.id}/papers/decision_notice.docx")
    assert answer.status_code == 200
    assert "撤销" in words_of(answer.content)
    assert client.get(f"/desk/decisions/{decision.id}/papers/none.docx").status_code == 404
    assert client.get(f"/desk/decisions/{decision.id}/papers/record.exe").status_code == 404


def test_everybody_has_what_hangs_on_the_wall_and_nothing_else(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DECISION_DISCLOSURE)
    client = a_signed_in_client("visitor")
    assert client.get(f"/decisions/{decision.number}/papers/resolution.docx").status_code == 200
    assert client.get(f"/decisions/{decision.number}/papers/record.docx").status_code == 404


def test_nothing_hangs_on_the_wall_before_there_is_a_resolution(ground: Ground) -> None:
    decision = ground.proposed()
    client = a_signed_in_client("visitor")
    answer = client.get(f"/decisions/{decision.number}/papers/decision_notice.docx")
    assert answer.status_code == 404
