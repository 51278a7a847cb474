"""The bot's own words in the user's language. English is in the code; data/locale/*.toml has the rest."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.lexicon import DATA, read_table

LOCALES = DATA / "locale"
LANGUAGES = ("ja",)
LONGEST = 600  # characters of a sentence that patterns are tried on
NESTED = 2
_PART = re.compile(r"\\\{(\w+)\\\}")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(month_name[1:])}) (\d{{4}})\b")


class Say:
    """Says the bot's phrases in one language; in English where it has no translation."""

    def __init__(
        self, phrases: Mapping[str, str] | None = None, patterns: Mapping[str, str] | None = None, day: str = ""
    ) -> None:
        """``phrases`` and ``patterns`` map English to a translation; ``day`` is the form of a day."""
        self._phrases = phrases or {}
        self._patterns = [(_compiled(english), said) for english, said in (patterns or {}).items()]
        self._day = day

    def __call__(self, phrase: str, /, **parts: object) -> str:
        """The phrase, ``{name}`` in it filled with what is given by that name."""
        said = self._phrases.get(phrase, phrase)
        return said.format(**{name: self.days(str(part)) for name, part in parts.items()}) if parts else said

    def reword(self, text: str, nested: int = NESTED) -> str:
        """A sentence that was made elsewhere, in English, said in this language as far as it is known."""
        if text in self._phrases:
            return self._phrases[text]
        if not self._patterns or len(text) > LONGEST:
            return text
        for pattern, said in self._patterns:
            if match := pattern.fullmatch(text):
                inner = match.groupdict()
                parts = {name: self.reword(part, nested - 1) if nested else part for name, part in inner.items()}
                return said.format(**{name: self.days(part) for name, part in parts.items()})
        return text

    def days(self, text: str) -> str:
        """``13 January 2024`` in the form of this language, wherever it stands in ``text``."""
        return _DAY.sub(self._as_said, text) if self._day else text

    def _as_said(self, match: re.Match[str]) -> str:
        day, month, year = match.groups()
        return self._day.format(year=year, month=list(month_name).index(month), day=day)


def _compiled(english: str) -> re.Pattern[str]:
    """A pattern with a named group for each ``{part}``."""
    return re.compile(_PART.sub(r"(?P<\1>.{1,400}?)", re.escape(english)), re.DOTALL)


english = Say()


class Phrases:
    """Phrases by language. ``tables`` maps Discord's name of a language to its file of data/locale/."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._tables = {locale: table["phrases"] for locale, table in tables.items()}
        self._speakers = {
            locale: Say(table["phrases"], table["patterns"], table["day"]) for locale, table in tables.items()
        }

    @classmethod
    def load(cls, read: Callable[..., dict[str, Any]] = read_table) -> Phrases:
        """Those of data/locale/. Raises `LexiconError`."""
        return cls({language: read(language, LOCALES) for language in LANGUAGES})

    def translation(self, phrase: str, locale: str) -> str | None:
        """The phrase in that language, or None where it has none."""
        found: str | None = self._tables.get(locale, {}).get(phrase)
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
