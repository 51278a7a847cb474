import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.render import plain
from bot.answer.verify import answer_of
from bot.models import Kind, Verdict
from tests.answer.making import JUDGE, article, judge, stretches

HARBOUR = article(
    "The ministers met in the port of Kobe on Monday. Mayor Ana Reyes said, “The harbour is the quiet heart of our "
    "city, and we will not sell it to anyone who asks.” She spoke for an hour. Ben Okafor, who runs the ferry line, "
    "said that passengers had doubled within a year and that two new piers were needed by summer.\n"
    "“If the state pays its share, we will build a third pier before the winter,” Okafor said. “Nobody here is against "
    "tourists.” Reyes called the plan “a gift to speculators”.",
    direct=[
        ("Ana Reyes", "The harbour is the quiet heart of our city, and we will not sell it to anyone who asks."),
        (
            "Ben Okafor",
            "If the state pays its share, we will build a third pier before the winter, | Nobody here is against tourists.",
        ),
        ("Ana Reyes", "a gift to speculators"),
    ],
    reported=[("Ben Okafor", "passengers had doubled within a year and that two new piers were needed by summer")],
    number=1,
    day=date(2023, 5, 2),
    outlet="The Kobe Courier",
)
LATER = article(
    "“Our … port is [still] the loud engine of this whole region, not just a pretty view,” Reyes told reporters. "
    "“[W]e don’t need another tower in the U.S.-run quarter — not now, not later — but long-term leases may help.”",
    direct=[
        ("Ana Reyes", "Our … port is [still] the loud engine of this whole region, not just a pretty view,"),
        (
            "Ana Reyes",
            "[W]e don’t need another tower in the U.S.-run quarter — not now, not later — but long-term leases may help.",
        ),
    ],
    number=2,
    day=date(2024, 5, 2),
)

