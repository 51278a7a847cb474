import io
import json
import logging
import sys

import pytest

from bot import log

# Shaped like a token, and nobody's.
TOKEN = ".".join(["M" * 26, "G" * 6, "x" * 38])


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def root_as_before():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def trace():
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError:
        return sys.exc_info()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["elsewhere", "terminal"])
@pytest.mark.parametrize("message", ["two\nlines", "a\r\nb", f"token {TOKEN}", "the word s3cret", ""])
def test_each_message_is_one_line_without_secrets(stream, message):
    stream.truncate(0)
    log.set_up("INFO", ["s3cret"], stream)
    logging.getLogger("bot.test").warning(message, exc_info=trace())
    assert stream.getvalue().count("\n") == 1
    assert TOKEN not in stream.getvalue()
    assert "s3cret" not in stream.getvalue()
    assert "ZeroDivisionError" in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["elsewhere", "terminal"])
def test_what_a_user_wrote_is_in_no_line(stream):
    stream.truncate(0)
    log.set_up("INFO", stream=stream)
    written = ("Who met\nin “Tokyo”?", "a")
    error = ValueError(f"can't read {written[0]}: {written!r}")
    logging.getLogger("bot.test").error("failed: %s", error, exc_info=error, extra={log.PRIVATE: written})
    assert "Tokyo" not in stream.getvalue()
    assert "failed: can't read [hidden]" in stream.getvalue()
    assert log.PRIVATE not in stream.getvalue()


def test_elsewhere_a_line_is_an_object_with_what_was_passed_beside():
    stream = io.StringIO()
    log.set_up("INFO", stream=stream)
    logging.getLogger("bot.test").info("said %s", "日本", extra={"reference": "a1"})
    line = json.loads(stream.getvalue())
    assert (line["level"], line["logger"], line["message"], line["reference"]) == (
        "INFO",
        "bot.test",
        "said 日本",
        "a1",
    )


def test_what_is_below_the_level_is_left_out():
    stream = io.StringIO()
    log.set_up("WARNING", stream=stream)
    logging.getLogger("bot.test").info("not shown")
    assert stream.getvalue() == ""
