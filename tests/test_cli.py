"""The terminal from outside: what is typed, what is printed, and the exit status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.terminal.asking import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
OUR_QUESTION = "What did Blinken say about Taiwan?"
PLAIN = """Ministers Meet in Nagoya
By Ann Writer
Published: May 6, 2025 at 9:05 am JST

NAGOYA — Foreign Minister Hanako Example met the ambassador of Freedonia in Nagoya on Monday.

“The harbor will open next spring,” Example told reporters after the talks. She said that both sides had agreed on a budget of 40 million yen.
"""
MARKDOWN = """---
title: Freedonia names an envoy
outlet: The Example Post
published: 2025-05-08
colour: green
---

Freedonia named Rufus Sample as its envoy for the harbor on Wednesday. “I look forward to the work,” Sample said.
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    for variable in ("DISCORD_TOKEN", "DATABASE_URL", "PORT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    (folder / "inner").mkdir(parents=True)
    (folder / "nagoya.txt").write_text(PLAIN, "utf-8")
    (folder / "inner" / "envoy.md").write_text(MARKDOWN, "utf-8")
    return folder


def run(capsys, *words):
    """The status of a command, and what it printed to standard output and error."""
    status = main([str(word) for word in words])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return status, printed.out, printed.err


def process(*words, **options):
    options.setdefault("env", {**os.environ, "PYTHONPATH": str(ROOT)})
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], capture_output=True, timeout=60, check=False, **options
    )


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def test_without_any_set_up_a_question_is_answered_from_the_starter_corpus(capsys, tmp_path):
    status, out, err = run(capsys, "ask", OUR_QUESTION)
    assert status == 0
    assert "Blinken" in out
    assert "longstanding status quo" in out
    assert re.search(r"^\[1\] Cornerstone — .+ — .+ \(.+\.md, after .+\)$", out, re.MULTILINE)
    assert "starter corpus" in err
    assert list(tmp_path.iterdir()) == []


def test_the_readme_shows_the_exchange_as_it_is_printed(capsys):
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"```\n\$ python -m bot ask \"([^\"\n]+)\"\n(.+?)```", readme, re.DOTALL)
    assert [question for question, _ in shown] == [OUR_QUESTION]
    _, out, _ = run(capsys, "ask", OUR_QUESTION)
    assert shown[0][1].split() == out.split(), "write it anew: python -m bench.readme"


def test_articles_come_in_a_line_each_and_again_change_nothing(capsys, articles):
    status, out, err = run(capsys, "ingest", articles, "--database", "a.db")
    assert status == 0
    assert [line.split(":")[0] for line in out.splitlines()] == ["nagoya.txt", "inner/envoy.md"]
    assert "2 added" in err
    status, out, _ = run(capsys, "ingest", articles, "--database", "a.db")
    assert status == 0
    assert out.count("unchanged") == 2


def test_what_is_refused_makes_status_1_and_the_rest_is_in(capsys, articles):
    (articles / "empty.txt").touch()
    (articles / "broken.json").write_text('{"title": ', "utf-8")
    status, out, _ = run(capsys, "ingest", articles, "nowhere.txt", "--database", "a.db", "--json")
    told = {result["source"]: result for result in objects(out)}
    assert status == 1
    assert {source for source, result in told.items() if result["outcome"] == "added"} == {
        "nagoya.txt",
        "inner/envoy.md",
    }
    assert all(told[source]["reason"] for source in ("empty.txt", "broken.json", "nowhere.txt"))


def test_once_articles_are_in_they_alone_are_asked(capsys, articles):
    run(capsys, "ingest", articles, "--database", "a.db")
    status, out, err = run(capsys, "ask", "Who told reporters that the harbor will open?", "--database", "a.db")
    assert status == 0
    assert "Example" in out
    assert "starter" not in err
    _, out, _ = run(capsys, "ask", OUR_QUESTION, "--database", "a.db", "--json")
    assert objects(out)[0]["answered"] is False


def test_show_tells_the_record_in_words_and_as_an_object(capsys, articles):
    run(capsys, "ingest", articles, "--database", "a.db")
    status, out, _ = run(capsys, "show", "inner/envoy.md", "--database", "a.db")
    assert status == 0
    assert "Freedonia names an envoy" in out
    assert "The Example Post" in out
    assert "8 May 2025 (to the day, stated" in out
    assert "colour" in out
    status, out, _ = run(capsys, "show", "nagoya.txt", "--database", "a.db", "--json")
    record = objects(out)[0]
    assert status == 0
    assert record["quotations"][0]["texts"] == ["The harbor will open next spring,"]


def test_show_names_the_nearest_source_where_there_is_none(capsys, articles):
    run(capsys, "ingest", articles, "--database", "a.db")
    status, out, err = run(capsys, "show", "nagoya.md", "--database", "a.db")
    assert (status, out) == (1, "")
    assert "nagoya.txt" in err
    status, out, _ = run(capsys, "show", "nagoya.md", "--database", "a.db", "--json")
    assert status == 1
    assert "nagoya.txt" in objects(out)[0]["error"]


