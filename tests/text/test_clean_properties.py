import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import RawArticle
from bot.text.segment import segment
from tests.text.reading import cleaner, headers

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PIECES = [
    "By Ann Example", "POPULAR ARTICLE", "Most Read", "- ", "Baca: a", "author", "(esn)", "Q Yes.", "MS. A: No.", "“We will", "see,” he said.",
    "The ships left the harbour on Monday and", "came back.", "Navy Plans New Base", "January 12, 2024", "PHOTO/Reuters", "Tags: a", "loading…", "…", "U.S.",
    "\ud800", "\x00", "\u202e", "台湾海峡", "。", "{", "}", "# ", "|", "©", "* * *",
]  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=6).map(" ".join)
    return st.lists(lines, max_size=25).flatmap(
        lambda some: st.lists(
            st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]), min_size=len(some), max_size=len(some)
        ).map(lambda breaks: "".join(line + end for line, end in zip(some, breaks, strict=True)))
    )


@given(texts() | st.text(max_size=400), st.none() | st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_a_passage_is_in_the_text_word_for_word_and_no_line_is_lost(text: str, title: str | None) -> None:
    cleaned = cleaner().clean(text, title)
    whole = " ".join(text.split())
    for passage in segment(cleaned.body):
        assert " ".join(passage.span.of(cleaned.body).split()) in whole
    told = " ".join([cleaned.body, *(item.text for item in cleaned.removed)]).split()
    assert sorted(word for word in told if word.strip("#")) == sorted(word for word in text.split() if word.strip("#"))
    headers().read(RawArticle("a.txt", text), cleaned, text.splitlines())


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "\n",
        "-",
        "“",
        ".",
        "(",
        "1",
        "#",
        "@",
        "A ",
        "a\n",
        "- a\n",
        "A. ",
        "by ",
        "2024-",
        "<",
        "/",
        "あ",
        "Photo:",
    ],
)
def test_a_long_run_of_anything_takes_linear_time(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    start = time.process_time()
    cleaned = cleaner().clean(text)
    headers().read(RawArticle("a.txt", text), cleaned, text.splitlines())
    assert time.process_time() - start < 3


def paragraphs(text: str) -> list[str]:
    return [" ".join(piece.split()) for piece in re.split(r"\n\s*\n", text)]


@pytest.mark.parametrize(("folder", "every"), [("newsqa/articles", 10), ("quotations/text", 6), ("alliance", 12)])
def test_no_paragraph_of_prose_is_lost(folder: str, every: int) -> None:
    """What is taken out and reads like a sentence is a second copy, a title, or speaks of the page itself."""
    if not SHARED.is_dir():
        pytest.skip("the shared articles are not here")
    lost = []
    for path in sorted((SHARED / folder).rglob("*.*"))[::every]:
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), count=1, flags=re.DOTALL)
        cleaned = cleaner().clean(text, "Stated beside the text" if folder.startswith("newsqa") else None)
        whole = " ".join(cleaned.body.split())
        told = whole + " ".join(line.text for line in cleaned.header)
        lost += [
            (path.name, paragraph)
            for paragraph in paragraphs(text)
            if len(paragraph.split()) >= 20 and paragraph.endswith((".", "”", '"')) and paragraph not in told
            if not re.search(
                r"[\w.]@\w|@\w{3}|[Ss]ubscri|newsletter|journalist|reporter|USA TODAY|original|updated", paragraph
            )
            if sum(paragraph[:60] in other for other in paragraphs(text)) < 2
        ]
    assert [
        entry
        for entry in lost
        if not all(piece in told_of(entry, folder) for piece in re.split(r"(?<=[.?!]) ", entry[1]))
    ] == []


def told_of(entry: tuple[str, str], folder: str) -> str:
    path = next((SHARED / folder).rglob(entry[0]))
    return " ".join(cleaner().clean(path.read_text("utf-8")).body.split())
