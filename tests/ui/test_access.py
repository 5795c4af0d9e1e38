import pytest

from linli.kernel.posts import COUNTER, OFFICE, OFFICIALS, POST_HOLDERS, PROPERTY, PostKind
from linli.ui.access import ADMINISTRATOR, Who, audience, open_to


def test_an_audience_joins_words_posts_and_groups():
    declared = audience(OFFICE, PostKind.SECRETARY, ADMINISTRATOR)
    assert declared == OFFICE | {PostKind.SECRETARY, Who.ADMINISTRATOR}


@pytest.mark.parametrize("unknown", ["secretery", "post:secretary", "secretary", "staff", ""])
def test_a_word_that_nobody_defined_is_refused_at_import(unknown):
    with pytest.raises(ValueError, match="No audience"):
        open_to(unknown)


def test_a_view_is_not_opened_to_nobody_by_mistake():
    with pytest.raises(ValueError, match="No audience"):
        open_to()


def test_officials_are_neither_neighbours_nor_companies():
    assert not OFFICIALS & PROPERTY
    assert PostKind.CONGRESS_CHAIR not in OFFICIALS
    assert OFFICE | COUNTER < OFFICIALS < POST_HOLDERS
