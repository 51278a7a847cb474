"""Who a name means among those who speak: forms of one person together, others asked about."""

import pytest

from bot.retrieve.speakers import Speakers
from tests.answer.library import SCOPES, opened, written

LINES = ["keep the harbour open", "ask for more boats", "meet the fishermen soon", "count the nets again"]


def quotes(name: str, full: str = "") -> str:
    """Paragraphs in which ``name`` is quoted, introduced as ``full``."""
    first, *rest = LINES
    told = [f"“We will {first},” {full or name} told reporters on Monday."]
    return "\n\n".join([*told, *(f"“We will {line},” {name} said on Monday." for line in rest)])


def turns(label: str) -> str:
    """A transcript in which ``label`` speaks."""
    said = "\n\n".join(f"Q    Will you {line}?\n\n{label}:  Yes, we will {line} this year." for line in LINES)
    return f"{label}:  Good afternoon, everyone. Thank you for coming.\n\n{said}"


ARTICLES = {
    "kirby": ("Harbour talks", "2023-05-02", quotes("Kirby", "National Security Council spokesman John Kirby")),
    "briefing": ("A gaggle on the harbour", "2023-05-03", turns("MR. KIRBY")),
    "joint": (
        "Leaders meet",
        "2023-05-04",
        (
            "Joe Biden and Fumio Kishida said that the harbour would be kept open.\n\n"
            "“We will keep the harbour open,” President Joe Biden said.\n\n“We will ask for boats,” Prime Minister Fumio Kishida said."
        ),
    ),
    "brandt": ("Two of a name", "2023-05-05", quotes("Brandt", "Harbour master Ida Brandt")),
    "other": ("The other of the name", "2023-05-06", quotes("Brandt", "Olaf Brandt")),
    "vossmann": ("A ferry", "2023-05-07", quotes("Vossmann", "Ferry captain Greta Vossmann")),
    "ministry": ("A statement", "2023-05-08", "The Harbour Ministry said in a statement that boats would come."),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return written(tmp_path_factory.mktemp("speakers"), ARTICLES)


async def resolved(library, text):
    async with opened(library) as services:
        speakers = Speakers(
            services.quotations,
            services.articles,
            services.lexicon.roster,
            services.lexicon.names,
            services.lexicon.sides,
        )
        return await speakers.resolve(text, SCOPES)


@pytest.mark.parametrize("text", ["Kirby", "John Kirby", "Mr. Kirby"])
async def test_every_form_of_one_persons_name_is_taken_together(library, text):
    async with opened(library) as services:
        there = {speaker.key for speaker in await services.quotations.speakers(SCOPES) if "kirby" in speaker.key}
    whose = await resolved(library, text)
    assert (whose.name, set(whose.keys), whose.choices) == ("John Kirby", there, ())


@pytest.mark.parametrize("text", ["Biden", "Joe Biden", "Kishida"])
async def test_those_who_speak_together_are_no_rivals_of_one_of_them(library, text):
    whose = await resolved(library, text)
    assert whose.choices == ()
    assert len(whose.keys) == 1


@pytest.mark.parametrize("name", ["the Harbour Ministry", "Joe Biden and Fumio Kishida"])
async def test_a_body_and_a_pair_are_found_by_their_own_names(library, name):
    whose = await resolved(library, name)
    assert whose.name.casefold().removeprefix("the ") == name.casefold().removeprefix("the ")
    assert whose.keys


async def test_two_full_names_with_one_surname_are_asked_about(library):
    assert set((await resolved(library, "Brandt")).choices) == {"Ida Brandt", "Olaf Brandt"}
    assert (await resolved(library, "Olaf Brandt")).keys == ("olaf brandt",)


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("Vossmann", "Greta Vossmann", ""),
        ("Captain Greta Vossmann", "Greta Vossmann", ""),
        ("Vosmann", "Greta Vossmann", "Read “Vosmann” as Greta Vossmann."),
    ],
)
async def test_somebody_in_no_lexicon_is_found_by_the_names_printed(library, text, name, note):
    whose = await resolved(library, text)
    assert (whose.name, whose.note) == (name, note)


@pytest.mark.parametrize("text", ["", "…", "the", "Qwxyz Zyxwq", "'; DROP TABLE speaker; --", "a" * 500, "\ud800"])
async def test_nonsense_is_nobody(library, text):
    assert not (await resolved(library, text)).keys
