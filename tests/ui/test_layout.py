import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Answer, Block, Change, Citation, Difference, Kind, QuestionKind, Span, Verdict
from bot.ui import ids
from bot.ui.layout import Shown, answer_layout, note, page_layout
from bot.ui.pages import pages
from bot.ui.phrases import Phrases, english
from tests.discord_standin import limits
from tests.discord_standin.exchange import COMPONENTS_V2, Payload, text_of, walk
from tests.ui import answers
from tests.ui.markdown import hidden, live
from tests.ui.test_escape import SPITEFUL


def components(view: Shown) -> list[Payload]:
    made: list[Payload] = view.to_components()
    return made


def payload(view: Shown) -> Payload:
    return {"flags": COMPONENTS_V2, "components": components(view)}


def shown(view: Shown) -> str:
    return text_of(payload(view))


def test_an_answer_shows_headline_words_speaker_and_source_once():
    text = shown(answer_layout(answers.answer(), "What about the strait?", english))
    assert text == (
        "### Ann Secretary spoke about the strait.\n"
        "**Ann Secretary**, Secretary of State, 12 January 2024\n"
        "> “the **strait** must stay open to every ship” [1]\n"
        "-# [1] The Harbour Post — [Ministers meet](<https://harbour.example/ministers>) — 13 January 2024"
        " · [the sentence](<https://harbour.example/ministers#:~:text=%E2%80%9Cthe%20strait%20must%20stay,"
        "the%20secretary%20told%20reporters.>)\n"
        "-# Asked: What about the strait?"
    )


def test_buttons_say_what_they_do_and_carry_their_state():
    parts = walk(components(answer_layout(answers.answer(), "?", english, more="more:7:1", public=False)))
    found = {part["label"]: part["custom_id"] for part in parts if part["type"] == 2}
    assert list(found) == ["In context", "More", "Wrong?", "Show to all"]
    assert ids.parse(found["In context"]).verb == ids.CONTEXT
    assert ids.parse(found["Show to all"]).arguments == ("1",)


def test_several_places_are_chosen_from_a_list():
    parts = walk(components(answer_layout(answers.long_answer(3), "?", english)))
    select = next(part for part in parts if part["type"] == 3)
    assert [option["label"][:3] for option in select["options"]] == ["[1]", "[2]", "[3]"]


def test_every_block_of_a_long_answer_is_on_some_page():
    made = pages(answers.long_answer(14), english)
    assert len(made) > 2
    assert [n for page in made for block in page.blocks for n in re.findall(r"Speaker (\d+)", block)] == [
        str(n) for n in range(1, 15)
    ]


def test_passages_beside_the_answer_are_behind_more_but_for_one():
    made = answers.answer(
        blocks=tuple(Block(f"Passage {n}.", (), None, citations=(n,)) for n in (1, 2, 3, 4)),
        citations=tuple(answers.citation(n, n) for n in (1, 2, 3, 4)),
    )
    assert [len(page.blocks) for page in pages(made, english)] == [2, 2]


@pytest.mark.parametrize(
    ("made", "first"),
    [
        (answers.answer(sure=False), "### This may be it: Ann"),
        (answers.answer(sure=False, headline="This may be it: What CNN says:"), "### This may be it. What CNN says:"),
        (answers.VERIFIED, "### One word differs."),
        (answers.SILENCE, "### The articles do not say."),
        (answers.answer(sure=False, headline="This may be it: 13 January."), "### This may be it: 13 January."),
    ],
)
def test_doubt_verdict_and_silence_are_said_in_words(made, first):
    assert shown(answer_layout(made, "", english)).startswith(first)


@pytest.mark.parametrize(
    ("kind", "hints", "told"),
    [
        (QuestionKind.ASK, (), "name a person, a place or a day"),
        (QuestionKind.SAID, (), "another form of the name"),
        (QuestionKind.QUOTE, (), "fewer words"),
        (QuestionKind.VERIFY, ("That these articles do not have the words does not make them false.",), "/said"),
    ],
)
def test_a_silence_always_gives_a_next_step(kind, hints, told):
    verdict = Verdict.INVENTED if kind is QuestionKind.VERIFY else None
    made = replace(answers.SILENCE, kind=kind, hints=hints, verdict=verdict)
    assert told in shown(answer_layout(made, "", english))
    assert "/sources" not in shown(answer_layout(answers.SILENCE, "", english))


