"""A child process that reads one file into an article: what a page needs of memory goes with it.

stdin: a line of JSON (source, name, limit), then the file. stdout: a line of JSON, an article or a refusal.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from bot.child import Children
from bot.errors import ArticleRefused
from bot.ingest.readers import Reader
from bot.lexicon import read_table
from bot.models import RawArticle

MODULE = "bot.ingest.extract"


async def extract(children: Children, source: str, name: str, data: bytes, limit: int) -> RawArticle:
    """The one article of a file, read by a child. Raises `ArticleRefused` and `ChildFailed`."""
    order = json.dumps({"source": source, "name": name, "limit": limit}).encode()
    return _understood(await children.run(MODULE, order + b"\n" + data))


def read_one(reader: Reader, source: str, name: str, data: bytes) -> RawArticle:
    """The one article of a file's bytes. Raises `ArticleRefused` where there is none, or more than one."""
    found = list(reader.parse(source, data, name))
    if len(found) != 1:
        raise ArticleRefused(f"The file holds {len(found)} articles; attach one at a time.")
    (only,) = found
    if isinstance(only, RawArticle):
        return only
    raise ArticleRefused(only.reason)


def answer(order: bytes) -> bytes:
    """What the child writes for what it reads."""
    line, _, data = order.partition(b"\n")
    told = json.loads(line)
    try:
        raw = read_one(Reader(read_table("fields"), told["limit"]), told["source"], told["name"], data)
    except ArticleRefused as err:
        return json.dumps({"refused": str(err)}).encode()
    return json.dumps({"article": asdict(raw)}).encode()


def _understood(written: bytes) -> RawArticle:
    told = json.loads(written)
    if "refused" in told:
        raise ArticleRefused(told["refused"])
    table = told["article"]
    pairs = {name: tuple((key, value) for key, value in table[name]) for name in ("fields", "lines")}
    return RawArticle(table["source"], table["text"], ignored=tuple(table["ignored"]), **pairs)


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
