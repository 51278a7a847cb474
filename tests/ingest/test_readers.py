import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ArticleRefused
from bot.ingest.charset import decode
from bot.ingest.readers import Found, Reader
from bot.ingest.refusal import Refusal
from bot.lexicon import read_table
from bot.models import RawArticle

TEXT = "The ministers met in Tokyo and agreed on a plan — “a new start,” she said."
LIMIT = 20_000


@pytest.fixture
def reader() -> Reader:
    return Reader(read_table("fields"), LIMIT)


def read(reader: Reader, path: Path) -> list[RawArticle | Refusal]:
    return [
        item
        for found in reader.find([path])
        for item in ([found] if isinstance(found, Refusal) else reader.read(found))
    ]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_is_read_recursively_in_order_with_sources_relative_to_it(reader, tmp_path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name, TEXT)
    assert [item.source for item in read(reader, tmp_path)] == ["b.txt", "a/c.txt", "a/z.md"]
    assert [item.source for item in read(reader, tmp_path / "a" / "z.md")] == ["z.md"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "it is empty."),
        ("a.txt", b" \n \n", "it is empty."),
        ("a.txt", b"\x00\x01\x02 binary \x00", "it is binary, not text."),
        ("a.txt", b"%PDF-1.7 ...", "it is a PDF, not text."),
        ("a.docx", b"PK\x03\x04", '".docx" is no format that can be read (.txt .md .html .json .jsonl).'),
        ("a.txt", b"x" * (LIMIT + 1), "it has 20,001 bytes, over the size limit of 20,000 ([ingest] max_bytes)."),
        (
            "a.md",
            "---\ntitle: [unclosed\nday: 1\n---\nText.",
            "its front matter is broken in line 3: expected ',' or ']', but got ':'.",
        ),
        ("a.md", "---\ntitle: a\nText.", "its front matter, begun in line 1, has no closing line of dashes."),
        ("a.md", "---\n- a\n---\nText.", 'its front matter is broken in line 2: "key: value" lines are expected.'),
        ("a.json", '{"title": "a",\n"text": }', "line 2 is not valid JSON: Expecting value (column 9)."),
        ("a.json", "[]", "it is a list without articles."),
        ("a.json", "3", "it is not an object with the fields of an article."),
        ("a.json", '{"title": "a"}', 'it has no text: a field "text", "body" or "content" is expected.'),
        ("a.json", "[" * 19_000, "it is nested too deep."),
        ("a.jsonl", b"", "it is empty."),
        ("a.jsonl", b"\n\n", "it is empty."),
        ("a.html", "<html></html>", "no article was found in the page."),
        ("a.txt", b"\xff\xfe\x00\xd8", "it is marked as utf-16-le but can't be read as such (byte 2)."),
    ],
)
def test_what_can_t_be_taken_in_is_refused_with_a_clear_line(reader, tmp_path, name, content, reason) -> None:
    (refusal,) = read(reader, write(tmp_path, name, content))
    assert isinstance(refusal, Refusal)
    assert (refusal.source, refusal.reason) == (name, reason)


def test_paths_that_hold_nothing_are_refused(reader, tmp_path) -> None:
    (missing,) = read(reader, tmp_path / "nowhere.txt")
    assert missing == Refusal("nowhere.txt", "there is no such file or folder.")
    (tmp_path / "empty").mkdir()
    (empty,) = read(reader, tmp_path / "empty")
    assert isinstance(empty, Refusal)
    assert empty.reason == "the folder holds no articles."
    os.mkfifo(tmp_path / "pipe.txt")
    (pipe,) = read(reader, tmp_path / "pipe.txt")
    assert pipe == Refusal("pipe.txt", "it is not a file.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_refused(reader, tmp_path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert read(reader, path) == [Refusal("a.txt", "it can't be read: Permission denied.")]


CHARSETS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]


@pytest.mark.parametrize("charset", CHARSETS)
def test_any_charset_is_read(reader, tmp_path, charset) -> None:
    (article,) = read(reader, write(tmp_path, "a.txt", TEXT.encode(charset)))
    assert isinstance(article, RawArticle)
    assert article.text == TEXT


