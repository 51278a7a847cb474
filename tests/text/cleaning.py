"""A story of ours, and the cleaning of its lines."""

from bot.text.clean import Cleaned
from tests.text.reading import cleaner

STORY = (
    "The two ministers met in Tokyo on Monday and agreed to hold the drill every year from now on.",
    "“We will keep the strait open,” the envoy told reporters after the talks, which lasted three hours.",
    "Officials of both sides said that the details would be settled by the end of the month.",
)
TITLE = "Ministers Agree on Yearly Drill in the Strait"


def clean(*lines: str, title: str | None = None) -> Cleaned:
    return cleaner().clean("\n".join(lines), title)


def body(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)
