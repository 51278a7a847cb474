"""What moderators do to their server's articles and quotations, each change once for an interaction."""

from bot.moderation.articles import Moderation, Shelves
from bot.moderation.facts import fields_of
from bot.moderation.mending import Mending
from bot.moderation.values import Listing, Mend, NotThere, NotYours, Preview, Repeated, Who

__all__ = [
    "Listing",
    "Mend",
    "Mending",
    "Moderation",
    "NotThere",
    "NotYours",
    "Preview",
    "Repeated",
    "Shelves",
    "Who",
    "fields_of",
]
