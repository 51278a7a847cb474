"""The bot's own words in the user's language. English is in the code; data/locale/*.toml has the rest."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.lexicon import DATA, read_table
from bot.ui.times import Times

LOCALES = DATA / "locale"
LANGUAGES = ("ja",)
LONGEST = 600  # characters of a sentence that patterns are tried on
SENTENCES = 8  # that are said one by one
NESTED = 6
NO_DAY = "undated"
_NEXT = re.compile(r"(?<=[.?!]) (?=[^\sa-z])")
_COMMAND = re.compile(r"(?<![A-Za-z:/.])/([a-z-]+(?: [a-z-]+)?)")
_PART = re.compile(r"\\\{(\w+)\\\}")
# What a part of a sentence may be, by its name without its digit; every other part is shown as it stands.
_SENTENCES = frozenset({"rest", "headline", "counts", "fact", "reason", "why"})
_LEADS = frozenset({"name", "speaker", "lead", "what", "piece"})
_VALUES = frozenset({"value", "rival"})
_DAYS = frozenset({"day", "first", "last"})
_SHAPES = {
    "count": r"[\d.,]{1,12}",
    "source": r"[^,]{1,200}?",
    "clock": r"\d\d:\d\d[^,]{0,12}?",
    **dict.fromkeys(_DAYS, rf"(?:[^,()“”]{{0,40}}?\d{{4}}(?:, \d\d:\d\d[^,()]{{0,12}})?|{NO_DAY})"),
}
_PLACE = re.compile(r"(?P<who>.{1,400}?) \((?P<outlet>.{1,200}), (?P<day>[^,()]{1,40})\)", re.DOTALL)


class Say:
    """Says the bot's phrases in one language; in English where it has no translation."""

    def __init__(self, table: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """``table`` is a file of data/locale/: English = what is said instead, in its parts."""
        given = table or {}
        self._names = given.get("names", {})
        self._phrases = {english: self._with_names(said) for english, said in given.get("phrases", {}).items()}
        self._leads = [(_compiled(english), said) for english, said in given.get("leads", {}).items()]
        patterns = given.get("patterns", {}).items()
        self._patterns = [(_compiled(english), self._with_names(said)) for english, said in patterns]
        self._times = Times(given["times"]) if "times" in given else None
        self.tick = given.get("times", {}).get("tick", "")  # the form of a day on a chart's axis

    def __call__(self, phrase: str, /, **parts: object) -> str:
        """The phrase, ``{name}`` in it filled with what is given by that name; ``first``, ``last``, ``day`` are days."""
        said = self._phrases.get(phrase, phrase)
        given = {name: self.days(str(part)) if name in _DAYS else str(part) for name, part in parts.items()}
        return said.format(**given) if parts else said

    def reword(self, text: str) -> str:
        """A sentence, or several, made elsewhere in English, said in this language as far as it is known.

        What it holds of articles and of what was asked stays as it is.
        """
        if not self._patterns or len(text) > LONGEST:
            return text
        pieces = _NEXT.split(text) if text not in self._phrases else []
        said = [self._sentence(piece, NESTED) for piece in pieces[:SENTENCES]]
        each = len(pieces) == len(said) > 1 and all(map(operator.ne, pieces, said))  # "Adm." alone is no sentence
        return " ".join(said) if each else self._sentence(text, NESTED)

    def lead(self, text: str) -> str:
        """Who speaks, in what office, how it came, where and when: its pieces that are the bot's own words said anew."""
        if not self._leads or len(text) > LONGEST:
            return text
        placed = _PLACE.fullmatch(text)
        if placed is None:
            return self._pieces(text)
        return f"{self._pieces(placed['who'])} ({self._piece(placed['outlet'])}, {self.days(placed['day'])})"

    def command(self, name: str) -> str:
        """A command's qualified name as Discord shows it in this language."""
        return " ".join(self._names.get(part, part) for part in name.split())

    def days(self, text: str) -> str:
        """A time of the bot's own in the form of this language; what is none stays."""
        if self._times is None:
            return text
        return self._phrases.get(text, text) if text == NO_DAY else self._times.said(text)

    def _with_names(self, said: str) -> str:
        """A translation with the commands in it called as Discord calls them in this language."""
        return _COMMAND.sub(lambda match: f"/{self.command(match[1])}", said)

    def _value(self, text: str) -> str:
        """A time where it is nothing else; anything else stays."""
        return self._times.alone(text) if self._times else text

    def _sentence(self, text: str, nested: int) -> str:
        if " " in text and text in self._phrases:
            return self._phrases[text]
        for pattern, said in self._patterns if nested else ():
            if match := pattern.fullmatch(text):
                return self._filled(said, match, nested - 1)
        return self._value(text)

    def _filled(self, said: str, match: re.Match[str], nested: int) -> str:
        return said.format(**{name: self._part(name, part, nested) for name, part in match.groupdict().items()})

    def _part(self, name: str, text: str, nested: int) -> str:
        kind = name.rstrip("0123456789")
        if kind in _SENTENCES:
            return self._sentence(text, nested)
        if kind in _LEADS:
            return self.lead(text)
        if kind in _DAYS:
            return self.days(text)
        return self._value(text) if kind in _VALUES else text

    def _pieces(self, text: str) -> str:
        whole = self._piece(text)
        if whole != text:
            return whole
        first, _, rest = text.partition(", ")
        return f"{self._piece(first)}, {self._pieces(rest)}" if rest else text.removesuffix(",")

    def _piece(self, text: str) -> str:
        for pattern, said in self._leads:
            if match := pattern.fullmatch(text):
                return self._filled(said, match, NESTED)
        return self._value(text)


def _compiled(english: str) -> re.Pattern[str]:
    """A pattern with a named group for each ``{part}``."""

    def group(match: re.Match[str]) -> str:
        name = match[1]
        return f"(?P<{name}>{_SHAPES.get(name.rstrip('0123456789'), '.{1,400}?')})"

    return re.compile(_PART.sub(group, re.escape(english)), re.DOTALL)


english = Say()


class Phrases:
    """Phrases by language. ``tables`` maps Discord's name of a language to its file of data/locale/."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._tables = tables
        self._speakers = {locale: Say(table) for locale, table in tables.items()}

    @classmethod
    def load(cls, read: Callable[..., dict[str, Any]] = read_table) -> Phrases:
        """Those of data/locale/. Raises `LexiconError`."""
        return cls({language: read(language, LOCALES) for language in LANGUAGES})

    def translation(self, phrase: str, locale: str) -> str | None:
        """A name or phrase of a command in that language, or None where it has none."""
        table = self._tables.get(locale, {})
        found: str | None = table.get("names", {}).get(phrase) or table.get("phrases", {}).get(phrase)
        return found

    def speaker(self, locale: str) -> Say:
        """What says phrases in ``locale``."""
        return self._speakers.get(locale, english)


class CommandTranslator(app_commands.Translator):
    """Names and descriptions of commands in other languages, for Discord's menus."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The translation, or None where there is none."""
        del context
        return self._phrases.translation(string.message, locale.value)
