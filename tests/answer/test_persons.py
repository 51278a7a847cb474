from datetime import date

import pytest

from bot.answer.persons import Persons
from bot.lexicon import read_table
from bot.models import EntityKind, Kind, Quotation, Span
from tests.answer.making import PERSONS, article

HERE = article("“Yes,” she said. Ida Lund was there.", number=1, day=date(2024, 1, 2))


def said_by(speaker: str | None, key: str | None = None, *, joint: tuple[str, ...] = ()) -> Quotation:
    return Quotation(Kind.DIRECT, (Span(1, 4),), speaker, key, EntityKind.PERSON, joint=joint)


@pytest.mark.parametrize(
    ("name", "speaker", "same"),
    [
        ("Lund", "Ida Lund", True),
        ("Ida Lund", "Lund", True),
        ("Lund Ida", "Ida Lund", True),
        ("Governor LUND", "Ida Lund", True),
        ("Ms. Lund’s", "Ida Lund", True),
        ("Åsa Lünd", "Asa Lund", True),
        ("Ida Lund", "Eva Lund", False),
        ("Brandt", "Ida Lund", False),
        ("the State Department", "the Defense Department", False),
        ("the State Department", "a State Department spokesman", True),
        ("Lund", "officials", False),
        ("Lund", "Lund’s office", False),
        ("Reyes", "Reyes’ office", False),
        ("the State Department", "the State Department’s spokesman", True),
        ("Lund", "Norway’s Ida Lund", True),
        ("Q", "Q", True),
        ("", "Ida Lund", False),
    ],
)
def test_names_are_compared_without_titles(name, speaker, same):
    assert PERSONS.same(name, said_by(speaker), HERE) is same


@pytest.mark.parametrize("speaker", [None, "she"])
def test_an_unknown_speaker_may_be_whom_the_article_names_and_nobody_else(speaker):
    assert PERSONS.same("Lund", said_by(speaker), HERE) is None
    assert PERSONS.same("Brandt", said_by(speaker), HERE) is False


def test_the_lexicon_tells_who_an_office_means_on_the_day_of_the_article():
    asked = []

    def keys(name, day):
        asked.append((name, day))
        return frozenset({"ida-lund"})

    persons = Persons(read_table("wording"), keys)
    assert persons.same("the governor", said_by("I. Lund", "ida-lund"), HERE) is True
    assert persons.same("the governor", said_by("both sides", "x", joint=("ida-lund", "sol-brandt")), HERE) is True
    assert asked[0] == ("the governor", date(2024, 1, 2))
