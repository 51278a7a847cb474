"""Who is meant: names in any form, offices by the day, mentions and speakers tied to the lexicon."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.models import Days, EntityKind, Kind, NameMention, Quotation, Span
from bot.text.people import Resolution, Roster

ROSTER = Roster.from_tables(read_table)
JANUARY_2023 = Days(date(2023, 1, 1), date(2023, 1, 31))


def ids(found: Resolution) -> list[str]:
    return [candidate.id for candidate in found.candidates]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Yoshimasa Hayashi", "yoshimasa-hayashi"),
        ("Hayashi Yoshimasa", "yoshimasa-hayashi"),
        ("HAYASHI Yoshimasa", "yoshimasa-hayashi"),
        ("林芳正", "yoshimasa-hayashi"),
        ("林 芳正氏", "yoshimasa-hayashi"),
        ("Foreign Minister Hayashi", "yoshimasa-hayashi"),
        ("Chief Cabinet Secretary Hayashi", "yoshimasa-hayashi"),
        ("Taro Kōno", "taro-kono"),
        ("Kouno", "taro-kono"),
        ("Taro Kohno", "taro-kono"),
        ("Tarō Asō", "taro-aso"),
        ("Secretary Blinken", "antony-blinken"),
        ("Antony J. Blinken", "antony-blinken"),
        ("Tony Blinken", "antony-blinken"),
        ("BLINKEN", "antony-blinken"),
        ("Blinken's", "antony-blinken"),
        ("ブリンケン国務長官", "antony-blinken"),
        ("@everyone Blinken", "antony-blinken"),
        ("Mr. Kishida", "fumio-kishida"),
        ("Kishida-san", "fumio-kishida"),
        ("上川外相", "yoko-kamikawa"),
        ("Lloyd J. Austin III", "lloyd-austin"),
        ("Yoon Suk-yeol", "yoon-suk-yeol"),
        ("Mélanie Joly", "melanie-joly"),
        ("Ferdinand Marcos Jr.", "ferdinand-marcos-jr"),
        ("H.R. McMaster", "h-r-mcmaster"),
        ("Robert O’Brien", "robert-o-brien"),
        ("Ursula von der Leyen", "ursula-von-der-leyen"),
    ],
)
def test_every_form_of_a_name_leads_to_one_person(text: str, person: str) -> None:
    found = ROSTER.resolve(text)
    assert ids(found) == [person]
    assert not found.ambiguous
    assert found.corrected is None


@pytest.mark.parametrize(
    ("text", "person", "corrected"),
    [("Blinkin", "antony-blinken", "Blinken"), ("Kamikwa", "yoko-kamikawa", "Kamikawa"), ("Antony Blinkin", "antony-blinken", "Antony Blinken"), ("Kishda", "fumio-kishida", "Kishida")],
)  # fmt: skip
def test_a_misspelling_is_corrected_and_said_to_be(text: str, person: str, corrected: str) -> None:
    found = ROSTER.resolve(text)
    assert ids(found) == [person]
    assert found.corrected == corrected


@pytest.mark.parametrize(
    "text",
    [
        "Bob Smith",
        "Masayoshi Hayashi",
        "xyzzy",
        "",
        "   ",
        "?!",
        "the talks",
        "@everyone",
        "🔥",
        "John Blinken of Ohio and his friends from school",
    ],
)
def test_an_unknown_name_is_nobody_of_the_lexicon(text: str) -> None:
    assert ids(ROSTER.resolve(text)) == []


@pytest.mark.parametrize(
    ("text", "bearers"),
    [("Hayashi", {"yoshimasa-hayashi", "motoo-hayashi"}), ("Koizumi", {"junichiro-koizumi", "shinjiro-koizumi"}), ("Sullivan", {"jake-sullivan", "john-sullivan", "dan-sullivan"})],
)  # fmt: skip
def test_a_shared_surname_is_never_guessed(text: str, bearers: set[str]) -> None:
    found = ROSTER.resolve(text)
    assert set(ids(found)) == bearers
    assert found.ambiguous
    assert found.only is None


def test_two_surnames_name_two_people() -> None:
    found = ROSTER.resolve("Kamikawa and Blinken")
    assert set(ids(found)) == {"yoko-kamikawa", "antony-blinken"}
    assert found.only is None


def test_words_around_a_surname_do_not_hide_it_but_an_unknown_given_name_does() -> None:
    assert ids(ROSTER.resolve("Prime Minister of Japan Kishida")) == ["fumio-kishida"]
    assert ids(ROSTER.resolve("U.S. Secretary Blinken")) == ["antony-blinken"]
    assert ids(ROSTER.resolve("Jonathan Blinken")) == ids(ROSTER.resolve("Alan Q. Kishida")) == []


def test_the_day_ranks_the_bearers_of_a_name_but_does_not_choose() -> None:
    found = ROSTER.resolve("Hayashi", date(2023, 1, 11))
    assert ids(found) == ["yoshimasa-hayashi", "motoo-hayashi"]
    assert found.ambiguous


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("Japan's top diplomat", date(2023, 1, 11), "yoshimasa-hayashi"),
        ("Japan's top diplomat in January 2023", JANUARY_2023, "yoshimasa-hayashi"),
        ("japan's foreign minister", date(2024, 1, 12), "yoko-kamikawa"),
        ("foreign minister of Japan", date(2024, 1, 12), "yoko-kamikawa"),
        ("the Japanese defense minister", date(2023, 1, 11), "yasukazu-hamada"),
        ("the Secretary of State", date(2024, 1, 12), "antony-blinken"),
        ("the U.S. secretary of state", date(2019, 1, 12), "mike-pompeo"),
        ("us defense chief", date(2024, 1, 12), "lloyd-austin"),
        ("Pentagon chief", date(2018, 1, 12), "jim-mattis"),
        ("British prime minister", date(2023, 1, 11), "rishi-sunak"),
        ("the prime minister", date(2024, 1, 12), "fumio-kishida"),
        ("U.S. ambassador to Japan", date(2024, 1, 12), "rahm-emanuel"),
        ("Japanese ambassador to the United States", date(2024, 1, 12), "shigeo-yamada"),
        ("Komeito leader", date(2023, 1, 1), "natsuo-yamaguchi"),
        ("governor of Okinawa", date(2023, 1, 1), "denny-tamaki"),
        ("NATO chief", date(2023, 1, 1), "jens-stoltenberg"),
        ("外相", date(2024, 1, 12), "yoko-kamikawa"),
        ("米国務長官", date(2024, 1, 12), "antony-blinken"),
        ("the top government spokesman of Japan", date(2022, 5, 1), "hirokazu-matsuno"),
        ("Taiwan's president", date(2024, 6, 1), "lai-ching-te"),
        ("South Korean president", date(2023, 6, 1), "yoon-suk-yeol"),
    ],
)
def test_a_role_is_held_by_the_day(text: str, day: date | Days, person: str) -> None:
    assert ids(ROSTER.resolve(text, day)) == [person]


def test_a_hand_over_leaves_both_holders_possible() -> None:
    assert set(ids(ROSTER.resolve("Japan's foreign minister", Days(date(2023, 9, 1), date(2023, 9, 30))))) == {
        "yoshimasa-hayashi",
        "yoko-kamikawa",
    }


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("the Pentagon", "u-s-department-of-defense"),
        ("State Department", "u-s-department-of-state"),
        ("NHK", "nhk"),
        ("LDP", "liberal-democratic-party"),
        ("自衛隊", "japan-self-defense-forces"),
    ],
)
def test_a_body_is_found_by_any_of_its_names(text: str, body: str) -> None:
    assert ids(ROSTER.resolve(text)) == [body]


def test_a_body_called_by_a_word_counts_as_printed_alone() -> None:
    assert ids(ROSTER.resolve("WHO")) == ["world-health-organization"]
    assert ids(ROSTER.resolve("the Quad")) == ["quad"]
    assert ids(ROSTER.resolve("who")) == ids(ROSTER.resolve("time")) == ids(ROSTER.resolve("diet")) == []


def test_offices_and_holders() -> None:
    assert [office.title for office in ROSTER.offices("fumio-kishida", date(2022, 1, 1))] == [
        "Prime Minister",
        "President of the Liberal Democratic Party",
    ]
    assert [person.id for person in ROSTER.holders("jp-foreign-minister", date(2024, 1, 12))] == ["yoko-kamikawa"]
    assert ROSTER.office_words("Japan's foreign minister met the Secretary of State") == (
        "jp-foreign-minister",
        "us-secretary-of-state",
    )
    assert ROSTER.title("antony-blinken", date(2023, 1, 11)) == "Secretary of State"
    assert ROSTER.title("antony-blinken", date(2020, 1, 11)) is None
    assert ROSTER.person("nobody") is None
    assert ROSTER.keys("Kamikawa Yoko") == {"yoko-kamikawa"}


def mention(
    text: str, name: str | None = None, title: str | None = None, kind: EntityKind = EntityKind.PERSON
) -> NameMention:
    return NameMention(Span(0, len(text)), text, name or text, (name or text).casefold(), kind, title)


def linked(*mentions: NameMention, day: date | None = date(2024, 1, 13)) -> list[str]:
    return [m.key for m in ROSTER.link(mentions, day)]


def test_mentions_of_known_people_and_bodies_get_their_ids() -> None:
    mentions = [
        mention("Kamikawa", "Kamikawa Yoko"),
        mention("Blinken"),
        mention("Pentagon", kind=EntityKind.BODY),
        mention("Jane Q. Nobody"),
    ]
    assert linked(*mentions) == ["yoko-kamikawa", "antony-blinken", "u-s-department-of-defense", "jane q. nobody"]
    assert ROSTER.link(mentions, None)[0].name == "Yoko Kamikawa"


def test_a_title_tells_bearers_of_a_surname_apart_and_their_absence_keeps_them_apart() -> None:
    assert linked(mention("Hayashi", title="Foreign Minister"), day=date(2023, 1, 12)) == ["yoshimasa-hayashi"]
    assert linked(mention("Hayashi"), day=date(2023, 1, 12)) == ["hayashi"]
    assert linked(mention("Sullivan", title="National Security Adviser"), day=date(2023, 1, 12)) == ["jake-sullivan"]


def test_a_common_surname_alone_names_nobody() -> None:
    assert linked(mention("Rice"), mention("Kirby")) == ["rice", "kirby"]
    assert linked(mention("Kirby", title="National Security Council spokesman")) == ["john-kirby"]


def test_a_surname_far_from_any_office_is_somebody_else() -> None:
    assert linked(mention("Hatoyama"), day=date(2024, 1, 13)) == ["hatoyama"]
    assert linked(mention("Hatoyama"), day=date(2010, 1, 13)) == ["yukio-hatoyama"]


def test_a_full_name_unknown_here_is_not_taken_for_its_surname() -> None:
    assert linked(mention("Blinken", "Alan Blinken")) == ["alan blinken"]


def test_speakers_and_joint_speakers_are_rekeyed_also_from_linked_mentions() -> None:
    mentions = (mention("Kamikawa", "Yoko Kamikawa"), mention("Blinken", "Antony Blinken"))
    said = Quotation(
        Kind.DIRECT,
        (Span(0, 4),),
        "Kamikawa",
        "yoko kamikawa",
        EntityKind.PERSON,
        joint=("yoko kamikawa", "antony blinken", "someone"),
    )
    for given_mentions in (mentions, ROSTER.link(mentions, None)):
        (found,) = ROSTER.link_quotations([said], given_mentions, None)
        assert (found.speaker, found.speaker_key) == ("Yoko Kamikawa", "yoko-kamikawa")
        assert found.joint == ("yoko-kamikawa", "antony-blinken", "someone")


@pytest.mark.parametrize(
    ("role", "day", "names", "key"),
    [
        ("the defense minister", date(2021, 3, 16), ("Nobuo Kishi", "Lloyd Austin"), "nobuo-kishi"),
        ("the defense secretary", date(2021, 3, 16), ("Nobuo Kishi", "Lloyd Austin"), "lloyd-austin"),
        ("The Pentagon chief", date(2025, 3, 30), ("Pete Hegseth", "Gen Nakatani"), "pete-hegseth"),
        ("the top government spokesman", date(2025, 3, 31), ("Yoshimasa Hayashi",), "yoshimasa-hayashi"),
        ("the foreign minister", date(2025, 3, 31), ("Yoshimasa Hayashi",), None),
        ("the prime minister", date(2023, 1, 11), ("Fumio Kishida", "Rishi Sunak"), None),
        ("a defense minister", date(2021, 3, 16), ("Nobuo Kishi",), None),
    ],
)
def test_a_speaker_by_office_is_who_held_it_among_those_named(
    role: str, day: date, names: tuple[str, ...], key: str | None
) -> None:
    said = Quotation(Kind.DIRECT, (Span(0, 4),), role, None, EntityKind.PERSON)
    (found,) = ROSTER.link_quotations([said], [mention(name) for name in names], day)
    assert found.speaker_key == key


@pytest.mark.parametrize(
    ("speaker", "title", "key"),
    [
        ("The Vice President", "Readout of Vice President Harris’s Call", "kamala-harris"),
        ("Vice President", "Readout of Vice President Harris's Call with Prime Minister Kishida", "kamala-harris"),
        ("Kirby", "Press Briefing by NSC Coordinator John Kirby", "john-kirby"),
        ("Jean-Pierre", "Press Briefing", "karine-jean-pierre"),
        ("Kirby", "Press Briefing", None),
        ("The Vice President", "Readout of a Call", None),
    ],
)
def test_a_title_tells_who_speaks(speaker: str, title: str, key: str | None) -> None:
    said = Quotation(Kind.REPORTED, (Span(0, 4),), speaker, None, EntityKind.PERSON)
    (found,) = ROSTER.link_quotations([said], (), date(2022, 9, 26), title)
    assert found.speaker_key == key


def test_the_president_of_a_transcript_is_the_one_of_the_title_without_a_label_of_his_own() -> None:
    label = Span(0, 13)
    turns = [
        Quotation(Kind.DIRECT, (Span(20, 24),), name, None, EntityKind.PERSON, label, label)
        for name in ("The President", "Yoon")
    ]
    title = "Remarks by President Biden and President Yoon"
    found = ROSTER.link_quotations(turns, (mention("Yoon Suk Yeol"), mention("Joe Biden")), date(2023, 4, 26), title)
    assert [each.speaker_key for each in found] == ["joe-biden", "yoon-suk-yeol"]


def test_a_speaker_whom_nobody_mentions_is_tried_by_name_and_office() -> None:
    said = Quotation(Kind.REPORTED, (Span(0, 4),), "Hayashi", "hayashi", EntityKind.PERSON, office="Foreign Minister")
    assert ROSTER.link_quotations([said], (), date(2023, 1, 12))[0].speaker_key == "yoshimasa-hayashi"
    group = Quotation(Kind.REPORTED, (Span(0, 4),), "officials", "officials", EntityKind.GROUP)
    assert ROSTER.link_quotations([group], (), None) == (group,)


PIECES = st.sampled_from(
    "Blinken Hayashi Yoshimasa foreign minister of Japan's U.S. Secretary State 林 外相 上川 -san Mr. the @x 's ’ - . the us uk NATO chief".split()
)


@settings(deadline=None, max_examples=100)
@given(st.lists(PIECES, max_size=8).map(" ".join) | st.text(max_size=40), st.dates() | st.none())
def test_any_text_is_resolved_or_not_without_an_error(text: str, day: date | None) -> None:
    found = ROSTER.resolve(text, day)
    assert found.ambiguous == (len(found.candidates) > 1)
    ROSTER.link([mention(text or "x", title=text)], day)
    ROSTER.office_words(text)


def test_a_question_of_any_length_is_cheap() -> None:
    assert ROSTER.resolve("minister " * 50_000) is not None
