import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.text.tokens import bigrams, fold, has_cjk, stem, stems, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("economies", "economy"),
        ("U.S.", "US"),
        ("USA", "US"),
        ("F-35s", "F-35"),
        ("Japan’s", "Japan"),
        ("Kōno", "Kono"),
        ("12,000", "12000"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("us", "US"), ("Polish", "polls"), ("20%", "20")])
def test_different_words_do_not(one, other):
    assert stem(one) != stem(other)


def test_a_hyphen_parts_words_and_a_model_number_stays_whole():
    assert [token.text for token in tokens("U.S.-Japan F-35 jets")] == ["U.S.", "Japan", "F-35", "jets"]


def test_folding_takes_accents_and_typography_away():
    assert fold("Ōta’s “É”") == "ota's “e”"


def test_neighbours_are_pairs():
    assert bigrams(stems("peace and stability")) == {("peac", "and"), ("and", "stabil")}


def test_japanese_is_told_apart():
    assert has_cjk("台湾 Strait")
    assert not has_cjk("Taiwan Strait")


@given(st.text(max_size=80), st.integers(0, 50))
@settings(deadline=None, max_examples=150)
def test_tokens_stand_where_they_say(text, offset):
    for token in tokens(text, offset):
        assert text[token.span.start - offset : token.span.end - offset] == token.text


@given(st.text("abZé—–-.,'’“”()$%5 \n\u3000\u200bU.S.F日", max_size=60))
@example("the U.S. and “F-35s,” $1,000.5 (A.B.C.) don’t")
def test_stems_are_those_of_the_words_in_their_order(text):
    assert stems(text) == [token.stem for token in tokens(text)]
