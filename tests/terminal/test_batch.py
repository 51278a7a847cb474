import io
import json
from datetime import date

import pytest

from bot.errors import QuestionRefused
from bot.models import Answer
from bot.terminal.batch import batch
from bot.terminal.screen import Screen

TODAY = date(2024, 2, 1)
KEYS = {"id", "answered", "headline", "confidence", "text", "verdict", "quotations", "citations"}


async def echo(ask):
    if ask.question == "refuse me":
        raise QuestionRefused("No.")
    return Answer(ask.kind, answered=True, headline=f"{ask.question} {ask.now} {ask.scopes}", confidence=0.5)


async def replies(*lines):
    out, err = io.StringIO(), io.StringIO()
    await batch(lines, echo, Screen(out, err, as_json=True), TODAY)
    assert err.getvalue() == ""
    return [json.loads(line, parse_constant=pytest.fail) for line in out.getvalue().splitlines()]


async def test_a_line_in_is_a_line_out_in_order_over_the_host_articles_alone():
    first, second = await replies(
        b'{"id": "a", "question": "Who?"}\n', b'{"id": "b", "question": "Who?", "asked": "2023-01-02"}'
    )
    assert (first["id"], first["headline"]) == ("a", "Who? 2024-02-01 ('host',)")
    assert (second["id"], second["headline"]) == ("b", "Who? 2023-01-02 ('host',)")


@pytest.mark.parametrize("own_id", ["a\u2028b", "a\x85b", "\x7f", "a\nb", 1.5, [1, {"a": None}], True])
async def test_an_id_comes_back_as_it_is_and_on_one_line(own_id):
    (reply,) = await replies(json.dumps({"id": own_id, "question": "Who?"}).encode())
    assert reply["id"] == own_id


@pytest.mark.parametrize("depth", [400, 900, 990, 20_000])
async def test_an_id_that_is_deeply_nested_does_no_harm(depth):
    deep = b'{"id": ' + b"[" * depth + b"]" * depth + b', "question": "Who?"}'
    assert len(await replies(deep, b'{"id": "z", "question": "Who?"}')) == 2


@pytest.mark.parametrize(
    ("line", "own_id"),
    [
        (b"\n", None),
        (b"not JSON\n", None),
        (None, None),
        (b"[1, 2]\n", None),
        (b"\xff\xfe\x00\n", None),
        (b"[" * 200_000, None),
        (b'{"id": NaN, "question": "Who?"}', None),
        (b'{"id": -Infinity, "question": "Who?"}', None),
        (b'{"id": 1e999, "question": "Who?"}', None),
        (b'{"id": [-1e999], "question": "Who?"}', None),
        (b'{"id": ' + b"9" * 5_000 + b', "question": "Who?"}', None),
        (b'{"id": "c"}\n', "c"),
        (b'{"id": "d", "command": "sing", "question": "x"}\n', "d"),
        (b'{"id": 5, "question": ["x"]}\n', 5),
        (b'{"id": "e", "question": "refuse me"}', "e"),
    ],
)
async def test_a_line_that_cannot_be_read_yields_an_object_and_the_next_is_answered(line, own_id):
    broken, sound = await replies(line, b'\xef\xbb\xbf{"id": "z", "question": "Who?"}\r\n')
    assert broken["id"] == own_id
    assert broken["answered"] is False
    assert broken["headline"]
    assert broken["citations"] == []
    assert set(broken) == set(sound) == KEYS
    assert (sound["id"], sound["answered"]) == ("z", True)
