import time

import pytest

from bot.lexicon import read_table
from bot.retrieve.about import HeaderFact, about_article
from bot.retrieve.route import DidSay, Plain, Remembered, Router, Said, WhoSaid

route = Router(read_table("questions")).route


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Marles say about submarines?", Said("Marles", "submarines")),
        ("What has Marles said about submarines since March?", Said("Marles", "submarines since March")),
        ("In March 2024, what did Marles say about submarines?", Said("Marles", "submarines in March 2024")),
        ("What did Marles say?", Said("Marles", None)),
        ("What did Marles tell reporters in Perth about submarines?", Said("Marles", "submarines")),
        ("What did Marles tell Wong at the May meeting?", Said("Marles", None, "at the May meeting", "Wong")),
        ("What did Marles say to Penny Wong?", Said("Marles", None, None, "Penny Wong")),
        ("What is Marles's view on submarines?", Said("Marles", "submarines")),
        ("Has Marles commented on submarines?", Said("Marles", "submarines")),
        ("Did Marles say anything about submarines?", Said("Marles", "submarines")),
        ("Who said that submarines are late?", WhoSaid("submarines are late")),
        ("Who said submarines are late?", WhoSaid("submarines are late")),
        ("Who told the committee that submarines are late?", WhoSaid("submarines are late")),
        ("Did Marles say “submarines are late”?", DidSay("Marles", "submarines are late", literal=True)),
        ("Did Marles say that submarines are late?", DidSay("Marles", "submarines are late", literal=False)),
        ("Find the quote: submarines are late", Remembered("submarines are late")),
        ("Hey, can you tell me what Marles said about submarines?", Said("Marles", "submarines")),
        ("please tell me, what did Marles say about submarines", Said("Marles", "submarines")),
        ("Compare what Marles and Wong said about submarines.", Said("Marles and Wong", "submarines")),
        ("What did Marles say when asked whether he would sell submarines?", Said("Marles", "sell submarines")),
        ("What did Marles say when he was asked about submarines?", Said("Marles", "submarines")),
        ("What's Marles's take on submarines?", Said("Marles", "submarines")),
        ("What was the premier’s response to the late submarines?", Said("the premier", "the late submarines")),
        ("Where does Marles stand on submarines?", Said("Marles", "submarines")),
        ("Any quotes from Marles about submarines?", Said("Marles", "submarines")),
        ("What was said by Marles on submarines?", Said("Marles", "submarines")),
        ("How did Marles respond to the late submarines?", Said("Marles", "the late submarines", sure=False)),
        ("How does Marles see the alliance?", Said("Marles", "the alliance", sure=False)),
        ("What concerns did Marles raise about submarines?", Said("Marles", "submarines", sure=False)),
        ("Richard Marles on submarines", Said("Richard Marles", "submarines", sure=False)),
        ("wat did Marles sey abuot submarines", Said("Marles", "submarines")),
        ("wat did Marles say about aid to the bay", Said("Marles", "aid to the bay")),
        ("What has the raid on the base changed?", Plain()),
        ("What does Japan pay about the bases?", Plain()),
        ("What country is Perth in?", Plain()),
        ("How did the ship sink?", Plain()),
        ("Who signed the pact?", Plain()),
        ("What did the envoy declare as a public emergency?", Plain()),
        ("", Plain()),
    ],
)
def test_a_question_goes_the_way_that_its_words_tell(question, expected):
    assert route(question) == expected


@pytest.mark.parametrize(
    ("question", "fact", "title", "reference"),
    [
        ("Who wrote the Herald report on submarines?", HeaderFact.AUTHOR, None, "Herald submarines"),
        (
            "When was the article headlined 'Submarines are late' published?",
            HeaderFact.PUBLISHED,
            "Submarines are late",
            "",
        ),
        ("When did the Herald publish its story?", HeaderFact.PUBLISHED, None, "Herald"),
        ("At what time was the Herald's article posted?", HeaderFact.CLOCK, None, "Herald's"),
        ("Which newspaper published the story on submarines?", HeaderFact.OUTLET, None, "newspaper submarines"),
    ],
)
def test_questions_about_an_article_itself_are_told_apart(question, fact, title, reference):
    about = about_article(question)
    assert about is not None
    assert (about.fact, about.title, about.reference) == (fact, title, reference)


@pytest.mark.parametrize(
    "question",
    ["When was the treaty signed?", "Who wrote the novel?", "When was the base opened?", "What time did they meet?"],
)
def test_questions_about_the_world_are_not(question):
    assert about_article(question) is None


@pytest.mark.parametrize(
    "piece",
    [
        "what time ",
        "when was the article ",
        "how is ",
        "who wrote ",
        "'",
        "“a ",
        "A",
        " ",
        "what did A ",
        "who said ",
        "?",
    ],
)
@pytest.mark.parametrize("lead", ["", "when was the ", "what did A say ", "who said the ", "did A "])
def test_a_long_question_is_read_in_linear_time(lead, piece):
    question = lead + piece * (20_000 // len(piece)) + "!"
    start = time.process_time()
    route(question)
    about_article(question)
    assert time.process_time() - start < 0.5
