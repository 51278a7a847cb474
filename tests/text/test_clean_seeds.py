"""The five articles as they were crawled, where they are at hand: what each tells of itself, and what goes."""

from pathlib import Path

import pytest

from bot.models import Header, RawArticle
from tests.text.reading import cleaner, headers

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def read(start: str) -> tuple[str, Header, set[str]]:
    if not SEEDS.is_dir():
        pytest.skip("the crawled articles are not here")
    text = next(SEEDS.glob(f"{start}*")).read_text("utf-8")
    cleaned = cleaner().clean(text)
    header = headers().read(RawArticle("a.txt", text), cleaned, text.splitlines())
    return cleaned.body, header, {item.reason for item in cleaned.removed}


@pytest.mark.parametrize(
    ("start", "facts", "paragraphs"),
    [
        ("000", ("BNN", "BNN Correspondents", None, "2024-01-12 17:27:00 EST"), 7),
        ("001", (None, None, "WASHINGTON", "2024-01-13 15:15:00 JST"), 8),
        ("002", (None, None, "WASHINGTON", None), 9),
        ("003", (None, None, None, None), 8),
        ("004", (None, None, None, None), 9),
    ],
)
def test_a_crawled_article_tells_what_it_says_and_no_more(start, facts, paragraphs) -> None:
    body, header, _ = read(start)
    stamp = header.published
    told = [fact.value if fact else None for fact in (header.outlet, header.author, header.dateline)]
    assert (*told, f"{stamp.day} {stamp.clock} {stamp.zone}" if stamp else None) == facts
    assert (header.title is None) is (start == "003")
    assert header.url is None
    assert len(body.split("\n\n")) == paragraphs


@pytest.mark.parametrize(
    ("start", "gone", "reasons"),
    [
        ("000", ("Chahal", "Newsroom", "author", "2024-01-12"), {"stamp", "section label", "title", "byline", "tags"}),
        ("001", ("POPULAR", "RANKING", "Komeito", "Ishiba"), {"title", "stamp", "list of other stories"}),
        (
            "002",
            ("Baca", "loading", "(esn)", "PHOTO"),
            {"notice", "related", "initials", "photo credit glued to a title"},
        ),
        ("003", ("HTML5",), {"notice"}),
        ("004", ("Amid Mutual",), {"title", "second copy of a line"}),
    ],
)
def test_the_furniture_of_a_crawled_article_goes(start, gone, reasons) -> None:
    body, _, why = read(start)
    assert [word for word in gone if word in body] == []
    assert reasons <= why


def test_of_two_copies_of_a_caption_one_is_kept() -> None:
    body, _, _ = read("004")
    paragraphs = body.split("\n\n")
    assert len(set(paragraphs)) == len(paragraphs)
    assert all("\n" not in paragraph for paragraph in paragraphs)
