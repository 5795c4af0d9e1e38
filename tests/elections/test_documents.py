"""Papers of an election: filled in, whole, and written as .docx and PDF."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from linli.elections.documents import Paper, docx_of, paper_of, pdf_of
from linli.elections.models import Candidate
from linli.elections.rules import ElectionKind
from linli.elections.rules.calendar import DOCUMENTS
from linli.kernel.errors import Refused
from linli.records.documents import written
from tests.elections.builders import Ground
from tests.elections.election_builders import an_election, called
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_each_paper_can_be_made_of_an_election_just_called(kind: ElectionKind) -> None:
    election = called(Ground(), kind)
    for name in DOCUMENTS:
        paper = paper_of(election, name)
        assert paper.title
        assert paper.blocks
        assert "{" not in paper.text
        assert "None" not in paper.text


def test_a_notice_of_candidates_names_them_in_the_ballot_s_order() -> None:
    election = an_election(Ground(), candidates=["示例甲", "示例乙", "示例丙"])
    text = paper_of(election, "candidates_notice").text
    assert text.index("示例甲") < text.index("示例乙") < text.index("示例丙")
    assert "应选2名" in text


def test_an_owners_result_says_how_to_have_it_revoked() -> None:
    election = called(Ground(), ElectionKind.OWNERS_DECISION)
    assert "一年内请求人民法院予以撤销" in paper_of(election, "result_notice").text


def test_a_name_cannot_change_the_table_that_it_stands_in() -> None:
    ground = Ground()
    election = an_election(ground)
    Candidate.objects.filter(election=election, number=1).update(about="甲|乙\n## 丙 <b>&")
    tables = [block for block in paper_of(election, "candidates_notice").blocks if block.rows]
    assert {len(row) for row in tables[0].rows} == {3}
    assert docx_of(paper_of(election, "candidates_notice"))


def test_the_docx_is_laid_out_as_offices_do() -> None:
    election = an_election(Ground())
    document = Document(io.BytesIO(docx_of(paper_of(election, "voting_notice"))))
    section = document.sections[0]
    assert section.page_width is not None
    assert abs(section.page_width - Mm(210)) < Mm(1)
    run = document.paragraphs[2].runs[0]
    fonts = run._element.xpath("./w:rPr/w:rFonts")[0]
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert "投票公告" in document.paragraphs[0].text


def test_the_pdf_is_one() -> None:
    election = an_election(Ground())
    if not set(written.FONTS) & written._families():
        pytest.skip("this computer has no Chinese font")
    made = pdf_of(paper_of(election, "work_plan"))
    assert made.startswith(b"%PDF-")


def test_without_a_chinese_font_the_pdf_is_refused_with_the_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(written, "FONTS", ("No Such Font",))
    with pytest.raises(Refused, match="fonts-noto-cjk"):
        pdf_of(Paper("标题", ()))


def test_papers_are_handed_out_at_the_desk() -> None:
    ground = Ground()
    election = an_election(ground)
    client = a_signed_in_client(ground.runner)
    where = reverse("elections:desk_paper", args=[election.id, "consent_form", "docx"])
    answer = client.get(where)
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    for name, form in (("consent_form", "exe"), ("poem", "docx")):
        where = reverse("elections:desk_paper", args=[election.id, name, form])
        assert client.get(where).status_code == 404