def test_a_brief_in_our_own_words_names_its_original():
    made = answers.answer(citations=(answers.citation(based_on="The Far Times, 12 January 2024: Ministers met"),))
    assert "(after The Far Times, 12 January 2024)" in shown(answer_layout(made, "", english))


def test_citations_of_one_article_share_a_line():
    made = answers.answer(
        citations=(answers.citation(1, 5), answers.citation(2, 7), answers.citation(3, 5, passage="They met."))
    )
    made = replace(made, blocks=tuple(Block("words", (), None, "Ann", citations=(n,)) for n in (1, 2, 3)))
    lines = [line for line in shown(answer_layout(made, "", english)).split("\n") if line.startswith("-# [")]
    assert [line.partition(" The")[0] for line in lines] == ["-# [1] [3]", "-# [2]"]
    assert "[sentence 3](<https://harbour.example/ministers#:~:text=They%20met.>)" in lines[0]


def test_a_difference_is_shown_in_bold_and_struck_out():
    steps = (Difference(Change.SAME, "must"), Difference(Change.DROPPED, "not"), Difference(Change.ADDED, "now"))
    block = Block("must not", (), Kind.DIRECT, difference=steps, citations=(1,))
    text = shown(answer_layout(answers.answer(blocks=(block,)), "", english))
    assert "> must **not** ~~now~~" in text
    assert "-# Bold, in the article alone: “not”. Struck out, in your words alone: “now”." in text


def test_long_words_are_cut_around_the_answer_with_ellipses():
    words = "before " * 400 + "answer " + "after " * 400
    block = Block(words, (Span(2800, 2806),), None, citations=(1,))
    text = shown(answer_layout(answers.answer(blocks=(block,)), "", english))
    assert "**answer**" in text
    assert text.count("…") == 2


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
words = st.one_of(SPITEFUL, SPITEFUL.map(lambda text: text * 60), st.just("[](*_").map(lambda text: text * 900))
differences = st.lists(st.builds(Difference, st.sampled_from(Change), words), max_size=4).map(tuple)
blocks = st.builds(
    Block, words, st.lists(spans, max_size=4).map(tuple), st.sampled_from([None, *Kind]), words, words,
    st.lists(st.integers(1, 12), max_size=4).map(tuple), differences,
)  # fmt: skip
maybe = st.one_of(st.none(), words)


@st.composite
def spiteful_answers(draw):
    citations = tuple(
        Citation(n, draw(st.integers(1, 2**40)), "s", draw(st.one_of(st.none(), spans)), draw(words), draw(maybe),
                 draw(maybe), draw(maybe), draw(st.one_of(maybe, st.just("https://a.example/" + "b-" * 120))), draw(maybe))
        for n in range(1, draw(st.integers(1, 12)))
    )  # fmt: skip
    return Answer(
        draw(st.sampled_from(QuestionKind)), draw(st.booleans()), draw(words), 0.5,
        tuple(draw(st.lists(blocks, max_size=8))), citations, (), draw(st.sampled_from([None, *Verdict])),
        draw(st.booleans()), tuple(draw(st.lists(words, max_size=4))), tuple(draw(st.lists(words, max_size=4))),
    )  # fmt: skip


def raw_markdown(text: str) -> list[str]:
    """What is live in a message besides the bot's own marks."""
    neutral = re.sub(r"\\[^0-9A-Za-z\s]", "\u00b7", text)
    own = re.sub(r"\[([^\[\]]*)\]\(<https?://[^>\s]+>\)", r"\1", neutral)
    own = re.sub(r"\*\*|~~|\[\d{1,2}\]", "\u00b7", own)
    own = re.sub(r"^(?:### |> “?|-# )", "", own, flags=re.MULTILINE)
    return live(own)


@settings(deadline=None, max_examples=60)
@given(spiteful_answers(), words)
def test_whatever_an_article_says_a_message_is_within_limits_and_shows_no_raw_markdown(made, question):
    say = Phrases.load().speaker("ja") if len(question) % 2 else english
    views = [answer_layout(made, question, say, more="more:1:1", public=False)]
    found = pages(made, say)
    views += [page_layout(page, n, len(found), say, more=None, left_out=n) for n, page in enumerate(found, 1)]
    for view in views:
        assert limits.message(payload(view)) == []
        assert raw_markdown(shown(view)) == []
        assert hidden(shown(view)) == []


def test_a_note_is_never_empty():
    assert limits.message(payload(note(""))) == []
