"""HTML pages: the main text by trafilatura, the facts from meta elements, JSON-LD and `time`."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from bot.errors import ArticleRefused
from bot.ingest.fields import FieldNames
from bot.models import RawArticle

_LINKED_DATA = {
    "headline": "title",
    "datePublished": "article:published_time",
    "author": "author",
    "publisher": "outlet",
    "url": "url",
    "articleBody": "",
}
_DEEPEST = 6
_SHORTEST_HEADING = 10
_MANY, _TOO_MANY = 5_000, 50_000  # elements
_SITE = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,50})")
_MOST_IN_A_TAG = 50_000  # words; the parser's time is quadratic in a tag's attributes
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'<>]++|"[^"]*+"|'[^']*+')*+""")
_MARKUP = re.compile(r"<(?:p|br|div|span|a|h\d|li|article|html|body)\b[^<>]{0,500}>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text is HTML rather than words."""
    return len(_MARKUP.findall(text[:20_000])) >= 2


def read_page(source: str, html: str, names: FieldNames) -> RawArticle:
    """The article of a page. Raises `ArticleRefused` where there is no text to be found in it."""
    from lxml import etree, html as lxml_html  # noqa: I001, PLC0415 - heavy, and most texts are no pages

    if any(len(tag) > _MOST_IN_A_TAG and len(tag.split()) > _MOST_IN_A_TAG for tag in _TAG.findall(html)):
        raise ArticleRefused(f"a tag in it has more than {_MOST_IN_A_TAG:,} words.")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as err:
        raise ArticleRefused("it is not HTML that can be read.") from err
    stated, lines = _stated(tree, names)
    facts = names.sort_out(stated, lines.get)
    text = _main_text(tree)
    if not text.strip():
        raise ArticleRefused("no article was found in the page.")
    return RawArticle(source, text, facts.fields, facts.lines)


def _main_text(tree: Any) -> str:
    """The main text, paragraphs a line each; where trafilatura finds none, the text of the paragraphs.

    Its second opinion takes time quadratic in the paragraphs, so a page of many does without; one of far too many
    is taken as its paragraphs stand.
    """
    elements = sum(1 for _ in tree.iter())
    if elements > _TOO_MANY:
        return "\n\n".join(_paragraphs(tree))
    import trafilatura  # noqa: PLC0415 - heavy

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            tree, include_comments=False, include_tables=False, favor_recall=True, fast=elements > _MANY
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):  # a page that it stumbles over
        text = None
    return text or "\n\n".join(_paragraphs(tree))


def _paragraphs(tree: Any) -> Iterator[str]:
    for element in tree.iter("p", "blockquote", "h1", "h2", "h3", "li"):
        words = " ".join(element.text_content().split())
        if words:
            yield words


def _stated(tree: Any, names: FieldNames) -> tuple[dict[str, Any], dict[str, str]]:
    """What the page says of itself, and for each key the element or pair that says it."""
    stated: dict[str, Any] = {}
    lines: dict[str, str] = {}

    def add(key: str, value: Any, line: str) -> None:
        if value and key not in stated and names.knows(key):
            stated[key], lines[key] = value, line

    for key, value in _linked_data(tree):
        add(_LINKED_DATA[key], value, json.dumps({key: value}, ensure_ascii=False)[1:-1])
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        add(
            key,
            meta.get("content"),
            f'<meta {"property" if meta.get("property") else "name"}="{key}" content="{meta.get("content")}">',
        )
    for link in tree.iter("link"):
        if link.get("rel") == "canonical":
            add("canonical", link.get("href"), f'<link rel="canonical" href="{link.get("href")}">')
    for moment in tree.iter("time"):
        add("time", moment.get("datetime"), f'<time datetime="{moment.get("datetime")}">')
    title = " ".join((tree.findtext(".//title") or "").split())
    heading, site = _heading_and_site(tree, title)
    if not {"title", "og:title"} & stated.keys():
        add("title", heading or title, title)
    if not {"outlet", "og:site_name"} & stated.keys():
        add("site_name", site, title)
    return stated, lines


def _heading_and_site(tree: Any, title: str) -> tuple[str, str]:
    """The page's heading and the site's name, where its title is the one, a dash or bar, and the other."""
    for element in tree.iter("h1"):
        heading = " ".join(element.text_content().split())
        if len(heading) > _SHORTEST_HEADING and title.startswith(heading):
            site = _SITE.fullmatch(title[len(heading) :])
            return heading, site["site"] if site else ""
    return "", ""


def _linked_data(tree: Any) -> Iterator[tuple[str, Any]]:
    """The pairs of the first article among the page's JSON-LD objects."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text, parse_int=str, parse_float=str, parse_constant=str)
        except (json.JSONDecodeError, RecursionError):
            continue
        article = _article_in(data)
        if article:
            yield from ((key, value) for key, value in article.items() if _LINKED_DATA.get(key))
            return


def _article_in(data: Any, depth: int = 0) -> dict[str, Any] | None:
    if depth > _DEEPEST:
        return None
    if isinstance(data, dict):
        if any("Article" in kind for kind in _kinds(data)):
            return data
        data = data.get("@graph")
    if isinstance(data, list):
        return next((found for item in data if (found := _article_in(item, depth + 1))), None)
    return None


def _kinds(data: dict[str, Any]) -> list[str]:
    kind = data.get("@type", ())
    return [kind] if isinstance(kind, str) else [str(one) for one in kind]