CASES = [
    ("whole", "Reyes", "The harbour is the quiet heart of our city, and we will not sell it to anyone who asks.", "true"),
    ("case and typography", "Ana Reyes", '"THE HARBOUR is the quiet heart of our city -- and we will not sell it to anyone who asks"', "true"),
    ("no speaker given", None, "the quiet heart of our city", "true"),
    ("fragment", "Reyes", "the quiet heart of our city", "true"),
    ("editorial bracket left out", "Reyes", "Our port is the loud engine of this whole region", "true"),
    ("editorial bracket printed plain", "Reyes", "our port is still the loud engine", "true"),
    ("bracketed letter, short form written out", "Reyes", "We do not need another tower in the US-run quarter", "true"),
    ("hyphens", "Reyes", "but long term leases may help", "true"),
    ("own bracket for a pronoun", "Reyes", "[Kobe] will not sell it to anyone who asks", "true"),
    ("honest ellipsis", "Reyes", "The harbour is … and we will not sell it to anyone", "true"),
    ("part across an attribution", "Okafor", "we will build a third pier before the winter. Nobody here is against tourists", "altered"),
    ("whole across an attribution", "Okafor", "If the state pays its share, we will build a third pier before the winter. Nobody here is against tourists.", "true"),
    ("fragment within narration", "Reyes", "a gift to speculators", "true"),
    ("one word changed", "Reyes", "The harbour is the noisy heart of our city", "altered"),
    ("last word changed", "Reyes", "The harbour is the quiet heart of our province", "altered"),
    ("first word changed", "Reyes", "That harbour is the quiet heart of our city", "altered"),
    ("a word added", "Reyes", "The harbour is the very quiet heart of our city", "altered"),
    ("a word dropped", "Reyes", "The harbour is the heart of our city, and we will not sell it", "altered"),
    ("not dropped", "Reyes", "and we will sell it to anyone who asks", "altered"),
    ("not put in", "Reyes", "The harbour is not the quiet heart of our city", "altered"),
    ("ellipsis over not", "Reyes", "we will … sell it to anyone who asks", "altered"),
    ("ellipsis over n't", "Reyes", "We … need another tower in the U.S.-run quarter", "altered"),
    ("bracket that puts a not in", "Reyes", "The harbour is [not] the quiet heart of our city", "altered"),
    ("cut loses not", "Reyes", "sell it to anyone who asks", "altered"),
    ("cut loses nobody", "Okafor", "against tourists", "altered"),
    ("cut loses a condition", "Okafor", "we will build a third pier before the winter", "altered"),
    ("cut inside the condition", "Okafor", "the state pays its share", "altered"),
    ("reported", "Okafor", "passengers had doubled within a year", "reported_not_direct"),
    ("reported by another", "Reyes", "two new piers were needed by summer", "wrong_speaker"),
    ("narration", "Reyes", "The ministers met in the port of Kobe on Monday", "reported_not_direct"),
    ("wrong speaker", "Okafor", "The harbour is the quiet heart of our city", "wrong_speaker"),
    ("wrong speaker, a small word changed", "Okafor", "That harbour is the quiet heart of our city", "wrong_speaker"),
    ("wrong speaker, one word of many changed", "Okafor", "The harbour is the noisy heart of our city, and we will not sell it to anyone who asks", "wrong_speaker"),
    ("wrong speaker, one word of a few changed", "Okafor", "The harbour is the noisy heart of our city", "invented"),
    ("wrong speaker without the not", "Okafor", "we will sell it to anyone who asks", "invented"),
    ("wrong speaker, cut behind the not", "Okafor", "sell it to anyone who asks", "invented"),
    ("wrong speaker with a not put in", "Okafor", "The harbour is not the quiet heart of our city", "invented"),
    ("wrong speaker, words of two sentences", "Reyes", "we will build a third pier, nobody here", "invented"),
    ("one of five words changed", "Okafor", "Nobody here is against ferries", "altered"),
    ("one of six words changed", "Reyes", "the quiet corner of our city", "altered"),
    ("a turn of phrase and other words", "Okafor", "Nobody here wants a pier", "invented"),
    ("one of four words changed", "Reyes", "a gift to fishermen", "invented"),
    ("other form of a word", "Reyes", "it was a gift to speculator", "altered"),
    ("short, scattered over a remark", "Okafor", "the state is building a pier", "invented"),
    ("short, of two remarks", "Reyes", "the quiet engine of speculators", "invented"),
    ("short, of narration", "Reyes", "The mayor met in Kobe", "invented"),
    ("reported, and little of it", "Okafor", "ten piers were needed", "invented"),
    ("two sewn", "Reyes", "The harbour is the quiet heart of this whole region, not just a pretty view", "stitched"),
    ("two sewn by an ellipsis", "Reyes", "The harbour is the quiet heart of our city … a gift to speculators", "stitched"),
    ("two sewn that follow each other", "Reyes", "Our port is still the loud engine of this whole region, but long-term leases may help", "stitched"),
    ("halves reordered", "Reyes", "We will not sell it to anyone who asks, and the harbour is the quiet heart of our city", "stitched"),
    ("sewn and by two speakers", "Reyes", "The harbour is the quiet heart of our city, we will build a third pier before the winter", "stitched"),
    ("invented", "Reyes", "The harbour will be closed to fishing boats from next April", "invented"),
    ("invented of common words", "Reyes", "We will not be the heart of anyone", "invented"),
    ("nothing alike", "Reyes", "zxqv", "invented"),
]  # fmt: skip


