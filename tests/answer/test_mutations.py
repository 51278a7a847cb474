"""Verify over the starter corpus: its quotations spoilt in known ways get the verdict that they have to get."""

from bench.mutations import run
from bot.lexicon import DATA


async def test_mutations_of_the_starter_corpus_get_the_right_verdict():
    tally = await run([DATA / "corpus"], seed=1, articles=10, each=8)
    assert tally.asked.total() >= 50
    assert tally.right.total() >= 0.97 * tally.asked.total()
    assert tally.reversed_true == []