@pytest.mark.parametrize("charset", ["shift_jis", "euc_jp", "iso2022_jp", "utf-16"])
def test_japanese_charsets_are_told_apart(charset) -> None:
    text = "日米両政府は十二日、ワシントンで外相会談を開き、同盟の抑止力と対処力を強化していくことで一致した。両氏は台湾海峡の平和と安定の重要性を改めて確認した。"
    assert decode(text.encode(charset)) == text


def test_a_declared_charset_counts_and_an_unknown_one_does_not() -> None:
    page = '<html><head><meta charset="shift_jis"></head><body>会談</body></html>'
    assert decode(page.encode("shift_jis")) == page
    assert (
        decode(b'<meta charset="no-such">caf\xe9 culture, as it was called there')
        == '<meta charset="no-such">café culture, as it was called there'
    )


def test_a_file_cut_inside_a_character_is_read() -> None:
    assert decode(("日本の首相は訪米した。" * 3).encode()[:-1]).startswith("日本の首相は訪米した。")


def test_front_matter_is_read_as_printed_with_its_lines(reader, tmp_path) -> None:
    front = "---\ntitle: \"A plan: 'now'\"\ndate: 2024-01-12\npublished_time: 2024-01-12 14:06:00-05:00\nsource_url: https://a.example/x\ntags: no\nauthor:\n  - Ann\n  - Bo\n---\n"
    (article,) = read(reader, write(tmp_path, "a.md", front + TEXT))
    assert isinstance(article, RawArticle)
    fields, lines = dict(article.fields), dict(article.lines)
    assert fields == {
        "title": "A plan: 'now'",
        "published": "2024-01-12 14:06:00-05:00",
        "url": "https://a.example/x",
        "author": "Ann, Bo",
    }
    assert lines["published"] == "published_time: 2024-01-12 14:06:00-05:00"
    assert lines["author"] == "author:\n  - Ann\n  - Bo"
    assert article.ignored == ("tags",)
    assert article.text.splitlines()[front.count("\n")] == TEXT


def test_markdown_without_front_matter_is_text(reader, tmp_path) -> None:
    (article,) = read(reader, write(tmp_path, "a.md", f"---\n\n{TEXT}"))
    assert isinstance(article, RawArticle)
    assert TEXT in article.text


def test_json_has_the_same_fields_by_any_name(reader, tmp_path) -> None:
    item = {
        "headline": "A plan",
        "body": TEXT,
        "date": "2024-01-12",
        "publisher": {"name": "Harbour Post"},
        "id": 7,
        "n": 1e400,
        "author": None,
    }
    (article,) = read(reader, write(tmp_path, "a.json", json.dumps(item, ensure_ascii=False)))
    assert isinstance(article, RawArticle)
    assert article.text == TEXT
    assert dict(article.fields) == {"title": "A plan", "published": "2024-01-12", "outlet": "Harbour Post"}
    assert dict(article.lines)["title"] == '"headline": "A plan"'
    assert set(article.ignored) == {"id", "n"}


def test_a_list_of_articles_is_read_one_by_one(reader, tmp_path) -> None:
    items = read(reader, write(tmp_path, "a.json", json.dumps({"articles": [{"text": TEXT}, 3, {"text": TEXT}]})))
    assert [(item.source, isinstance(item, Refusal)) for item in items] == [
        ("a.json#1", False),
        ("a.json#2", True),
        ("a.json#3", False),
    ]


def test_each_line_of_jsonl_stands_for_itself(reader, tmp_path) -> None:
    good = json.dumps({"text": TEXT})
    lines = [good, "", "{broken", json.dumps({"text": "x" * LIMIT}), good]
    items = read(reader, write(tmp_path, "a.jsonl", "\ufeff" + "\n".join(lines)))
    assert [item.source for item in items] == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#4", "a.jsonl#5"]
    assert [item.reason for item in items if isinstance(item, Refusal)] == [
        "line 3 is not valid JSON: Expecting property name enclosed in double quotes (column 2).",
        "line 4 is over the size limit of 20,000 bytes.",
    ]