@pytest.mark.parametrize(("speaker", "words", "verdict"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_verdict(speaker, words, verdict):
    judgement = judge(words, speaker, HARBOUR, LATER)
    assert judgement.verdict == verdict, (judgement.lost, judgement.difference)


@pytest.mark.parametrize(("speaker", "words"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_every_verdict_has_a_reply_that_fits_a_screen_and_prints_only_words_of_the_articles(speaker, words):
    judgement = judge(words, speaker, HARBOUR, LATER)
    answer = answer_of(judgement, speaker)
    bodies = {one.id: one.record.body for one in (HARBOUR, LATER)}
    assert answer.verdict is judgement.verdict
    assert len(plain(answer)) <= 900
    assert answer.answered is (judgement.verdict is not Verdict.INVENTED) is bool(answer.citations)
    for block in answer.blocks:
        assert any(block.words in body for body in bodies.values())
        assert all(0 <= mark.start < mark.end <= len(block.words) for mark in block.marks)
    for citation in answer.citations:
        assert citation.span is not None
        assert citation.passage == citation.span.of(bodies[citation.article_id])
    for part in answer.quotations:
        assert part.text == part.span.of(bodies[part.article_id])


def test_the_difference_is_told_word_by_word():
    (block,) = answer_of(judge("The harbour is the noisy heart of our city", "Reyes", HARBOUR), "Reyes").blocks
    assert [(step.change, step.words) for step in block.difference] == [
        ("same", "The harbour is the"),
        ("dropped", "quiet"),
        ("added", "noisy"),
        ("same", "heart of our city"),
    ]


def test_a_fragment_is_shown_in_its_whole_sentence():
    answer = answer_of(judge("the quiet heart of our city", "Reyes", HARBOUR), "Reyes")
    assert "part of a longer sentence" in answer.headline
    assert "we will not sell it" in answer.blocks[0].words
    assert [mark.of(answer.blocks[0].words) for mark in answer.blocks[0].marks] == ["the quiet heart of our city"]


def test_both_sources_of_sewn_words_are_cited():
    words = "The harbour is the quiet heart of this whole region, not just a pretty view"
    answer = answer_of(judge(words, "Reyes", HARBOUR, LATER), "Reyes")
    assert {citation.source for citation in answer.citations} == {"1.txt", "2.txt"}


def test_reported_speech_is_called_so_and_listed_as_reported():
    answer = answer_of(judge("passengers had doubled within a year", "Okafor", HARBOUR), "Okafor")
    assert "not a direct quotation" in answer.headline
    assert [part.kind for part in answer.quotations] == [Kind.REPORTED]


def test_the_same_words_in_another_article_are_cited_too_and_told_once():
    copy = article(
        "“The harbour is the quiet heart of our city,” said Reyes.",
        direct=[("Ana Reyes", "The harbour is the quiet heart of our city,")],
        number=3,
    )
    answer = answer_of(judge("The harbour is the quiet heart of our city", "Reyes", HARBOUR, copy), "Reyes")
    assert len(answer.blocks) == 1
    assert {citation.source for citation in answer.citations} == {"1.txt", "3.txt"}


def test_the_headline_says_which_word_turned_the_meaning_round():
    dropped = answer_of(judge("and we will sell it to anyone who asks", "Reyes", HARBOUR), "Reyes")
    put_in = answer_of(judge("The harbour is not the quiet heart of our city", "Reyes", HARBOUR), "Reyes")
    assert (dropped.headline, put_in.headline) == (
        "Altered: Ana Reyes said it with “not”.",
        "Altered: Ana Reyes said it without “not”.",
    )


def test_words_that_differ_are_not_called_the_same_in_other_articles():
    copy = article(
        "“The harbour is the quiet heart of our city,” said Reyes.",
        direct=[("Ana Reyes", "The harbour is the quiet heart of our city,")],
        number=3,
    )
    exact = answer_of(judge("The harbour is the quiet heart of our city", "Reyes", HARBOUR, copy), "Reyes")
    changed = answer_of(judge("The harbour is the noisy heart of our city", "Reyes", HARBOUR, copy), "Reyes")
    assert "The same words stand in other articles as well." in exact.hints
    assert not changed.hints


@pytest.mark.parametrize(("rarity", "verdict"), [(1.0, Verdict.ALTERED), (0.0, Verdict.INVENTED)])
def test_common_words_that_stand_together_say_less_than_rare_ones(rarity, verdict):
    words = "That harbour is the loud heart of this city"
    assert JUDGE.judge(words, "Reyes", stretches(HARBOUR), lambda _key: rarity).verdict is verdict


SPOKEN = [
    ("Ana Reyes", HARBOUR.record.quotations[0].parts[0].of(HARBOUR.record.body)),
    ("Ana Reyes", LATER.record.quotations[1].parts[0].of(LATER.record.body)),
    ("Ben Okafor", HARBOUR.record.quotations[1].parts[0].of(HARBOUR.record.body)),
]


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(SPOKEN), st.data())
def test_a_verbatim_fragment_by_its_speaker_is_never_called_false(said, data):
    speaker, text = said
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    fragment = " ".join(words[first:last])
    if any(c.isalnum() for c in fragment):
        assert judge(fragment, speaker, HARBOUR, LATER).verdict in {Verdict.TRUE, Verdict.ALTERED}


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(SPOKEN), st.data())
def test_dropping_a_negation_is_never_true(said, data):
    speaker, text = said
    words = text.split()
    negations = [at for at, word in enumerate(words) if word.lower() in {"not", "don’t"}]
    if not negations:
        return
    at = data.draw(st.sampled_from(negations))
    first = data.draw(st.integers(0, at))
    last = data.draw(st.integers(min(at + 2, len(words)), len(words)))
    kept = [*words[first:at], *data.draw(st.sampled_from([[], ["..."], ["…"]])), *words[at + 1 : last]]
    if sum(any(c.isalnum() for c in word) for word in kept) > 1:
        assert judge(" ".join(kept), speaker, HARBOUR, LATER).verdict is not Verdict.TRUE


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=20)))
def test_no_words_raise(words, speaker):
    answer_of(judge(words, speaker, HARBOUR, LATER), speaker)


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="the harbour … [not] “” ’ U.S. 台湾", max_size=120))
def test_no_words_of_the_articles_own_stuff_raise(words):
    answer_of(judge(words, "Reyes", HARBOUR, LATER), "Reyes")


