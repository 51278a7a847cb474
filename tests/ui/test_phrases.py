from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest

from bot.lexicon import read_table
from bot.ui.limits import BUTTON_LABEL, CHOICE_TEXT
from bot.ui.phrases import LOCALES, Phrases, Say, english
from tests.cogs.conftest import make
from tests.cogs.shelf import Shelf
from tests.discord_standin import Person, Standin
from tests.discord_standin.running import running
from tests.ui.phrasebook import made_by_answers, raised_in_code, said_by_commands, said_in_code

JA = read_table("ja", LOCALES)
UNCHANGED = {"{day}: {name}", "{clock}, {day}"}  # sentences that read the same in every language
AKI = Person(100000000000000009, "aki", locale="ja")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_phrase_of_the_code_is_said_in_japanese():
    assert sorted(said_in_code() - JA["phrases"].keys()) == []


def test_every_error_is_said_in_japanese():
    assert sorted(raised_in_code() - JA["phrases"].keys()) == []


def test_every_sentence_of_an_answer_is_said_in_japanese():
    """A part may be a name, a number or a year: what has a form for one of them is said."""
    say = Phrases.load().speaker("ja")
    made = made_by_answers(("甲", "7", "2024", "7 articles", "at least 7 times"))
    assert len(made) > 40
    left = [forms for forms in made if all(say.reword(form) == form for form in forms)]
    assert [forms[0] for forms in left] == []


@pytest.mark.parametrize(
    "made",
    [
        "Not a quotation: the words are the article's own (The Post, 2024).",
        "Not a quotation: the words are the article's own.",
        "Reported, not quoted: the words are the article's own, for what Ann said.",
        "Reported, not quoted: the words are the article's own, for what Ann Marsh, Minister, said (The Post, 2024).",
        "Reported, not quoted: the words are the article's own, for what Ann said, 3 May 2024 (an article of 2024).",
        "The articles quote nothing that Ann said.",
        "Read “Ann” as Ann Marsh, Minister; Ann held the office as well.",
        "The articles quote nothing that Ann said in that time.",
        "Ann on 2024: told by the articles, quoted in part.",
        "Ann on 2024: 1 quotation. Ann on 2024: 2 quotations and 1 reported remark.",
        "Ann on 2024: 1 quotation. The articles do not say what Ann said about 2024.",
        "Read “2024” as those who speak for Ann. Read “2024” as Ann.",
        "There is no room here for what Ann said; ask for it alone.",
        "I looked through 7 articles, dated 3 May 2024 where a day is given.",
        "I looked through 7,000 articles, from 3 May 2024 to 4 May 2024 where a day is given.",
    ],
)
def test_sentences_that_answers_put_together_are_said_in_japanese(made):
    said = Phrases.load().speaker("ja").reword(made)
    assert not re.search(r"[a-z]{2}", said.replace("Ann", "").replace("Marsh, Minister", "").replace("The Post", ""))


async def test_every_command_option_and_choice_is_said_in_japanese():
    async with Standin() as standin, running(make(Shelf()), standin) as bot:
        assert sorted(said_by_commands(bot) - JA["phrases"].keys() - JA["names"].keys()) == []
        ask = next(command for command in standin.commands if command["name"] == "ask")
        assert ask["name_localizations"] == {"ja": "質問"}
        assert ask["options"][0]["description_localizations"]["ja"].startswith("質問。")


def pairs() -> Iterator[tuple[str, str]]:
    for part in ("phrases", "names", "leads", "patterns"):
        yield from JA[part].items()


