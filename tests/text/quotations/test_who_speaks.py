"""Who speaks where more than one may: hearers, pairs, names cut short, turns of a transcript."""

from __future__ import annotations

import pytest

from tests.text.quotations.test_cases import DIRECT, FINDER, REPORTED, Case, found, words

FOUND = [
    Case(
        "a hearer behind a comma is no speaker",
        "Naoki Hirose, who runs the bureau and led the delegation, told a small group over coffee that the question was no longer whether it would open.",
        REPORTED, ("that the question was no longer whether it would open",), "Naoki Hirose",
    ),
    Case(
        "two countries that open the sentence",
        "Japan and the United States remain united, and reaffirmed that the strait must stay open.",
        REPORTED, ("that the strait must stay open",), "Japan and United States",
    ),
    Case(
        "a name with Jr.",
        "President Edward R. Marlowe, Jr. announced the designation of a delegation to the funeral.",
        REPORTED, ("the designation of a delegation to the funeral",), "Edward R. Marlowe",
    ),
    Case(
        "a warning with its speaker behind it",
        "The drills would go on until August, warned Foreign Minister Ruth Cole.",
        REPORTED, ("The drills would go on until August",), "Ruth Cole",
    ),
    Case(
        "few words that lead up to a remark tell who speaks",
        "Japan’s Gen Nakatani said up to 600 soldiers would come. He said Tokyo was looking at drones.\n\nMr Marles was keener. “I want Japan in the tent,” he said.\n\nRichard Marles is the minister.",
        DIRECT, ("I want Japan in the tent,",), "Richard Marles",
    ),
    Case(
        "what somebody was, between the name and the verb, is not who speaks",
        "Ryo Kazama, who made eight trips to the coast as Tarama’s chief envoy, said on Wednesday that no more than 2% of it would be paid.",
        REPORTED, ("that no more than 2% of it would be paid",), "Ryo Kazama",
    ),
    Case(
        "whom an aide quotes as saying it has said it",
        "The aides met on Monday. The same official quoted Defense Secretary Ruth Cole as telling the islanders that “the hard part begins tomorrow.”",
        DIRECT, ("the hard part begins tomorrow.",), "Ruth Cole",
    ),
    Case(
        "so has he of whom a source tells that he said it",
        "According to Ann Hale, Consul Peter Lang bowed and said that he was “deeply sorry that a guest had hurt them.”",
        DIRECT, ("deeply sorry that a guest had hurt them.",), "Peter Lang",
    ),
    Case(
        "what another said of something else does not take the words over",
        "Ann Hale quoted a report that Peter Lang said was wrong, calling it “the worst paper that was ever written here.”",
        DIRECT, ("the worst paper that was ever written here.",), "Ann Hale",
    ),
    Case(
        "what closes a transcript is not spoken",
        "MS. HALE:  Good day, all.\n\nQ    Is the pier open?\n\nMS. HALE:  It is.\n\nQ    Thank you.\n\nMS. HALE:  Thanks, everyone. Happy Friday.\n\nEND   1:22 P.M. EDT\n\n###",
        DIRECT, ("Thanks, everyone. Happy Friday.",), "Hale",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.name)
def test_finds_words_and_speaker(case: Case):
    got = [(q.kind, words(q, case.body), q.speaker) for q in found(case.body)]
    assert (case.kind, case.parts, case.speaker) in got


STATEMENT = "Our thoughts are with the people of the coast.\n\nMy administration is in touch with them, and we stand ready to help."


@pytest.mark.parametrize(
    ("title", "body", "speaker"),
    [
        ("Statement from President Ruth Cole on the Earthquake", STATEMENT, "Ruth Cole"),
        ("Remarks as Prepared for Delivery by First Lady Ann Cole at a School", STATEMENT, "Ann Cole"),
        ("Full Text: Message of Prime Minister Kenji Sato to the Fleet", STATEMENT, "Kenji Sato"),
        ("Statement by President Ruth Cole and Prime Minister Kenji Sato", STATEMENT, None),
        ("President Ruth Cole on the Earthquake", STATEMENT, None),
        ("Statement by President Ruth Cole angers the fleet", STATEMENT, None),
        ("Remarks by President Ruth Cole, Prime Minister Kenji Sato, and the King", STATEMENT, None),
        ("Statement by President Ruth Cole on the Fleet", STATEMENT + "\n\n“We protest,” Kenji Sato said.", None),
        (
            "Statement by Spokesperson Ann Cole on a Meeting",
            "Mr. Sato praised our plan.\n\nThe two sides thanked us.",
            None,
        ),
    ],
)
def test_a_statement_is_said_by_whom_its_title_names(title: str, body: str, speaker: str | None) -> None:
    said = [quotation for quotation in FINDER.find(body, title=title) if len(quotation.parts) > 1]
    assert [quotation.speaker for quotation in said] == ([speaker] if speaker else [])
