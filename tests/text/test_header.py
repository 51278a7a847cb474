from datetime import date, time

import pytest

from bot.models import Fact, Found, Header, Precision, RawArticle, Stamp
from tests.text.reading import bylines, cleaner, headers

STORY = (
    "The two ministers met in Tokyo on Monday and agreed to hold the drill every year from now on.\n\n"
    "Officials of both sides said that the details would be settled by the end of the month."
)


def header(text: str, **fields: str) -> Header:
    raw = RawArticle(
        "a.txt", text, tuple(fields.items()), tuple((key, f"{key}: {value}") for key, value in fields.items())
    )
    cleaned = cleaner().clean(text, headers().title_of(raw))
    return headers().read(raw, cleaned, text.splitlines())


def test_the_lines_over_a_text_tell_its_header() -> None:
    text = (
        " date 2024-01-12 en English\nPolitics\n\nMinisters Agree on Yearly Drill.\n\nBy: HPN Correspondents\n"
        f"Published: January 12, 2024 at 5:27 pm EST\n\n{STORY}"
    )
    assert header(text) == Header(
        title=Fact("Ministers Agree on Yearly Drill", "Ministers Agree on Yearly Drill."),
        outlet=Fact("HPN", "By: HPN Correspondents", Found.INFERRED),
        author=Fact("HPN Correspondents", "By: HPN Correspondents"),
        published=Stamp(date(2024, 1, 12), Precision.MINUTE, Found.STATED, time(17, 27), "EST", -300),
        published_line="Published: January 12, 2024 at 5:27 pm EST",
    )


def test_a_text_that_says_nothing_of_itself_has_no_header() -> None:
    assert header(STORY) == Header()


def test_what_is_stated_beside_the_text_comes_first() -> None:
    told = header(
        f"Harbour Post\nBy Ann Example\nJanuary 13, 2024\n\n{STORY}",
        title="A Drill a Year | The Japan Times",
        url="https://www.japantimes.co.jp/news/2024/01/12/drill",
        published="2024-01-12",
        author="By Bo Sample, Staff Writer",
    )
    assert told.title == Fact("A Drill a Year", "title: A Drill a Year | The Japan Times")
    assert told.outlet == Fact("The Japan Times", "title: A Drill a Year | The Japan Times", Found.INFERRED)
    assert told.author == Fact("Bo Sample", "author: By Bo Sample, Staff Writer")
    assert told.published == Stamp(date(2024, 1, 12), Precision.DAY, Found.STATED)
    assert told.url is not None


def test_a_clock_in_the_text_completes_the_same_day_stated_beside_it() -> None:
    told = header(f"Ministers Agree on Yearly Drill\n15:15 JST, January 13, 2024\n{STORY}", published="2024-01-13")
    assert told.published is not None
    assert (told.published.clock, told.published_line) == (time(15, 15), "15:15 JST, January 13, 2024")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://edition.cnn.com/2024/01/12/x", "CNN"),
        ("https://japannews.yomiuri.co.jp/politics/", "The Japan News"),
        ("https://www.yomiuri.co.jp/politics/", "The Yomiuri Shimbun"),
        ("https://harbourpost.example/x", None),
        ("http://[broken", None),
    ],
)
def test_an_outlet_is_inferred_from_its_domain(url, outlet) -> None:
    told = header(STORY, url=url).outlet
    assert (told.value if told else None) == outlet
    assert told is None or told.found is Found.INFERRED


@pytest.mark.parametrize(
    ("start", "place", "outlet"),
    [
        ("WASHINGTON — ", "WASHINGTON", None),
        ("WASHINGTON – ", "WASHINGTON", None),
        ("WASHINGTON, Jan 12 (Reuters) - ", "WASHINGTON", "Reuters"),
        ("TOKYO (AP) — ", "TOKYO", "Associated Press"),
        ("TOKYO, March 30 (TNA) - ", "TOKYO", "TNA"),
        ("SEOUL (QNA) -- ", "SEOUL", "QNA"),
        ("TOKYO, Jan. 12 (Kyodo) -- ", "TOKYO", "Kyodo News"),
        ("Tokyo (CNN) ", "Tokyo", "CNN"),
        ("(CNN) ", None, "CNN"),
        ("Washington CNN — ", "Washington", "CNN"),
        ("NAHA, Okinawa — ", "NAHA, Okinawa", None),
        ("Tokyo, Jan. 12 — ", "Tokyo", None),
        ("WASHINGTON-- ", "WASHINGTON", None),
        ("TOKYO- ", "TOKYO", None),
        ("AIX-EN-PROVENCE — ", "AIX-EN-PROVENCE", None),
        ("ABCDEFGH" * 20, None, None),
        ("", None, None),
        ("Kishida — who ", None, None),
        ("Self-Defense Forces (SDF) — ", None, None),
    ],
)
def test_a_dateline_tells_place_and_agency(start, place, outlet) -> None:
    told = header(start + STORY)
    assert (told.dateline.value if told.dateline else None) == place
    assert (told.outlet.value if told.outlet else None) == outlet
    assert told.dateline is None or start.startswith(told.dateline.line)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ann Example", "Ann Example"),
        ("BY ANN EXAMPLE", "ANN EXAMPLE"),
        ("By Ann Example and Bo Sample", "Ann Example and Bo Sample"),
        ("By Ann Example, Staff Writer", "Ann Example"),
        ("By Ann Example | Harbour Post", "Ann Example"),
        ("Author: Ann van der Example", "Ann van der Example"),
        ("By: Harbour Correspondents", "Harbour Correspondents"),
        ("Oleh: Ann Example", "Ann Example"),
        ("文・上川太郎", "上川太郎"),
        ("By Friday the ships had left.", None),
        ("By the end of the year", None),
        ("By 2027", None),
        ("Byzantine rules", None),
        ("by", None),
        ("", None),
    ],
)
def test_a_byline_tells_who_wrote(line, author) -> None:
    read = bylines().read(line)
    assert (read.author if read else None) == author


