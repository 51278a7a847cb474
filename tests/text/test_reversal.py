import pytest

from bot.lexicon import read_table
from bot.text.reversal import Reversal

REVERSAL = Reversal(read_table("wording"))


@pytest.mark.parametrize(
    ("before", "kept", "after", "lost"),
    [
        ("We will not", "sell the harbour", "", "not"),
        ("We won’t", "sell the harbour", "", "won't"),
        ("I do not think, as I said, that", "we should sell the harbour", "", "not"),
        ("Nobody can say that", "we sold the harbour", "", "nobody"),
        ("It is far from", "a good plan", "", "far"),
        ("If the price is right,", "we will sell the harbour", "", "if"),
        ("", "We will sell the harbour", "if the price is right", "if"),
        ("", "We will sell it", "as long as the town agrees", "as"),
        ("", "We will sell it", "unless the town objects", "unless"),
        ("The idea that", "the harbour is dying", "is simply a myth", "myth"),
        ("", "the harbour is", "not for sale", "not"),
        ("It is an old lie that", "the harbour is lost", "", "lie"),
        ("If you look at the price,", "we will sell the harbour", "", "if"),
        ("No. 5 Pier is no place where", "the ships are safe", "", "no"),
        ("I doubt that", "the harbour is safe", "", "doubt"),
        ("Rather than", "sell the harbour", "we will mend it", "rather"),
    ],
)
def test_a_cut_that_turns_the_meaning_is_seen(before, kept, after, lost):
    found = REVERSAL.cut(before, kept, after)
    assert found is not None
    assert found.replace("’", "'") == lost


@pytest.mark.parametrize(
    ("before", "kept", "after"),
    [
        ("", "We will sell the harbour", ""),
        ("It was not only about money but about", "the quiet of the town", ""),
        ("It is not just a harbour, it is", "the heart of the town", ""),
        ("We lost time—not money, time—and that is", "a pity for the town", ""),
        ("We lost time − not money, time − and that is", "a pity for the town", ""),
        ("", "We will keep the harbour open", "− if anyone asks, say so"),
        ("We do not want war, and", "we will keep the harbour open", ""),
        ("There is no doubt that", "the harbour is safe", ""),
        ("That is not so;", "the harbour is safe", ""),
        ("We are not going to talk in public about the details of", "the meeting in the harbour", ""),
        ("", "We will keep the harbour open", "and if anyone asks we will say so"),
        ("", "It was about the quiet of the town", ", not about money"),
        ("Even if it rains,", "we will sail", ""),
        ("No. First of all, as I said,", "the harbour is safe", ""),
        ("No! The mayor says that", "the harbour is safe", ""),
        ("I did not like it at first,", "but we will sail", ""),
    ],
)
def test_a_cut_that_leaves_the_meaning_is_let_pass(before, kept, after):
    assert REVERSAL.cut(before, kept, after) is None


@pytest.mark.parametrize("words", ["not", "but only", "if it rains", "however", "never again"])
def test_an_ellipsis_over_a_turn_is_seen(words):
    assert REVERSAL.skipped(words)


@pytest.mark.parametrize(
    "words",
    ["in the morning", "not only in spring", "not only in spring, not only here, but", "as the mayor told us", ""],
)
def test_an_ellipsis_over_neutral_words_is_let_pass(words):
    assert REVERSAL.skipped(words) is None
