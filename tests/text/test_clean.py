import pytest

from bot.text.clean import Role
from tests.text.cleaning import STORY, TITLE, body, clean
from tests.text.reading import cleaner

FURNITURE = [
    "loading…",
    "Loading...",
    "Your browser doesn't support HTML5",
    "Your browser does not support the video tag.",
    "Please enable JavaScript to view the comments.",
    "Skip to content",
    "Accept all cookies",
    "We use cookies to improve your experience on our site.",
    "Advertisement",
    "ADVERTISEMENT - SCROLL TO CONTINUE",
    "Article continues below",
    "Story continues below advertisement",
    "Sponsored",
    "Iklan",
    "広告",
    "Baca: Two Navies Plan to Train Together Off Guam",
    "Baca juga: Two Navies Plan to Train Together Off Guam",
    "Read also: Two Navies Plan to Train Together Off Guam",
    "Read more: Two Navies Plan to Train Together Off Guam",
    "READ MORE",
    "Also read | Two Navies Plan to Train Together Off Guam",
    "ALSO READ: Two navies plan to train together off Guam",
    "Related: Two navies plan to train together off Guam",
    "RELATED STORY: Two navies plan to train together off Guam",
    "See also: Two navies plan to train together off Guam",
    "More: Two navies plan to train together off Guam",
    "Watch: Two navies plan to train together off Guam",
    "Lee también: Dos marinas planean entrenar juntas",
    "Lire aussi : Deux marines s'entraînent ensemble",
    "関連記事：日米が共同訓練",
    "Share this article",
    "Share on Facebook",
    "Share Tweet Email",
    "Facebook Twitter WhatsApp",
    "Copy link",
    "Print",
    "12 Comments",
    "Leave a comment",
    "Subscribe",
    "Sign up for our newsletter",
    "Sign up for the Morning Brief, our daily newsletter.",
    "Subscribe to our channel for more updates",
    "Get the latest news delivered to your inbox",
    "Follow us on Twitter and Facebook",
    "Follow our Telegram channel for breaking news",
    "Support independent journalism. Become a member today.",
    "Already a subscriber? Log in",
    "Log in",
    "© 2024 The Harbour Post. All rights reserved.",
    "© 2024",
    "Copyright 2024 The Harbour Post",
    "All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "This story was originally published in the Harbour Post.",
    "This article originally appeared on harbourpost.example",
    "5 min read",
    "Reading time: 4 minutes",
    "Updated 3 hours ago",
    "2 days ago",
    "Photo: Reuters",
    "(Photo: Ministry of Defense)",
    "PHOTO/Reuters",
    "Photo by Ann Example/Getty Images",
    "Getty Images",
    "Image credit: Ann Example",
    "Image 1 of 4",
    "AFP via Getty Images",
    "Ann Example/Pool via REUTERS",
    "Tags: Japan, defense, strait",
    "Topics: Japan",
    "Filed under: Politics",
    "#Japan #Defense",
    "https://harbourpost.example/drill",
    "* * *",
    "▶",
    "function(d, s, id) {",
    ".caption { width: 100%; }",
    "Back to top",
    "Privacy Policy",
    "Reporting by Ann Example; Editing by Bo Sample",
    "Edited by: Ann Example",
    "Ann Example contributed to this report.",
    "Listen to this article",
    "Listen · 6 min",
    "Show more",
    "Click here to read the full statement",
    "View all comments",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes_wherever_it_stands(line: str) -> None:
    for at in range(1, len(STORY) + 1):
        cleaned = clean(*STORY[:at], line, *STORY[at:])
        assert cleaned.body == body(*STORY)
        assert [(item.line, item.text) for item in cleaned.removed] == [(at + 1, line)]


KEPT = [
    "Yes.",
    "Shared Values and Solidarity",
    "What happens next?",
    "Read the room, he told the council, and nobody laughed.",
    "More than 300 ships took part, according to the navy.",
    "More: that was the word she used, and she used it four times in a minute.",
    "Subscribers to the treaty, he said, number forty-one.",
    "Share of defense in the budget: 2 percent",
    "Photographs of the two leaders were shown on every channel that evening.",
    "Related talks were held in Seoul on Thursday, the ministry said.",
    "“Follow us,” the captain radioed, and the two ships turned.",
    "Follow-up talks are planned.",
    "The ministry signed up for the program in 2019.",
    "Signing up for the pact took Manila two years.",
    "- Joint patrols twice a year",
    "• A shared radar picture by 2027",
    "1. Deter attacks on either country.",
    "Q And on the strait?",
    "MS. EXAMPLE: No.",
    "Washington — where it began —",
    "Published in 1960, the treaty has never been revised.",
    "By Friday the ships had left.",
    "By the numbers, it is the largest exercise yet.",
    "Source after source confirmed it.",
    "Comments by the minister were not broadcast.",
    "Home Secretary Ann Example was not there.",
    "Search parties found nothing.",
    "Menu prices rose as well.",
    "The advertisement ran in four papers.",
    "Editing the joint statement took all night.",
    "Reporting by the two navies will be monthly.",
    "Copyright was not discussed.",
    "About the authors of the attack nothing is known.",
    "Latest figures show a rise of 3 percent.",
    "Breaking with tradition, the prince spoke first.",
    "More from the envoy: “We will stay.”",
    "Save the date",
    "With reports from three bases, the ministry counted forty sorties.",
    "Edited by hand, the draft grew.",
    "Translated by the ministry, the text was released on Monday.",
    "Subscribe to the treaty, he said.",
    "Sign up for the program, she told them.",
    "Thanks for reading the room, he said.",
    "Already a member? No, he said.",
    "Why it matters: The deal binds both sides for ten years.",
    "Correction: An earlier version misstated the year.",
    "Latest developments",
    "2021",
    "(Laughter.)",
    "Video showed the ships turning.",
    "Background: The treaty was signed in 1960",
]


@pytest.mark.parametrize("line", KEPT)
def test_a_line_of_the_story_stays(line: str) -> None:
    cleaned = clean(*STORY[:2], line, *STORY[2:])
    assert cleaned.body == body(*STORY[:2], line, *STORY[2:])
    assert cleaned.removed == ()


def test_clean_text_is_left_alone() -> None:
    cleaned = clean(body(*STORY))
    assert (cleaned.body, cleaned.removed, cleaned.header) == (body(*STORY), (), ())


def test_a_blurb_goes_whose_author_is_printed_in_capitals() -> None:
    bio = "Ann Example has covered the ports of the south since 2014."
    assert body(*STORY) == clean(TITLE, "By ANN EXAMPLE", *STORY, bio).body


def test_each_author_of_a_byline_is_known_in_a_blurb() -> None:
    bio = "Ann Example covers the ports from Naha. More about Ann Example"
    assert clean(TITLE, "By Ann Example and Bo Sample", *STORY, bio).body == body(*STORY)


@pytest.mark.parametrize("initials", ["(esn)", "(abc/def)", "[xyz]", "(RZA)", "(ab)"])
def test_initials_at_the_end_go(initials: str) -> None:
    assert clean(*STORY, initials).body == body(*STORY)


def test_an_author_s_box_goes_with_what_follows() -> None:
    blurb = "Founded by a group of friends in 2020, Harbour Newsroom has grown into a force for news in 40 markets"
    cleaned = clean(
        "Politics",
        TITLE,
        "By: Harbour Correspondents",
        *STORY,
        "Politics Japan Strait",
        "author",
        "Harbour Correspondents",
        "",
        blurb,
    )
    assert cleaned.body == body(*STORY)
    assert blurb in [item.text for item in cleaned.removed]


@pytest.mark.parametrize(
    "blurb",
    [
        "Ann Example is a staff writer for the Harbour Post. Follow her on Twitter @annexample.",
        "The Harbour Post is an independent news organization. Our mission is to keep readers informed and engaged.",
        "Founded in 1901, the Harbour Post is the oldest newspaper of the island. Subscribe to support its newsroom.",
    ],
)
def test_a_blurb_at_the_end_goes(blurb: str) -> None:
    assert clean(*STORY, blurb).body == body(*STORY)
    assert clean(*STORY[:2], blurb, *STORY[2:]).body == body(*STORY[:2], blurb, *STORY[2:])


CAPTION = ("Top officials of both countries met on", "Monday to prepare the first", "$30 million drill off the island.")


def test_a_caption_printed_twice_is_kept_once_and_its_broken_lines_are_joined() -> None:
    second = ("A joint statement calls the drill", "“a new beginning” for the allies.")
    cleaned = clean(*CAPTION, *CAPTION, *second, *second, "Japan recently announced that it would", "send two ships.")
    assert cleaned.body == body(
        " ".join(CAPTION), " ".join(second), "Japan recently announced that it would send two ships."
    )
    assert {item.reason for item in cleaned.removed} == {"second copy of a line"}


def test_a_signed_remark_without_a_full_stop_is_kept_once() -> None:
    remark = (
        "When it comes to the strait, we think",
        "that it should stay open, Ann Example,",
        "Secretary of Something, via 'Harbour Post'",
    )
    assert clean(*CAPTION, *remark, *remark).body == body(" ".join(CAPTION), " ".join(remark))
    last = ("Officials say that the drill", "would be the largest so far.")
    assert clean(*CAPTION, *remark, *last).body == body(" ".join(CAPTION), " ".join(remark), " ".join(last))
    assert clean(*CAPTION, *remark, *remark, *last).body == body(" ".join(CAPTION), " ".join(remark), " ".join(last))


def test_short_turns_said_twice_stay() -> None:
    turns = (
        "Q Will you go?",
        "MS. EXAMPLE: I have nothing for you on that.",
        "Q Will they?",
        "MS. EXAMPLE: I have nothing for you on that.",
    )
    assert clean(*[line for turn in turns for line in (turn, "")]).body == body(*turns)


def test_wrapped_lines_are_joined_and_turns_kept_apart() -> None:
    text = (
        "MR. EXAMPLE:  Good afternoon, everyone.  Happy Friday.  Today we are\n"
        "joined by the director of the council, who will take some questions. I\n"
        "will not keep you long.\n\n"
        "Q    Yes.\n\n"
        "The plan is a bridge between two harbours, he said, which both sides —\n"
        "so far — have paid for. Follow us, he said to the allies, and see what\n"
        "loading… means when a ship does it in the rain. All rights reserved by\n"
        "the sea."
    )
    paragraphs = cleaner().clean(text).body.split("\n\n")
    assert [paragraph[:20] for paragraph in paragraphs] == ["MR. EXAMPLE: Good af", "Q Yes.", "The plan is a bridge"]
    assert paragraphs[2].endswith("All rights reserved by the sea.")


def test_a_header_of_short_lines_over_whole_paragraphs_is_no_wrapped_text() -> None:
    story = "The two harbours will share a crane from next spring, the port office said, and both towns will pay for it in equal parts as long as it stands there."
    text = (
        " date 2024-07-28 en English\nHarbour-News\n\nTwo Harbours Share a Crane\n\n"
        "By: Ann Example\nPublished: July 28, 2024 at 9:41 am EDT\nTwo Harbours Share a Crane\n\n"
        f"{story}\n\nA Crane for Two\n\n{story[:140]} again.\n\n{story} Twice.\n\n{story} Thrice."
    )
    assert cleaner().clean(text).body.startswith(story)


def test_a_sentence_broken_around_a_link_is_joined() -> None:
    cleaned = clean("The minister met with", "Ann Example", "of the council in a", "closed room and left early.")
    assert cleaned.body == "The minister met with Ann Example of the council in a closed room and left early."


def test_nothing_is_joined_across_what_was_taken_out() -> None:
    cleaned = clean(*STORY, "The ships will then sail to the", "Advertisement", "harbour of Naha, where they stay.")
    assert cleaned.body == body(*STORY, "The ships will then sail to the", "harbour of Naha, where they stay.")


def test_nothing_is_joined_across_the_hashes_of_a_heading() -> None:
    assert clean(*STORY, "The ships will then sail to the", "## harbour of Naha, where they stay.").body == body(
        *STORY, "The ships will then sail to the", "harbour of Naha, where they stay."
    )


def test_the_header_is_told_from_the_story() -> None:
    cleaned = clean(
        "date 2024-05-06 en English",
        "Politics",
        "",
        TITLE,
        "",
        "By Ann Example and Bo Sample",
        "Published: May 6, 2024 at 5:27 pm EST",
        TITLE,
        "",
        *STORY,
    )
    assert cleaned.body == body(*STORY)
    assert [(line.role, line.number) for line in cleaned.header] == [
        (Role.STAMP, 1),
        (Role.TITLE, 4),
        (Role.BYLINE, 6),
        (Role.STAMP, 7),
    ]
    assert [item.reason for item in cleaned.removed] == [
        "stamp",
        "section label",
        "title",
        "byline",
        "stamp",
        "second copy of the title",
    ]


@pytest.mark.parametrize(
    "glue", [". PHOTO/Reuters", ". Photo: Reuters", " | Photo: Ann Example", " (Photo: Reuters)", ". FOTO/Antara"]
)
def test_a_photo_credit_glued_to_the_title_is_cut_off(glue: str) -> None:
    cleaned = clean(TITLE + glue, *STORY)
    assert cleaned.header[0].text.rstrip(".") == TITLE
    assert cleaned.body == body(*STORY)


@pytest.mark.parametrize(
    "line",
    ["The talks had ended hours before anybody outside knew of them.", "Tokyo", "“We will see.”"],
)
def test_what_is_no_headline_is_no_title(line: str) -> None:
    cleaned = clean(line, *STORY)
    assert cleaned.header == ()
    assert cleaned.body == body(line, *STORY)


@pytest.mark.parametrize(
    "trail",
    [
        "HOME > ALL > Harbours",
        "Home / World / Pacific News",
        "Ships | Tugs | Lighthouses",
        "Subscribe | Share",
        "News » Sea",
    ],
)
def test_a_trail_over_the_title_is_no_title(trail: str) -> None:
    cleaned = clean(trail, TITLE, *STORY)
    assert [line.text for line in cleaned.header if line.role is Role.TITLE] == [TITLE]
    assert trail not in cleaned.body


@pytest.mark.parametrize(
    "title",
    [
        "Japan/Guam: Ministers Agree on Drill",
        "Drill a Year | Two Ministers Agree in Tokyo on Monday",
        "Ministers agree again | Japan | Harbour Post",
        "Opinion | Why Two Fleets Dine | Harbour Post",
    ],
)
def test_a_title_with_a_bar_is_no_trail(title: str) -> None:
    assert [line.text for line in clean(title, *STORY).header] == [title]


def test_a_title_stated_beside_the_text_takes_no_other_line() -> None:
    assert clean("A Quiet Beginning", *STORY, title=TITLE).body == body("A Quiet Beginning", *STORY)
    assert clean(TITLE, *STORY, title=TITLE).body == body(*STORY)