def test_labelled_lines_over_a_text_tell_their_facts() -> None:
    told = header(
        "Title: Ministers Agree on Yearly Drill\nSource: Harbour Post\nURL: https://hp.example/drill\nDate: 2024-01-12\n"
        f"Author: Ann Example\n\n{STORY}"
    )
    assert told == Header(
        title=Fact("Ministers Agree on Yearly Drill", "Title: Ministers Agree on Yearly Drill"),
        outlet=Fact("Harbour Post", "Source: Harbour Post"),
        author=Fact("Ann Example", "Author: Ann Example"),
        url=Fact("https://hp.example/drill", "URL: https://hp.example/drill"),
        published=Stamp(date(2024, 1, 12), Precision.DAY, Found.STATED),
        published_line="Date: 2024-01-12",
    )
    assert cleaner().clean(f"Source: https://hp.example/drill\n\n{STORY}").body == STORY
    assert cleaner().clean(f"Source after source: it was so.\n\n{STORY}").body.startswith("Source")


def test_marks_of_markdown_are_no_part_of_a_title_or_heading() -> None:
    assert header(f"# Ministers Agree on Yearly Drill\n\n{STORY}").title == Fact(
        "Ministers Agree on Yearly Drill", "# Ministers Agree on Yearly Drill"
    )
    told = header(f"**Ministers Agree on Yearly Drill**\n\n{STORY}").title
    assert told is not None
    assert told.value == "Ministers Agree on Yearly Drill"
    assert cleaner().clean(f"{STORY}\n\n## A Shared Plan\n\n{STORY[:80]}.").body.split("\n\n")[2] == "A Shared Plan"


@pytest.mark.parametrize("value", ["null", "", "Unknown", "n/a"])
def test_a_field_that_says_nothing_is_none(value) -> None:
    assert header(STORY, title=value, author=value, published=value, url=value, outlet=value) == Header()


def test_a_stamp_among_parts_of_a_line_is_read_and_the_author_beside_it() -> None:
    told = header(
        f"Ministers Agree on Yearly Drill\nBy Ann Example | Updated: 22/09/2024, 09:14 JST | Naha, Okinawa\n{STORY}"
    )
    assert told.published is not None
    assert (told.published.day, told.published.clock) == (date(2024, 9, 22), time(9, 14))
    assert told.author is not None
    assert told.author.value == "Ann Example"


@pytest.mark.parametrize(
    ("dateline", "also", "day"),
    [
        ("SEOUL, Aug. 19, 2023 (HPN) --", "", date(2023, 8, 19)),
        ("TOKYO/SEOUL, Aug. 19 (HPN) --", "The photo shows them on Aug. 18, 2023.", date(2023, 8, 19)),
        ("SEOUL, Jan. 2 (HPN) --", "They had met on December 30, 2023.", date(2024, 1, 2)),
        ("SEOUL, Aug. 19 (HPN) --", "They had met on December 30, 2021.", None),
        ("SEOUL, Aug. 19 (HPN) --", "", None),
    ],
)
def test_without_a_stamp_the_dateline_tells_the_day(dateline: str, also: str, day: date | None) -> None:
    published = header(f"Ministers Agree on Yearly Drill\n\n{dateline} {also} {STORY}").published
    assert (published.day if published else None) == day
    assert published is None or published.found is Found.INFERRED


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("June 1, 2023 | By Ann Example, DOD News", "U.S. Department of Defense"),
        ("June 1, 2023 | By Ann Example, Staff Writer", None),
        ("June 1, 2023 • By Ann Example • Reuters", "Reuters"),
    ],
)
def test_a_day_before_a_byline_in_one_line_tells_day_author_and_outlet(line: str, outlet: str | None) -> None:
    told = header(f"Ministers Agree on Yearly Drill\n{line}\n{STORY}")
    assert told.published is not None
    assert told.published.day == date(2023, 6, 1)
    assert told.author is not None
    assert told.author.value == "Ann Example"
    assert (told.outlet.value if told.outlet else None) == outlet


