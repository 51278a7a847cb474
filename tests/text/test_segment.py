import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import PassageKind
from bot.text.segment import LONGEST, segment


def words(body: str) -> list[str]:
    return [passage.span.of(body) for passage in segment(body)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The ministers met.", "They agreed on a plan."],
        ["The U.S. Navy sent Adm. J. Smith to Guam.", "He left at once."],
        ["He spoke for the U.S.", "The talks went on."],
        ["On Jan. 7 she flew to Kyiv.", "In Jan.", "He followed."],
        [
            "It began at 5 p.m. Friday.",
            "It was over by 9 p.m. EST on Jan. 12.",
            "Doors close at 9 p.m.",
            "Nobody stayed.",
        ],
        ["“It is a cornerstone.”", "She left."],
        ["“Is it so?” the envoy asked.", "“Yes!” Marie Laurent said.", "Nothing more was said."],
        ["He called it “a new era.”", "Next came Mr. Brown."],
        ["George W. Bush and J. D. Vance spoke.", "Both left."],
        ["It rose 2.5 percent to $1.3 billion.", "That is much."],
        ["Our alliance … is strong.", "It will last..."],
        ["That was the plan. .", "It held."],
        ["会談は終わった。", "大臣は帰国した。"],
        ["The U.S.-Japan alliance holds.", "No. 3 on the list is Sen. Murray."],
        ["Wow!", "Really?", "Yes."],
        ["Toyota Motor Corp. said so.", "Sony Group Corp.", "The others were silent."],
        ["1. Deter.", "2. Defend."],
        ["TAMPA, Fla. (AP) — The drill is over.", "He fell ill.", "Smith left.", "It is in Pa.", "The others stayed."],
        ["It stands for the Japan-U.S. Alliance in full.", "The Japan-U.S.", "The text breaks off."],
        ["He rang at 5:05 a.m. Guam time on Monday.", "It was late."],
        ["It opens at 5 p.m. — Tokyo time — on Monday.", "Doors close at 9."],
    ],
)
def test_sentences_are_cut_where_they_end(sentences: list[str]) -> None:
    glue = "" if sentences[0].endswith("。") else " "
    if sentences[0].startswith("1."):
        glue = "\n\n"
    assert words(glue.join(sentences)) == sentences


@pytest.mark.parametrize(
    "line", ["**Next steps:**", "**Next Steps and Trade**:", "**A plan in three parts", "***A plan***"]
)
def test_a_line_in_strong_marks_is_a_heading(line: str) -> None:
    assert [passage.kind for passage in segment(f"{line}\n\nThey met.")] == [PassageKind.HEADING, PassageKind.SENTENCE]


@pytest.mark.parametrize("line", ["**Trade:** They agreed.", "**They agreed. It will last.**", "*They* agreed."])
def test_a_sentence_with_strong_marks_is_none(line: str) -> None:
    assert {passage.kind for passage in segment(line)} == {PassageKind.SENTENCE}


def test_paragraphs_are_counted_and_headings_and_captions_told_apart() -> None:
    body = (
        "A Shared Plan\n\nThe two sides met. They agreed.\n\n"
        "A soldier stands guard at a base in Guam on Monday. (AP Photo/Ann Example)\n\nFILE - A ship at sea."
    )
    kinds = [(passage.kind, passage.paragraph) for passage in segment(body)]
    assert kinds == [
        (PassageKind.HEADING, 0),
        (PassageKind.SENTENCE, 1),
        (PassageKind.SENTENCE, 1),
        (PassageKind.CAPTION, 2),
        (PassageKind.CAPTION, 3),
    ]


def test_a_body_without_blank_lines_has_a_paragraph_a_line() -> None:
    assert [passage.paragraph for passage in segment("It is so.\nIt is. Yes.\n\n")] == [0, 1, 1]


def test_a_line_break_inside_a_paragraph_is_white_space_where_blank_lines_divide() -> None:
    assert words("The two\nsides met.\n\nThey left.") == ["The two\nsides met.", "They left."]


def test_what_never_ends_is_cut_at_a_blank() -> None:
    passages = words("word " * 1000)
    assert len(passages) > 1
    assert all(
        len(passage) <= LONGEST and passage.startswith("word") and passage.endswith("word") for passage in passages
    )


@given(st.text(alphabet=st.sampled_from("aB.?! \n”“'\"。…)U.S1"), max_size=300) | st.text(max_size=300))
@settings(deadline=None, max_examples=300)
def test_passages_cover_every_word_once_and_in_order(body: str) -> None:
    passages = segment(body)
    end = 0
    for passage in passages:
        assert not body[end : passage.span.start].strip()
        assert passage.span.of(body).strip() == passage.span.of(body) != ""
        end = passage.span.end
    assert not body[end:].strip()


@pytest.mark.parametrize("piece", [".", "a", " ", "\n", "“", "。", ". ", "?” ", "\n \n"])
def test_a_long_run_of_anything_takes_linear_time(piece: str) -> None:
    body = piece * (250_000 // len(piece))
    start = time.process_time()
    segment(body)
    assert time.process_time() - start < 1.5
