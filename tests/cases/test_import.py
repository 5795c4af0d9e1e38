"""The message sheets of offices come in whole: screened, each once, faults told by row."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from linli.cases.actions.categories import import_categories
from linli.cases.actions.importing import import_cases
from linli.cases.management.commands.import_requests import next_size
from linli.cases.models import Case, CaseSender, CaseStep
from linli.cases.rules import MASK, CaseType, ImportRow
from linli.kernel.actor import system_actor
from linli.kernel.errors import NotAllowed, Refused
from linli.places.models import SubDistrict
from linli.records.models import AuditEntry, Duty, Message
from tests.cases.sheets import HEADINGS, a_message, a_sheet, run
from tests.people.builders import AT
from tests.places import builders as places

WANTED = (*HEADINGS, "反对数", "点赞数", "一级分类", "答复意见", "答复时间")


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


def the_case(place: SubDistrict) -> Case:
    return Case.objects.get(sub_district=place)


def test_a_message_becomes_a_request_with_its_number_time_and_votes(
    place: SubDistrict, tmp_path: Path
) -> None:
    path = a_sheet(tmp_path / "a.xlsx", (*HEADINGS, "反对数", "点赞数"), [*a_message(188006), 2, 7])
    assert run("import_requests", path) == ["imported 1, skipped 0, refused 0"]
    case = the_case(place)
    assert case.outside_number == "188006"
    assert case.received_at == datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)
    assert case.body == "188006号楼的电梯已经停了三天，老人上下楼不便。"
    assert (case.against, case.in_favour, case.source, case.state) == (2, 7, "import", "received")


def test_dates_come_in_both_kinds_of_cells(place: SubDistrict, tmp_path: Path) -> None:
    cell = timezone.make_naive(datetime(2019, 3, 4, 1, 0, tzinfo=UTC))
    rows = [a_message(1), a_message(2, 留言时间=cell), a_message(3, 留言时间="2019-03-04 09:00")]
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, *rows))
    found = Case.objects.filter(sub_district=place).order_by("outside_number")
    assert [case.received_at.day for case in found] == [28, 4, 4]
    assert found[1].received_at == found[2].received_at


def test_a_second_import_adds_none(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, *[a_message(number) for number in range(60)])
    assert run("import_requests", path)[-1] == "imported 60, skipped 0, refused 0"
    assert run("import_requests", path)[-1] == "imported 0, skipped 60, refused 0"
    assert Case.objects.filter(sub_district=place).count() == 60


def test_a_row_that_stands_twice_is_named_and_one_with_other_content_refused(
    place: SubDistrict, tmp_path: Path
) -> None:
    rows = [a_message(5), a_message(5), a_message(5, 留言主题="另一条")]
    lines = run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, *rows))
    assert lines == [
        "row 4: 编号和第 2 行相同，内容却不同。",
        "row 3 has the number of row 2",
        "imported 1, skipped 1, refused 1",
    ]


def test_a_good_row_comes_in_though_one_with_its_number_could_not_be_read(
    place: SubDistrict, tmp_path: Path
) -> None:
    early = a_message(5, 留言时间="0001-01-01")
    lines = run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, early, a_message(5)))
    assert lines[0].startswith("row 2: ")
    assert lines[-1] == "imported 1, skipped 0, refused 1"


def test_faulty_rows_are_told_by_their_number_and_the_rest_goes_on(
    place: SubDistrict, tmp_path: Path
) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    rows = [
        a_message(1),
        a_message(2, 留言时间="去年"),
        a_message(3, 留言时间=f"{tomorrow:%Y/%m/%d %H:%M:%S}"),
        a_message(4, 留言时间=None),
        a_message(5, 留言主题="", 留言详情=" \t"),
        a_message(0, 留言编号=None),
        a_message(7, 留言详情="长" * 20_001),
        a_message(8),
    ]
    lines = run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, *rows))
    assert lines[-1] == "imported 2, skipped 0, refused 6"
    assert [line.split(":")[0] for line in lines[:-1]] == [f"row {row}" for row in range(3, 9)]


def test_numbers_of_persons_are_masked(place: SubDistrict, tmp_path: Path) -> None:
    body = "请打 13812345678，身份证 11010519491231002X。"
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1, 留言详情=body)))
    assert the_case(place).body == f"请打 {MASK}，身份证 {MASK}。"


def test_the_sender_lies_under_seal(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1, 留言用户="示例张三"))
    run("import_requests", path)
    assert CaseSender.objects.get(sub_district=place).name == "示例张三"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM cases_casesender")
        assert "张三" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    "body",
    [
        "长" * 10_000,
        "<script>alert(1)</script><b>粗</b>",
        "救命😀👨‍👩‍👧",
        "响\x07铃\x1b[31m",
        '=HYPERLINK("http://example.org")',
    ],
    ids=["long", "html", "emoji", "control", "formula"],
)
def test_strange_texts_come_in_as_text(place: SubDistrict, tmp_path: Path, body: str) -> None:
    message = ImportRow(
        row=2, outside_number="1", title="示例", body=body, received_at=AT - timedelta(days=9)
    )
    count = import_cases(actor=system_actor(place.id), rows=[message], at=AT)
    assert (count.imported, count.refused) == (1, 0)
    clean = "".join(sign for sign in body if sign >= " ")
    assert the_case(place).body == clean


def test_a_title_too_long_for_its_column_stays_whole_in_the_text(
    place: SubDistrict, tmp_path: Path
) -> None:
    title = "长" * 150
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1, 留言主题=title)))
    assert len(the_case(place).title) == 120
    assert the_case(place).body.startswith(title)


def test_a_message_without_details_is_known_by_its_title(
    place: SubDistrict, tmp_path: Path
) -> None:
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1, 留言详情=None)))
    assert the_case(place).body == the_case(place).title


def test_an_answer_in_the_file_becomes_the_answer(place: SubDistrict, tmp_path: Path) -> None:
    row = [*a_message(1), 0, 3, None, "已修好，请您放心。", "2019/3/5 10:00:00"]
    run("import_requests", a_sheet(tmp_path / "a.xlsx", WANTED, row))
    case = the_case(place)
    answered_at = datetime(2019, 3, 5, 2, 0, tzinfo=UTC)
    assert (case.state, case.answer) == ("closed", "已修好，请您放心。")
    assert (case.answered_at, case.closed_at, case.due_at) == (answered_at, answered_at, None)
    steps = CaseStep.objects.filter(sub_district=place).order_by("id")
    assert [(step.verb, step.at.year) for step in steps] == [
        ("open", 2019),
        ("answer", 2019),
        ("close", 2019),
    ]
    assert not Duty.objects.filter(sub_district=place).exists()


def test_an_answer_before_its_message_is_refused(place: SubDistrict, tmp_path: Path) -> None:
    row = [*a_message(1), 0, 0, None, "已修好。", "2018/3/5"]
    lines = run("import_requests", a_sheet(tmp_path / "a.xlsx", WANTED, row))
    assert lines[-1] == "imported 0, skipped 0, refused 1"


def test_the_clock_of_an_old_message_begins_when_it_comes_in(
    place: SubDistrict, tmp_path: Path
) -> None:
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1)))
    duty = Duty.objects.get(sub_district=place)
    assert duty.started_at.year == timezone.now().year
    assert the_case(place).due_at == duty.due_at


def test_a_known_category_is_kept_and_an_unknown_one_is_told(
    place: SubDistrict, tmp_path: Path
) -> None:
    actor = system_actor(place.id)
    ids = import_categories(actor=actor, rows=[("城乡建设", CaseType.REPAIR)], at=AT)
    rows = [
        [*a_message(1), 0, 0, "城乡建设", None, None],
        [*a_message(2), 0, 0, "天文", None, None],
        [*a_message(3), 0, 0, "天文", None, None],
    ]
    lines = run("import_requests", a_sheet(tmp_path / "a.xlsx", WANTED, *rows))
    assert lines == [
        "category 天文 is not in the tree: 2 rows come in unsorted",
        "imported 3, skipped 0, refused 0",
    ]
    known = Case.objects.get(sub_district=place, outside_number="1")
    assert (known.category_id, known.type) == (ids["城乡建设"], "repair")


def test_nobody_is_written_to(place: SubDistrict, tmp_path: Path) -> None:
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1)))
    assert not Message.objects.filter(sub_district=place).exists()


def test_each_request_is_in_the_journal(place: SubDistrict, tmp_path: Path) -> None:
    run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1), a_message(2)))
    opened = AuditEntry.objects.filter(sub_district=place, did="cases.open")
    assert set(opened.values_list("on_id", flat=True)) == set(
        Case.objects.filter(sub_district=place).values_list("id", flat=True)
    )


def test_a_dry_run_checks_every_row_and_writes_nothing(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1), a_message(2, 留言时间="x"))
    lines = run("import_requests", path, "--dry-run")
    assert lines[-2:] == ["dry run: nothing was written", "imported 1, skipped 0, refused 1"]
    assert not Case.objects.filter(sub_district=place).exists()


def test_a_sheet_without_rows_imports_none(place: SubDistrict, tmp_path: Path) -> None:
    lines = run("import_requests", a_sheet(tmp_path / "a.xlsx", HEADINGS))
    assert lines == ["there is no row under the headings", "imported 0, skipped 0, refused 0"]


def test_a_sheet_that_breaks_off_tells_what_came_in_before(
    place: SubDistrict, tmp_path: Path
) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, *[a_message(number) for number in range(300)])
    cut_half_way(path)
    said = io.StringIO()
    with pytest.raises(Refused, match=path.name):
        call_command("import_requests", path, stdout=said)
    there = Case.objects.filter(sub_district=place).count()
    assert 0 < there < 300
    assert said.getvalue() == f"imported {there}, skipped 0, refused 0\n"


def cut_half_way(path: Path) -> None:
    """Cut the text of the sheet, inside a zip that is whole."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)


