"""Names of people, bodies and places, and which mentions mean the same one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.models import EntityKind, NameMention
from bot.text.names import Gender, NameFinder

FINDER = NameFinder.from_tables(read_table)
PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.BODY, EntityKind.PLACE


def found(body: str) -> list[NameMention]:
    return list(FINDER.find(body))


CASES = [
    ("a given name tells", "Yesterday Maria Quillfeather spoke.", [("Maria Quillfeather", PERSON, None)]),
    ("a title tells", "Yesterday Senator Quillfeather spoke.", [("Quillfeather", PERSON, "Senator")]),
    ("a long title", "After two hours of talks U.S. Secretary of State Carl Dunn left the room without a word.", [("Carl Dunn", PERSON, "U.S. Secretary of State")]),
    ("a title with an origin", "After two hours of talks Japanese Foreign Minister Aiko Mori left the room without a word.", [("Aiko Mori", PERSON, "Japanese Foreign Minister")]),
    ("an initial tells", "It was Xerxes Q. Zorn again.", [("Xerxes Q. Zorn", PERSON, None)]),
    ("a role before tells", "The spokesman Xerxes Zorn left.", [("Xerxes Zorn", PERSON, None)]),
    ("an age behind tells", "Xerxes Zorn, 45, left.", [("Xerxes Zorn", PERSON, None)]),
    ("Japanese order", "Reporters met Hayashi Yoshimasa.", [("Hayashi Yoshimasa", PERSON, None)]),
    ("a surname in capitals", "Reporters met HAYASHI Yoshimasa.", [("HAYASHI Yoshimasa", PERSON, None)]),
    ("macrons", "Reporters met Tarō Kōno.", [("Tarō Kōno", PERSON, None)]),
    ("a surname that is also a word", "Yesterday Laura Hill spoke.", [("Laura Hill", PERSON, None)]),
    ("a ministry", "The Ministry of Foreign Affairs replied.", [("Ministry of Foreign Affairs", BODY, None)]),
    ("a body by its last word", "The Orinoco Trade Council replied.", [("Orinoco Trade Council", BODY, None)]),
    ("a maker by its last word", "They want to buy Quill Steel.", [("Quill Steel", BODY, None)]),
    ("a company by its last word", "A suit against Orinoco Airlines began.", [("Orinoco Airlines", BODY, None)]),
    ("a surname that is also a maker's", "Yesterday Rep. Michelle Steel spoke.", [("Michelle Steel", PERSON, "Rep.")]),
    ("letters", "The OECD replied.", [("OECD", BODY, None)]),
    ("a place", "They flew to Okinawa.", [("Okinawa", PLACE, None)]),
    ("a surname in capitals that no table has", "Present was QUILLMURA Takeshi, the harbour clerk.", [("QUILLMURA Takeshi", PERSON, None)]),
    ("a place by its first word", "They flew to Camp Quillfeather.", [("Camp Quillfeather", PLACE, None)]),
    ("a machine is nobody", "They flew V-22 Ospreys.", []),
    ("days and peoples name nobody", "On Friday Japanese and American crews met.", []),
    ("an act names nobody", "They read the Violet Carson Act.", []),
    ("a common word that opens a sentence", "Speaking slowly, they left. Officials left too.", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected"), CASES, ids=[case[0] for case in CASES])
def test_finds_names(name: str, body: str, expected: list[tuple[str, EntityKind, str | None]]):
    assert [(mention.text, mention.kind, mention.title) for mention in found(body)] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Dinner was with the Japanese PM Fumio Kishida.", [("Fumio Kishida", "Japanese PM")]),
        ("The dinner began at 5 PM Tuesday and went on.", []),
        ("The dinner ended before 9 PM Quillfeather said.", [("Quillfeather", None)]),
        ("It was Lance Cpl. Rae Pickering who fell.", [("Rae Pickering", "Lance Cpl.")]),
        ("Later the US President spoke, and the Tokyo Governor left.", []),
        ("The Vice President spoke with the Senior Advisor and the Secretary of Homeland Security.", []),
        (
            "It was the Secretary of Homeland Security Edith Marlowe.",
            [("Edith Marlowe", "Secretary of Homeland Security")],
        ),
        ("The Coordinator for Strategic Communications John Marlowe spoke.", [("John Marlowe", None)]),
        ("Advisor for Cyber and Emerging Technologies Anne Marlowe left.", [("Anne Marlowe", None)]),
        ("President Edward R. Marlowe, Jr. spoke.", [("Edward R. Marlowe", "President")]),
    ],
)
def test_a_title_belongs_to_a_name_and_alone_is_none(body: str, expected: list[tuple[str, str | None]]):
    people = [mention for mention in found(body) if mention.kind is EntityKind.PERSON]
    assert [(mention.text, mention.title) for mention in people] == expected


LATER = [
    ("a surname", "Maria Quillfeather spoke. Then Quillfeather left.", "Maria Quillfeather"),
    ("a given name", "Maria Quillfeather spoke. Then Maria left.", "Maria Quillfeather"),
    ("an honorific", "Maria Quillfeather spoke. Then Ms. Quillfeather left.", "Maria Quillfeather"),
    ("surname first", "Hayashi Yoshimasa spoke. Then Hayashi left.", "Hayashi Yoshimasa"),
    ("a middle initial", "Donald J. Ostrander spoke. Then Donald Ostrander left.", "Donald J. Ostrander"),
    ("a short form", "Robert Ostrander spoke. Then Rob Ostrander left.", "Robert Ostrander"),
    ("a slip of the pen", "Hillary Ostrander spoke. Hillary Ostrander sat. Then Hilary Ostrander left.", "Hillary Ostrander"),
    ("accents", "Tarō Kōno spoke. Then Kono left.", "Tarō Kōno"),
    ("a surname that is also a town", "Lloyd Houston spoke. Then Houston left.", "Lloyd Houston"),
    ("a misprinted surname", "Defense Minister Gen Nakatani spoke. Then Nakatini left.", "Gen Nakatani"),
    ("two letters swapped", "Shigeru Ishiba spoke. Then Isihba left.", "Shigeru Ishiba"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected"), LATER, ids=[case[0] for case in LATER])
def test_a_later_mention_means_the_full_name(name: str, body: str, expected: str):
    mentions = found(body)
    assert mentions[-1].name == expected
    assert mentions[-1].key == mentions[0].key


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("Lloyd Houston spoke. He flew home and landed in Houston.", "Houston"),
        ("Lloyd Houston spoke. His home is Houston, Texas, they say.", "Texas"),
        ("Shigeru Ishiba met Ishida.", "Ishida"),
        ("The Northern Houston flew. Then Houston cheered.", "Houston"),
    ],
)
def test_a_town_and_another_surname_stay_what_they_are(body: str, last: str):
    assert found(body)[-1].name == last


def test_a_country_of_two_words_is_one_place():
    assert [(m.text, m.kind) for m in found("Also, New Zealand announced it.")] == [("New Zealand", EntityKind.PLACE)]


def test_a_sentence_full_of_names_is_no_headline():
    body = "Secretary of Defense Carl Q. Dunn III met Defense Minister Gen Nakatani ahead of the Harbor Dialogue in Singapore."
    assert [(m.name, m.title) for m in found(body)][:2] == [
        ("Carl Q. Dunn III", "Secretary of Defense"),
        ("Gen Nakatani", "Defense Minister"),
    ]


def test_a_surname_of_two_is_told_apart_by_the_honorific():
    body = "Bill Ostrander met Laura Ostrander. Mrs. Ostrander spoke first."
    assert found(body)[-1].name == "Laura Ostrander"


def test_father_and_son_are_two():
    assert (
        len(
            {
                mention.key
                for mention in found(
                    "In the evening Donald Ostrander met with his son Donald Ostrander Jr. for a long walk along the river."
                )
            }
        )
        == 2
    )


def test_a_headline_names_whom_the_story_names():
    body = "Quillfeather Vows To Stay Until The Very End\n\nMaria Quillfeather spoke to reporters in the evening."
    assert found(body)[0].name == "Maria Quillfeather"


def test_a_name_broken_over_two_lines_is_one():
    body = (
        "On that day the top officials of the two countries met with Maria\n"
        "Quillfeather to speak about the cost of the bases on the island and\n"
        "about the years that lie ahead of the alliance that they lead and\n"
        "of which nobody in the room could tell how many there would be.\n"
    )
    assert [mention.name for mention in found(body)] == ["Maria Quillfeather"]


@pytest.mark.parametrize(
    ("name", "title", "gender"),
    [
        ("Laura Hill", None, Gender.FEMALE),
        ("Carl Dunn", None, Gender.MALE),
        ("Quillfeather", "Mrs.", Gender.FEMALE),
        ("Hayashi Yoshimasa", None, Gender.MALE),
        ("Xerxes Zorn", None, None),
    ],
)
def test_gender_by_title_and_given_name(name: str, title: str | None, gender: Gender | None):
    assert FINDER.tables.gender(name, title) is gender


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["Mr. ", "Carl ", "of ", "van ", "\n", ". ", "Jr. ", "U.S. ", "’s "])).map("".join),
    )
)
def test_spans_lie_in_the_body_in_order(body: str):
    mentions = found(body)
    assert all(mention.span.of(body) == mention.text and mention.text for mention in mentions)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))


def test_in_a_list_of_very_many_names_none_is_misprinted():
    many = " ".join(f"Carl {''.join(chr(97 + int(digit)) for digit in f'{i:06}').title()} came." for i in range(500))
    spoke = "Defense Minister Gen Nakatani spoke. Then Nakatini left."
    assert [mention.name for mention in found(f"{spoke} {many}")].count("Gen Nakatani") == 1
