from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from linli.kernel.rule import BadRule, Bound, Certainty, Kind
from linli.kernel.rulebook import (
    NoSuchRule,
    NotSetByPlace,
    Rulebook,
    first_in_force,
    in_force,
    rulebook_from,
    rulebook_in,
    rules_to_set,
    shipped_rulebook,
    value_for,
)
from linli.kernel.shares import Threshold
from linli.kernel.workdays import Duration, Unit

SPRING = date(2026, 3, 1)
HEAD = """
title = { zh = "试", en = "Trial" }
about = { zh = "试用。", en = "For trial." }
"""


@dataclass(frozen=True)
class Adopted:
    """What a place adopted, as a row of records would hold it."""

    key: str
    value: object
    source: str = "本地文件第1号"
    adopted_by: str = "示例街道办事处"
    adopted_on: date = date(2026, 1, 10)
    valid_from: date = date(2026, 1, 15)
    valid_to: date | None = None


def an_entry(**changes: str | None) -> str:
    lines: Mapping[str, str | None] = {
        "id": '"R99"',
        "key": '"trial.limit"',
        "name": '{ zh = "时限", en = "Limit" }',
        "days": "15",
        "source": '{ zh = "某法第1条", en = "Some Law, art. 1" }',
        "valid_from": "2022-05-01",
        "certainty": '"V"',
        **changes,
    }
    kept = (f"{name} = {value}" for name, value in lines.items() if value is not None)
    return "[[rule]]\n" + "\n".join(kept) + "\n"


def a_book(*entries: str) -> Rulebook:
    return rulebook_from({"trial": HEAD + "\n".join(entries or (an_entry(),))})


def test_a_rule_is_read_with_all_it_says() -> None:
    rule = a_book(
        an_entry(
            bound='"at_most"',
            valid_to="2030-12-31",
            verified_by='"示例核对人"',
            url='"https://example.org/law"',
            note='{ zh = "注", en = "Note" }',
        )
    ).rule_in_force("trial.limit", on=SPRING)
    assert (rule.id, rule.key, rule.group, rule.kind) == ("R99", "trial.limit", "trial", Kind.DAYS)
    assert rule.value == Duration(15, Unit.DAYS)
    assert (rule.unit, rule.bound, rule.certainty) == (Unit.DAYS, Bound.AT_MOST, Certainty.READ)
    assert (rule.name.zh, rule.source.en, rule.note.zh) == ("时限", "Some Law, art. 1", "注")
    assert (rule.valid_from, rule.valid_to) == (date(2022, 5, 1), date(2030, 12, 31))
    assert (rule.verified_by, rule.url) == ("示例核对人", "https://example.org/law")
    assert not rule.must_be_set
    assert not rule.should_be_set


def test_a_rule_binds_from_its_first_to_its_last_day() -> None:
    book = a_book(an_entry(valid_to="2022-05-31"))
    assert book.knows("trial.limit", on=date(2022, 5, 1))
    assert book.knows("trial.limit", on=date(2022, 5, 31))
    assert not book.knows("trial.limit", on=date(2022, 4, 30))
    with pytest.raises(NoSuchRule, match=r"No rule trial\.limit is in force on 2022-06-01"):
        book.rule_in_force("trial.limit", on=date(2022, 6, 1))