def test_what_is_no_message_sheet_is_refused_with_a_sentence(
    place: SubDistrict, tmp_path: Path
) -> None:
    text = tmp_path / "text.xlsx"
    text.write_text("留言编号,留言用户", encoding="utf-8")
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    other = a_sheet(tmp_path / "other.xlsx", ("姓名", "电话"), ("示例", 1))
    broken = a_sheet(tmp_path / "broken.xlsx", HEADINGS, a_message(1))
    broken.write_bytes(broken.read_bytes()[:-100])
    for path in (text, empty, other, broken, tmp_path / "none.xlsx"):
        with pytest.raises(Refused, match=path.name):
            run("import_requests", path)


@pytest.mark.django_db
def test_an_empty_database_says_what_to_run_first(tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, a_message(1))
    with pytest.raises(Refused, match="linli found-sub-district"):
        run("import_requests", path)
    run("found_sub_district", "130900001", "示例街道", "--short", "SL")
    assert run("import_requests", path) == ["imported 1, skipped 0, refused 0"]


def test_a_batch_is_whole_or_not_there(place: SubDistrict) -> None:
    row = ImportRow(row=2, outside_number="1", title="示例", body="正文", received_at=AT)
    with pytest.raises(NotAllowed):
        import_cases(
            actor=places.a_holder("property_manager", places.root_of(place)), rows=[row], at=AT
        )
    assert not Case.objects.filter(sub_district=place).exists()