def test_time_stays_in_bounds_for_long_words():
    longest = ("the quiet heart of our city … " * 80)[:2_000]
    began = time.process_time()
    judge(longest, "Reyes", HARBOUR, LATER)
    judge("not the " * 250, "Reyes", HARBOUR, LATER)
    assert time.process_time() - began < 2


def test_of_pieces_that_may_be_sewn_in_the_speakers_own_and_longer_one_is_shown():
    crane = article(
        "“We stand at a turning point in the history of this quay,” Dahl said.\n\n“It was a turning point in my life,” Moe said.\n\n“The crane must never be sold to those who would break it,” Dahl said.",
        direct=[
            ("Moe", "It was a turning point in my life,"),
            ("Dahl", "We stand at a turning point in the history of this quay,"),
            ("Dahl", "The crane must never be sold to those who would break it,"),
        ],
    )
    found = judge(
        "We stand at a turning point, and the crane must never be sold to those who would break it", "Dahl", crane
    )
    assert found.verdict is Verdict.STITCHED
    sewn = [one.stretch.spoken for one in (found.best, found.other) if one]
    assert [spoken and spoken.speaker for spoken in sewn] == ["Dahl", "Dahl"]


def test_halves_put_into_another_order_are_stitched_where_the_article_repeats_some_of_the_words():
    ferry = article(
        "“The ferry, while certainly a very old ship, is not the sea-beaten wreck that its rivals make it out to be,” "
        "Dahl said. Her letter says that the ferry, while certainly slow, is loved.",
        direct=[
            (
                "Dahl",
                "The ferry, while certainly a very old ship, is not the sea-beaten wreck that its rivals make it out to be,",
            )
        ],
    )
    words = "not the sea-beaten wreck that its rivals make it out to be, The ferry, while certainly a very old ship, is"
    assert judge(words, "Dahl", ferry).verdict is Verdict.STITCHED
    assert judge("the wreck that its rivals sold is slow, and her letter is loved", "Dahl", ferry).verdict in {
        Verdict.INVENTED,
        Verdict.ALTERED,
    }