@pytest.mark.parametrize(("said", "translated"), list(pairs()))
def test_a_translation_has_the_parts_of_its_phrase(said, translated):
    assert fields(said) >= fields(translated)
    assert not fields(said) - fields(translated) or said in JA["patterns"]
    assert translated.isascii() is (said in UNCHANGED)
    if len(said) <= BUTTON_LABEL:
        assert len(translated) <= CHOICE_TEXT


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("Blinken speaks on: Okinawa 2, Ukraine 3.", "Blinkenの話題: Okinawa 2, Ukraine 3。"),
        (
            "Ann on the strait: 2 quotations and 1 reported remark.",
            "Ann、「the strait」について: 直接の発言2件、間接の発言1件。",
        ),
        (
            "I looked through 5 articles, from 11 January 2023 to 13 January 2024 where a day is given.",
            "5件の記事を調べました(日付のあるものは2023年1月11日から2024年1月13日まで)。",
        ),
        (
            "Sullivan on Japan: at least 20 quotations and 3 reported remarks.",
            "Sullivan、「Japan」について: 少なくとも直接の発言20件、間接の発言3件。",
        ),
        ("13 January 2024 (printed as “Friday”)", "2024年1月13日(記事の表記は「Friday」)"),
        (
            "Ann Marsh, Minister, 12 January 2024 (The Post, 13 January 2024).",
            "Ann Marsh, Minister, 2024年1月12日(The Post、2024年1月13日)。",
        ),
        ("January 2023: Ann Marsh; March 2024: Ken Ota", "2023年1月: Ann Marsh、2024年3月: Ken Ota"),
        ("15:15 JST, 13 January 2024", "2024年1月13日15:15 JST"),
        (
            "True: a speaker whom the article does not name said these words.",
            "真: 記事が名を挙げない人がこのとおり述べています。",
        ),
        (
            "“Ferries” (The Post) does not say who wrote it.",
            "「Ferries」(The Post)には、だれが書いたかは書かれていません。",
        ),
        ("Something new that no table knows.", "Something new that no table knows."),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_sentences_made_elsewhere_are_reworded(made, said):
    assert Phrases.load().speaker("ja").reword(made) == said
    assert english.reword(made) == made


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("Ann Marsh, Minister, jointly, as reported (The Post, 13 January 2024)", "Ann Marsh, Minister, 共同, 間接の発言 (The Post, 2024年1月13日)"),
        ("Ann Marsh (an outlet that the text does not name, undated)", "Ann Marsh (媒体名なし, 日付なし)"),
        ("Somebody the article does not name (The Post, Harbour, 2024)", "記事が名を挙げない人 (The Post, Harbour, 2024年)"),
        ("The Post, 13 January 2024, in its own words", "The Post, 2024年1月13日, 記事自身の言葉"),
        ("answering a question, through The Post, translated, named by the title “Ann, of Harbour”", "質問に答えて, The Postによる, 翻訳, 見出し「Ann, of Harbour」による"),
        ("Ann Marsh, via The Post", "Ann Marsh, The Postによる"),
        ("Reported Jointly, Minister", "Reported Jointly, Minister"),
        ("(Background, not from the articles: Minister from 3 May 2023 to today, as far as is known.)", "(背景。記事によるものではありません: 2023年5月3日から現在までMinister(わかる限り)。)"),
        (", " * 300, ", " * 300),
    ],
)  # fmt: skip
def test_who_speaks_how_and_where_is_said_piece_by_piece(made, said):
    assert Phrases.load().speaker("ja").lead(made) == said
    assert english.lead(made) == made


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("13 January 2024, 15:15 JST", "2024年1月13日, 15:15 JST"),
        ("January 2024", "2024年1月"),
        ("2024", "2024年"),
        ("early 2024", "2024年初め"),
        ("the end of January 2024", "2024年1月末"),
        ("mid-January 2024", "2024年1月半ば"),
        ("10–13 January 2024", "2024年1月10日から2024年1月13日"),
        ("12 January – 3 March 2024", "2024年1月12日から2024年3月3日"),
        ("12 January 2023 – 3 March 2024", "2023年1月12日 – 2024年3月3日"),
        ("January–March 2024", "2024年1月から2024年3月"),
        ("2021–2023", "2021年から2023年"),
        ("undated", "日付なし"),
        ("12:05", "12:05"),
        ("mid-range", "mid-range"),
    ],
)
def test_times_are_said_in_the_form_of_the_language(made, said):
    assert Phrases.load().speaker("ja").days(made) == said
    assert english.days(made) == made


def test_a_part_is_put_in_as_it_is_whatever_it_holds():
    say = Say(
        {
            "phrases": {"Asked: {question}": "質問: {question}", "is back": "戻る"},
            "patterns": {"{name} is back with “{words}”.": "{name}が「{words}」と戻りました。"},
            "times": JA["times"],
        }
    )
    assert say("Asked: {question}", question="{x} {0} on 13 January 2024") == "質問: {x} {0} on 13 January 2024"
    assert say.reword("{y} is back with “is back”.") == "{y}が「is back」と戻りました。"


def test_words_of_articles_and_days_in_them_are_left_alone():
    say = Phrases.load().speaker("ja")
    assert say.reword("said") == "said"
    assert say.reword("Talks of 13 January 2024 end") == "Talks of 13 January 2024 end"
    assert say.reword("Altered: Ann said it with “13 January 2024”.").endswith(
        "「13 January 2024」を付けて述べています。"
    )


async def test_a_user_is_answered_in_their_language():
    async with Standin() as standin, running(make(Shelf()), standin):
        told = await standin.command("help", user=AKI)
        assert "できること" in told.text
        answer = await standin.command("ask", {"question": "strait"}, user=AKI)
        assert "-# 質問: strait" in answer.text
        assert any(button.get("label") == "前後の文" for button in answer.buttons())
        assert "must stay open to every ship" in answer.text