def test_a_batch_is_made_smaller_when_the_last_one_took_long() -> None:
    assert next_size(100, 0.4) == 50
    assert next_size(100, 10.0) == 2
    assert next_size(1, 10.0) == 1
    assert next_size(40, 0.001) == 80
    assert next_size(200, 0.001) == 200


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_where_it_stood(tmp_path: Path) -> None:
    place = places.a_sub_district()
    rows = [a_message(number) for number in range(1_500)]
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, *rows)
    words = [sys.executable, "-m", "django", "import_requests", str(path)]
    with subprocess.Popen(words, env=_own_environment(tmp_path)) as first:  # noqa: S603
        _wait_for_a_case(place)
        first.send_signal(signal.SIGKILL)
    stood = _cases(place)
    assert 0 < stood < 1_500
    again = subprocess.run(  # noqa: S603
        words, env=_own_environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert again.stdout.splitlines()[-1] == (
        f"imported {1_500 - stood}, skipped {stood}, refused 0"
    )
    assert _cases(place) == 1_500


def _own_environment(folder: Path) -> dict[str, str]:
    """The settings under which another process meets this test's database."""
    link = folder / "linli.sqlite3"
    if connection.vendor == "sqlite" and not link.exists():
        link.symlink_to(connection.settings_dict["NAME"])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATA": str(folder),
        "LINLI_SECRET_KEY": settings.SECRET_KEY,
    }
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        environment["DATABASE_URL"] = (
            f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
        )
    return environment


def _cases(place: SubDistrict) -> int:
    return Case.objects.filter(sub_district=place).count()


def _wait_for_a_case(place: SubDistrict) -> None:
    until = time.monotonic() + 30
    while not _cases(place):
        assert time.monotonic() < until
        time.sleep(0.02)
