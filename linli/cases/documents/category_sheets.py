"""Sheets of categories: the tree, labelled messages to learn from, suggestions to look through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from linli.cases.actions.router import Labelled
from linli.cases.queries.suggestions import router
from linli.cases.rules.categories import names_fault, path_of, plain_name
from linli.kernel.errors import Refused
from linli.records.documents import SheetRow, headings_of, read_sheet, text_of, write_sheet

TREE_COLUMNS = ("一级分类", "二级分类", "三级分类")
TITLE, BODY, LABEL = "留言主题", "留言详情", "一级分类"
SUGGESTED, CONFIDENCE = "建议分类", "置信度"


def category_paths(path: Path) -> list[str]:
    """The paths of a tree sheet; a faulty row is refused with its number, and nothing comes in."""
    rows = read_sheet(path, required=TREE_COLUMNS[:1], optional=TREE_COLUMNS[1:])
    return [_path(row) for row in rows]


def labelled_messages(path: Path) -> Iterator[Labelled]:
    """The messages of a sheet whose category a person has set; senders are not read."""
    for row in read_sheet(path, required=(TITLE, BODY, LABEL)):
        yield Labelled(
            title=text_of(row.values[TITLE]),
            body=text_of(row.values[BODY]),
            label=text_of(row.values[LABEL]),
        )


def write_suggestions(source: Path, out: Path, *, sub_district_id: UUID) -> int:
    """Write the sheet again with a suggestion and its confidence; answer how many rows."""
    model = router(sub_district_id)
    if model is None:
        raise Refused(
            "no_router",
            _("Nothing has been learned yet. First run: linli train-router FILE.xlsx"),
        )
    headings = headings_of(source, required=(TITLE,))
    kept = [at for at, name in enumerate(headings) if name not in {SUGGESTED, CONFIDENCE}]
    written = 0

    def rows() -> Iterable[list[object]]:
        nonlocal written
        for row in read_sheet(source, required=(TITLE,), optional=(BODY,)):
            title, body = text_of(row.values[TITLE]), text_of(row.values.get(BODY))
            best = model.suggest(title, body)[0] if title or body else None
            cells = [row.cells[at] if at < len(row.cells) else None for at in kept]
            written += 1
            yield [*cells, *((best.label, Fraction(best.percent, 100)) if best else ("", ""))]

    write_sheet(out, headings=[*(headings[at] for at in kept), SUGGESTED, CONFIDENCE], rows=rows())
    return written


def _path(row: SheetRow) -> str:
    names = [plain_name(text_of(row.values.get(column))) for column in TREE_COLUMNS]
    fault = names_fault(names)
    if fault:
        sentences = {
            "no_category_name": _("Row %(row)s has no category in its first column."),
            "category_gap": _("Row %(row)s leaves a level out."),
            "category_name_too_long": _("Row %(row)s has a name longer than 60 characters."),
        }
        raise Refused(fault, sentences[fault] % {"row": row.number})
    return path_of(names)
