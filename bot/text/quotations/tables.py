"""The knowledge that quotations are found with: cue verbs, nouns of speakers, small words, weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.text.names.tables import peoples

QUOTED = "“”"  # the item of a flow that stands for a quoted region
THOUGHT = "think"  # the group of the verbs for what is believed, hoped or planned, and so not said
DASHES = frozenset({"—", "–", "-"})
SIGNS = DASHES | {":", "according"}
IN_TITLES = frozenset({"of", "for", "the", "'s", "-"})  # small words within a title before a name
LONGEST_TITLE = 8  # words of such a title
SPEAKING_PRONOUNS = frozenset("he she they we i it who him her them".split())

_VOWELS = frozenset("aeiou")
_CLASSES = (
    "determiners",
    "prepositions",
    "conjunctions",
    "subjects",
    "auxiliaries",
    "pronouns",
    "times",
    "adverbs",
)
_AT_MARKS = (*_CLASSES[:3], "auxiliaries", "pronouns", "times")
_TELLING = (QUOTED, *"that to whether if how why what about of for on ^ who 's".split())
_BESIDE_SPEAKERS = (QUOTED, *"'s , ^ and that : . who (".split())


@dataclass(frozen=True, slots=True)
class CueForm:
    """A form of a verb that gives words to someone: ``group`` is say, label, think or show; ``tense`` base, s, past, ing."""

    lemma: str
    group: str
    tense: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of English, by what they do in a clause."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    auxiliaries: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    subjects: frozenset[str]
    verbs: frozenset[str]
    times: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    openers: frozenset[str]
    openings: frozenset[str]
    modifiers: frozenset[str]

    def is_auxiliary(self, word: str) -> bool:
        """Whether the word is an auxiliary; "'s" mostly is a possessive."""
        return word in self.auxiliaries and word != "'s"


@dataclass(frozen=True, slots=True)
class QuotationTables:
    """All tables, shaped for look-up by lower-case word."""

    cues: dict[str, CueForm]
    grammar: Grammar
    roles: dict[str, str]  # of nouns: people, body, paper, some (a quantity of people)
    plurals: frozenset[str]
    joint_acts: frozenset[str]  # lemmas
    acts: frozenset[str]  # lemmas
    works: frozenset[str]
    terms: frozenset[str]
    small_in_titles: frozenset[str]
    classes: dict[
        str, str
    ]  # of words that open clauses themselves, of cues their group, of small words their part of speech
    at_marks: dict[str, str]  # classes as they tell a quotation from a title or term by the words beside the marks
    at_speakers: dict[str, str]  # classes of a speaker's neighbours, prepositions each by itself
    all_acts: frozenset[str]  # lemmas
    heard: frozenset[str]  # lemmas of verbs that may have a hearer right behind them
    told: frozenset[str]  # of those that always have
    quoting: frozenset[str]  # lemmas of verbs by which what another said is told
    clause_words: frozenset[str]  # cue verbs and the signs that stand for one
    telling: frozenset[str]  # words that clauses and speakers are found by; of peoples those of the naming tables
    finite: frozenset[str]  # auxiliaries and common verbs: where one stands, there is a clause
    circumstances: frozenset[str]  # what may open a time, a place or a manner

    @classmethod
    def read(cls, read: Callable[[str], dict[str, Any]]) -> QuotationTables:
        """Build from data/lexicon/cues.toml and grammar.toml by way of ``read(name)``."""
        cues, grammar = read("cues"), read("grammar")
        speakers = cues["speakers"]
        forms, roles = _cue_forms(cues["verbs"], cues["irregular"]), _roles(speakers)
        small = Grammar(**{key: frozenset(str(words).split()) for key, words in grammar.items()})
        return cls(
            cues=forms,
            grammar=small,
            roles=roles,
            acts=frozenset(str(cues["acts"]["single"]).split()),
            joint_acts=frozenset(str(cues["acts"]["joint"]).split()),
            plurals=frozenset(str(speakers["plural"]).split()),
            works=frozenset(str(cues["titles"]["works"]).split()),
            terms=frozenset(str(cues["titles"]["terms"]).split()),
            small_in_titles=frozenset(str(cues["titles"]["small"]).split()),
            classes=_classes(forms, small, _CLASSES) | {word: word for word in _TELLING},
            at_marks=_classes(forms, small, _AT_MARKS),
            at_speakers=_at_speakers(forms, small),
            all_acts=frozenset(f"{cues['acts']['single']} {cues['acts']['joint']}".split()),
            heard=frozenset(f"{cues['hearers']['may']} {cues['hearers']['must']}".split()),
            told=frozenset(str(cues["hearers"]["must"]).split()),
            quoting=frozenset(str(cues["hearers"]["quoting"]).split()),
            clause_words=frozenset(forms) | SIGNS,
            telling=frozenset([*forms, *roles, *SIGNS, *SPEAKING_PRONOUNS]) | peoples(read("naming")),
            finite=small.auxiliaries | small.verbs,
            circumstances=small.prepositions | small.times | small.adverbs | small.conjunctions,
        )


def _classes(cues: dict[str, CueForm], grammar: Grammar, names: Sequence[str]) -> dict[str, str]:
    """The class of each word that has one; where it has several, the first of ``names``, and a cue's before all."""
    classes = {word: name for name in reversed(names) for word in getattr(grammar, name)}
    return classes | {word: form.group for word, form in cues.items()}


def _at_speakers(cues: dict[str, CueForm], grammar: Grammar) -> dict[str, str]:
    return {
        **{word: "ed" if word.endswith("ed") else "conjunction" for word in grammar.conjunctions},
        **{word: word for word in (*_BESIDE_SPEAKERS, *grammar.prepositions)},
        **{word: "auxiliary" for word in grammar.auxiliaries if word != "'s"},
        **{word: form.group for word, form in cues.items()},
    }


def _roles(speakers: dict[str, str]) -> dict[str, str]:
    roles = dict.fromkeys(_with_plurals(speakers["papers"]), "paper")
    roles |= dict.fromkeys(str(speakers["quantities"]).split(), "some")
    roles |= dict.fromkeys(_with_plurals(speakers["bodies"]), "body")
    return roles | dict.fromkeys(_with_plurals(speakers["people"]), "people")


def _with_plurals(words: str) -> frozenset[str]:
    singular = words.split()
    return frozenset(singular) | frozenset(plural(word) for word in singular)


def plural(noun: str) -> str:
    """The regular plural of a noun; "spokesman" and its kin too."""
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def _cue_forms(groups: dict[str, str], irregular: dict[str, str]) -> dict[str, CueForm]:
    forms: dict[str, CueForm] = {}
    for group in ("show", "think", "label", "say"):  # the later one wins: "claim" says before it labels
        for lemma in str(groups[group]).split():
            for form, tense in _inflected(lemma, str(irregular.get(lemma, "")).split()):
                forms[form] = CueForm(lemma, group, tense)
    return forms


def _inflected(lemma: str, irregular: list[str]) -> list[tuple[str, str]]:
    forms = {lemma: "base", _third(lemma): "s", _gerund(lemma): "ing"}
    pasts = [form for form in irregular if not form.endswith(("ing", "s"))] or [_past(lemma)]
    forms |= dict.fromkeys(pasts, "past")
    for form in irregular:
        if form.endswith("ing"):
            forms[form] = "ing"
        elif form.endswith("s"):
            forms[form] = "s"
    return list(forms.items())


def _third(lemma: str) -> str:
    return plural(lemma)


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + "ing"
