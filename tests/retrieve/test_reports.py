import time

import pytest

from bot.lexicon import read_table
from bot.retrieve.reports import Compared, Printed, Relayed, ReportReader, Titled, WhichReport

READ = ReportReader(read_table("questions")["reports"]).read


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which report says the ferry left at noon?", WhichReport("the ferry left at noon")),
        ("Which newspaper reported on Marles's letters?", WhichReport("on Marles's letters")),
        ("Which wire service relayed Marles's remarks?", Relayed("Marles", agency=True)),
        ("Which outlet carried Penny Wong's statement on ferries?", Relayed("Penny Wong", agency=False)),
        ("How do the reports differ on the number of ferries?", Compared("number of ferries")),
        ("What do the reports say about the ferries?", Compared("the ferries")),
        ("Do the outlets agree on how many ferries left?", Compared("how many ferries left")),
        ("How did other outlets print “The ferries are late”?", Printed("The ferries are late")),
        ("How did different papers quote Marles on the ferries?", Printed(None, "Marles", "the ferries")),
        ("Which article gives Marles the wrong title?", Titled("Marles")),
        ("One report gets Penny Wong's title wrong. Which?", Titled("Penny Wong")),
    ],
)
def test_a_question_about_reports_is_read(question, expected):
    assert READ(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who reported the missing ferry?",
        "What agency reports to the minister?",
        "What did the report say about ferries?",
        "Which service runs the ferries?",
        "Who wrote the Herald's report on ferries?",
        "What do Marles and Wong agree on?",
        "",
    ],
)
def test_a_question_about_the_world_is_none(question):
    assert READ(question) is None


@pytest.mark.parametrize(
    "piece", ["report ", "which report says ", "A", "the reports differ ", "’s remarks ", "wrong title "]
)
def test_a_long_question_is_read_in_linear_time(piece):
    question = "How do the reports " + piece * (20_000 // len(piece))
    start = time.process_time()
    READ(question)
    assert time.process_time() - start < 0.5