def test_the_last_change_is_told_beside_publication() -> None:
    cleaned = cleaner().clean(
        f"Ministers Agree on Yearly Drill\nMon 8 Apr 2024 17.02 BST\nLast modified on Tue 9 Apr 2024 06.30 BST\n{STORY}"
    )
    told = headers().updated(cleaned)
    assert told is not None
    assert told.day == date(2024, 4, 9)


PAGES = {
    "menu and masthead": (
        (
            "Skip to main content\nSeverin Ledger\nSections Sign in Subscribe\nNational Security\n\n"
            f"Ministers agree on a drill every year\nBy Ann Example\nJan. 12, 2024 at 6:58 p.m. EST\n\n{STORY}"
        ),
        ("Ministers agree on a drill every year", "Severin Ledger", "Ann Example", "2024-01-12"),
    ),
    "trail, standfirst, name over a stamp": (
        (
            "Coral Standard\nePaper | Cities | Cricket | Opinion\nHome / World / Ministers agree on a drill every year\n\n"
            "Ministers agree on a drill every year\nOfficials of both sides meet in Tokyo\nAnn Example\n"
            f"Tokyo, Updated: January 12, 2024 07:46 JST\n\n{STORY}"
        ),
        ("Ministers agree on a drill every year", "Coral Standard", "Ann Example", "2024-01-12"),
    ),
    "masthead under the title, sections between bars": (
        f"Ministers agree on a drill every year\nNORTH BAY DAILY\nJanuary 12, 2024 18:20 JST\n| Ships | Law & Order |\n\n{STORY}",
        ("Ministers agree on a drill every year", "NORTH BAY DAILY", None, "2024-01-12"),
    ),
    "another page's title with the outlet, a stamp under the story": (
        (
            "Ten lamps for your kitchen | Tide & Anchor\nTide & Anchor\nShips / Policy\n\n"
            f"{STORY}\n\nPublished 12.01.2024, 08:10 CET · 4 comments · Save for later"
        ),
        ("Ten lamps for your kitchen", "Tide & Anchor", None, "2024-01-12"),
    ),
    "first line and rights, a short year": (
        f"PIER & LAMP\nMinisters agree on a drill every year\nPosted 1/13/24\n\n{STORY}\n\n© 2024 Pier & Lamp",
        ("Ministers agree on a drill every year", "PIER & LAMP", None, "2024-01-13"),
    ),
    "the first line, a standfirst before the byline, a clock": (
        (
            "The Tide Beacon\nNews\nMinisters agree on a drill every year\nThe two sides say that it is the largest step which they have taken in forty years.\n"
            f"By Ann Example\nUPDATED Jan 13, 2024, 09:42 PM\nPUBLISHED Jan 12, 2024, 06:10 PM\n\n{STORY}"
        ),
        ("Ministers agree on a drill every year", "The Tide Beacon", "Ann Example", "2024-01-12"),
    ),
    "the end of the title, a role behind a bar": (
        f"Ministers agree on a drill every year - Delta Independent\nAnn Example | Staff Writer\nTue 05/03/2024, 4:12 PM\n\n{STORY}\n\nSupport the Delta Independent today, and keep its newsroom free.",
        ("Ministers agree on a drill every year", "Delta Independent", "Ann Example", "2024-03-05"),
    ),
    "the line of rights": (
        f"Ministers agree on a drill every year\nby Ann Example March 21, 2023 11:58 PM 3 min read\n\n{STORY}\n\n© 2024 The Nippon Anchor Ltd. All rights reserved.",
        ("Ministers agree on a drill every year", "The Nippon Anchor", "Ann Example", "2023-03-21"),
    ),
    "what was changed last, under a menu": (
        f"Ministers agree on a drill every year\n\n{STORY}\n\nLast modified Jan 14 2024 10:21\nFerry times | Tide table | Lost and found",
        ("Ministers agree on a drill every year", None, None, "2024-01-14"),
    ),
    "a title under its byline": (
        f"Hangang Daily\nPosted : 2024-01-12 09:14\nBy Seo Min-ah\n\nTwo ministers pledge a yearly drill of both fleets\n\n{STORY}",
        ("Two ministers pledge a yearly drill of both fleets", "Hangang Daily", "Seo Min-ah", "2024-01-12"),
    ),
    "an agency that no table has": (
        f"Ministers agree on a drill every year\n\nTOKYO (Coral Press) - {STORY}",
        ("Ministers agree on a drill every year", "Coral Press", None, None),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_pages_lines_tell_title_outlet_author_and_day(name: str) -> None:
    text, facts = PAGES[name]
    told = header(text)
    day = str(told.published.day) if told.published else None
    assert (*(fact.value if fact else None for fact in (told.title, told.outlet, told.author)), day) == facts
    assert cleaner().clean(text).body.endswith(STORY)
