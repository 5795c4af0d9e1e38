"""Papers written as .docx after GB/T 9704, and as PDF."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import Any

import typst
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from linli.kernel.errors import Refused
from linli.records.documents.papers import Block, Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
FONTS = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC")
"""Fonts that the PDF is set in, the first that is there; none of them comes with Linli."""
_BODY_FONT = "仿宋_GB2312"
_TITLE_FONT = "方正小标宋简体"
_BODY, _TITLE, _SMALL = Pt(16), Pt(22), Pt(14)
_LINE = Pt(28.95)


def docx_of(paper: Paper) -> bytes:
    """Write a paper as .docx; its fonts are named, the reader's office has them."""
    document = Document()
    _page(document)
    _normal(document)
    _line(document, paper.title, font=_TITLE_FONT, size=_TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    for block in paper.blocks:
        _block(document, block)
    _page_number(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf_of(paper: Paper) -> bytes:
    """Set a paper as PDF; without a Chinese font it is refused with the package to install."""
    if not set(FONTS) & _families():
        raise Refused(
            "no_chinese_font",
            _(
                "This server has no Chinese font for PDF. Install the package fonts-noto-cjk, or "
                "take the .docx."
            ),
        )
    page = resources.files("linli.records").joinpath("templates/records/papers/paper.typ")
    data = json.dumps(
        {"title": paper.title, "foot": paper.foot, "blocks": [asdict(one) for one in paper.blocks]}
    )
    made: bytes = typst.compile(page.read_bytes(), format="pdf", sys_inputs={"paper": data})
    return made


WRITERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": (DOCX, docx_of),
    "pdf": (PDF, pdf_of),
}
"""The forms in which a paper can be had: media type and writer."""


@cache
def _families() -> set[str]:
    return set(typst.Fonts().families())


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _normal(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY_FONT, _BODY
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), _BODY_FONT)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    properties.insert_element_before(spacing, "w:sz", "w:szCs", "w:lang")
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    form.space_after = Pt(0)


def _block(document: Any, block: Block) -> None:
    if block.kind == "table":
        _table(document, block)
    elif block.kind == "right":
        _line(document, block.text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    else:
        _line(document, block.text, bold=block.kind == "heading", indent=True)


def _line(
    holder: Any,
    text: str,
    *,
    font: str = _BODY_FONT,
    size: Any = _BODY,
    align: Any = None,
    bold: bool = False,
    indent: bool = False,
) -> None:
    paragraph = holder.add_paragraph()
    paragraph.alignment = align
    if indent:
        ind = OxmlElement("w:ind")
        ind.set(qn("w:firstLineChars"), "200")
        paragraph._p.get_or_add_pPr().append(ind)  # noqa: SLF001 - python-docx has no name for it
    _run(paragraph, text, font=font, size=size, bold=bold)


def _run(paragraph: Any, text: str, *, font: str, size: Any, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.name, run.font.size = bold, font, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001


def _table(document: Any, block: Block) -> None:
    columns = max(len(row) for row in block.rows)
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            _run(cell.paragraphs[0], text, font=_BODY_FONT, size=_SMALL)


def _page_number(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "- ", font=_BODY_FONT, size=_SMALL)
    run = paragraph.add_run()
    run.font.size = _SMALL
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = words
        run._element.append(part)  # noqa: SLF001 - fields have no other way in
    _run(paragraph, " -", font=_BODY_FONT, size=_SMALL)