def test_words_that_only_begin_as_somebody_said_them_are_not_found_and_what_was_said_is_shown():
    words = "The harbour is the quiet heart of a plan for fishing that nobody wants"
    answer = answer_of(JUDGE.judge(words, "Reyes", stretches(HARBOUR)), "Reyes")
    assert (answer.verdict, answer.answered, answer.citations) == (Verdict.INVENTED, False, ())
    told = plain(answer)
    assert "Nearest, but not these words (Ana Reyes)" in told
    assert "the quiet heart of our city" in told


def test_a_turn_of_phrase_brings_nobody_s_words_beside_not_found():
    words = "We will not sell what the people of this old town have built for their own children"
    assert "Nearest" not in plain(answer_of(JUDGE.judge(words, "Reyes", stretches(HARBOUR)), "Reyes"))


def test_a_printed_word_is_never_cut_in_two():
    said = article(
        "“We won’t sell the pier to them,” Reyes said.", direct=[("Ana Reyes", "We won’t sell the pier to them,")]
    )
    answer = answer_of(JUDGE.judge("We will sell the pier to them", "Reyes", stretches(said)), "Reyes")
    assert answer.headline == "Altered: Ana Reyes said it with “won't”."
    told = plain(answer)
    assert "We [-won’t-] {+will+} sell the pier" in told
    (block,) = answer.blocks
    assert [mark.of(block.words) for mark in block.marks] == ["We", "sell the pier to them"]


def test_a_not_that_was_moved_is_told_as_moved():
    said = article(
        "“I would not call it a pier. I would call it a barge,” Reyes said.",
        direct=[("Ana Reyes", "I would not call it a pier. I would call it a barge,")],
    )
    answer = answer_of(
        JUDGE.judge("I would call it a pier. I would not call it a barge", "Reyes", stretches(said)), "Reyes"
    )
    assert answer.headline == "Altered: Ana Reyes said “not” in another place."


def test_a_made_up_end_of_small_words_is_not_pinned_on_somebody_who_has_them():
    said = article(
        "“The winds fell, so we could put a lamp on the mole,” Okafor said.",
        direct=[("Ben Okafor", "The winds fell, so we could put a lamp on the mole,")],
        number=9,
    )
    words = "The harbour is the quiet heart of our city, so we could put a palace there"
    judgement = JUDGE.judge(words, "Reyes", stretches(HARBOUR, said))
    assert judgement.verdict is not Verdict.STITCHED


def test_both_pieces_of_sewn_words_are_shown_also_where_one_remark_has_them():
    said = article(
        "“We used to pay for lamps and nets,” Okafor told the crews of the ferry line. “We shall now pay for readiness.”",
        direct=[("Ben Okafor", "We used to pay for lamps and nets, | We shall now pay for readiness.")],
    )
    answer = answer_of(
        JUDGE.judge("We shall now pay for readiness, and for lamps and nets", "Okafor", stretches(said)), "Okafor"
    )
    assert answer.verdict is Verdict.STITCHED
    told = " ".join(block.words for block in answer.blocks)
    assert "We shall now pay for readiness" in told
    assert "for lamps and nets" in told


def test_in_japanese_each_character_is_compared_by_itself():
    said = article(
        "“我々は港を売らないと思う, we keep it all here” Reyes said.",
        direct=[("Ana Reyes", "我々は港を売らないと思う, we keep it all here")],
    )
    answer = answer_of(JUDGE.judge("我々は港を売ると思う, we keep it all here", "Reyes", stretches(said)), "Reyes")
    assert "我々は港を売 [-らない-] {+る+} と思う" in plain(answer)
