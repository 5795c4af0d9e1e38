import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.bigrams import (
    LONGEST_TOKEN,
    MOST_QUERY_TOKENS,
    QueryToken,
    query_tokens,
    tokens_of,
)

texts = st.text(st.sampled_from("供暖气水管漏不热阳台３3ＡaＢb ，-é\U00020000"), max_size=40)


def finds(query: str, text: str) -> bool:
    tokens = tokens_of(text)
    return all(
        any(
            token.startswith(part.text) if part.is_prefix else token == part.text
            for token in tokens
        )
        for part in query_tokens(query)
    )


def test_neighbours_are_tokens_and_so_is_the_last_sign() -> None:
    assert tokens_of("暖气不热") == ["暖气", "气不", "不热", "热"]


def test_a_single_sign_is_a_token() -> None:
    assert tokens_of("水，电") == ["水", "电"]


def test_letters_and_digits_are_words() -> None:
    assert tokens_of("WiFi6在3号楼") == ["wifi", "6", "在", "3", "号楼", "楼"]


def test_full_width_and_case_do_not_matter() -> None:
    assert tokens_of("ＡＢＣ１２") == tokens_of("abc12") == ["abc", "12"]


def test_other_scripts_are_words_too() -> None:
    assert tokens_of("Café Ёлка") == ["caf", "é", "ёлка"]


def test_rare_signs_are_chinese_too() -> None:
    assert tokens_of("𠀀𠀁") == ["𠀀𠀁", "𠀁"]


def test_each_token_comes_once() -> None:
    assert tokens_of("水管水管") == ["水管", "管水", "管"]


def test_nothing_gives_nothing() -> None:
    assert tokens_of(" ，。!?-\n") == []
    assert query_tokens("") == []


def test_a_query_of_two_signs_is_one_token() -> None:
    assert query_tokens("供暖") == [QueryToken("供暖")]


def test_a_query_of_one_sign_looks_for_beginnings() -> None:
    assert query_tokens("水") == [QueryToken("水", is_prefix=True)]


def test_words_of_a_query_are_all_looked_for() -> None:
    assert query_tokens("物业 电梯A3") == [QueryToken(word) for word in ("物业", "电梯", "a", "3")]


@pytest.mark.parametrize(
    "query", ["暖气", "不热", "气不热", "热", "暖", "3号", "号楼", "楼 暖气", "wifi", "3"]
)
def test_a_text_is_found_by_what_stands_in_it(query: str) -> None:
    assert finds(query, "WiFi：3号楼暖气不热")


@pytest.mark.parametrize("query", ["热气", "4号", "wi", "冷", "暖气不冷"])
def test_a_text_is_not_found_by_what_does_not(query: str) -> None:
    assert not finds(query, "WiFi：3号楼暖气不热")


def test_a_text_of_5000_signs_always_fits_and_a_longer_one_is_cut() -> None:
    signs = [chr(0x4E00 + at) for at in range(6_000)]
    assert "".join(signs[4_998:5_000]) in tokens_of("".join(signs[:5_000]))
    assert len(tokens_of("".join(signs))) == 5_000
    assert tokens_of("暖气不热", cap=2) == ["暖气", "气不"]


def test_an_endless_word_is_cut_in_text_and_query_alike() -> None:
    assert tokens_of("a" * 100_000) == ["a" * LONGEST_TOKEN]
    assert query_tokens("a" * 100_000) == [QueryToken("a" * LONGEST_TOKEN)]


def test_a_long_query_is_cut() -> None:
    signs = "".join(chr(0x4E00 + at) for at in range(100))
    assert len(query_tokens(signs)) == MOST_QUERY_TOKENS
    assert len(query_tokens(" ".join(signs))) == MOST_QUERY_TOKENS


@given(texts, st.data())
def test_every_piece_of_a_text_between_gaps_finds_it(text: str, data: st.DataObject) -> None:
    pieces = text.split()
    piece = data.draw(st.sampled_from(pieces)) if pieces else ""
    assert finds(piece, text)


@given(texts)
def test_a_text_finds_itself(text: str) -> None:
    assert finds(text, text)
