import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import QuestionRefused, StoreError
from bot.models import Header, Passage, PassageKind, Record, Span
from bot.services import Services
from bot.terminal.keeping import back_up, export, put_back, take_in
from bot.terminal.screen import Screen

NOW = datetime(2025, 5, 6, tzinfo=UTC)
BODY = "The harbor will open next spring."
RECORD = Record("discord:1", Header(), BODY, (Passage(Span(0, len(BODY)), PassageKind.SENTENCE, 0),))


@pytest.fixture
def screen():
    return Screen(io.StringIO(), io.StringIO())


@pytest.fixture
async def database(tmp_path):
    path = tmp_path / "a.db"
    async with Services.open(path) as services:
        await services.articles.save(RECORD, "server:7", by="42", now=NOW)
    return path


async def bodies(path):
    async with Services.open(path) as services:
        return [article.record.body for article in await services.articles.by_source(["server:7"], "discord:1")]


async def test_a_backup_put_back_brings_the_article_back_and_the_old_database_is_kept(tmp_path, database, screen):
    await back_up(database, tmp_path / "copy.db", screen)
    async with Services.open(database) as services:
        await services.articles.remove(1, "server:7", now=NOW)
    assert await bodies(database) == []
    await put_back(tmp_path / "copy.db", database, NOW, screen)
    assert await bodies(database) == [BODY]
    assert "the old one is kept as" in screen.out.getvalue()


@pytest.mark.parametrize("name", ["export.jsonl", "-"])
async def test_what_moderators_made_goes_out_and_in_once(tmp_path, database, screen, name, monkeypatch):
    monkeypatch.chdir(tmp_path)
    await export(database, name, screen)
    lines = screen.out.getvalue() if name == "-" else (tmp_path / name).read_text("utf-8")
    (tmp_path / "in.jsonl").write_text(lines + "rubbish\n", "utf-8")
    assert await take_in(str(tmp_path / "in.jsonl"), tmp_path / "b.db", screen) is False
    assert await bodies(tmp_path / "b.db") == [BODY]
    assert "1 taken in, 0 there already, 1 refused" in screen.out.getvalue()
    assert "line 2:" in screen.err.getvalue()
    await take_in(str(tmp_path / "in.jsonl"), tmp_path / "b.db", screen)
    assert "0 taken in, 1 there already" in screen.out.getvalue()


@pytest.mark.parametrize("name", ["a.db", "link.db", "a.db-wal", "a.db.part"])
async def test_an_export_never_writes_over_the_database(tmp_path, database, screen, name):
    (tmp_path / "link.db").symlink_to("a.db")
    if name.endswith(".part"):
        database = database.rename(tmp_path / name)
        name = "a.db"
    with pytest.raises(StoreError, match="the database itself"):
        await export(database, str(tmp_path / name), screen)
    assert await bodies(database) == [BODY]


async def test_an_export_that_fails_leaves_the_earlier_one_as_it_was(tmp_path, database, screen, monkeypatch):
    (tmp_path / "out.jsonl").write_text("earlier", "utf-8")

    async def broken(self):
        yield "one line"
        raise StoreError("The disk went away.")

    monkeypatch.setattr("bot.store.portable.Portable.lines", broken)
    with pytest.raises(StoreError, match="went away"):
        await export(database, str(tmp_path / "out.jsonl"), screen)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "earlier"
    assert list(tmp_path.glob("*.part")) == []


def is_device(name):
    return Path(name).is_char_device()


async def test_an_export_goes_into_what_is_no_file_as_it_stands(database, screen):
    await export(database, os.devnull, screen)
    assert is_device(os.devnull)
    assert "what moderators made, 1 line" in screen.out.getvalue()


async def test_as_json_each_tells_an_object(tmp_path, database):
    printed = io.StringIO()
    screen = Screen(printed, io.StringIO(), as_json=True)
    copy, out = tmp_path / "copy.db", str(tmp_path / "out.jsonl")
    await back_up(database, copy, screen)
    await put_back(copy, database, NOW, screen)
    await export(database, out, screen)
    await take_in(out, tmp_path / "b.db", screen)
    kept = str(tmp_path / "a.before-20250506-000000.db")
    assert [json.loads(line) for line in printed.getvalue().splitlines()] == [
        {"database": str(database), "backup": str(copy)},
        {"database": str(database), "backup": str(copy), "kept": kept},
        {"database": str(database), "file": out, "lines": 1},
        {"taken": 1, "there": 0, "refused": 0},
    ]


async def test_what_is_not_there_is_told(tmp_path, database, screen):
    with pytest.raises(StoreError, match="no database"):
        await back_up(tmp_path / "none.db", tmp_path / "copy.db", screen)
    with pytest.raises(StoreError, match="no backup"):
        await put_back(tmp_path / "none.db", database, NOW, screen)
    with pytest.raises(StoreError, match="can't be written"):
        await export(database, str(tmp_path / "no" / "file"), screen)
    with pytest.raises(QuestionRefused, match="can't be read"):
        await take_in(str(tmp_path / "none.jsonl"), database, screen)
