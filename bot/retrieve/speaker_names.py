"""The names under which speakers stand in the articles: which of them are forms of one person, and which clash."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import EntityKind, SpeakerCount
from bot.text.folding import fold, name_words

FEW = 2  # remarks up to which another bearer of a name raises no question
LONGEST = 3  # words of an unknown full name; what is longer is a heading run into a name
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_JUNIOR = re.compile(r"(?<!\w)(?:jr|sr|ii|iii|iv)(?!\w)", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:the|a|an|another|some|former\s+[a-z])|\sand\s|\swith\s|[,&/]|['’]s(?!\w)")


@dataclass(frozen=True, slots=True)
class Form:
    """A speaker with the words of the name; ``bare`` without titles. A list of several people is no ``person``."""

    speaker: SpeakerCount
    words: tuple[str, ...]
    bare: tuple[str, ...]
    person: bool

    @property
    def count(self) -> int:
        """How many remarks there are."""
        return self.speaker.direct + self.speaker.reported


@dataclass(frozen=True, slots=True)
class Bearer:
    """One person who bears a surname: the forms of the full name, the first being the one to call them by."""

    base: tuple[str, ...]
    forms: tuple[Form, ...]

    @property
    def name(self) -> str:
        """The name to call them by."""
        return self.forms[0].speaker.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all forms."""
        return tuple(form.speaker.key for form in self.forms)

    @property
    def count(self) -> int:
        """How many remarks there are."""
        return sum(form.count for form in self.forms)


class NameForms:
    """Reads names of speakers into words. ``table`` is ``speakers`` of data/lexicon/naming.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._titles = frozenset(str(table["titles"]).split())
        self._land = frozenset(str(table["land"]).split())

    def form_of(self, speaker: SpeakerCount) -> Form:
        """The speaker's name read into words."""
        words = name_words(_ARTICLE.sub("", speaker.name))
        person = speaker.kind is EntityKind.PERSON and not _NO_NAME.search(speaker.name) and words[:1] != ()
        return Form(speaker, words, self.bare(speaker.name), person and words[0] not in self._land)

    def bare(self, name: str) -> tuple[str, ...]:
        """The words without article, titles and acronyms ("AP Biden"), all where nothing else is left; "Jr." stays."""
        printed = _ARTICLE.sub("", name).split()
        mixed = not name.isupper()
        kept = [word for word in printed if not (mixed and word.isupper() and 2 <= len(word) <= 4 and word.isalpha())]
        words = name_words(" ".join(kept or printed))
        bare = tuple(word for word in words if word not in self._titles) or words
        if len(bare) > 1 and is_junior(name):
            return (*bare[:-2], f"{bare[-2]} jr", bare[-1])
        return bare

    def holding(self, text: str, forms: Iterable[Form]) -> list[Form]:
        """The speakers whose names hold all the words, a single word at their beginning or end; lists of people left out."""
        wanted = self.bare(text)
        return [
            form
            for form in forms
            if form.speaker.kind is not EntityKind.GROUP
            and (form.person or form.speaker.kind is not EntityKind.PERSON)
            and " and " not in form.speaker.name
            and set(wanted) <= set(form.words)
            and (len(wanted) > 1 or wanted[0] in (form.words[0], form.words[-1]))
        ]

    def sought(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The words by which speakers of a name are looked up in the store: folded, titles left out."""
        return tuple(dict.fromkeys(word.removesuffix(" jr") for text in texts for word in self.bare(fold(text))))


def is_junior(name: str) -> bool:
    """Whether "Jr.", "III" or the like stands with the name."""
    return _JUNIOR.search(name) is not None


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names are forms of one: the shorter ends the longer, or the order alone differs."""
    short, long = sorted((tuple(one), tuple(other)), key=len)
    return len(short) > 1 and (long[-len(short) :] == short or sorted(short) == sorted(long))


def bearers(surname: Sequence[str], forms: Iterable[Form], known: Collection[str]) -> tuple[list[Bearer], list[Form]]:
    """The people of a surname, the most quoted first, and the forms that print the surname alone.

    ``known``: keys by which the lexicon tells people apart.
    """
    own = [form for form in forms if form.person and form.bare[-len(surname) :] == tuple(surname)]
    full = [form for form in own if len(form.bare) > len(surname)]
    full.sort(key=lambda form: (form.speaker.key not in known, len(form.bare), -form.count, form.speaker.key))
    people: list[tuple[tuple[str, ...], list[Form]]] = []
    for form in full:
        same = [entry for entry in people if alike(entry[0], form.bare)]
        if same and form.speaker.key not in known:
            same[0][1].append(form)
        elif form.speaker.key in known or len(form.bare) <= LONGEST:
            people.append((form.bare, [form]))
    found = [Bearer(base, tuple(each)) for base, each in people]
    found.sort(key=lambda bearer: -bearer.count)
    return found, [form for form in own if len(form.bare) == len(surname)]


def exact(text: str, forms: Iterable[Form]) -> list[Form]:
    """The speakers that are called just so, article apart."""
    wanted = name_words(_ARTICLE.sub("", text))
    return [form for form in forms if form.words == wanted] if wanted else []


def one_name(forms: Sequence[Form]) -> bool:
    """Whether the names are forms of one: the shorter stand in the longest."""
    longest = max((set(form.bare) for form in forms), key=len)
    return all(set(form.bare) <= longest for form in forms)
