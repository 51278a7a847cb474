"""An answer cut into pages that each fit a message, with the citations that its blocks lean on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answer.render import by_article
from bot.models import Answer, Block, Citation
from bot.ui.blocks import SMALL, block_text
from bot.ui.escape import fit
from bot.ui.limits import length
from bot.ui.links import safe_url, sentence_url
from bot.ui.phrases import NO_DAY, Say

PAGE_TEXT = 1300  # of blocks, rendered: a screen or two of a phone; one block alone may be longer
PAGE_BLOCKS = 5
FIRST_PASSAGES = 2  # on the first page: the passage that answers, and one beside it
PAGE_CITATIONS = 5
TITLE, OUTLET, PUBLISHED, ORIGINAL, BARE = 140, 50, 40, 110, 80


@dataclass(frozen=True, slots=True)
class Page:
    """What one message shows under its headline: blocks as Discord markdown, and the articles behind them.

    ``leaning`` holds the numbers of the citations that each block leans on.
    """

    blocks: tuple[str, ...]
    citations: tuple[Citation, ...]
    leaning: tuple[tuple[int, ...], ...] = ()

    def without(self, articles: Collection[int]) -> Page:
        """The page without these articles and every block that leans on one of them."""
        gone = {citation.number for citation in self.citations if citation.article_id in articles}
        kept = [(text, on) for text, on in zip(self.blocks, self.leaning, strict=True) if gone.isdisjoint(on)]
        citations = tuple(citation for citation in self.citations if citation.number not in gone)
        return Page(tuple(text for text, _ in kept), citations, tuple(on for _, on in kept))


def pages(answer: Answer, say: Say) -> tuple[Page, ...]:
    """At least one page; blocks stay in order and whole."""
    cited = {citation.number: citation for citation in answer.citations}
    made: list[Page] = []
    blocks: list[tuple[str, tuple[int, ...]]] = []
    numbers: list[int] = []

    def finish() -> None:
        citations = tuple(cited[number] for number in sorted(numbers))
        made.append(Page(tuple(text for text, _ in blocks), citations, tuple(on for _, on in blocks)))
        blocks.clear()
        numbers.clear()

    for block in answer.blocks:
        text = block_text(block, say)
        known = list(dict.fromkeys(number for number in block.citations if number in cited))[:PAGE_CITATIONS]
        fresh = [number for number in known if number not in numbers]
        most = FIRST_PASSAGES if not made and _is_passage(block) else PAGE_BLOCKS
        long = sum(length(before) for before, _ in blocks) + length(text) > PAGE_TEXT or len(blocks) >= most
        if blocks and (long or len(numbers) + len(fresh) > PAGE_CITATIONS):
            finish()
            fresh = known
        if text:
            blocks.append((text, block.citations))
            numbers += fresh
    if not made and not numbers:
        numbers += list(cited)[:PAGE_CITATIONS]
    if blocks or numbers or not made:
        finish()
    return tuple(made)


def _is_passage(block: Block) -> bool:
    """Whether a block is a bare passage: no remark, no wording, nothing that is told about it."""
    return block.kind is None and not (block.lead or block.difference)


def sources_text(citations: Sequence[Citation], room: int, say: Say) -> str:
    """A line an article with its citations' numbers, as much as ``room`` has place for: links go first, then title and day."""
    groups = by_article(citations)
    lines: list[str] = []
    for left, group in zip(range(len(groups), 0, -1), groups, strict=True):
        share = room - (left - 1) * (BARE + 1)
        forms = (
            source_line(group, say),
            source_line(group, say, sentences=False),
            source_line(group, say, sentences=False, page=False),
        )
        line = next((form for form in forms if length(form) <= share), bare_line(group, say))
        room -= length(line) + 1
        lines.append(line)
    return "\n".join(lines)


def source_line(group: Sequence[Citation], say: Say, *, page: bool = True, sentences: bool = True) -> str:
    """``[1] [2] outlet — title — day``, the title a link to the article, then links to the sentences."""
    citation = group[0]
    url = safe_url(citation.url) if page else None
    line = f"{SMALL}{_numbers(group)} {told_source(citation, url, say)}"
    return line + (_sentences(group, url, say) if url and sentences else "")


def told_source(citation: Citation, url: str | None, say: Say) -> str:
    """``outlet — title — day``, the title a link to ``url``; of a brief of ours also what it is after."""
    title = fit(citation.title or say("untitled"), TITLE)
    parts = [
        fit(citation.outlet or say("outlet not stated"), OUTLET),
        f"[{title}](<{url}>)" if url else title,
        fit(say.days(citation.published or NO_DAY), PUBLISHED),
    ]
    line = " — ".join(parts)
    if citation.based_on:
        original = fit(say.days(citation.based_on.partition(": ")[0]), ORIGINAL)
        line += f" ({say('after {original}', original=original)})"
    return line


def _sentences(group: Sequence[Citation], page: str, say: Say) -> str:
    """Links to the very sentences, where the page allows it."""
    found = {one.number: sentence_url(one.url, one.passage) for one in group if one.span}
    links = {number: link for number, link in found.items() if link and link != page}
    if len(group) == 1:
        return "".join(f" · [{say('the sentence')}](<{link}>)" for link in links.values())
    return "".join(f" · [{say('sentence {number}', number=number)}](<{link}>)" for number, link in links.items())


def _numbers(group: Sequence[Citation]) -> str:
    return " ".join(f"[{citation.number}]" for citation in group)


def bare_line(group: Sequence[Citation], say: Say) -> str:
    """``[1] outlet``, at most `BARE` long."""
    name = group[0].outlet or group[0].title or say("outlet not stated")
    numbers = _numbers(group)
    return f"{SMALL}{numbers} {fit(name, max(BARE - length(numbers) - 6, 8))}"
