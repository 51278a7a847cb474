"""Every way in has a limit, and what is made to break readers is refused or does no harm (SECURITY.md lists them)."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import pkgutil
import time
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from discord import AppCommandOptionType, app_commands, ui

import cogs
from bot.config import LARGEST
from bot.errors import ArticleRefused, LexiconError, QuestionRefused
from bot.ingest.readers import Reader
from bot.ingest.refusal import Refusal
from bot.lexicon import read_table
from bot.models import RawArticle
from bot.store.drafts import Draft
from bot.terminal import batch, keeping
from bot.terminal.asking import ask_of_line
from bot.terminal.quotations import print_quotations
from bot.terminal.screen import Screen
from bot.text.quotations.finder import QuotationFinder
from bot.ui.escape import escape, visible
from bot.ui.phrases import english
from bot.ui.preview import article_form
from cogs.asking import _words

TEXT = "The ministers met in Tokyo on Friday and agreed on a plan for the harbour."
NOW = date(2024, 2, 1)


def read(name: str, data: bytes) -> list[RawArticle | Refusal]:
    return list(Reader(read_table("fields"), LARGEST).parse(name, data))


def zipped(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.docx", "a.zip", "a"])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped("word/document.xml", b"\x00" * 20_000_000), "zip archive"),
        (gzip.compress(b"a" * 20_000_000), "gzip archive"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 50, "PDF"),
        (b"\x00" * 100_000, "binary"),
        (b"a" * (LARGEST + 1), "over the size limit of 5,000,000"),
    ],
    ids=["zip bomb", "gzip bomb", "pdf", "nothing but NUL", "too large"],
)
def test_archives_are_never_opened_and_what_is_too_large_is_never_read(name, data, told):
    with pytest.raises(ArticleRefused, match=told):
        read(name, data)


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize("name", ["a.html", "a.xhtml"])
@pytest.mark.parametrize(
    "page",
    [
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><html><body><p>&l9; {TEXT}</p></body></html>',
        f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><html><body><p>&b; {TEXT}</p></body></html>',
        f'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><html><body><p>{TEXT}</p></body></html>',
        f'<html><head><xi:include href="file:///etc/passwd" parse="text"/></head><body><p>{TEXT}</p></body></html>',
    ],
    ids=["billion laughs", "a file as an entity", "a document type from the net", "an inclusion"],
)
def test_entities_of_a_page_are_neither_expanded_nor_fetched(name, page):
    began = time.process_time()
    (article,) = read(name, page.encode())
    assert isinstance(article, RawArticle)
    assert TEXT in article.text
    assert "haha" not in article.text
    assert "root:" not in article.text
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "piece", ["<div>", "<b><i>", "<table><tr><td>", "<blockquote><p>a", '<a b="', "<!--", "<ul><li>"]
)
def test_a_page_nested_without_end_is_read_or_refused(piece):
    began = time.process_time()
    with suppress(ArticleRefused):
        read("a.html", (piece * (300_000 // len(piece))).encode())
    assert time.process_time() - began < 4


@pytest.mark.parametrize("piece", ["a{}=1", "a{}", "a{}='>'"])
def test_a_tag_of_far_too_many_attributes_is_refused(piece):
    attributes = " ".join(map(piece.format, range(300_000)))
    began = time.process_time()
    with pytest.raises(ArticleRefused, match="a tag in it has more than 50,000 words"):
        read("a.html", f"<html><body><p {attributes}>{TEXT}</p></body></html>".encode())
    assert time.process_time() - began < 3


def test_a_page_that_keeps_its_state_in_an_attribute_is_read():
    state = json.dumps({f"key {n}": "some words" for n in range(4_000)})
    (page,) = read("a.html", f"<html><body><div data-state='{state}'><p>{TEXT}</p></div></body></html>".encode())
    assert isinstance(page, RawArticle)
    assert TEXT in page.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 1_000_000),
        ("a.json", b'{"text":' * 500_000),
        ("a.jsonl", b"[" * 1_000_000),
        ("a.md", b"---\n" + b"[" * 60_000 + b"\n---\na"),
        ("a.md", b"---\n" + b"- " * 30_000 + b"\n---\na"),
        ("a.md", b"---\n" + b"a: b\n" * 20_000 + b"---\na"),
        ("a.md", b"---\n!!python/object/apply:os.system [ls]\n---\na"),
    ],
)
def test_what_is_nested_too_deep_or_asks_for_objects_is_refused(name, data):
    with pytest.raises(ArticleRefused, match=r"too deep|longer than|broken"):
        read(name, data)


def test_a_number_of_a_million_digits_is_taken_as_printed():
    (article,) = read("a.json", b'{"text": "They met.", "n": ' + b"1" * 1_000_000 + b"}")
    assert isinstance(article, RawArticle)


def test_a_line_of_ten_megabytes_is_refused_and_the_next_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": "x" * 10_000_000}).encode() + b"\n" + json.dumps({"text": TEXT}).encode())
    reader = Reader(read_table("fields"), LARGEST)
    (found,) = reader.find([path])
    assert not isinstance(found, Refusal)
    long, good = reader.read(found)
    assert isinstance(long, Refusal)
    assert "over the size limit" in long.reason
    assert isinstance(good, RawArticle)


def test_lines_of_a_batch_and_of_an_import_end_where_their_limit_is(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"a" * 10_000_000 + b"\n{}\n")
    with keeping.read_lines(str(path), batch.LONGEST_LINE) as lines:
        assert list(lines) == [None, b"{}"]
    with keeping.read_lines(str(path), keeping.LONGEST_LINE) as lines:
        assert [len(line or b"") for line in lines] == [10_000_000, 2]


async def test_a_line_that_is_too_long_is_told_by_batch_and_import(tmp_path, monkeypatch):
    out, err = io.StringIO(), io.StringIO()
    await batch.batch([None], None, Screen(out, err), NOW)  # type: ignore[arg-type]
    assert "longer than 100,000 bytes" in json.loads(out.getvalue())["headline"]
    monkeypatch.setattr(keeping, "LONGEST_LINE", 100)
    (tmp_path / "a.jsonl").write_text("a" * 101, "utf-8")
    assert not await keeping.take_in(str(tmp_path / "a.jsonl"), tmp_path / "a.db", Screen(out, err))
    assert "longer than 100 bytes" in err.getvalue()


@pytest.mark.parametrize(
    "line",
    [
        {"command": "ask", "question": "a" * 1_501},
        {"command": "quote", "args": {"words": "a " * 1_000}},
        {"command": "verify", "args": {"quote": "a", "speaker": "b" * 1_501}},
        {"command": "said", "args": {"speaker": "a", "topic": "b" * 1_501}},
    ],
)
def test_a_question_a_name_or_a_quotation_is_refused_over_1500_characters(line):
    with pytest.raises(QuestionRefused, match="1,500 at most"):
        ask_of_line(line, NOW, ("host",))


@pytest.mark.parametrize("most", [300, 1_500])
def test_a_message_that_is_longer_than_an_option_is_refused(most):
    assert _words("a" * most, most) == "a" * most
    with pytest.raises(QuestionRefused, match=f"longer than {most} characters"):
        _words("a" * (most + 1), most)


def test_a_fact_of_the_header_ends_after_2000_characters():
    (article,) = read("a.json", json.dumps({"text": TEXT, "title": "a" * 5_000}).encode())
    assert isinstance(article, RawArticle)
    assert len(dict(article.fields)["title"]) == 2_000
    assert len(dict(article.lines)["title"]) == 2_000


def test_a_device_is_no_file_of_quotations():
    out, err = io.StringIO(), io.StringIO()
    finder = QuotationFinder.from_tables(read_table)
    assert not print_quotations([Path("/dev/zero")], finder, LARGEST, Screen(out, err))
    assert "not a file" in err.getvalue()


def test_a_lexicon_nested_too_deep_is_named(tmp_path):
    (tmp_path / "a.toml").write_text("a = " + "[" * 5_000, "utf-8")
    with pytest.raises(LexiconError, match="too deep"):
        read_table("a", tmp_path)


HOSTILE = ["\ud800", "\x00", "\u202e", "\u2066", "\u200b", "\U000e0041", "\ufeff"]


@pytest.mark.parametrize("char", HOSTILE)
def test_halves_nulls_and_overrides_come_in_and_are_never_shown(char):
    data = json.dumps({"text": f"{char}{TEXT}{char} They{char} met.", "title": f"A{char}B"}).encode()
    (article,) = read("a.json", data)
    assert isinstance(article, RawArticle)
    assert "\x00" not in article.text
    article.text.encode()
    assert char not in visible(f"{article.text}{char}")
    assert char not in escape(f"A{char}B")
    asked = ask_of_line({"question": f"Who{char} met?"}, NOW, ("host",)).question
    asked.encode()
    assert "\x00" not in asked


def commands() -> list[app_commands.Command[Any, ..., Any]]:
    """Every slash command of the cogs, in groups too."""
    found: list[app_commands.Command[Any, ..., Any]] = []
    for module in pkgutil.iter_modules(cogs.__path__, "cogs."):
        for cog in vars(importlib.import_module(module.name)).values():
            if isinstance(cog, type) and cog.__module__ == module.name:
                found += [held for held in vars(cog).values() if isinstance(held, app_commands.Command)]
    return found


def test_every_option_that_takes_text_says_how_much():
    texts = [
        (command.name, option)
        for command in commands()
        for option in command.parameters
        if option.type is AppCommandOptionType.string and not option.choices
    ]
    assert len(texts) > 15
    assert [(name, option.name) for name, option in texts if not option.max_value or option.max_value > 2_000] == []


def test_every_line_of_a_form_says_how_much_it_takes():
    form = article_form(Draft("discord:1", TEXT), ("of", 1), english)
    boxes = [item.component for item in form.walk_children() if isinstance(item, ui.Label)]
    lines = [box for box in boxes if isinstance(box, ui.TextInput)]
    assert len(lines) == 4
    assert all(box.max_length and box.max_length <= 4_000 for box in lines)
