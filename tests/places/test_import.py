"""A sheet of places: what comes in, what is told by its row, and that it is all or nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from linli.kernel.errors import Refused
from linli.places import actions, queries
from linli.places.documents import rows_of_sheet, write_template
from linli.places.models import Place, PlaceAlias, PlaceCode, SubDistrict
from linli.places.rules import CodeScheme, PlaceKind, RowFault
from linli.records.documents.sheets import write_sheet
from linli.records.models import AuditEntry
from tests.places.builders import AT, TODAY, a_compound, a_holder, a_sub_district, root_of

pytestmark = pytest.mark.django_db

HEADINGS = ("类型", "名称", "上级", "区划代码", "自")


def run(path: Path | None, *options: str) -> tuple[str, str, bool]:
    """What the command said on stdout and stderr, and whether it refused."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(
            "import_places", *([str(path)] if path else []), *options, stdout=out, stderr=err
        )
    except Refused as refusal:
        return out.getvalue(), err.getvalue() + refusal.message, True
    return out.getvalue(), err.getvalue(), False


def a_sheet(folder: Path, *rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    path = folder / "places.xlsx"
    write_sheet(path, headings=headings, rows=rows)
    return path


def test_the_template_itself_comes_in_and_founds_the_sub_district(tmp_path):
    write_template(tmp_path / "t.xlsx")
    assert run(tmp_path / "t.xlsx")[0].splitlines()[-1] == "imported 9, skipped 0, refused 0"
    here = SubDistrict.objects.get(code="130903999")
    gate = Place.objects.get(name="东门")
    above = queries.ancestors(here.id, gate.id, on=TODAY)
    assert above is not None
    assert above.chain == ("示例街道", "示例一社区", "示例花园", "东门")


def test_an_overlay_of_the_sheet_holds_the_building(tmp_path):
    write_template(tmp_path / "t.xlsx")
    run(tmp_path / "t.xlsx")
    building = Place.objects.get(name="3号楼")
    above = queries.ancestors(building.sub_district_id, building.id, on=TODAY)
    assert above is not None
    assert above.patch_id == Place.objects.get(name="第1片区").id


def test_aliases_codes_and_the_fence_come_with_the_place(tmp_path):
    write_template(tmp_path / "t.xlsx")
    run(tmp_path / "t.xlsx")
    assert Place.objects.get(name="示例花园").closed_compound
    assert set(PlaceAlias.objects.values_list("name", flat=True)) == {
        "一社",
        "示例一居",
        "花园小区",
    }
    assert PlaceCode.objects.get(scheme=CodeScheme.STATISTICAL).code == "130903999001"


def test_the_same_sheet_again_adds_nothing(tmp_path):
    write_template(tmp_path / "t.xlsx")
    run(tmp_path / "t.xlsx")
    assert run(tmp_path / "t.xlsx")[0] == "imported 0, skipped 9, refused 0\n"


def test_a_dry_run_says_what_would_come_in_and_writes_nothing(tmp_path):
    write_template(tmp_path / "t.xlsx")
    out, _err, refused = run(tmp_path / "t.xlsx", "--dry-run")
    assert not refused
    assert "dry run: nothing was written" in out
    assert out.endswith("imported 9, skipped 0, refused 0\n")
    assert not SubDistrict.objects.exists()
    assert queries.sub_districts() == []


def test_each_fault_is_told_by_its_row_and_nothing_comes_in(tmp_path):
    here = a_sub_district()
    path = a_sheet(
        tmp_path,
        ("社区", "示例一社区", here.name),
        ("小区", "示例花园", "没有的社区"),
        ("小镇", "示例镇", here.name),
        ("社区", "示例一社区", here.name),
        ("社区", "示例二社区", here.name, "12"),
        ("社区", "示例三社区", here.name, "", "去年"),
    )
    out, err, refused = run(path)
    assert refused
    rows = [line.split(":")[0] for line in err.splitlines() if line.startswith("row")]
    assert rows == ["row 3", "row 4", "row 5", "row 6", "row 7"]
    assert out.endswith("imported 0, skipped 0, refused 5\n")
    assert not Place.objects.exclude(kind=PlaceKind.SUB_DISTRICT).exists()


def test_what_lies_in_a_wrong_row_is_not_told_again(tmp_path):
    here = a_sub_district()
    path = a_sheet(
        tmp_path,
        ("社区", "示例一社区", here.name, "12"),
        ("小区", "示例花园", "示例一社区"),
        ("楼栋", "1号楼", "示例一社区/示例花园"),
    )
    assert run(path)[0].endswith("refused 1\n")


def test_a_place_may_lie_in_one_that_stands_already(tmp_path):
    compound = a_compound()
    community = queries.history(compound.sub_district_id, compound.id).parentages[0].parent
    path = a_sheet(tmp_path, ("楼栋", "９号楼", f"{community.name} / {compound.name}"))
    assert not run(path)[2]
    assert Place.objects.get(kind=PlaceKind.BUILDING).name == "9号楼"


def test_an_empty_installation_without_a_sub_district_row_is_told_what_is_missing(tmp_path):
    path = a_sheet(tmp_path, ("社区", "示例一社区", "示例街道"))
    _out, err, refused = run(path)
    assert refused
    assert "街道" in err


def test_a_sheet_of_another_sub_district_is_refused_in_a_browser():
    here = a_sub_district()
    rows = [row for row in _example_rows() if not isinstance(row, RowFault)]
    actor = a_holder("sub_district_leader", root_of(here))
    count = actions.import_places(actor=actor, rows=rows, at=AT)
    assert [fault.number for fault in count.faults] == [2]


def test_a_secretary_imports_inside_the_own_community_only():
    compound = a_compound()
    community = queries.history(compound.sub_district_id, compound.id).parentages[0].parent
    row = next(row for row in _example_rows() if row.kind is PlaceKind.BUILDING)
    mine = _lying_in(row, (community.name, compound.name))
    actor = a_holder("secretary", community)
    assert actions.import_places(actor=actor, rows=[mine], at=AT).imported == 1


def test_an_import_stands_in_the_journal_once_a_kind(tmp_path):
    write_template(tmp_path / "t.xlsx")
    run(tmp_path / "t.xlsx")
    entries = AuditEntry.objects.filter(did="places.register_many")
    assert sorted(entry.facts["kind"] for entry in entries) == sorted(
        kind.value for kind in PlaceKind if kind not in {"sub_district", "grid_cell"}
    )


def test_no_file_is_wrong_use():
    with pytest.raises(CommandError, match=r"Name a file"):
        run(None)


def _example_rows():
    file = io.BytesIO()
    write_template(file)
    return list(rows_of_sheet(file))


def _lying_in(row, path):
    return replace(row, path=path, overlays=())


def test_more_codes_than_a_statement_takes_come_in_together(monkeypatch, tmp_path):
    monkeypatch.setattr("linli.places.queries.clashes._AT_A_TIME", 2)
    here = a_sub_district()
    headings = ("类型", "名称", "上级", "自编代码")
    rows = [("社区", f"示例{number}社区", here.name, f"A-{number}") for number in range(5)]
    rows.append(("社区", "示例末社区", here.name, "A-0"))
    out, err, refused = run(a_sheet(tmp_path, *rows, headings=headings))
    assert refused
    assert "row 7" in err
    assert out.endswith("refused 1\n")
