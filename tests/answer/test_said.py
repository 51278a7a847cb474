"""What somebody said: on a topic, in a transcript, in a screen's room, and what is told where nothing is found."""

from datetime import date

import pytest

from bot.answer.excerpts import MOST, excerpt, joined
from bot.answer.render import SCREEN, plain
from bot.models import Ask, Kind, QuestionKind, Quotation, Span
from bot.retrieve.query import Weighed
from bot.retrieve.sayings import names_holder
from tests.answer.library import SCOPES, opened, written
from tests.answer.making import article

LONG = (
    "Good afternoon, everyone. Thank you for waiting in the rain. I have a few things at the top. "
    + " ".join(f"The {number} committee will meet on the usual day to read its papers." for number in ("first", "second", "third", "fourth"))
    + " We will dredge the lagoon before the winter. The dredging is paid for by the port. "
    + " ".join(f"The {number} committee has nothing new to say today at all." for number in ("fifth", "sixth", "seventh"))
)  # fmt: skip
BRIEFING = f"""MS. HALVORSEN:  {LONG}

Q    Does the ministry have a view on the lighthouse sale?

MS. HALVORSEN:  We have seen the reports. We will let the owners speak for themselves, as they always have.

Q    And the lighthouse keepers?

MS. HALVORSEN:  Yes.

Q    What about the weather?

MS. HALVORSEN:  It will rain again tomorrow, I am told by those who know."""
SPEECH = (
    "MAYOR CALLOWAY:  Good evening, everyone. {first} "
    + " ".join(f"The {number} guild came to see us and went home again." for number in ("first", "second", "third", "fourth", "fifth"))
    + " {last}\n\nQ    And the guilds?\n\nMAYOR CALLOWAY:  The guilds are well.\n\nQ    Thank you.\n\nMAYOR CALLOWAY:  Good night."
)  # fmt: skip
OLD = """“The herring will come back to this bay,” Port Minister Signe Halvorsen told reporters on Monday.

“Nobody has seen a herring for years,” Halvorsen said."""
FILLER = "\n\n".join(
    f"“Number {number} of the boats is painted,” Port Minister Signe Halvorsen said." for number in range(90)
)
CAUSEWAY = "\n\n".join(
    f"{name} said the causeway is {number} years late, {'and that nobody in the town has seen the end of it, ' * 12}and that it rains."
    for name, number in (("Agnes Quill", "two"), ("Bertil Quand", "three"), ("Carla Quist", "four"))
)
ARTICLES = {
    "causeway": ("The causeway", "2024-01-09", CAUSEWAY),
    "briefing": ("Briefing by Port Minister Signe Halvorsen", "2024-03-05", BRIEFING),
    "old": ("Herring in the bay", "2014-03-05", OLD),
    "filler": ("Boats", "2024-04-05", FILLER),
    "remarks": (
        "Remarks by President Biden at the quay",
        "2023-06-05",
        ("THE PRESIDENT:  Thank you. We will build a breakwater here, and we will build it of granite.\n\n"
        "Q    Mr. President, when will it be done?\n\nTHE PRESIDENT:  The breakwater will be done in two years from now.\n\n"
        "Q    And the cost?\n\nTHE PRESIDENT:  Less than you think, and the port pays half."),
    ),
    "one": ("A ferry", "2024-02-05", "“The ferry sails at noon,” Captain Aurelio Pizarro said on Monday."),
    "duty": (
        "A duty",
        "2024-01-05",
        ("The port put a duty on granite at noon.\n\nMasons met in the square.\n\n"
        "“We strongly urge them to drop the duty,” said the mason Birte Lindqvist.\n\n"
        "Lindqvist denied that the masons had asked for barges. Lindqvist said the pier was “too long for the bay” and too low."),
    ),
    "speech": ("Remarks by Mayor Ruth Calloway at the harbour", "2024-03-09", SPEECH.format(first="We bought a lantern.", last="There is a festival in May.")),
    "toast": ("Remarks by Mayor Ruth Calloway at the guild", "2024-03-01", SPEECH.format(first="The lantern festival will be held again.", last="Thank you all for the herring.")),
    "oath": ("Remarks by Mayor Ruth Calloway at a meeting at the school", "2024-02-25", SPEECH.format(first="Thank you.", last="I like a lantern, and I like the festival of the school.")),
    "taiwan": (
        "Blinken on the strait",
        "2023-02-05",
        "“Peace across the Taiwan Strait matters to everybody,” U.S. Secretary of State Antony Blinken said on Monday.",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return written(tmp_path_factory.mktemp("said"), ARTICLES)


async def asked(library, speaker=None, topic=None, question="", *, longest=SCREEN):
    kind = QuestionKind.SAID if speaker else QuestionKind.ASK
    async with opened(library) as services:
        ask = Ask(kind, date(2024, 5, 1), SCOPES, question, speaker=speaker, topic=topic)
        answer = await services.answer(ask)
        bodies = {one.id: one for one in (await services.articles.get(range(1, 20))).values()}
    for part in answer.quotations:
        assert part.text == part.span.of(bodies[part.article_id].record.body)
        assert any(part.text in block.words for block in answer.blocks)
    assert len(plain(answer)) <= longest
    return answer


async def test_an_old_remark_is_found_behind_many_newer_ones(library):
    answer = await asked(library, "Halvorsen", "herring")
    assert [block.words for block in answer.blocks] == [
        "The herring will come back to this bay,",
        "Nobody has seen a herring for years,",
    ]


async def test_of_a_long_remark_the_sentences_on_the_topic_are_shown_and_cited_once(library):
    answer = await asked(library, "Halvorsen", "lagoon")
    (block,) = answer.blocks
    assert "We will dredge the lagoon before the winter." in block.words
    assert "Good afternoon" not in block.words
    assert "[…]" not in block.words
    assert block.citations == (1,)
    assert len(answer.citations) == 1


async def test_an_answer_is_on_the_topic_of_its_question_unless_it_is_a_mere_yes(library):
    answer = await asked(library, "Halvorsen", "the lighthouse")
    (block,) = answer.blocks
    assert block.words.startswith("We have seen the reports.")
    assert block.after == "answering a question"


async def test_of_a_speech_a_sentence_bears_on_the_topic_and_not_words_far_apart(library):
    answer = await asked(library, "Calloway", "the lantern festival")
    assert "The lantern festival will be held again." in answer.blocks[0].words
    assert not any("We bought a lantern." in block.words for block in answer.blocks)


async def test_what_was_said_on_the_occasion_that_is_told_comes_first(library):
    question = "What did Calloway say at the school about the lantern festival?"
    answer = await asked(library, "Calloway", "the lantern festival", question)
    assert "the festival of the school." in answer.blocks[0].words


async def test_the_occasion_may_stand_behind_the_topic(library):
    answer = await asked(
        library, question="What did Calloway say about the lantern festival at the meeting at the school?"
    )
    assert "the festival of the school." in answer.blocks[0].words


async def test_silence_names_the_topic_as_it_stands_in_a_sentence(library):
    assert (await asked(library, "Halvorsen", "volcanoes")).headline.endswith("said about volcanoes.")
    answer = await asked(library, "Halvorsen", "he hates volcanoes")
    assert answer.headline.endswith("said about “he hates volcanoes”.")
    assert not answer.answered


async def test_the_president_of_a_transcript_is_named_by_its_title(library):
    answer = await asked(library, "Biden", "breakwater")
    assert [block.words for block in answer.blocks][:1] != []
    assert all("named by the title “Remarks by President Biden at the quay”" in block.after for block in answer.blocks)
    assert not (await asked(library, "Trump", "breakwater")).answered


async def test_each_of_several_speakers_is_told_in_turn(library):
    answer = await asked(library, question="Compare what Halvorsen and Pizarro said about the ferry and the herring")
    assert answer.answered
    answer = await asked(library, "Pizarro and Blinken", "noon")
    assert answer.headline == (
        "Aurelio Pizarro on noon: 1 quotation. The articles do not say what Antony Blinken said about noon."
    )
    answer = await asked(library, "both Blinken and Halvorsen", "peace or herring")
    assert [part.group for part in answer.quotations] == sorted({part.group for part in answer.quotations})
    assert {number for block in answer.blocks for number in block.citations} == {c.number for c in answer.citations}
    assert not (await asked(library, "Pizarro and Blinken", "volcanoes")).answered


@pytest.mark.parametrize("speakers", ["Quill and Quand", "Quill, Quand and Quist", "Quill, Quand and Quill"])
async def test_several_speakers_together_fill_no_more_than_a_message(library, speakers):
    answer = await asked(library, speakers, "the causeway", longest=2_000)
    assert answer.headline.count(" on the causeway: ") == 2
    assert bool(answer.hints) is ("Quist" in speakers)


@pytest.mark.parametrize("topic", ["cross-strait relations", "cross-strait tension", "the Taiwan Straits", "tawain"])
async def test_a_topic_by_another_word_is_found(library, topic):
    answer = await asked(library, "Blinken", topic)
    assert [part.text for part in answer.quotations] == ["Peace across the Taiwan Strait matters to everybody,"]


async def test_a_part_of_the_topic_may_stand_before_the_remark(library):
    answer = await asked(library, "Lindqvist", "the granite duty")
    assert [part.text for part in answer.quotations] == ["We strongly urge them to drop the duty,"]
    assert not (await asked(library, "Lindqvist", "the granite lagoon")).answered


async def test_what_is_a_piece_of_a_sentence_is_shown_in_it(library):
    answer = await asked(library, "Lindqvist", "barges")
    assert [block.words for block in answer.blocks] == ["Lindqvist denied that the masons had asked for barges."]
    answer = await asked(library, "Lindqvist", "the pier")
    assert [block.words for block in answer.blocks] == [
        "Lindqvist said the pier was “too long for the bay” and too low."
    ]
    assert [(part.text, part.kind) for part in answer.quotations] == [("too long for the bay", Kind.DIRECT)]
    assert "Lindqvist said the pier was “too long for the bay” and too low. [1]" in plain(answer)


async def test_a_plural_asks_for_all_who_held_the_office(library):
    answer = await asked(library, "U.S. secretaries of state", "the strait")
    assert answer.headline == "Antony Blinken on the strait: 1 quotation."


async def test_a_word_that_was_misspelt_is_told(library):
    assert "Read “tawain” as Taiwan." in (await asked(library, "Blinken", "tawain")).hints


async def test_a_question_that_may_ask_for_more_than_words_falls_back_on_the_facts(library):
    answer = await asked(library, question="How did Captain Pizarro see the ferry?")
    assert answer.headline == "Aurelio Pizarro on the ferry: 1 quotation."
    answer = await asked(library, question="How did the ferry respond to the herring?")
    assert not answer.answered


async def test_once_is_one_time(library):
    assert (await asked(library, "Pizarro")).headline == "Aurelio Pizarro is quoted 1 time."


@pytest.mark.parametrize(
    "question", ["ブリンケンは台湾について何と言ったか", "台湾についてブリンケン国務長官は何と言いましたか？"]
)
async def test_names_in_japanese_are_read(library, question):
    for answer in (await asked(library, question=question), await asked(library, "ブリンケン", "台湾")):
        assert answer.headline == "Antony Blinken on Taiwan: 1 quotation."


async def test_another_question_in_japanese_is_told_to_be_in_english(library):
    answer = await asked(library, question="会談はいつですか")
    assert (answer.answered, answer.headline) == (False, "I read questions in English; names may be in Japanese.")


async def test_part_of_a_topic_in_japanese_is_never_taken_for_all_of_it(library):
    assert "Of “台湾漁業” I can read Taiwan alone." in (await asked(library, "ブリンケン", "台湾漁業")).hints


def topic(word):
    return (Weighed(word, word, 1.0, name=False, known=True, forms={word: 1.0}),)


BODY = f"“{'One two three. ' * 30}The tide turns. {'Four five six. ' * 30}”\n\n“The end,” she said, “is near.”"


@pytest.mark.parametrize(
    ("spoken", "word", "shown"),
    [
        ("The end, | is near.", "end", "The end, […] is near."),
        (f"{'One two three. ' * 30}The tide turns. {'Four five six. ' * 29}Four five six.", "tide", "One two three. The tide turns. Four five six."),
    ],
    ids=["short: all of it", "long: the sentence with those beside it"],
)  # fmt: skip
def test_an_excerpt_is_word_for_word_with_gaps_only_where_words_are_left_out(spoken, word, shown):
    one = article(BODY, direct=[("She", spoken)])
    (quotation,) = one.record.quotations
    spans = excerpt(quotation, one, topic(word))
    assert joined(spans, BODY) == shown
    assert all(any(part.covers(span) for part in quotation.parts) for span in spans)


def test_what_was_told_already_is_not_told_again():
    spoken = f"The tide turns at noon. {'One two three. ' * 40}The tide comes back at night."
    one = article(f"“{spoken}”", direct=[("She", spoken)])
    (quotation,) = one.record.quotations
    for told, shown in (((), "at noon"), (("We hear that the tide turns at noon.",), "at night")):
        assert shown in joined(excerpt(quotation, one, topic("tide"), told=told), one.record.body)


def test_paragraphs_of_one_remark_stand_beside_each_other_without_a_gap():
    body = "“We came.\n\n“We saw.”"
    one = article(body, direct=[("She", "We came. | We saw.")])
    assert joined(one.record.quotations[0].parts, body) == "We came. We saw."


def test_an_endless_sentence_is_cut_between_words_around_the_topic():
    body = f"“{'so and ' * 400}tide {'then on ' * 400}”"
    one = article(body)
    spans = excerpt(Quotation(Kind.DIRECT, (Span(1, len(body) - 1),), "She"), one, topic("tide"))
    words = joined(spans, body)
    assert len(words) <= MOST
    assert "tide" in words.split()


@pytest.mark.parametrize(
    ("title", "role", "named"),
    [
        ("Remarks by President Hill at the harbour", "president", True),
        ("Remarks by Vice President Hill", "president", False),
        ("Remarks by Vice President Hill", "vice president", True),
        ("Remarks by President Dale", "president", False),
        ("", "president", False),
    ],
)
def test_who_speaks_by_office_alone_is_told_by_the_title(title, role, named):
    assert names_holder(title, role, "Hill") is named


@pytest.fixture
def offices(tmp_path):
    readout = (
        "Vice President Kamala Harris met with Prime Minister Fumio Kishida today.\n\n"
        "The Vice President and the Prime Minister reviewed the talks. "
        "They emphasized the importance of counting whales in the northern strait.\n"
    )
    earlier = "Prime Minister Yoshihide Suga spoke at the pier. “The strait is calm,” Suga told reporters on Friday.\n"
    return written(
        tmp_path, {"readout": ("A readout", "2022-09-26", readout), "pier": ("A visit", "2021-04-16", earlier)}
    )


async def test_a_joint_remark_of_two_offices_is_not_given_to_who_once_held_one(offices):
    everything = await asked(offices, "Suga")
    assert [block.words for block in everything.blocks] == ["The strait is calm,"]
    assert not (await asked(offices, "Suga", "whales")).answered
