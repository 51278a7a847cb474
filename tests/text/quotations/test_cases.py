"""One hand-written example for each way in which news quotes people."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.lexicon import read_table
from bot.models import Kind, Quotation
from bot.text.quotations.finder import QuotationFinder

FINDER = QuotationFinder.from_tables(read_table)
DIRECT, REPORTED = Kind.DIRECT, Kind.REPORTED


@dataclass(frozen=True)
class Case:
    """A body, and the quotations that must be among those found: kind, words of the parts, speaker."""

    name: str
    body: str
    kind: Kind
    parts: tuple[str, ...]
    speaker: str | None


FOUND = [
    Case(
        "a country in capitals is no pronoun",
        'A senior US defense official said the cable would be laid. "We agree," the official added.',
        REPORTED, ("the cable would be laid",), "A senior US defense official",
    ),
    Case(
        "a title behind a country in capitals",
        "The US President Ruth Cole landed. “We stay here for good,” the US President told reporters.",
        DIRECT, ("We stay here for good,",), "Ruth Cole",
    ),
    Case(
        "straight marks, cue behind",
        '"The treaty stands," Defense Minister Kenji Sato said in Tokyo.',
        DIRECT, ("The treaty stands,",), "Kenji Sato",
    ),
    Case(
        "curly marks, inverted cue",
        "“The treaty stands,” said Defense Minister Kenji Sato.",
        DIRECT, ("The treaty stands,",), "Kenji Sato",
    ),
    Case(
        "two apostrophes as a mark",
        "Senator Maria Lopez said: ''We will vote on Monday.''",
        DIRECT, ("We will vote on Monday.",), "Maria Lopez",
    ),
    Case(
        "British single marks",
        "‘It’s a good day for the alliance,’ Prime Minister James Holt told reporters. ‘We won’t forget it.’",
        DIRECT, ("It’s a good day for the alliance,", "We won’t forget it."), "James Holt",
    ),
    Case(
        "split by its cue",
        "“Our ties,” Ambassador Ruth Cole said, “have never been closer.”",
        DIRECT, ("Our ties,", "have never been closer."), "Ruth Cole",
    ),
    Case(
        "several paragraphs, closed in the last",
        "Governor Anna Reyes addressed the troops.\n\n“You have done your part,” Reyes said. “Now we do ours.\n\n"
        "“Nobody will be left behind.”",
        DIRECT, ("You have done your part,", "Now we do ours.", "Nobody will be left behind."), "Anna Reyes",
    ),
    Case(
        "unclosed at the paragraph's end",
        "Mayor Tom Baker was blunt. “We ran out of time and money, Baker said.\n\nThe council meets on Friday.",
        DIRECT, ("We ran out of time and money, Baker said.",), "Tom Baker",
    ),
    Case(
        "nested marks stay inside",
        "“She told me, ‘Never give up,’ and I never did,” coach Linda Park said.",
        DIRECT, ("She told me, ‘Never give up,’ and I never did,",), "Linda Park",
    ),
    Case(
        "the same curly marks within",
        "“He wrote “no,” and “never,” and then “maybe” on the draft,” Ambassador Ruth Cole said. “We kept it.”",
        DIRECT, ("He wrote “no,” and “never,” and then “maybe” on the draft,", "We kept it."), "Ruth Cole",
    ),
    Case(
        "the same straight marks within",
        'Senator Maria Lopez wrote: "They call it "the last word" in Tokyo, and they are right." The vote is on Monday.',
        DIRECT, ('They call it "the last word" in Tokyo, and they are right.',), "Maria Lopez",
    ),
    Case(
        "single marks within do not make an article British",
        "“It was ‘fine,’ ‘good,’ ‘better,’ and then ‘best’ of all,” Mayor Tom Baker said.",
        DIRECT, ("It was ‘fine,’ ‘good,’ ‘better,’ and then ‘best’ of all,",), "Tom Baker",
    ),
    Case(
        "a fragment inside a reported sentence",
        "Foreign Minister Aiko Mori said the accord was “a turning point in our history” for both nations.",
        DIRECT, ("a turning point in our history",), "Aiko Mori",
    ),
    Case(
        "editorial brackets and an ellipsis are kept as printed",
        "“[W]e are … committed to [the island’s] defense,” said Secretary of Defense Carl Dunn.",
        DIRECT, ("[W]e are … committed to [the island’s] defense,",), "Carl Dunn",
    ),
    Case(
        "no marks, signed at the end",
        "We cannot allow the rules that kept the peace to be rewritten by force, "
        "Carl Dunn, U.S. Secretary of Defense, via 'Newsweek'.",
        DIRECT, ("We cannot allow the rules that kept the peace to be rewritten by force",), "Carl Dunn",
    ),
    Case(
        "no marks, signed by way of an outlet of one letter",
        "We're grateful for the bold action that was taken today, Carl Dunn, QRS president, via 'X'.",
        DIRECT, ("We're grateful for the bold action that was taken today",), "Carl Dunn",
    ),
    Case(
        "a comment in writing is no verb",
        "Carl Dunn said in a written comment that the harbour would be dredged.",
        REPORTED, ("that the harbour would be dredged",), "Carl Dunn",
    ),
    Case(
        "a dash and a name",
        "“Peace is built every day.” — Yoko Tanaka, foreign minister",
        DIRECT, ("Peace is built every day.",), "Yoko Tanaka",
    ),
    Case(
        "a post",
        "President Joan Miller tweeted: “Proud to stand with our friends in Japan today.”",
        DIRECT, ("Proud to stand with our friends in Japan today.",), "Joan Miller",
    ),
    Case(
        "a speaker named a paragraph earlier",
        "The chain of islands must be defended, said General Paul West.\n\n“We will not look away when our neighbors are threatened.”",
        DIRECT, ("We will not look away when our neighbors are threatened.",), "Paul West",
    ),
    Case(
        "a joint statement",
        "According to a joint statement, the ministers agreed to modernize their forces “to meet a new era of competition.”",
        DIRECT, ("to meet a new era of competition.",), "a joint statement",
    ),
    Case(
        "a pronoun",
        "Secretary Laura Hill arrived on Sunday. She met Minister Kenji Sato. “I am glad to be back,” she said.",
        DIRECT, ("I am glad to be back,",), "Laura Hill",
    ),
    Case(
        "a pronoun whose gender tells",
        "Laura Hill met Kenji Sato in Osaka. “I am glad to be here,” he said.",
        DIRECT, ("I am glad to be here,",), "Kenji Sato",
    ),
    Case(
        "an honorific tells the gender",
        "Ms. Quillfeather and Mr. Ostrander spoke for an hour. “It went well,” she said.",
        DIRECT, ("It went well,",), "Quillfeather",
    ),
    Case(
        "a role without a name",
        "“We are looking into it,” a State Department spokesman said.",
        DIRECT, ("We are looking into it,",), "a State Department spokesman",
    ),
    Case(
        "a body",
        "“The flights were routine,” the Pentagon said in a statement.",
        DIRECT, ("The flights were routine,",), "Pentagon",
    ),
    Case(
        "Japanese order and capitals",
        "HAYASHI Yoshimasa met reporters on Tuesday. “Talks will go on,” Hayashi said.",
        DIRECT, ("Talks will go on,",), "HAYASHI Yoshimasa",
    ),
    Case(
        "a full title between verb and name",
        "“It begins today,” said Japanese Chief Cabinet Secretary Hirokazu Matsuno.",
        DIRECT, ("It begins today,",), "Hirokazu Matsuno",
    ),
    Case(
        "a that-clause",
        "Prime Minister Fumio Kishida told reporters on Friday in Tokyo that the budget would be doubled.",
        REPORTED, ("that the budget would be doubled",), "Fumio Kishida",
    ),
    Case(
        "a bare clause",
        "Admiral Rose Kent said the fleet had left the harbor before dawn.",
        REPORTED, ("the fleet had left the harbor before dawn",), "Rose Kent",
    ),
    Case(
        "content before the cue",
        "The fleet had left the harbor before dawn, Admiral Rose Kent said on Monday.",
        REPORTED, ("The fleet had left the harbor before dawn",), "Rose Kent",
    ),
    Case(
        "content on both sides of the cue",
        "The talks, he said, would resume in the spring. Ambassador Peter Nowak left at noon.",
        REPORTED, ("The talks", "would resume in the spring"), "he",
    ),
    Case(
        "according to",
        "The exercise involved forty aircraft, according to the Defense Ministry.",
        REPORTED, ("The exercise involved forty aircraft",), "Defense Ministry",
    ),
    Case(
        "a ministry",
        "The Foreign Ministry said the two sides would meet again in March.",
        REPORTED, ("the two sides would meet again in March",), "Foreign Ministry",
    ),
    Case(
        "a newspaper",
        "The Asahi Shimbun reported that the base would be moved by 2030.",
        REPORTED, ("that the base would be moved by 2030",), "Asahi Shimbun",
    ),
    Case(
        "a headline with a colon",
        "Kishida: Alliance is stronger than ever\n\nPrime Minister Fumio Kishida spoke in Tokyo on Friday about the alliance.",
        REPORTED, ("Alliance is stronger than ever",), "Fumio Kishida",
    ),
    Case(
        "officials",
        "Officials said the plan would cost two billion dollars.",
        REPORTED, ("the plan would cost two billion dollars",), "Officials",
    ),
    Case(
        "an act of speech behind a circumstance",
        "After the earthquake, Ambassador Ruth Cole expressed heartfelt condolences to the families of the victims.",
        REPORTED, ("heartfelt condolences to the families of the victims",), "Ruth Cole",
    ),
    Case(
        "they agreed that",
        "Foreign Minister Yoko Kamikawa met Secretary of State Antony Blinken on Friday. "
        "In the talks, the foreign ministers agreed that the two countries would hold more exercises.",
        REPORTED, ("that the two countries would hold more exercises",), "the foreign ministers",
    ),
    Case(
        "he is the spokesman of the sentence before",
        "President Carl Dunn spoke first. Dunn said the treaty stands.\n\nThe ministry's spokesman Wei Zhong voiced anger at "
        "Dunn’s words. “We have no room for that,” he said.",
        DIRECT, ("We have no room for that,",), "Wei Zhong",
    ),
    Case(
        "he is the minister with whose title the sentence before begins",
        "Defense Minister Kenji Sato said the ships would sail.\n\nPrime Minister Carl Dunn will visit the port, where the "
        "ships lie. “I was born here,” he said in a speech.",
        DIRECT, ("I was born here,",), "Carl Dunn",
    ),
    Case(
        "a name behind a word that no table has",
        "“We urge them to stop,” said the mason Birte Quillfeather.",
        DIRECT, ("We urge them to stop,",), "Birte Quillfeather",
    ),
    Case(
        "between commas, what the speaker is",
        "“They cheat,” Carl Dunn, the union's president, said in a statement.",
        DIRECT, ("They cheat,",), "Carl Dunn",
    ),
    Case(
        "a name between commas, behind what the speaker is",
        "The commander of the Orinoco Fleet, Vice Admiral Carl Dunn, said in a message to staff that the change would come in phases.",
        REPORTED, ("that the change would come in phases",), "Carl Dunn",
    ),
    Case(
        "what the speaker was, between commas",
        "Dunn arrived. Carl Dunn, a former foreign minister, said the tariffs would go.",
        REPORTED, ("the tariffs would go",), "Carl Dunn",
    ),
    Case(
        "of two secretaries the one just named",
        "Secretary of State Carl Dunn met Secretary of Defense Kenji Sato.\n\nSato was brief. “It is done,” the secretary said.",
        DIRECT, ("It is done,",), "Kenji Sato",
    ),
    Case(
        "a title's short form",
        "Gov. Anna Reyes was not convinced. “The burden grows,” the governor said.",
        DIRECT, ("The burden grows,",), "Anna Reyes",
    ),
]  # fmt: skip


def found(body: str) -> tuple[Quotation, ...]:
    return FINDER.find(body)


def words(quotation: Quotation, body: str) -> tuple[str, ...]:
    return tuple(part.of(body) for part in quotation.parts)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.name)
def test_finds_words_and_speaker(case: Case):
    got = [(q.kind, words(q, case.body), q.speaker) for q in found(case.body)]
    assert (case.kind, case.parts, case.speaker) in got


NOT_DIRECT = [
    ("a title of a work", "She starred in the film “Gone With the Wind” in 1939."),
    ("a nickname", "Carl “Spike” Dunn was born in Ohio."),
    ("a scare quote", "The new “smart” fence has been broken since May."),
    ("so-called", "The so-called “nine-dash line” covers most of the sea."),
    ("inches", 'The 5" gun and a 12" pipe were shipped to the yard.'),
    ("apostrophes", "The ministers' aides' notes weren't the soldiers' business."),
]


@pytest.mark.parametrize(("name", "body"), NOT_DIRECT, ids=[name for name, _ in NOT_DIRECT])
def test_leaves_alone_what_is_no_quotation(name: str, body: str):
    assert [words(q, body) for q in found(body) if q.kind is DIRECT] == []


NOT_SPEECH = [
    ("a belief", "Minister Kenji Sato believes the plan will work."),
    ("a wish", "Minister Kenji Sato wants the plan to work."),
    ("an intention", "Minister Kenji Sato plans to visit Washington."),
    ("a negation", "Minister Kenji Sato did not say that the plan would work."),
    ("a refusal", "Minister Kenji Sato declined to say whether the plan would work."),
]


@pytest.mark.parametrize(("name", "body"), NOT_SPEECH, ids=[name for name, _ in NOT_SPEECH])
def test_beliefs_plans_and_what_was_not_said_are_no_speech(name: str, body: str):
    assert found(body) == ()


def only(body: str) -> Quotation:
    return next(q for q in found(body) if q.kind is DIRECT)


def test_the_outlet_is_kept_as_through_and_is_not_the_speaker():
    quotation = only("“It was close,” Secretary Carl Dunn said, as quoted by Reuters.")
    assert (quotation.speaker, quotation.through) == ("Carl Dunn", "Reuters")
    quotation = only("“It was close,” Secretary Carl Dunn told Reuters.")
    assert (quotation.speaker, quotation.through) == ("Carl Dunn", "Reuters")


def test_office_cue_and_place_of_the_speaker():
    body = "Foreign Minister Aiko Mori landed late. “We have time,” Mori told reporters."
    quotation = only(body)
    assert quotation.office == "Foreign Minister"
    assert quotation.cue is not None
    assert quotation.cue.of(body) == "told"
    assert quotation.speaker_span is not None
    assert quotation.speaker_span.of(body) == "Mori"


def test_a_joint_remark_has_both_keys():
    body = "“We stand together,” Aiko Mori and Carl Dunn said on Friday."
    assert only(body).joint == ("aiko mori", "carl dunn")


@pytest.mark.parametrize(
    ("body", "joint"),
    [
        ("Minister Aiko Mori and Defense Secretary Carl Dunn said, “We agreed.”", True),
        (
            "In a statement on Friday, Foreign Minister Aiko Mori and U.S. Secretary of State Carl Dunn said, “Yes.”",
            True,
        ),
        ("Mori and Secretary of State Carl Dunn said that they would meet in May.", True),
        ("“The fleets stay,” said Foreign Minister Aiko Mori and Defense Secretary Carl Dunn.", True),
        ("“The fleets stay,” said Aiko Mori and Carl Dunn at the pier.", True),
        ("“We are glad,” said Aiko Mori and Carl Dunn nodded.", False),
        ("After Iris Hale met Aiko Mori and Secretary Carl Dunn said that “nothing was decided,” they left.", False),
        ("Aiko Mori, with Secretary Carl Dunn beside her, said “we will see”.", False),
    ],
)
def test_two_with_their_titles_speak_together_where_and_joins_them_in_the_place_of_the_subject(body, joint):
    (quotation,) = found(body)
    assert (quotation.joint != ()) is joint, quotation.speaker


def test_they_leads_back_to_the_two_who_met():
    body = "Foreign Minister Aiko Mori and Secretary Carl Dunn met on Friday. They said the alliance was sound."
    quotation = next(q for q in found(body) if q.kind is REPORTED)
    assert quotation.joint == ("aiko mori", "carl dunn")


def test_words_spoken_in_another_language_are_marked():
    assert only("“We thank our friends,” Kenji Sato said through an interpreter.").translated
    assert not only("“We thank our friends,” Kenji Sato said.").translated


def test_a_role_is_resolved_where_the_article_gives_it_to_one_person():
    body = (
        "Foreign Minister Aiko Mori met Defense Secretary Carl Dunn. “We agreed on dates,” the foreign minister said."
    )
    assert only(body).speaker == "Aiko Mori"


def test_a_pronoun_stays_where_nobody_is_named():
    quotation = only("“It is over,” he said, and left the room.")
    assert (quotation.speaker, quotation.speaker_key) == ("he", None)


def test_speakers_of_a_dialogue_take_turns():
    body = "“Are you coming?” asked Anna Reyes.\n\n“Not today,” answered Tom Baker.\n\n“Why not?” Reyes asked.\n\n“Too late,” Baker said."
    assert [q.speaker for q in found(body)] == ["Anna Reyes", "Tom Baker", "Anna Reyes", "Tom Baker"]


def test_a_reply_without_a_cue_is_the_other_speakers():
    body = "“Will you sign?” asked Anna Reyes.\n\n“Not today,” answered Tom Baker.\n\n“Why not?” Reyes asked.\n\n“Too late.”"
    assert [q.speaker for q in found(body)] == ["Anna Reyes", "Tom Baker", "Anna Reyes", "Tom Baker"]


TRANSCRIPT = """SECRETARY DUNN: Good morning, everyone. It is good to be in Tokyo.

We had a full day.

QUESTION: Thank you. Will the budget rise?

FOREIGN MINISTER MORI: (Via interpreter) Yes. It will rise "step by step."

SECRETARY DUNN: Thank you all.
"""


def test_turns_of_a_transcript():
    got = [(words(q, TRANSCRIPT), q.speaker, q.translated) for q in found(TRANSCRIPT)]
    assert got == [
        (("Good morning, everyone. It is good to be in Tokyo.", "We had a full day."), "Dunn", False),
        (("Thank you. Will the budget rise?",), "Q", False),
        (('Yes. It will rise "step by step."',), "Mori", True),
        (("Thank you all.",), "Dunn", False),
    ]


def test_turns_under_names_on_lines_of_their_own():
    body = "".join(f"0{k}:10 {name}\n\nThis is answer number {k}.\n\n" for k, name in enumerate(["DUNN", "MORI"] * 3))
    assert [(q.speaker, words(q, body)) for q in found(body)][:2] == [
        ("Dunn", ("This is answer number 0.",)),
        ("Mori", ("This is answer number 1.",)),
    ]
