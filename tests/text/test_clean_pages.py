"""Whole pages of several makes, written for this test: what is left of each is its story, and its header is told."""

from datetime import time
from pathlib import Path

import pytest

from bot.models import RawArticle
from tests.text.reading import cleaner, headers

PAGES = Path(__file__).parent / "pages"
OPEN = "“We will keep the strait open,” the envoy said."
STORIES = {
    "agency": [
        "WASHINGTON (AP) — The United States and Japan agreed Friday to hold a drill every year.",
        "FILE - Ships of both navies sail in formation off Guam, on Nov. 8, 2022. (AP Photo/Ann Example, File)",
        OPEN,
    ],
    "agency_glued": [
        (
            "[1/2]Japan's Foreign Minister speaks during a news conference in Tokyo, Japan, September 13, 2023. "
            "REUTERS/Bo Sample/File Photo Acquire Licensing Rights, opens new tab"
        ),
        "WASHINGTON, Jan 12 (Reuters) - Japan and the United States agreed on Friday to hold a drill every year, their ministers said.",
        '"We will keep the strait open," the envoy said.',
    ],
    "british_daily": [
        "Allies promise to keep the strait open after talks in Washington",
        "Ann Example in Tokyo",
        "The United States and Japan will hold a drill every year, their ministers said on Friday after talks in Washington.",
        "Japan’s foreign minister called it “a new start”.",
    ],
    "broadcaster": [
        "FILE - Ships of both navies sail off Guam, Nov. 8, 2022.",
        "WASHINGTON —",
        "The United States and Japan will hold a drill every year, their top diplomats said Friday.",
        '"We will keep the strait open," the envoy said.',
        "Forum",
    ],
    "business_daily": [
        "Ministers also discuss chips and export controls in Washington",
        "Japan's foreign minister, right, and the U.S. secretary of state shake hands on Jan. 12. © Reuters",
        "WASHINGTON -- Japan and the United States agreed on Friday to hold a drill every year.",
        "The ministers also talked about chips.",
    ],
    "indonesian_site": [
        "TOKYO - The United States and Japan agreed to hold a drill every year, the Japanese Foreign Ministry said on Saturday (13/1/2024).",
        '"We will keep the strait open," said the minister, as quoted by Reuters.',
        "China has protested against the plan.",
    ],
    "japanese_daily": [
        "Prime Minister Fumio Kishida",
        "Prime Minister Fumio Kishida is arranging talks with the new U.S. envoy for later this month, according to government sources.",
        "The two are expected to discuss a plan for a yearly drill.",
        "“We would like to hold the talks as soon as possible,” a senior ministry official said.",
    ],
    "korean_agency": [
        "SEOUL, Jan. 13 (Yonhap) -- South Korea, Japan and the United States have agreed to hold a drill every year, the foreign ministry said Saturday.",
        '"We will keep the strait open," the ministry said in a release.',
    ],
    "military_release": [
        (
            "Courtesy Photo | U.S. and Japanese sailors stand in formation at Yokosuka, Japan. "
            "(U.S. Navy photo by Mass Communication Specialist 2nd Class Ann Example)"
        ),
        "YOKOSUKA, Japan",
        "Commander, U.S. 7th Fleet",
        "YOKOSUKA, Japan – The U.S. Navy and the Japan Maritime Self-Defense Force completed a bilateral exercise in the Philippine Sea on Friday.",
        '"We train so that we are ready," said Rear Adm. Bo Sample, commander of the task force.',
        "The exercise included five ships and twelve aircraft.",
    ],
    "readout": [
        "The below is attributable to Spokesperson Matthew Miller:",
        (
            "Secretary of State Antony J. Blinken met with Japanese Foreign Minister Kamikawa Yoko today in Washington, D.C. "
            "The Secretary offered condolences for the loss of life from the earthquake."
        ),
        "They discussed the drill and the strait.",
    ],
    "singapore_daily": [
        "WASHINGTON - Japan and the United States agreed on Jan 12 to hold a drill every year.",
        f"{OPEN} REUTERS",
    ],
    "subscription_site": [
        "Japan and the United States will hold a drill every year, the two countries’ top diplomats agreed Friday in Washington.",
        "The agreement comes as tensions rise in the strait, where ships of three navies have come close to each other this month.",
    ],
    "video_captions": [
        "On January 12, the foreign ministers of both countries met in Washington to discuss the strait.",
        "'Reuters' reports that the talks took three hours.",
        "We will keep the strait open., Ann Example, Envoy, via 'Reuters'",
        "The drill would involve thirty ships of both navies.",
    ],
}
FACTS = {
    # title, outlet, author, dateline, published
    "agency": ("U.S., Japan strengthen ties", "Associated Press", "ANN EXAMPLE and BO SAMPLE", "WASHINGTON", None),
    "agency_glued": ("Japan, US agree to hold yearly drill", "Reuters", "Ann Example and Bo Sample", "WASHINGTON", "2024-01-12 17:27 EST"),
    "british_daily": ("US and Japan to hold yearly drill, ministers say", None, None, None, "2024-01-12 10:30 GMT"),
    "broadcaster": ("US, Japan to Hold Drill Every Year", None, "Ann Example", "WASHINGTON", "2024-01-12 18:27 None"),
    "business_daily": ("Japan and US agree on yearly drill in strait", None, "ANN EXAMPLE", "WASHINGTON", "2024-01-13 10:21 JST"),
    "indonesian_site": ("US and Japan Agree on Drill, China Protests", None, None, "TOKYO", "2024-01-13 10:15 WIB"),
    "japanese_daily": ("Kishida Eyes Early Talks with New Envoy; Drill Plan on Agenda", "The Yomiuri Shimbun", None, None, "2024-01-13 02:00 JST"),
    "korean_agency": ("S. Korea, Japan, U.S. agree to hold drill every year", "Yonhap News Agency", "Ann Example", "SEOUL", "2024-01-13 09:45 None"),
    "military_release": (None, None, "Petty Officer 2nd Class Ann Example", "YOKOSUKA, Japan", None),
    "readout": ("Secretary Blinken’s Meeting with Japanese Foreign Minister Kamikawa", None, None, None, "2024-01-12"),
    "singapore_daily": ("Japan, US to hold drill every year", None, None, "WASHINGTON", "2024-01-13 08:24 None"),
    "subscription_site": ("Japan and U.S. to hold drill every year", None, "Ann Example", None, "2024-01-13"),
    "video_captions": ("US and Japan Agree to Hold Yearly Drill", None, None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(STORIES))
def test_of_a_page_the_story_is_left(name: str) -> None:
    assert cleaner().clean((PAGES / f"{name}.txt").read_text("utf-8")).body.split("\n\n") == STORIES[name]


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_page_s_header_is_told(name: str) -> None:
    text = (PAGES / f"{name}.txt").read_text("utf-8")
    header = headers().read(RawArticle("a.txt", text), cleaner().clean(text), text.splitlines())
    told = [fact.value if fact else None for fact in (header.title, header.outlet, header.author, header.dateline)]
    stamp = header.published
    when = None if stamp is None else str(stamp.day)
    if stamp is not None and isinstance(stamp.clock, time):
        when = f"{stamp.day} {stamp.clock:%H:%M} {stamp.zone}"
    assert (*told, when) == FACTS[name]
    for fact in (header.title, header.outlet, header.author, header.dateline):
        assert fact is None or fact.line in text
