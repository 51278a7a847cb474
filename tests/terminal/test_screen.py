"""What an article holds does not steer the terminal."""

import io

import pytest

from bot.terminal.screen import Screen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "[2Jgone"),
        ("\x1b]0;title\x07rest", "]0;titlerest"),
        ("a\x9b31mb", "a31mb"),
        ("one\rtwo", "onetwo"),
        ("left \u202ethgir\u2066", "left thgir"),
        ("a\tb\nc", "a\tb\nc"),
        ("日本 “é” 🇯🇵", "日本 “é” 🇯🇵"),
    ],
)
def test_characters_that_steer_a_terminal_are_left_out(text, shown):
    out, err = io.StringIO(), io.StringIO()
    screen = Screen(out, err)
    screen.line(text)
    screen.note(text)
    assert (out.getvalue(), err.getvalue()) == (f"{shown}\n", f"{shown}\n")


def test_what_is_marked_stays_bold():
    out = io.StringIO()
    screen = Screen(out, io.StringIO(), bold=True)
    screen.line(f"a {screen.marked('word')}")
    assert out.getvalue() == "a \x1b[1mword\x1b[22m\n"
