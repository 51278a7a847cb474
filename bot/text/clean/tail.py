"""What stands after the story: tags, initials, menus, blurbs about author and publisher, headlines of other stories."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Removed
from bot.text.clean.furniture import Furniture
from bot.text.clean.lines import Block, capitals, count_words, is_bullet, is_headline, is_prose, is_turn
from bot.text.clean.lists import LIST

BLURB = "blurb about author or publisher"
_DEPTH = 8  # paragraphs from the end in which furniture without a pattern is looked for
_BOX_SHARE, _BOX_CHARS = 0.5, 2500
_LONGEST_LABEL = 20  # words
_AFTER = frozenset(
    {
        LIST,
        BLURB,
        "share",
        "newsletter",
        "follow",
        "copyright",
        "tags",
        "page data",
        "related",
        "advertisement",
        "author box",
    }
)
_LIST_LEAST = 3
_HEADLINE_WORDS = 5


def cut_tail(
    blocks: Sequence[Block], furniture: Furniture, labels: Sequence[str], authors: Sequence[str]
) -> tuple[list[Block], list[Removed]]:
    """The blocks without what stands after the story. ``labels`` are the section labels found over it."""
    kept = list(blocks)
    removed: list[Removed] = []
    box = _author_box(kept, furniture)
    if box is not None:
        removed += _taken(kept[box:], BLURB)
        del kept[box:]
    first = len(kept) - _headlines(kept, furniture)
    removed += _taken(kept[first:], LIST)
    del kept[first:]
    end_reached = True
    while len(kept) > 1 and end_reached:
        reason = _reason(kept[-1], furniture, labels, authors, boxed=box is not None)
        if reason is None and _is_menu(kept[-1].text, kept[-2].text, furniture):
            reason = "menu"
        if reason:
            removed += _taken([kept.pop()], reason)
        end_reached = reason is not None
    return kept, removed


def cut_after(
    blocks: Sequence[Block], removed: Sequence[Removed], furniture: Furniture
) -> tuple[list[Block], list[Removed]]:
    """The blocks without what is no sentence and stands behind furniture after the story's last sentence."""
    last = next((at for at in range(len(blocks) - 1, -1, -1) if _is_story(blocks[at].text, furniture)), None)
    if last is None:
        return list(blocks), []
    end = blocks[last].lines[-1].last
    begun = min((item.line for item in removed if item.line > end and item.reason in _AFTER), default=None)
    if begun is None:
        return list(blocks), []
    gone = [block for block in blocks[last + 1 :] if block.number > begun]
    return [block for block in blocks if block not in gone], _taken(gone, "after the story")


def _is_story(text: str, furniture: Furniture) -> bool:
    if count_words(text) <= _LONGEST_LABEL and furniture.speaks_of_page(text) and not is_turn(text):
        return False
    return is_prose(text) or is_turn(text) or text[-1] in ".!?\"”’'…。" or count_words(text) > _LONGEST_LABEL


def _taken(blocks: Sequence[Block], reason: str) -> list[Removed]:
    return [Removed(line.number, line.text, reason) for block in blocks for line in block.lines]


def _author_box(blocks: Sequence[Block], furniture: Furniture) -> int | None:
    """Where a headed blurb begins that runs to the end, if it is short beside the story."""
    total = sum(len(block.text) for block in blocks)
    for at in range(max(1, len(blocks) - _DEPTH), len(blocks)):
        if furniture.begins_author_box(blocks[at].text):
            rest = sum(len(block.text) for block in blocks[at:])
            if rest <= min(_BOX_CHARS, _BOX_SHARE * total):
                return at
    return None


def _headlines(blocks: Sequence[Block], furniture: Furniture) -> int:
    """How many blocks at the end are headlines of other stories: three or more, in capitals, most with a verb."""
    count = 0
    while count < len(blocks) and _is_other_headline(blocks[-1 - count].text):
        count += 1
    telling = sum(furniture.says_something(block.text) for block in blocks[len(blocks) - count :])
    led = count < len(blocks) and blocks[-1 - count].text.endswith(":")
    is_list = _LIST_LEAST <= count < len(blocks) and telling * 2 > count
    return count if is_list and not led else 0


def _is_other_headline(text: str) -> bool:
    words = text.lstrip("-–—•*·▪ ")
    if is_turn(words) or is_prose(words) or not is_headline(words):
        return False
    return count_words(words) >= _HEADLINE_WORDS and capitals(words) >= 0.8 and not words.endswith((".", ":", ","))


def _reason(
    block: Block, furniture: Furniture, labels: Sequence[str], authors: Sequence[str], *, boxed: bool
) -> str | None:
    text = block.text
    if furniture.is_initials(text):
        return "initials"
    if text.casefold() in {author.casefold() for author in authors}:
        return "byline"
    if furniture.begins_list(text) or furniture.begins_author_box(text):
        return "heading without a list"
    if _is_tag_line(text, labels, boxed=boxed):
        return "tags"
    if furniture.is_blurb(text, authors) and not is_turn(text) and '"' not in text and "“" not in text:
        return BLURB
    return None


def _is_menu(text: str, before: str, furniture: Furniture) -> bool:
    """Whether a line between bars is the page's menu: none that the line before leads up to, or shares its columns with."""
    return "|" in text and furniture.is_menu(text) and "|" not in before and before[-1] != ":"


def _is_tag_line(text: str, labels: Sequence[str], *, boxed: bool) -> bool:
    """Names in a row, none of them in a sentence: the section's label among them, or over an author's box."""
    if is_prose(text) or is_bullet(text) or count_words(text) > 14 or text[-1] in ".!?:;\"”'":
        return False
    if capitals(text) < 0.99:
        return False
    return any(label in text for label in labels) or (boxed and count_words(text) >= 3)
