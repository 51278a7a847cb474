import pytest

from bot.lexicon import read_table
from bot.retrieve.question import QuestionReader, Wants

READER = QuestionReader(read_table("questions"))


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Who opened the base?", Wants.PERSON),
        ("Whose ship ran aground?", Wants.PERSON),
        ("Which minister opened the base?", Wants.PERSON),
        ("Which airline cancelled its flights?", Wants.BODY),
        ("The ship sailed to which country?", Wants.COUNTRY),
        ("In which city did the envoys meet?", Wants.CITY),
        ("On which island is the base?", Wants.ISLAND),
        ("Where did the envoys meet?", Wants.PLACE),
        ("When did the envoys meet?", Wants.DAY),
        ("In what year was the treaty signed?", Wants.YEAR),
        ("What percentage of voters agreed?", Wants.PERCENT),
        ("How much did the ship cost?", Wants.MONEY),
        ("How many ships took part?", Wants.COUNT),
        ("How long did the talks last?", Wants.DURATION),
        ("How old is the admiral?", Wants.AGE),
        ("What is the name of the island?", Wants.ISLAND),
        ("What is the capital of the prefecture?", Wants.CITY),
        ("Which missile was tested?", Wants.THING),
        ("Why did the envoys leave?", Wants.REASON),
        ("What did the envoys agree on?", Wants.PASSAGE),
        ("What happened at the base?", Wants.PASSAGE),
        ("What led the envoys to leave?", Wants.PASSAGE),
        ("Tell me about the talks", Wants.PASSAGE),
        ("This singer cancelled a concert in the harbour", Wants.PERSON),
        ("The envoys met in this city this week.", Wants.CITY),
        ("Tell me about the talks this week", Wants.PASSAGE),
        ("Tell me about the talks this year", Wants.PASSAGE),
    ],
)
def test_what_an_answer_must_look_like_is_read_from_the_question(question, wants):
    assert READER.focus(question).wants is wants


@pytest.mark.parametrize(
    ("question", "wants", "noun"),
    [
        ("Which company makes the boats?", Wants.BODY, "company"),
        ("Which pilot won Friday's race?", Wants.PERSON, "pilot"),
        ("Which racing driver opened the shop?", Wants.PERSON, "racing driver"),
        ("Which Red Sea port was closed?", Wants.PLACE, "Red Sea port"),
        ("Which airline this week raised its fares?", Wants.BODY, "airline"),
        ("Which ferry line recently announced a strike?", Wants.THING, "ferry line"),
        ("Which retailer charging extra fees was fined?", Wants.BODY, "retailer"),
        ("How many destroyers visited Sasebo?", Wants.COUNT, "destroyers"),
        ("Which breed is the admiral's dog?", Wants.THING, "breed"),
        ("Which sea creature stung the divers?", Wants.THING, "sea creature"),
        ("What is the name of the spring flower show that opened?", Wants.THING, "the spring flower show"),
    ],
)
def test_the_noun_that_is_asked_for_ends_before_its_verb(question, wants, noun):
    focus = READER.focus(question)
    assert (focus.wants, focus.noun) == (wants, noun)


def test_the_subject_is_what_is_left_without_the_frame():
    question = "Who is the minister that signed the pact with Marles in Canberra?"
    terms = READER.terms(question, READER.focus(question))
    assert [term.text for term in terms] == ["minister", "signed", "pact", "Marles", "Canberra"]
    assert [term.text for term in terms if term.name] == ["Marles", "Canberra"]


def test_what_is_counted_weighs_less_than_what_it_is_counted_of():
    question = "How many destroyers visited Sasebo?"
    weights = {term.text: term.weight for term in READER.terms(question, READER.focus(question))}
    assert weights["destroyers"] < weights["Sasebo"]


@pytest.mark.parametrize("question", ["", " ", "?", "😀", "which", "how many", "the name of", "who " * 300])
def test_odd_questions_are_read_all_the_same(question):
    focus = READER.focus(question)
    READER.terms(question, focus)
    assert 0 <= focus.span.start <= focus.span.end <= len(question)
