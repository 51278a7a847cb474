import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.entrance import LONGEST
from bot.errors import QuestionRefused
from bot.models import Ask, Kind, QuestionKind
from bot.terminal.arguments import parser
from bot.terminal.asking import ask_of, ask_of_line

TODAY = date(2024, 2, 1)
SCOPES = ("host",)


def typed(*words):
    return ask_of(parser().parse_args(words), TODAY, SCOPES)


@pytest.mark.parametrize(
    ("words", "ask"),
    [
        (["ask", "Who met whom?"], Ask(QuestionKind.ASK, TODAY, SCOPES, "Who met whom?")),
        (["who", "met", "whom?"], Ask(QuestionKind.WHO, TODAY, SCOPES, "met whom?")),
        (["how_many", " F-35 fighters? "], Ask(QuestionKind.HOW_MANY, TODAY, SCOPES, "F-35 fighters?")),
        (["said", "Blinken"], Ask(QuestionKind.SAID, TODAY, SCOPES, speaker="Blinken")),
        (["said", "Blinken", "Taiwan", "Strait"], Ask(QuestionKind.SAID, TODAY, SCOPES, speaker="Blinken", topic="Taiwan Strait")),
        (
            ["said", "Blinken", "--kind", "direct", "--since", "2024-01-01", "--until", "2024-01-31"],
            Ask(QuestionKind.SAID, TODAY, SCOPES, speaker="Blinken", quote_kind=Kind.DIRECT, since=date(2024, 1, 1), until=date(2024, 1, 31)),
        ),
        (["quote", "corner", "stone"], Ask(QuestionKind.QUOTE, TODAY, SCOPES, words="corner stone")),
        (["verify", "we will", "--speaker", "Kishida"], Ask(QuestionKind.VERIFY, TODAY, SCOPES, words="we will", speaker="Kishida")),
        (["verify", "we will"], Ask(QuestionKind.VERIFY, TODAY, SCOPES, words="we will")),
        (["ask", "nul\x00 and \udcff"], Ask(QuestionKind.ASK, TODAY, SCOPES, "nul  and ?")),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_question(words, ask):
    assert typed(*words) == ask


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ask", ""], "Ask something"),
        (["ask", " \t\x00 "], "Ask something"),
        (["said", " "], "Name a speaker"),
        (["quote", ""], "words that you remember"),
        (["verify", ""], "quotation to check"),
        (["ask", "x" * (LONGEST + 1)], "1,501 characters, and 1,500 at most"),
        (["verify", "x" * 2000], "2,000 characters"),
        (["said", "X", "--since", "2024-02-02", "--until", "2024-02-01"], "2024-02-02 is after --until 2024-02-01"),
    ],
)
def test_a_blank_or_endless_question_is_refused_with_a_hint(words, told):
    with pytest.raises(QuestionRefused, match=told):
        typed(*words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["ask"],
        ["said"],
        ["sing"],
        ["said", "X", "--since", "soon"],
        ["ask", "--database"],
        ["--colour"],
        ["ingest", ""],
        ["ask", "x", "--database", ""],
        ["--database", " ", "ask", "x"],
        ["backup", ""],
        ["restore", ""],
        ["export", ""],
        ["import", ""],
        ["batch", ""],
        ["quotations", ""],
    ],
)
def test_a_call_that_cannot_be_understood_has_status_2(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(words)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--json", "--database", "a.db", "ask", "x"], ["ask", "x", "--json", "--database", "a.db"]]
)
def test_common_options_stand_before_or_after_the_command(words):
    arguments = parser().parse_args(words)
    assert (str(arguments.database), arguments.json) == ("a.db", True)


@pytest.mark.parametrize(
    ("line", "ask"),
    [
        ({"question": "Who?"}, Ask(QuestionKind.ASK, TODAY, SCOPES, "Who?")),
        (
            {"command": "when", "question": "When?", "asked": "2023-05-06"},
            Ask(QuestionKind.WHEN, date(2023, 5, 6), SCOPES, "When?"),
        ),
        (
            {"command": "said", "question": "?", "args": {"speaker": "Kamikawa", "topic": "Yemen"}},
            Ask(QuestionKind.SAID, TODAY, SCOPES, "?", speaker="Kamikawa", topic="Yemen"),
        ),
        ({"command": "quote", "args": {"words": "a"}}, Ask(QuestionKind.QUOTE, TODAY, SCOPES, words="a")),
        (
            {"command": "verify", "args": {"quote": "a", "speaker": None}},
            Ask(QuestionKind.VERIFY, TODAY, SCOPES, words="a"),
        ),
        (
            {"command": "ask", "question": "Who?", "args": None, "asked": None},
            Ask(QuestionKind.ASK, TODAY, SCOPES, "Who?"),
        ),
    ],
)
def test_a_line_of_a_batch_becomes_a_question(line, ask):
    assert ask_of_line(line, TODAY, SCOPES) == ask


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({}, "Ask something"),
        ({"command": "sing", "question": "x"}, "'sing'"),
        ({"command": ["ask"], "question": "x"}, "command is"),
        ({"command": "x" * 9999}, "…; it should be one of"),
        ({"question": 7}, "question should be text"),
        ({"question": "x", "args": [1]}, "args should be an object"),
        ({"command": "said", "args": {"speaker": {}}}, "speaker should be text"),
        ({"command": "said", "args": {"topic": "Taiwan"}}, "Name a speaker"),
        ({"question": "x", "asked": "tomorrow"}, "asked is 'tomorrow'"),
        ({"question": "x", "asked": 12}, "asked is 12"),
    ],
)
def test_a_line_that_lacks_something_is_refused_with_what_it_lacks(line, told):
    with pytest.raises(QuestionRefused, match=told):
        ask_of_line(line, TODAY, SCOPES)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from(["id", "command", "question", "args", "asked"]), anything))
def test_no_line_raises_anything_else(line):
    with contextlib.suppress(QuestionRefused):
        assert ask_of_line(line, TODAY, SCOPES).scopes == SCOPES
