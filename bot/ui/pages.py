"""An answer cut into pages that each fit a message, with the citations that its blocks lean on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.models import Answer, Citation
from bot.ui.blocks import SMALL, block_text
from bot.ui.escape import fit
from bot.ui.limits import length
from bot.ui.links import safe_url, sentence_url
from bot.ui.phrases import Say

PAGE_TEXT = 1900  # of blocks, rendered; headline, question, hints and sources need the rest of 4,000
PAGE_BLOCKS = 5
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
        long = sum(length(before) for before, _ in blocks) + length(text) > PAGE_TEXT or len(blocks) >= PAGE_BLOCKS
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


def sources_text(citations: Sequence[Citation], room: int, say: Say) -> str:
    """A line a citation, as much of each as ``room`` has place for: links go first, then title and day."""
    lines: list[str] = []
    for left, citation in zip(range(len(citations), 0, -1), citations, strict=True):
        share = room - (left - 1) * (BARE + 1)
        forms = (
            citation_line(citation, say),
            citation_line(citation, say, sentence=False),
            citation_line(citation, say, sentence=False, page=False),
        )
        line = next((form for form in forms if length(form) <= share), bare_line(citation, say))
        room -= length(line) + 1
        lines.append(line)
    return "\n".join(lines)


def citation_line(citation: Citation, say: Say, *, page: bool = True, sentence: bool = True) -> str:
    """``[1] outlet — title — day``, the title a link to the article, then one to the sentence."""
    url = safe_url(citation.url) if page else None
    title = fit(citation.title or say("untitled"), TITLE)
    parts = [
        fit(citation.outlet or say("outlet not stated"), OUTLET),
        f"[{title}](<{url}>)" if url else title,
        fit(citation.published or say("undated"), PUBLISHED),
    ]
    line = f"{SMALL}[{citation.number}] {' — '.join(parts)}"
    if citation.based_on:
        line += f" ({say('after {original}', original=fit(citation.based_on, ORIGINAL))})"
    link = sentence_url(citation.url, citation.passage) if url and sentence and citation.span else None
    return f"{line} · [{say('the sentence')}](<{link}>)" if link and link != url else line


def bare_line(citation: Citation, say: Say) -> str:
    """``[1] outlet``, at most `BARE` long."""
    return f"{SMALL}[{citation.number}] {fit(citation.outlet or citation.title or say('outlet not stated'), BARE - 12)}"
