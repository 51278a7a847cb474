import json
from datetime import date, time

from bot.models import (
    Article,
    DateMention,
    DayChoice,
    Days,
    EntityKind,
    Fact,
    Found,
    Header,
    Kind,
    NameMention,
    Passage,
    PassageKind,
    Precision,
    Quotation,
    Record,
    Removed,
    Span,
    Stamp,
)
from bot.terminal.record import record_lines, record_object

BODY = "“We will go,” Minister Ann Example said on Monday.\n\nIt rained."
DAY = DayChoice(Days.single(date(2025, 5, 5)), Precision.DAY, Found.RELATIVE, "Monday before publication")
RECORD = Record(
    source="talks.txt",
    header=Header(
        title=Fact("Talks", "TALKS | The Example"),
        outlet=Fact("The Example", "The Example", Found.INFERRED),
        published=Stamp(date(2025, 5, 6), Precision.MINUTE, Found.STATED, time(9, 5), "JST", 540),
        published_line="9:05 JST, May 6, 2025",
    ),
    body=BODY,
    passages=(Passage(Span(0, 50), PassageKind.SENTENCE, 0), Passage(Span(52, 62), PassageKind.SENTENCE, 1)),
    removed=(Removed(3, "Read also: Rain", "related link"),),
    dates=(DateMention(Span(43, 49), "Monday", (DAY,)), DateMention(Span(0, 2), "a week", duration=True)),
    names=(NameMention(Span(14, 34), "Minister Ann Example", "Ann Example", "ann example", EntityKind.PERSON, "Minister"),),
    quotations=(Quotation(Kind.DIRECT, (Span(1, 11),), "Ann Example", "ann example", office="Minister", confidence=0.9),),
    ignored=("colour",),
)  # fmt: skip
ARTICLE = Article(12, 2, "host", RECORD)


def test_the_record_tells_each_fact_with_its_precision_zone_and_how_it_was_found():
    text = "\n".join(record_lines(ARTICLE))
    for told in (
        "talks.txt (#12, version 2, host)",
        "Talks (stated, in the line “TALKS | The Example”)",
        "The Example (inferred)",
        "Author:    – (the text does not say)",
        "6 May 2025, 09:05 JST (to the minute, stated, in the line “9:05 JST, May 6, 2025”)",
        "Ignored keys: colour",
        "line 3: Read also: Rain — related link",
        "43–49 “Monday”: 2025-05-05 (day, relative to publication: Monday before publication)",
        "“a week”: a stretch of time, no day",
        "Ann Example (person, ann example), as Minister: 14–34",
        "1–11 direct, Ann Example, Minister (0.90): We will go",
    ):
        assert told in text


def test_the_body_is_shown_whole():
    text = "\n".join(record_lines(ARTICLE))
    assert "“We will go,” Minister Ann Example said on Monday." in text
    assert "It rained." in text


def test_an_article_that_tells_nothing_of_itself_is_shown_too():
    bare = Article(1, 1, "host", Record("bare.txt", Header(), "Rain.", ()))
    text = "\n".join(record_lines(bare))
    assert text.count("the text does not say") == 6


def test_the_object_holds_the_words_of_each_span_and_is_json():
    told = json.loads(json.dumps(record_object(ARTICLE)))
    assert (told["id"], told["version"], told["scope"], told["source"]) == (12, 2, "host", "talks.txt")
    assert [passage["text"] for passage in told["passages"]] == BODY.split("\n\n")
    assert told["quotations"][0]["texts"] == ["We will go"]
    assert told["header"]["published"]["day"] == "2025-05-06"
    assert told["header"]["published"]["clock"] == "09:05:00"
