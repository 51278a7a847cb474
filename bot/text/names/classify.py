"""What a capitalised run names: a person with a title, a body, a place, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.models import EntityKind
from bot.text.folding import SUFFIXES
from bot.text.names.runs import Run, is_capital
from bot.text.names.tables import NamingTables
from bot.text.prose import Prose
from bot.text.tokens import fold

_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "sir", "lady", "dame", "lord", "madam"})
_INITIAL = re.compile(r"[A-Z]\.?")
_DESIGNATION = re.compile(r"[a-z]{1,4}-?\d+[a-z]*")  # of a machine: "V-22", "F-35s"
_QUALIFIERS = frozenset({"former", "then", "late", "acting", "incoming", "outgoing", "ex", "deputy", "vice"})
_REMEMBERED = 5_000  # names
_TITLE_LINKS = frozenset({"of", "for", "the", "and"})


@dataclass(slots=True)
class Named:
    """A run's name (words ``first`` to ``last``) with its kind and the title before it.

    ``sure`` tells a name with evidence of its own from one that is only capitalised.
    """

    first: int
    last: int
    kind: EntityKind
    title: str | None = None
    sure: bool = True


class Kinds:
    """What a folded name is by the tables alone. Built once: the names of the news come back from article to article."""

    def __init__(self, tables: NamingTables) -> None:
        self.tables = tables
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, name: str) -> EntityKind | None:
        """A body or place of the tables; GROUP stands for words that name nothing (days, peoples, titles)."""
        tables = self.tables
        if name in tables.body_names or name.removeprefix("the ") in tables.body_names:
            return EntityKind.BODY
        if name in tables.places:
            return EntityKind.PLACE
        words = [word.rstrip(".") for word in name.split()]
        if all(word in tables.calendar or word in tables.peoples for word in words):
            return EntityKind.GROUP
        head, of, department = name.partition(" of ")
        titled = words if not of or department not in tables.departments else head.split()
        if titled[-1].rstrip(".") in tables.titles and all(self._tells_which(word) for word in titled[:-1]):
            return EntityKind.GROUP
        return None

    def _tells_which(self, word: str) -> bool:
        """Whether a word may stand before a title that names nobody."""
        tables, word = self.tables, word.rstrip(".")
        return (
            word in tables.titles
            or word in tables.which
            or word in _TITLE_LINKS
            or word in tables.peoples
            or word in tables.places
        )


class Classifier:
    """Reads one run after another of one article."""

    def __init__(self, prose: Prose, kinds: Kinds, speech: frozenset[str], roles: frozenset[str]) -> None:
        """``speech``: forms of verbs of saying; ``roles``: nouns such as "spokesman" before a name."""
        self._prose = prose
        self._tables = kinds.tables
        self._kind_of = kinds.of
        self._speech = speech
        self._roles = roles
        self._printed = frozenset(prose.words)

    def names(self, run: Run) -> list[Named]:
        """What the run names: nothing, one name, or a people and a title with a person's name."""
        if run.last - run.first == 1:
            return self._alone(run.first)
        first = self._skip_opening(run)
        last = self._skip_closing(first, run.last)
        if first >= last:
            return []
        whole = self._known(first, last)
        if whole is not None:
            return [Named(first, last, whole)] if whole is not EntityKind.GROUP else []
        first = self._skip_department(first, last)
        if (body := self._body(first, last)) is not None:
            return [body]
        split = self._title_end(first, last)
        if split == last:
            return []
        if split > first:
            return self._titled(first, split, last)
        return self._untitled(self._skip_people(first, last), last)

    def _alone(self, index: int) -> list[Named]:
        """What a single capitalised word names; most runs are one, so they take this short way."""
        word, lower = self._prose.words[index], self._prose.lower[index]
        if lower in self._tables.common or len(word) == 1:
            return []
        kind = self._kind_of(lower if word.isascii() else fold(word))
        if kind is None and self._is_acronym(word):
            kind = EntityKind.BODY
        if kind is None:
            return self._single(index)
        return [] if kind is EntityKind.GROUP else [Named(index, index + 1, kind)]

    def _is_acronym(self, word: str) -> bool:
        return 2 <= len(word) <= 6 and word.isupper() and word.isalpha()

    def _skip_opening(self, run: Run) -> int:
        """Leave out common words at the front: "Speaking", "But", "The"."""
        first = run.first
        lower = self._prose.lower
        while first < run.last and (lower[first] in self._tables.common or len(lower[first]) == 1):
            if self._prose.words[first] == "US" or self._opens_place(first, run.last):
                break
            following = first + 1 < run.last
            if following and lower[first] in self._tables.given and lower[first + 1] not in self._tables.common:
                break
            if following and _INITIAL.fullmatch(self._prose.words[first]) and lower[first] not in {"a", "i"}:
                break
            first += 1
        return first

    def _opens_place(self, first: int, last: int) -> bool:
        """Whether a place's name of two words begins here: "New Zealand"."""
        return first + 1 < last and self._folded(first, first + 2) in self._tables.places

    def _skip_closing(self, first: int, last: int) -> int:
        """Leave out common words at the end: "With", "And"."""
        while (
            last - first > 1
            and self._prose.lower[last - 1] in self._tables.common
            and self._prose.lower[last - 1] not in self._tables.given
        ):
            last -= 1
        return last

    def _skip_department(self, first: int, last: int) -> int:
        """Leave out what a person's office is for: "Strategic Communications John Kirby", "Office of Public Engagement Steve Benjamin"."""
        lower, tables = self._prose.lower, self._tables
        for index in range(first, last - 1):
            word = lower[index]
            if index > first and word in tables.given and word not in tables.places and word not in tables.common:
                return index
            if word in tables.titles:
                break
            if word not in tables.of_departments and word not in tables.body_openers and word not in _TITLE_LINKS:
                break
        return first

    def _skip_people(self, first: int, last: int) -> int:
        """Leave out an adjective of origin before a longer name: "Japanese", "U.S.", "Republican"."""
        tables = self._tables
        while last - first > 2 and (
            self._prose.lower[first] in tables.peoples or self._prose.lower[first] in tables.places
        ):
            first += 1
        return first

    def _folded(self, first: int, last: int) -> str:
        return fold(" ".join(self._prose.words[first:last]))

    def _known(self, first: int, last: int) -> EntityKind | None:
        """A body or place of the tables; GROUP stands for words that name nothing (days, peoples, titles)."""
        return self._kind_of(self._folded(first, last))

    def _body(self, first: int, last: int) -> Named | None:
        lower, words = self._prose.lower, self._prose.words
        if last - first >= 2 and lower[last - 1].rstrip(".") in self._tables.body_heads:
            return None if self._surname(last) else Named(first, last, EntityKind.BODY)
        if last - first >= 3 and lower[first] in self._tables.body_openers and lower[first + 1] in {"of", "for"}:
            return Named(first, last, EntityKind.BODY)
        if last - first == 1 and self._is_acronym(words[first]):
            return Named(first, last, EntityKind.BODY)
        for middle in range(last - 2, first, -1):  # "State Department Spokesman Ned Price" holds a body, names a person
            if lower[middle] in self._tables.titles:
                return None
        return None

    def _surname(self, last: int) -> bool:
        """Whether the last word, a body's elsewhere, is a surname here: "Laura Hill" behind a given name."""
        lower, tables = self._prose.lower, self._tables
        given = lower[last - 2]
        return lower[last - 1] in tables.heads_and_surnames and given in tables.given and given not in tables.places

    def _title_end(self, first: int, last: int) -> int:
        """The index behind the last title word that a name follows; ``first`` when there is none."""
        lower = self._prose.lower
        for index in range(last - 2, first - 1, -1):
            word = lower[index].rstrip(".")
            if word in self._tables.titles and lower[index + 1] not in _TITLE_LINKS and not self._japanese(index):
                if lower[index + 1].rstrip(".") in SUFFIXES:
                    continue
                return index + 1
            if index < last - 2 and lower[index] == "of":
                end = self._office_end(first, index, last)
                if end:
                    return end
        return first

    def _japanese(self, index: int) -> bool:
        """Whether a title's word is a given name here: "Gen Nakatani"."""
        lower, tables = self._prose.lower, self._tables
        return lower[index] in tables.japanese_given and lower[index + 1] in tables.japanese_surnames

    def _office_end(self, first: int, of: int, last: int) -> int:
        """Behind "Secretary of State", "Minister of Foreign Affairs": where the person's name begins."""
        if of == first or self._prose.lower[of - 1] not in self._tables.titles:
            return 0
        for end in range(last, of + 1, -1):
            if self._folded(of + 1, end) in self._tables.departments:
                return end
        given = [i for i in range(of + 2, last - 1) if self._prose.lower[i] in self._tables.given]
        if given:
            return given[0]
        return of + 2 if last - of >= 3 else 0

    def _titled(self, first: int, split: int, last: int) -> list[Named]:
        qualified = first > 0 and self._prose.joined(first) and self._prose.lower[first - 1] in _QUALIFIERS
        title = self._prose.text(first - qualified, split)
        if self._known(split, last) is EntityKind.GROUP:
            return []
        clock = first > 0 and self._prose.words[first - 1].isdigit() and self._prose.words[first].isupper()
        if self._folded(split, last) in self._tables.places:
            return [Named(split, last, EntityKind.PLACE)]
        return [Named(split, last, EntityKind.PERSON, None if clock else title)]  # "9 PM Smith said"

    def _untitled(self, first: int, last: int) -> list[Named]:
        lower, tables = self._prose.lower, self._tables
        if (whole := self._known(first, last)) is not None:
            return [Named(first, last, whole)] if whole is not EntityKind.GROUP else []
        size = last - first
        if size == 1:
            return self._single(first)
        names = [lower[i] for i in range(first, last)]
        given = any(name in tables.given for name in names[:-1])
        surname = names[0] in tables.japanese_surnames or (self._prose.words[first].isupper() and len(names[0]) > 2)
        japanese = names[-1] in tables.japanese_given and surname  # "HAYASHI Yoshimasa", as ministries print names
        if size == 2 and (given or japanese) and names[0] not in tables.places:
            return [Named(first, last, EntityKind.PERSON)]
        if names[0] in tables.sites:
            return [Named(first, last, EntityKind.PLACE)]
        if names[-1] in tables.facilities or any(_DESIGNATION.fullmatch(name) for name in names):
            return []
        if given or japanese or any(_INITIAL.fullmatch(w) for w in self._prose.words[first + 1 : last]):
            return [Named(first, last, EntityKind.PERSON)] if size <= 5 else []
        return self._unknown(first, last)

    def _unknown(self, first: int, last: int) -> list[Named]:
        """Two or three capitals without a known given name: a person where the article treats them as one."""
        if all(word.isupper() for word in self._prose.words[first:last]):
            return []
        if self._speaks(first, last):
            return [Named(first, last, EntityKind.PERSON)]
        plain = not any(self._is_printed_small(self._prose.lower[i]) for i in range(first, last))
        if plain and last - first <= 3 and all(is_capital(w) for w in self._prose.words[first:last]):
            return [Named(first, last, EntityKind.PERSON, sure=False)]
        return [Named(first, last, EntityKind.BODY, sure=False)]

    def _speaks(self, first: int, last: int) -> bool:
        """Whether a role stands before the run, or an age, "who" or a verb of saying after it."""
        lower = self._prose.lower
        if first and self._prose.joined(first) and lower[first - 1] in self._roles:
            return True
        after = lower[last : last + 3]
        if after[:1] == [","] and len(after) > 1 and (after[1] == "who" or (after[1].isdigit() and len(after[1]) < 3)):
            return True
        return bool(after) and after[0] in self._speech and self._prose.joined(last)

    def _single(self, index: int) -> list[Named]:
        word = self._prose.words[index]
        lower = self._prose.lower[index]
        if lower.rstrip(".") in SUFFIXES:
            return []
        if len(word) < 3 or lower in self._tables.common or word[0] in "@#" or self._is_printed_small(lower):
            return []
        known = lower.rstrip(".") in self._tables.titles or lower in self._tables.facilities
        if known or lower in self._tables.body_heads:
            return []
        listed = lower in self._tables.japanese_surnames or lower in self._tables.given
        return [Named(index, index + 1, EntityKind.PERSON, sure=listed or self._speaks(index, index + 1))]

    def _is_printed_small(self, lower: str) -> bool:
        """Whether the article has the word in small letters too, and so as no name."""
        return lower in self._printed and lower[0].islower()


def honorific(title: str | None) -> str | None:
    """The bare honorific ("mrs") that a title ends in, if it does."""
    word = fold((title or "").split()[-1]).rstrip(".") if title else ""
    return word if word in _HONORIFICS else None
