import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ui.escape import escape, fit, one_line, unescape, visible
from bot.ui.limits import length, shorten
from bot.ui.links import safe_url, sentence_url
from tests.ui.markdown import hidden, live

SPITEFUL = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_~|`<>[]()@#-+.:/\\ \n\t1aé漢\u202e\u200b\u2028\ufeff😀\ud800"),
        st.characters(),
    ),
    max_size=120,
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain words", "plain words"),
        ("*bold* _thin_ ~~gone~~ ||hid|| `code`", r"\*bold\* \_thin\_ \~\~gone\~\~ \|\|hid\|\| \`code\`"),
        ("@everyone <@1> <t:0> <#2>", r"\@everyone \<\@1> \<t:0> \<#2>"),
        ("[click](https://evil.example)", r"\[click\](https\://evil.example)"),
        ("# heading", r"\# heading"),
        ("1. one\n- two", "1\\. one\n\\- two"),
        ("a\u202eb\u200bc\u2066d", "abcd"),
        ("3.5 percent - as said", "3.5 percent - as said"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_words_are_shown_as_they_are(words, shown):
    assert escape(words) == shown


@settings(deadline=None, max_examples=200)
@given(SPITEFUL)
def test_nothing_escaped_is_live_or_hidden_and_the_words_come_back(text):
    shown = escape(text)
    assert live(shown) == []
    assert hidden(shown.replace("\t", "")) == []
    assert unescape(shown) == visible(text)


@settings(deadline=None, max_examples=100)
@given(SPITEFUL, st.integers(10, 60))
def test_fit_keeps_within_its_limit_and_stays_inert(text, limit):
    shown = fit(text, limit)
    assert length(shown) <= limit
    assert live(shown) == []
    if length(escape(one_line(text))) <= limit:
        assert unescape(shown) == one_line(text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.integers(1, 50))
def test_shorten_counts_as_discord_does(text, limit):
    assert len(shorten(text, limit).encode("utf-16-le", "surrogatepass")) // 2 <= max(limit, 0)


def test_a_megabyte_of_one_live_character_is_escaped_at_once():
    assert len(escape("*" * 1_000_000)) == 2_000_000
    assert length(fit("_" * 1_000_000, 100)) <= 100


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a_(b)", "https://news.example/a_%28b%29"),
        ("javascript:alert(1)", None),
        ("https://user:pw@news.example/", None),
        ("http://[broken", None),
        ("https://news.example/" + "a" * 700, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url, safe):
    assert safe_url(url) == safe


def test_a_long_sentence_is_found_by_its_edges_a_short_one_by_all_its_words():
    page = "https://news.example/a"
    long = "The two ministers met in Washington on Friday and spoke of well-known plans"
    assert sentence_url(page, long) == f"{page}#:~:text=The%20two%20ministers%20met,spoke%20of%20well%2Dknown%20plans"
    assert sentence_url(page, "They met.") == f"{page}#:~:text=They%20met."
    assert sentence_url(None, long) is None