def test_a_later_text_replaces_an_earlier_one() -> None:
    book = a_book(
        an_entry(valid_to="2025-12-31"), an_entry(days=None, workdays="20", valid_from="2026-01-01")
    )
    assert in_force(book, "trial.limit", on=date(2025, 12, 31)).duration.count == 15
    assert in_force(book, "trial.limit", on=date(2026, 1, 1)).duration.unit is Unit.WORKDAYS


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"source": None}, "trial: trial.limit: source is missing"),
        ({"source": '{ zh = "某法" }'}, "source is missing in Chinese or in English"),
        ({"name": '{ zh = "", en = "Limit" }'}, "name is missing"),
        ({"id": None}, "id is missing"),
        ({"key": None}, "trial: a rule has no key"),
        ({"days": None}, "exactly one value, not 0"),
        ({"count": "3"}, "exactly one value, not 2"),
        ({"days": "-1"}, "not a whole number"),
        ({"days": "1.5"}, "not a whole number"),
        ({"days": "true"}, "not a whole number"),
        ({"certainty": '"X"'}, "certainty is one of V, M, K, U"),
        ({"certainty": None}, "certainty is missing"),
        ({"bound": '"about"'}, "bound is one of exactly, at_least, at_most"),
        ({"valid_from": None}, "valid_from is not a date"),
        ({"valid_from": '"2022-05-01"'}, "valid_from is not a date"),
        ({"valid_from": "2022-05-01T00:00:00"}, "valid_from is not a date"),
        ({"valid_to": "2022-04-30"}, "ends before it begins"),
        ({"must_be_set": "true"}, "has no value here"),
        ({"must_be_set": "1"}, "neither true nor false"),
        ({"days": None, "must_be_set": "true"}, "kind is missing"),
        ({"days": None, "share": '"2/3"'}, "a share is a fraction"),
        ({"days": None, "share": '"2/0"', "inclusive": "true"}, "2/0 is not a share"),
        ({"days": None, "share": '"5/4"', "inclusive": "true"}, "5/4 is not a share"),
        ({"days": None, "text": '" "'}, "not a text"),
        ({"days": None, "list": "[]"}, "at least one entry"),
        ({"days": None, "list": '["a", 1]'}, "not a text"),
        ({"days": None, "table": "[]"}, "at least one row"),
        ({"days": None, "table": "[1]"}, "not a row"),
        ({"days": None, "table": "[{ a = 1.5 }]"}, "neither text nor whole number"),
        ({"since": "2022-05-01"}, "unknown entry since"),
    ],
)
def test_a_rule_not_written_as_it_must_be_is_refused(
    changes: dict[str, str | None], fault: str
) -> None:
    with pytest.raises(BadRule, match=fault):
        a_book(an_entry(**changes))


def test_two_rules_that_bind_on_one_day_are_refused() -> None:
    with pytest.raises(BadRule, match="two rules bind on the same day"):
        a_book(an_entry(valid_to="2026-01-01"), an_entry(valid_from="2026-01-01"))
    with pytest.raises(BadRule, match="two rules bind on the same day"):
        rulebook_from({"one": HEAD + an_entry(), "two": HEAD + an_entry(valid_from="2030-01-01")})


def test_a_rule_does_not_change_its_kind() -> None:
    with pytest.raises(BadRule, match="kind changes"):
        a_book(
            an_entry(valid_to="2022-12-31"),
            an_entry(valid_from="2023-01-01", days=None, count="3"),
        )


@pytest.mark.parametrize("text", ["not toml", an_entry(), HEAD, HEAD + "rule = 3"])
def test_a_file_not_written_as_it_must_be_is_refused(text: str) -> None:
    with pytest.raises(BadRule, match="trial: "):
        rulebook_from({"trial": text})


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(HEAD + an_entry(key='"b.limit"'), encoding="utf-8")
    (tmp_path / "a.toml").write_text(HEAD + an_entry(key='"a.limit"'), encoding="utf-8")
    book = rulebook_in(tmp_path)
    assert [group.name for group in book.groups] == ["a", "b"]
    assert [rule.key for rule in book.all_rules()] == ["a.limit", "b.limit"]
    assert book.groups[0].title.zh == "试"


def test_each_kind_of_value_is_given_as_what_it_is() -> None:
    def value(**entry: str) -> object:
        changes: dict[str, str | None] = {"days": None, **entry}
        return in_force(a_book(an_entry(**changes)), "trial.limit", on=SPRING)

    share = value(share='"2/3"', inclusive="true")
    assert share.threshold == Threshold(Fraction(2, 3), inclusive=True, source="某法第1条")
    assert value(count="5").count == 5
    assert value(switch="false").switch is False
    assert value(text='"字"').text == "字"
    assert value(list='["甲", "乙"]').items == ("甲", "乙")
    assert value(table='[{ post = "a", after = 1, told = true }]').rows == (
        {"post": "a", "after": 1, "told": True},
    )
    for unit in Unit:
        assert value(**{unit.value: "7"}).duration == Duration(7, unit)


@pytest.mark.parametrize("wanted", ["threshold", "count", "switch", "text", "items", "rows"])
def test_a_value_is_not_given_as_what_it_is_not(wanted: str) -> None:
    limit = in_force(a_book(), "trial.limit", on=SPRING)
    with pytest.raises(TypeError, match=r"trial\.limit is not a"):
        getattr(limit, wanted)


def test_a_switch_is_not_a_count_and_a_count_no_limit() -> None:
    switch = in_force(a_book(an_entry(days=None, switch="true")), "trial.limit", on=SPRING)
    with pytest.raises(TypeError, match="not a count"):
        _ = switch.count
    with pytest.raises(TypeError, match="not a limit of time"):
        _ = switch.duration


