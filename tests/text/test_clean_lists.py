"""Lists of other stories: they go with their headings, and the story stays."""

import pytest

from tests.text.cleaning import STORY, TITLE, body, clean

HEADLINES = (
    "Navy Plans New Base on Southern Island",
    "Yen Falls to Lowest Level in Ten Years; Ministry Watches Markets",
    "2025 POLLS: Opposition Hopes for Change in the Upper House",
)


@pytest.mark.parametrize(
    "heading",
    [
        "POPULAR ARTICLE",
        '"Society" POPULAR ARTICLE',
        "HP ACCESS RANKING",
        "Most Read",
        "Most viewed in World",
        "Trending Now",
        "Related Articles",
        "RELATED NEWS",
        "Recommended for you",
        "You may also like",
        "More from Harbour Post",
        "More in Politics",
        "Latest News",
        "Top Stories",
        "Editor's Picks",
        "Read Next",
        "Berita Terkait",
        "Terpopuler",
        "人気記事",
        "Don't Miss",
        "Previous coverage",
        "4 thoughts on “Ministers Agree on Yearly Drill”",
        "In case you missed it",
    ],
)
@pytest.mark.parametrize("bullet", ["", "- ", "• ", "lone"])
def test_a_list_of_other_stories_goes_with_its_heading(heading: str, bullet: str) -> None:
    items = [piece for line in HEADLINES for piece in (["-", line] if bullet == "lone" else [bullet + line])]
    assert clean(*STORY, heading, *items).body == body(*STORY)
    assert clean(STORY[0], heading, *items, *STORY[1:]).body == body(*STORY)


def test_items_that_end_as_sentences_go_with_the_list_that_they_stand_in() -> None:
    items = (
        "Ports of the South: What to know.",
        "FOCUS: Who keeps the lights in the strait?",
        "A Toxic Harbour: How it came to be so.",
    )
    assert clean(TITLE, STORY[0], "More on the Ports", *items, *STORY[1:]).body == body(*STORY)


def test_the_turns_of_a_transcript_are_no_items_of_the_list_before_it() -> None:
    turns = (
        "MINISTER SAMPLE: Good morning to all of you.",
        "MODERATOR: We begin at once.",
        f"MINISTER SAMPLE: {STORY[0]}",
        f"MODERATOR: {STORY[1]}",
    )
    assert clean(TITLE, "More on the Ports", "The Ports of the South Reopen", *turns).body == body(*turns)


def test_a_subheading_after_a_list_is_the_story_s() -> None:
    cleaned = clean(STORY[0], "", "Related Articles", *HEADLINES, "", "A Shared Plan", "", *STORY[1:])
    assert cleaned.body == body(STORY[0], "A Shared Plan", *STORY[1:])


def test_headlines_at_the_end_go_without_a_heading_and_names_stay() -> None:
    assert clean(*STORY, *HEADLINES).body == body(*STORY)
    names = (
        "- The Honorable Ann Example, Ambassador to Japan",
        "- Admiral Bo Sample, Commander of the Fleet",
        "- Dr. Cy Specimen, Director of the Institute",
    )
    assert clean(*STORY, *names).body == body(*STORY, *names)
    assert clean(*STORY, "The plan names three tasks:", *HEADLINES).body.endswith(HEADLINES[-1])
