"""Suggested categories: learned from labelled messages, told with their confidence."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest

from linli.cases.actions.categories import import_categories
from linli.cases.actions.importing import import_cases
from linli.cases.queries.suggestions import model_path, router, suggestions_for
from linli.cases.rules import ImportRow
from linli.cases.rules.suggesting import Suggestion, Sureness, reasons, router_text
from linli.kernel.actor import system_actor
from linli.kernel.errors import Refused
from linli.places.models import SubDistrict
from linli.records.documents.sheets import read_sheet
from tests.cases.sheets import a_sheet, run
from tests.people.builders import AT
from tests.places import builders as places

HEADINGS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级分类")
SAID = {
    "供暖": ("暖气不热", "室温只有十五度，暖气片是凉的", "供热公司说管道堵了"),
    "道路": ("路面坑洼", "小区门口的路面破损，电动车摔倒", "道路修了又挖"),
    "工资": ("拖欠工资", "工地老板拖欠民工工资三个月", "讨要工钱没有结果"),
}


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


def labelled_rows(each: int = 8) -> list[list[object]]:
    return [
        [
            number,
            f"秘密用户{number}",
            f"{words[0]}第{number}次反映",
            "2019/2/28",
            words[number % 3],
            label,
        ]
        for label, words in SAID.items()
        for number in range(each)
    ]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return a_sheet(tmp_path / "labelled.xlsx", HEADINGS, *labelled_rows())


def test_a_title_weighs_as_much_as_five_and_width_and_blanks_do_not_count() -> None:
    assert router_text("Ａ 路", "x") == "a路" * 5 + "\nx"


def test_what_a_person_should_do_depends_on_the_confidence() -> None:
    found = [Suggestion("甲", percent, ()).sureness for percent in (80, 79, 50, 49)]
    assert found == [Sureness.SURE, Sureness.LOOK, Sureness.LOOK, Sureness.DECIDE]


def test_training_prints_each_fold_and_their_mean(place: SubDistrict, labelled: Path) -> None:
    lines = run("train_router", labelled)
    assert lines[0] == "24 messages, 3 categories"
    folds = [line for line in lines if line.startswith("fold ")]
    assert len(folds) == 5
    mean = sum(float(line.split()[-1]) for line in folds) / 5
    assert lines[-1].startswith("mean macro-F1 of 5 folds: ")
    assert float(lines[-1].split()[-1]) == pytest.approx(mean, abs=0.002)


def test_a_message_gets_the_category_of_its_like_with_the_words_that_made_it(
    place: SubDistrict, labelled: Path
) -> None:
    run("train_router", labelled)
    [[first, *_rest]] = suggestions_for(place.id, [("家里暖气不热", "室温太低")])
    assert first.label == "供暖"
    assert first.percent > 50
    assert first.words == ("暖气不热",)


def test_reasons_are_whole_words_and_none_lies_within_another() -> None:
    parts = {
        "楼道": 1.0,
        "道灯": 0.9,
        "灯坏": 0.8,
        "看不": 0.7,
        "上看": 0.7,
        "们小": 0.6,
        "小区": 0.2,
    }
    said = reasons("楼道灯坏了", "我们小区晚上看不见", "物业/楼道照明", parts)
    assert said == ("楼道灯坏", "看不见")
    title = "朝阳小区东院10号楼遛狗不拴绳"
    assert reasons(title, "", "养犬", {"楼遛": 1.0, "不拴": 0.9}) == ("遛狗不拴绳",)
    assert reasons("孩子明年上学划片怎么查", "", "教育", {"子明": 1.0, "学划": 0.9}) == (
        "上学划片",
    )


def test_where_no_pair_speaks_single_signs_name_the_word() -> None:
    assert reasons("门口路灯", "", "照明", {"口路": -1.0, "灯": 0.4}) == ("门口路灯",)


def test_form_letters_do_not_make_a_suggestion_surer(place: SubDistrict, tmp_path: Path) -> None:
    rows = [
        [10 * number + copy, "用户", f"{words[0]}{number}", "2019/2/28", words[number], label]
        for label, words in SAID.items()
        for number in range(3)
        for copy in range(8)
    ]
    run("train_router", a_sheet(tmp_path / "a.xlsx", HEADINGS, *rows))
    model = router(place.id)
    assert model is not None
    [[first, *_rest]] = suggestions_for(place.id, [SAID["供暖"][:2]])
    assert first.percent <= model.right_percent <= 100


def test_the_model_lies_beside_the_database_and_holds_no_sender(
    place: SubDistrict, labelled: Path
) -> None:
    run("train_router", labelled)
    with np.load(model_path(place.id), allow_pickle=False) as stored:
        words = json.loads(str(stored["words"]))
    assert words["labels"] == sorted(SAID)
    assert all("秘" not in term and "密" not in term for term in words["terms"])
    assert all(1 <= len(term) <= 2 for term in words["terms"])


def test_without_a_model_nothing_is_suggested(place: SubDistrict) -> None:
    assert router(place.id) is None
    assert suggestions_for(place.id, [("暖气", "")]) == [[]]


def test_categories_with_fewer_than_five_messages_are_left_out(
    place: SubDistrict, tmp_path: Path
) -> None:
    rare = [99, "用户", "井盖丢了", "2019/2/28", "井盖", "市政"]
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, *labelled_rows(), rare)
    lines = run("train_router", path)
    assert lines[0] == "24 messages, 3 categories"
    assert "left out 1: fewer than five of their category" in lines


def test_too_little_to_learn_from_is_refused(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS, *labelled_rows()[:8])
    with pytest.raises(Refused) as caught:
        run("train_router", path)
    assert caught.value.code == "too_few_labels"
    assert router(place.id) is None


def test_a_sheet_without_labels_is_refused(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", HEADINGS[:-1], *[row[:-1] for row in labelled_rows()])
    with pytest.raises(Refused, match="一级分类"):
        run("train_router", path)


def test_a_new_training_takes_the_place_of_the_old(
    place: SubDistrict, labelled: Path, tmp_path: Path
) -> None:
    run("train_router", labelled)
    first = router(place.id)
    run("train_router", a_sheet(tmp_path / "b.xlsx", HEADINGS, *labelled_rows(6)))
    second = router(place.id)
    assert first is not None
    assert second is not None
    assert (first.rows, second.rows) == (24, 18)


def test_suggestions_are_written_beside_the_other_columns(
    place: SubDistrict, labelled: Path, tmp_path: Path
) -> None:
    run("train_router", labelled)
    source = a_sheet(
        tmp_path / "in.xlsx",
        ("备注", "留言主题", "留言详情", "留言编号"),
        ("甲", "工地拖欠工资", "老板不给工钱", 7),
        (None, None, None, 8),
    )
    out = tmp_path / "out.xlsx"
    run("suggest_categories", source, "--out", out)
    rows = list(read_sheet(out, required=["留言编号", "建议分类", "置信度"], optional=["备注"]))
    assert [row.values["留言编号"] for row in rows] == [7, 8]
    assert rows[0].cells[:5] == ("甲", "工地拖欠工资", "老板不给工钱", 7, "工资")
    assert 0 < float(str(rows[0].values["置信度"])) <= 1
    assert rows[1].values["建议分类"] in (None, "")


def test_suggesting_again_does_not_add_the_columns_twice(
    place: SubDistrict, labelled: Path, tmp_path: Path
) -> None:
    run("train_router", labelled)
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    run("suggest_categories", labelled, "--out", once)
    run("suggest_categories", once, "--out", twice)
    [first, *_rest] = read_sheet(twice, required=["建议分类", "置信度"])
    assert len(first.cells) == len(HEADINGS) + 2


def test_suggesting_before_learning_says_what_to_run_first(
    place: SubDistrict, labelled: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="linli train-router"):
        run("suggest_categories", labelled, "--out", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_strange_texts_are_suggested_for_too(place: SubDistrict, labelled: Path) -> None:
    run("train_router", labelled)
    strange = [("", ""), ("😀", "<b>&amp;</b>\x07"), ("长" * 10_000, "长" * 10_000), ("x", "y")]
    for [title, body] in strange:
        [found] = suggestions_for(place.id, [(title, body)])
        assert sum(one.percent for one in found) in range(98, 103)


def test_two_hundred_and_fifty_rows_are_suggested_in_a_second(
    place: SubDistrict, labelled: Path
) -> None:
    run("train_router", labelled)
    messages = [(str(row[2]), str(row[4]) * 10) for row in labelled_rows(100)]
    begun = time.process_time()
    suggestions_for(place.id, messages)
    assert len(messages) / (time.process_time() - begun) > 250


def test_without_a_file_it_learns_from_what_people_sorted_here(
    place: SubDistrict, tmp_path: Path
) -> None:
    rows = [("供暖/暖气", None), ("道路/路面", None), ("工资/拖欠", None)]
    ids = import_categories(actor=system_actor(place.id), rows=rows, at=AT)
    messages = [
        ImportRow(
            row=number,
            outside_number=str(number),
            title=str(row[2]),
            body=str(row[4]),
            received_at=AT,
            category_id=next(key for path, key in ids.items() if path.startswith(f"{row[5]}/")),
        )
        for number, row in enumerate(labelled_rows())
    ]
    import_cases(actor=system_actor(place.id), rows=messages, at=AT)
    assert run("train_router")[0] == "24 messages, 3 categories"
    [[first, *_rest]] = suggestions_for(place.id, [("拖欠工钱", "")])
    assert first.label == "工资/拖欠"