def test_the_rulebook_speaks_where_the_place_has_adopted_nothing() -> None:
    value = in_force(a_book(), "trial.limit", on=SPRING, overrides=[Adopted("other", 3)])
    assert value.duration == Duration(15, Unit.DAYS)
    assert not value.is_local
    assert (value.adopted_by, value.adopted_on) == ("", None)


def test_what_the_place_adopted_wins_and_says_who_and_when() -> None:
    value = in_force(a_book(), "trial.limit", on=SPRING, overrides=[Adopted("trial.limit", 10)])
    assert value.duration == Duration(10, Unit.DAYS)
    assert value.is_local
    assert (value.adopted_by, value.adopted_on) == ("示例街道办事处", date(2026, 1, 10))
    assert value.source.zh == "本地文件第1号"


def test_what_the_place_adopted_binds_only_in_its_time() -> None:
    local = Adopted("trial.limit", 10, valid_to=date(2026, 2, 28))
    book = a_book()
    assert (
        in_force(book, "trial.limit", on=date(2026, 1, 14), overrides=[local]).duration.count == 15
    )
    assert (
        in_force(book, "trial.limit", on=date(2026, 2, 28), overrides=[local]).duration.count == 10
    )
    assert (
        in_force(book, "trial.limit", on=date(2026, 3, 1), overrides=[local]).duration.count == 15
    )


def test_of_several_local_values_the_latest_wins() -> None:
    old = Adopted("trial.limit", 10)
    new = Adopted("trial.limit", 12, valid_from=date(2026, 2, 1))
    corrected = Adopted("trial.limit", 13, valid_from=date(2026, 2, 1), adopted_on=date(2026, 2, 2))
    both = in_force(a_book(), "trial.limit", on=SPRING, overrides=[new, old])
    all_three = in_force(a_book(), "trial.limit", on=SPRING, overrides=[corrected, old, new])
    assert (both.duration.count, all_three.duration.count) == (12, 13)


def test_a_place_may_count_in_another_unit() -> None:
    local = Adopted("trial.limit", {"workdays": 3})
    value = in_force(a_book(), "trial.limit", on=SPRING, overrides=[local])
    assert value.duration == Duration(3, Unit.WORKDAYS)


@pytest.mark.parametrize("raw", ["3", {"weeks": 3}, {"days": 1, "minutes": 2}, None, 1.5, True])
def test_a_local_value_of_another_kind_is_refused(raw: object) -> None:
    rule = a_book().rule_in_force("trial.limit", on=SPRING)
    with pytest.raises(BadRule):
        value_for(rule, raw, source="本地文件")


def test_a_local_share_keeps_its_own_source() -> None:
    rule = a_book(an_entry(days=None, share='"1/2"', inclusive="false")).all_rules()[0]
    kind, value = value_for(rule, {"share": "2/3", "inclusive": True}, source="本地文件")
    assert kind is Kind.SHARE
    assert value == Threshold(Fraction(2, 3), inclusive=True, source="本地文件")


def test_what_the_place_must_set_has_no_value_until_it_does() -> None:
    book = a_book(an_entry(days=None, must_be_set="true", kind='"count"'))
    with pytest.raises(NotSetByPlace, match=r"must set trial\.limit"):
        in_force(book, "trial.limit", on=SPRING)
    assert (
        in_force(book, "trial.limit", on=SPRING, overrides=[Adopted("trial.limit", 3)]).count == 3
    )


def test_musts_come_before_shoulds_and_what_is_set_is_gone() -> None:
    book = a_book(
        an_entry(key='"a"', certainty='"U"'),
        an_entry(key='"b"'),
        an_entry(key='"c"', days=None, must_be_set="true", kind='"count"'),
        an_entry(key='"d"', should_be_set="true"),
        an_entry(key='"e"', certainty='"U"', valid_to="2024-01-01"),
    )
    assert [rule.key for rule in rules_to_set(book, on=SPRING)] == ["c", "a", "d"]
    left = rules_to_set(book, on=SPRING, overrides=[Adopted("a", 3)])
    assert [rule.key for rule in left] == ["c", "d"]


def test_the_first_known_key_is_taken() -> None:
    book = a_book(an_entry(key='"a.b"'), an_entry(key='"a"', days="3"))
    assert first_in_force(book, "a.b.c", "a.b", "a", on=SPRING).duration.count == 15
    with pytest.raises(NoSuchRule, match="None of x, y"):
        first_in_force(book, "x", "y", on=SPRING)


def test_the_shipped_rulebook_is_read_once() -> None:
    assert shipped_rulebook() is shipped_rulebook()
