"""Articles as files: one with front matter, many a line each; both are read back by `ingest`."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable

import discord

from bot.errors import CornerstoneError
from bot.models import Article
from bot.moderation import fields_of


class TooLarge(CornerstoneError):
    """An export that is larger than Discord takes; the text says what to do."""


def markdown_file(article: Article) -> discord.File:
    """One article, its facts in front matter."""
    import yaml  # noqa: PLC0415 - 1.5 MB, for few

    facts = yaml.safe_dump(dict(fields_of(article.record.header)), allow_unicode=True, sort_keys=False)
    content = f"---\n{facts}---\n\n{article.record.body}\n"
    return discord.File(io.BytesIO(content.encode("utf-8", "replace")), f"article-{article.id}.md")


def lines_file(articles: Iterable[Article], most_bytes: int) -> discord.File:
    """Articles, an object a line; packed where they are many. Raises `TooLarge`."""
    lines = [
        json.dumps(dict(fields_of(one.record.header)) | {"text": one.record.body}, ensure_ascii=False)
        for one in articles
    ]
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    if len(content) <= most_bytes:
        return discord.File(io.BytesIO(content), "articles.jsonl")
    packed = gzip.compress(content)
    if len(packed) <= most_bytes:
        return discord.File(io.BytesIO(packed), "articles.jsonl.gz")
    raise TooLarge("The articles are more than Discord takes in one file. Export them one by one.")
