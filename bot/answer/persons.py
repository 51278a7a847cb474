"""Whether the name in a question means the speaker of a quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.models import Article, Quotation
from bot.text.tokens import fold

Keys = Callable[[str, date | None], frozenset[str]]
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


class Persons:
    """Compares names. ``keys`` gives the keys that a name may mean on a day; the empty set where nobody knows it.

    ``table`` is data/lexicon/wording.toml.
    """

    def __init__(self, table: Mapping[str, Any], keys: Keys) -> None:
        self._titles = frozenset(table["titles"]["words"].split())
        self._generic = frozenset(table["titles"]["generic"].split())
        self._pronouns = frozenset(table["negation"]["subjects"])
        belonging = "|".join(table["titles"]["belonging"].split())
        self._owner = re.compile(rf"^.*(?:['’]s|s['’])\s+(?=(?:{belonging})$)")  # "Lund's office" is not Lund
        self._keys = keys

    def same(self, name: str, quotation: Quotation, article: Article) -> bool | None:
        """Whether ``name`` means the quotation's speaker; None where the article leaves open who speaks, and names them."""
        published = article.record.header.published
        keys = self._keys(name, published.day if published else None)
        spoken_by = {key for key in (quotation.speaker_key, *quotation.joint) if key}
        if keys & spoken_by:
            return True
        if quotation.speaker is None or fold(quotation.speaker) in self._pronouns:
            return None if self._bare(name) & self._bare(article.record.body) else False
        if fold(name).strip() == fold(quotation.speaker):
            return True
        said = {self._owner.sub("", fold(quotation.speaker)), *spoken_by}
        if quotation.office:
            said.add(fold(f"{quotation.office} {quotation.speaker}"))
        return any(self.alike(name, one) for one in said)

    def alike(self, one: str, other: str) -> bool:
        """Whether two names may mean one: all that is not a title in the shorter stands in the longer, in any order."""
        mine, theirs = self._bare(one), self._bare(other)
        if not mine - self._generic or not theirs - self._generic:
            mine, theirs = _words(one), _words(other)
        return bool(mine and theirs) and (mine <= theirs or theirs <= mine)

    def _bare(self, name: str) -> set[str]:
        return _words(name) - self._titles


def _words(name: str) -> set[str]:
    words = (_POSSESSIVE.sub("", fold(word)).rstrip(".") for word in _NAME.findall(name))
    return {word for word in words if len(word) > 1 and word not in {"the", "an"}}