@pytest.mark.parametrize("charset", ["utf-16", "utf-32"])
def test_jsonl_of_wide_characters_is_read_line_by_line(reader, tmp_path, charset) -> None:
    lines = "\n".join(json.dumps({"text": TEXT}, ensure_ascii=False) for _ in range(3))
    items = read(reader, write(tmp_path, "a.jsonl", lines.encode(charset)))
    assert [item.text if isinstance(item, RawArticle) else item.reason for item in items] == [TEXT] * 3


def test_what_no_database_can_store_is_replaced(reader, tmp_path) -> None:
    (article,) = read(reader, write(tmp_path, "a.json", '{"text": "half \\ud800 nul \\u0000 end", "title": "\\udfff"}'))
    assert isinstance(article, RawArticle)
    assert article.text == "half \ufffd nul   end"
    assert dict(article.fields)["title"] == "\ufffd"


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>A plan | Harbour Post</title>
<meta property="og:title" content="A plan"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-01-12T15:15:00+09:00"><link rel="canonical" href="https://hp.example/a">
<script type="application/ld+json">{{"@context": "x", "@graph": [{{"@type": "NewsArticle", "author": [{{"@type": "Person", "name": "Ann Example"}}]}}]}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politics</a></li></ul></nav>
<article><h1>A plan</h1><p>{TEXT}</p><p>The details were left for later, officials of both countries said after the meeting on Friday.</p></article>
<footer>Copyright</footer></body></html>"""


def test_a_page_gives_its_main_text_and_its_facts(reader, tmp_path) -> None:
    (article,) = read(reader, write(tmp_path, "a.html", PAGE))
    assert isinstance(article, RawArticle)
    assert TEXT in article.text
    assert "Home" not in article.text
    assert dict(article.fields) == {
        "title": "A plan", "outlet": "Harbour Post", "published": "2024-01-12T15:15:00+09:00", "author": "Ann Example", "url": "https://hp.example/a",
    }  # fmt: skip
    assert "article:published_time" in dict(article.lines)["published"]


def test_markup_in_a_field_is_read_like_a_page(reader, tmp_path) -> None:
    (article,) = read(
        reader,
        write(
            tmp_path,
            "a.json",
            json.dumps({"content": f"<p>{TEXT}</p><p>More of it was said later on the same day.</p>"}),
        ),
    )
    assert isinstance(article, RawArticle)
    assert "<p>" not in article.text
    assert TEXT in article.text


def test_nested_aliases_of_front_matter_do_not_explode(reader, tmp_path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{two}: &{two} [{', '.join(['*' + one] * 9)}]\n" for one, two in zip("abcdefg", "bcdefgh", strict=True)
    )
    (article,) = read(reader, write(tmp_path, "a.md", f"---\n{bomb}author: *h\n---\n{TEXT}"))
    assert article.source == "a.md"


@pytest.mark.parametrize("name", ["two\nlines.txt", "an\x1b[31m escape.txt", "a\u2028line.txt", "a\x85line.txt"])
def test_a_file_name_stays_on_its_line(reader, tmp_path, name) -> None:
    write(tmp_path, name, TEXT)
    (found,) = reader.find([tmp_path])
    (alone,) = reader.find([tmp_path / name])
    assert found.source == alone.source
    assert found.source.isprintable()
    (article,) = reader.read(found)
    assert article.source == found.source


@given(
    st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
    st.sampled_from([".txt", ".md", ".json", ".jsonl", ".html"]),
)
@settings(deadline=None, max_examples=150)
def test_no_bytes_raise_anything_but_a_refusal(data: bytes, suffix: str) -> None:
    with suppress(ArticleRefused):
        for item in Reader(read_table("fields"), LIMIT).parse(f"a{suffix}", data):
            assert item.source.startswith("a")


def test_the_same_bytes_from_an_upload_are_read_like_a_file(reader) -> None:
    (article,) = reader.parse("discord:7", TEXT.encode(), name="plan.txt")
    assert article == RawArticle("discord:7", TEXT)
    assert list(reader.read(Found(Path("nowhere.md"), "x.md"))) == [Refusal("x.md", "there is no such file or folder.")]
