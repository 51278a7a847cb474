import pytest

from bot.lexicon import read_table
from bot.retrieve.figures import other_writing
from bot.retrieve.question import Focus, QuestionReader, Wants

READER = QuestionReader(read_table("questions"))


@pytest.mark.parametrize(
    ("question", "word", "form"),
    [
        ("What will the 8 million dollars pay for?", "8", "$8"),
        ("What will the 8 million dollars pay for?", "dollar", "$8"),
        ("Who gets $8 million?", "$8", "8"),
        ("What rose by 15 percent?", "15", "15%"),
        ("What rose by 15 percent?", "percent", "15%"),
        ("What rose by 2.5%?", "2.5%", "2.5"),
    ],
)
def test_a_figure_stands_for_itself_in_other_writing(question, word, form):
    terms = READER.terms(question, Focus.passage())
    assert form in other_writing(terms)[word]


def test_a_word_is_no_figure():
    assert other_writing(READER.terms("What did the dollar do in Tokyo?", Focus.passage())) == {"dollar": {}}


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How far is Guam from Okinawa?", Wants.MEASURE),
        ("How heavy is the rover, which the two agencies built?", Wants.MEASURE),
        ("What does the purchase cost in yen?", Wants.MONEY),
        ("What did the new hangar at the base cost?", Wants.MONEY),
        ("What was the cost of the hangar?", Wants.MONEY),
        ("What deadline did the ministers set?", Wants.DAY),
        ("What did he say the war had cost him?", Wants.PASSAGE),
    ],
)
def test_what_a_question_about_a_figure_wants(question, wants):
    assert READER.focus(question).wants is wants
