"""Front matter of plain lines is read without YAML, and means the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ArticleRefused
from bot.ingest.fields import FieldNames
from bot.ingest.front_matter import read_markdown
from bot.ingest.yaml_fields import load
from bot.lexicon import read_table

NAMES = FieldNames(read_table("fields"))
PIECES = [
    "title",
    "12",
    "2024-01-12",
    ": ",
    ":",
    "https://a.example/b",
    " ",
    "#",
    " #",
    "'",
    '"',
    "-",
    "\\",
    "é",
    "[",
    "~",
    "no",
    "\u2028",
    "\x85",
    ".",
    ";",
]
VALUES = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
LINES = st.tuples(
    st.sampled_from(["title", "url", "published", "x-1"]), st.sampled_from([": ", ":", " : "]), VALUES, st.booleans()
)


def by_yaml(front: str) -> object:
    """The fields that YAML makes of the lines, or why they are refused."""
    try:
        return NAMES.sort_out(load(front, 1), lambda key, _: key).fields
    except ArticleRefused as refused:
        return str(refused)


def as_read(front: str) -> object:
    """The same as an article is read."""
    try:
        return read_markdown("a.md", f"---\n{front}---\nText.", NAMES).fields
    except ArticleRefused as refused:
        return str(refused)


@settings(deadline=None, max_examples=200)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_plain_lines_mean_what_yaml_makes_of_them(lines) -> None:
    front = "".join(
        f'{key}{colon}"{value}"\n' if quoted else f"{key}{colon}{value}\n" for key, colon, value, quoted in lines
    )
    assert as_read(front) == by_yaml(front)
