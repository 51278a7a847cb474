"""The bot's own words in the user's language. English is in the code; data/locale/*.toml has the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.lexicon import DATA, read_table

LOCALES = DATA / "locale"


class Say(Protocol):
    """Says an English phrase in one language; ``{name}`` in it is filled with what is given by that name."""

    def __call__(self, phrase: str, /, **parts: object) -> str:
        """The phrase in the language that this was made for."""


class Phrases:
    """Phrases by language. ``tables`` maps Discord's name of a language to {English: translation}."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._tables = tables

    @classmethod
    def load(cls, read: Callable[..., dict[str, Any]] = read_table) -> Phrases:
        """Those of data/locale/. Raises `LexiconError`."""
        return cls({"ja": read("ja", LOCALES)["phrases"]})

    def translation(self, phrase: str, locale: str) -> str | None:
        """The phrase in that language, or None where it has none."""
        return self._tables.get(locale, {}).get(phrase)

    def speaker(self, locale: str) -> Say:
        """A function that says phrases in ``locale``, in English where there is no translation."""
        table = self._tables.get(locale, {})

        def say(phrase: str, /, **parts: object) -> str:
            return table.get(phrase, phrase).format(**parts) if parts else table.get(phrase, phrase)

        return say


class CommandTranslator(app_commands.Translator):
    """Names and descriptions of commands in other languages, for Discord's menus."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The translation, or None where there is none. Names of context menus are looked up as they are."""
        del context
        return self._phrases.translation(string.message, locale.value)


def english(phrase: str, /, **parts: object) -> str:
    """`Say` in English."""
    return phrase.format(**parts) if parts else phrase
