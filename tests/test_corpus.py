"""The starter corpus: our own words, with the officials' words as they were spoken."""

import re
from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).resolve().parents[1] / "data" / "corpus"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
BRIEFS = sorted(CORPUS.glob("*.md"))
LONGEST_RUN = 6  # words in a row that a brief may share with an original, names and titles among them

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the originals are not beside this checkout")


def front_matter(brief):
    return yaml.safe_load(brief.read_text("utf-8").split("---")[1])


def body(brief: Path) -> str:
    return brief.read_text("utf-8").split("---\n", 2)[2]


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("’", "'"))


def quoted(text: str) -> list[str]:
    return re.findall("“([^”]*)”", text)


def originals() -> list[list[str]]:
    return [words(seed.read_text("utf-8")) for seed in sorted(SEEDS.glob("*.txt"))]


def test_there_are_five_briefs():
    assert len(BRIEFS) == 5


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)
def test_a_brief_says_whose_it_is_and_what_it_is_based_on(brief):
    fields = front_matter(brief)
    assert fields["outlet"] == "Cornerstone"
    assert fields["title"]
    assert fields["based_on"]


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)
def test_quotation_marks_of_a_brief_are_curly_and_paired(brief):
    text = body(brief)
    assert '"' not in text
    assert text.count("“") == text.count("”") == len(quoted(text))


@needs_seeds
@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)
def test_what_a_brief_quotes_stands_in_an_original(brief):
    texts = [f" {' '.join(seed)} " for seed in originals()]
    lost = [quote for quote in quoted(body(brief)) if not any(f" {' '.join(words(quote))} " in text for text in texts)]
    assert lost == []


@needs_seeds
@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)
def test_outside_quotation_marks_a_brief_is_in_our_own_words(brief):
    run = LONGEST_RUN + 1
    theirs = {tuple(seed[i : i + run]) for seed in originals() for i in range(len(seed) - run + 1)}
    pieces = [words(piece) for piece in re.split("“[^”]*”", body(brief))]
    ours = [tuple(piece[i : i + run]) for piece in pieces for i in range(len(piece) - run + 1)]
    assert [" ".join(shared) for shared in ours if shared in theirs] == []