def test_a_batch_answers_in_order_and_leaves_the_starter_corpus_out(capsys, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": "a", "command": "ask", "question": "{OUR_QUESTION}"}}\nbroken\n', "utf-8")
    status, out, _ = run(capsys, "batch", file, "--database", "a.db")
    assert status == 0
    assert [(reply["id"], reply["answered"]) for reply in objects(out)] == [("a", False), (None, False)]


def test_quotations_are_printed_an_object_a_file(capsys, articles):
    status, out, _ = run(capsys, "quotations", articles)
    assert status == 0
    told = {line["doc"]: line["quotes"] for line in objects(out)}
    first = told["nagoya"][0]
    assert PLAIN[first["start"] : first["end"]] == first["text"] == "The harbor will open next spring,"
    assert (first["speaker"], first["kind"], first["group"]) == ("Hanako Example", "direct", 1)
    assert set(told) == {"nagoya", "envoy"}


def test_quotations_of_what_cannot_be_read_are_refused_in_a_line(capsys, articles):
    status, out, err = run(capsys, "quotations", "nowhere.txt", articles / "nagoya.txt")
    assert status == 1
    assert "nowhere.txt: refused" in err
    assert len(objects(out)) == 1


ODD = [
    '"; DROP TABLE article; --',
    "NEAR(* OR",
    "@everyone <@1> `code` **bold**",
    "?",
    "U.S.-Japan",
    "台湾について何と言いましたか",
    "🗾 🎌",
    "a " * 1000,
    "x" * 2000,
    "' OR 1=1",
    "{} [] \\ %s %n",
    "\u202eright to left\u202c",
    "title:Harbor*",
    "-",
    "\x00\ud800",
]


def args(odd):
    return {"speaker": odd, "topic": odd, "words": odd, "quote": odd}


def test_odd_words_get_an_answer_a_silence_or_a_hint_whatever_the_command(capsys, articles, tmp_path):
    lines = [
        {"id": f"{command} {odd[:20]}", "command": command, "question": odd, "args": args(odd)}
        for command in COMMANDS
        for odd in ODD
    ]
    file = tmp_path / "odd.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    run(capsys, "ingest", articles, "--database", "a.db")
    status, out, _ = run(capsys, "batch", file, "--database", "a.db")
    assert status == 0
    replies = objects(out)
    assert [reply["id"] for reply in replies] == [line["id"] for line in lines]
    assert [reply["id"] for reply in replies if not reply["headline"] or len(reply["text"]) > 2000] == []


@pytest.mark.parametrize("question", ODD[:3])
def test_an_odd_question_does_no_harm_when_it_is_typed(capsys, question):
    status, out, err = run(capsys, "ask", question)
    assert status in {0, 2}
    assert (out + err).strip()


def test_a_blank_question_gets_a_hint_and_status_2(capsys):
    status, out, err = run(capsys, "ask", " ", "--json")
    assert status == 2
    assert objects(out)[0]["answered"] is False
    assert "Ask something" in err


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be one" * 9, b"SQLite format 3\x00cut"]
)
def test_a_damaged_database_is_told_in_one_line(capsys, tmp_path, content):
    (tmp_path / "a.db").write_bytes(content)
    status, out, err = run(capsys, "ask", OUR_QUESTION, "--database", "a.db")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert (tmp_path / "a.db").read_bytes() == content
    status, out, err = run(capsys, "ask", OUR_QUESTION, "--database", "a.db", "--json")
    assert (status, err.count("\n")) == (1, 1)
    assert objects(out) == [{"error": err.strip()}]


def test_a_database_that_is_not_there_is_told_beside_the_answers(capsys, tmp_path):
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": 1, "question": OUR_QUESTION}), "utf-8")
    for call in (["batch", "q.jsonl"], ["ask", OUR_QUESTION, "--json"], ["ask", OUR_QUESTION]):
        status, _, err = run(capsys, *call, "--database", "mistyped.db")
        assert status == 0
        assert "there is no database mistyped.db" in err
    assert not (tmp_path / "mistyped.db").exists()


@pytest.mark.parametrize("call", [["backup", "copy.db"], ["export"], ["restore", "none.db"], ["import", "none.jsonl"]])
def test_as_json_an_error_is_an_object(capsys, call):
    status, out, err = run(capsys, *call, "--database", "none.db", "--json")
    assert status in {1, 2}
    assert objects(out) == [{"error": err.strip()}]


def test_a_backup_names_what_is_wrong_with_its_own_name(capsys, articles):
    run(capsys, "ingest", articles, "--database", "a.db")
    status, _, err = run(capsys, "backup", ".", "--database", "a.db")
    assert (status, err) == (1, ". is a folder. Name a file in it for the backup.\n")
    status, _, err = run(capsys, "backup", "a.db", "--database", "a.db")
    assert (status, err) == (1, "a.db is the database itself. Name another file for the backup.\n")


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize(
    ("call", "closed", "status", "told"),
    [
        (["ask", OUR_QUESTION], ">&-", 0, "starter corpus"),
        (["ask", OUR_QUESTION], ">&- 2>&- <&-", 0, ""),
        (["ask", " "], "2>&-", 2, ""),
        (["batch", "-"], "<&-", 2, "Standard input is closed"),
        (["ingest", "articles"], "2>&- >&-", 0, ""),
        (["sing"], "2>&- >&-", 2, ""),
    ],
)
def test_a_stream_that_is_closed_does_no_harm(articles, tmp_path, call, closed, status, told):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["sh", "-c", f'"$0" -m bot "$@" {closed}', sys.executable, *call]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == status, done.stderr
    assert told in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_an_unknown_setting_is_told_in_one_line(capsys, tmp_path):
    (tmp_path / "config.toml").write_text("colour = 1", "utf-8")
    status, _, err = run(capsys, "ask", OUR_QUESTION)
    assert (status, err.count("\n")) == (1, 1)
    assert "colour" in err


def test_output_is_utf8_whatever_the_locale_says(tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = process("ask", OUR_QUESTION, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert "—" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(articles, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "quotations", str(articles)],
            stdout=pipe, stderr=subprocess.PIPE, timeout=60, check=False, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_output_is_told_in_one_line(articles, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "quotations", str(articles)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, cwd=tmp_path, env=environment
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr
