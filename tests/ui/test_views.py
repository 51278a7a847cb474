"""Everything else that is shown: whatever an article holds, it is within Discord's limits and inert."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.models import (
    Article,
    EntityKind,
    Fact,
    Found,
    Header,
    Kind,
    NameMention,
    Near,
    Passage,
    PassageKind,
    Precision,
    Quotation,
    Record,
    Removed,
    Span,
    Stamp,
    StoredQuotation,
)
from bot.moderation import Preview
from bot.store.drafts import Draft
from bot.store.events import Event
from bot.store.reports import Complaint, Report
from bot.ui.article_view import article_layout, page_of, reading_layout, rows_text
from bot.ui.context import in_context
from bot.ui.escape import unescape, visible
from bot.ui.history_view import history_text
from bot.ui.layout import note
from bot.ui.phrases import Phrases, english
from bot.ui.preview import article_form, filled_in, preview_layout, split_outlet
from bot.ui.reports_view import reports_layout
from bot.ui.unmarked import unmarked
from tests.discord_standin import limits
from tests.ui.markdown import hidden
from tests.ui.test_escape import SPITEFUL
from tests.ui.test_layout import payload, raw_markdown, shown

NOW = datetime(2024, 2, 1, tzinfo=UTC)
texts = st.one_of(SPITEFUL, SPITEFUL.map(lambda text: text * 80), st.just("[](*_").map(lambda text: text * 500))
facts = st.one_of(st.none(), texts.map(lambda text: Fact(text, text)))
stamps = st.one_of(st.none(), st.just(Stamp(date(2024, 1, 13), Precision.DAY, Found.STATED)))


@st.composite
def articles(draw):
    body = draw(texts) or "x"
    size = len(body)
    cuts = sorted({0, size, *draw(st.lists(st.integers(0, size), max_size=6))})
    passages = tuple(Passage(Span(start, end), PassageKind.SENTENCE, 0) for start, end in pairwise(cuts))
    names = tuple(
        NameMention(Span(0, 1), "x", draw(texts), "k", EntityKind.PERSON) for _ in range(draw(st.integers(0, 3)))
    )
    quotations = tuple(
        Quotation(draw(st.sampled_from(Kind)), (Span(0, 1),), draw(st.one_of(st.none(), texts)))
        for _ in range(draw(st.integers(0, 3)))
    )
    removed = tuple(Removed(n, draw(texts), draw(texts)) for n in range(draw(st.integers(0, 8))))
    header = Header(
        draw(facts),
        draw(facts),
        draw(facts),
        draw(facts),
        draw(facts),
        draw(stamps),
        None,
        draw(st.one_of(st.none(), texts)),
    )
    record = Record(draw(texts), header, body, passages, removed, (), names, quotations)
    return Article(draw(st.integers(1, 2**31)), draw(st.integers(1, 99)), "host", record)


def sound(view) -> None:
    assert limits.message(payload(view)) == []
    assert hidden(shown(view)) == []
    assert raw_markdown(shown(view)) == []


def spoken(flag: bool):
    return Phrases.load().speaker("ja") if flag else english


@settings(deadline=None, max_examples=40)
@given(articles(), st.integers(0, 5000), st.integers(1, 4000), st.booleans())
def test_an_article_its_pages_and_its_passages(article, start, size, japanese):
    say = spoken(japanese)
    body = article.record.body
    start = min(start, len(body) - 1)
    sound(article_layout(article, say))
    sound(reading_layout(article, start, say))
    sound(in_context(article, Span(start, min(len(body), start + size)), say))


@settings(deadline=None, max_examples=40)
@given(articles(), st.lists(texts, max_size=3), st.booleans())
def test_a_preview(article, orphans, japanese):
    record = article.record
    draft = Draft("s", record.body, (("title", "t"),), 7)
    lost = tuple(StoredQuotation(1, 7, Quotation(Kind.DIRECT, (Span(0, 1),), None), text) for text in orphans)
    near = tuple(Near(n, "s", 96.4) for n in range(9))
    view, _ = preview_layout(Preview(3, draft, record, near, lost), spoken(japanese))
    sound(view)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(texts, texts, texts), max_size=6), st.booleans())
def test_reports_lists_and_histories(rows, japanese):
    say = spoken(japanese)
    reports = [
        Report(n, NOW, Complaint(1, "2", row[0], row[1], (1, 2), row[2]), None, None, "")
        for n, row in enumerate(rows, 1)
    ]
    sound(reports_layout(reports, say))
    sound(note(rows_text([(n, *row) for n, row in enumerate(rows)], say)[0]))
    events = [Event(NOW, by, deed, detail) for by, deed, detail in rows] * 30
    assert limits.message(payload(note(history_text(1, events, say)[0]))) == []


@settings(deadline=None, max_examples=60)
@given(texts, texts, texts, texts)
def test_a_form_holds_what_it_is_given_and_gives_it_back(title, outlet, url, text):
    draft = Draft("s", text, (("title", title), ("outlet", outlet), ("published", "2024-01-13"), ("url", url)))
    form = article_form(draft, ("new",), english)
    told = form.to_dict()
    assert limits.modal(told) == []
    boxes = [part["component"] for part in told["components"] if part["type"] == 18]
    values = {box["custom_id"]: box.get("value", "") for box in boxes if box["type"] == 4}
    again = filled_in(draft, "s", values)
    assert again.text == draft.text
    assert again.field("title") == title.strip()
    assert again.field("url") == url.strip()


def test_a_text_longer_than_a_form_is_not_cut_but_kept():
    long = Draft("s", "word " * 2000, (("author", "Ann"),), 4)
    labels = [part.get("label") for part in article_form(long, ("of", 4), english).to_dict()["components"]]
    assert "Text" not in labels
    kept = filled_in(long, "x", {"title": "T", "outlet": "O, 2024-01-13", "url": ""})
    assert (kept.text, kept.article, kept.source) == (long.text, 4, "s")
    assert dict(kept.fields) == {"author": "Ann", "title": "T", "outlet": "O", "published": "2024-01-13"}


def test_outlet_and_day_are_told_apart():
    assert split_outlet("The Japan News, January 13, 2024") == ("The Japan News", "January 13, 2024")
    assert split_outlet("The Japan News, Tokyo, 13 January 2024") == ("The Japan News, Tokyo", "13 January 2024")
    assert split_outlet("読売新聞、2024年1月13日") == ("読売新聞", "2024年1月13日")
    assert split_outlet("2024-01-13") == ("", "2024-01-13")
    assert split_outlet("The Japan News") == ("The Japan News", "")
    assert split_outlet("") == ("", "")


@settings(deadline=None, max_examples=40)
@given(texts)
def test_the_pages_of_a_text_are_the_whole_text(body):
    assume(unmarked(body) == body)
    start, seen = 0, ""
    while True:
        page, following = page_of(body, start)
        seen += page
        if not following:
            break
        assert following > start
        start = following
    words = "".join(visible(body).split())
    assert "".join(unescape(seen).replace("—", "").split()) == words.replace("—", "")
