"""An answer in plain text, and as the object that tools outside read (design.md §3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.models import Answer, Block, Change, Citation, Kind

SCREEN = 900  # characters: a reply fits a screen


def plain(answer: Answer) -> str:
    """The whole reply in plain text: headline, the articles' words, differences, hints, short citations."""
    return "\n".join(line for line in lines(answer) if line)


def lines(answer: Answer) -> Iterator[str]:
    """The reply line by line, without markup."""
    yield answer.headline
    for block in answer.blocks:
        yield block_text(block)
    yield from answer.hints
    if answer.choices:
        yield "Did you mean: " + " · ".join(answer.choices) + "?"
    yield from map(short_citation, by_article(answer.citations))


def block_text(block: Block) -> str:
    """One block: what leads it, its words (in quotation marks only when they are a speaker's own), what follows."""
    numbers = "".join(f"[{number}]" for number in block.citations)
    words = f"“{block.words}”" if block.kind is Kind.DIRECT and block.words else block.words
    shown = " ".join(part for part in (words, numbers if words else "", block.after) if part)
    led = f"{block.lead}: {shown}" if block.lead and shown else block.lead or shown
    changes = difference_text(block)
    return f"{led}\n{changes}" if changes else led


def difference_text(block: Block) -> str:
    """The difference word by word: [-dropped-] stands in the article alone, {+added+} in the words asked about alone."""
    shown = {
        Change.SAME: "{}",
        Change.DROPPED: "[-{}-]",
        Change.ADDED: "{{+{}+}}",
    }
    return " ".join(shown[step.change].format(step.words) for step in block.difference)


def by_article(citations: Sequence[Citation]) -> list[tuple[Citation, ...]]:
    """The citations of each article together, articles in the order of their first: its facts are told once."""
    groups: dict[int, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.article_id, []).append(citation)
    return [tuple(group) for group in groups.values()]


def short_citation(group: Sequence[Citation]) -> str:
    """The citations of an article in a line: their numbers, the outlet or source, the day."""
    citation = group[0]
    after = f" ({after_whom(citation.based_on)})" if citation.based_on else ""
    return f"{_numbers(group)} {citation.outlet or citation.source}, {citation.published or 'undated'}{after}"


def full_citation(group: Sequence[Citation]) -> str:
    """The same as the terminal shows it: `[1][2] outlet — title — day (source)`."""
    citation = group[0]
    told = [citation.outlet, citation.title, citation.published or "undated"]
    after = f", {after_whom(citation.based_on)}" if citation.based_on else ""
    return f"{_numbers(group)} {' — '.join(part for part in told if part)} ({citation.source}{after})"


def _numbers(group: Sequence[Citation]) -> str:
    return "".join(f"[{citation.number}]" for citation in group)


def after_whom(based_on: str) -> str:
    """Whose report a brief follows: "after The Japan News, 13 January 2024"; the title behind the colon is left to `show`."""
    return f"after {based_on.partition(': ')[0]}"


def as_object(answer: Answer, identifier: str | None) -> dict[str, Any]:
    """The answer as tools outside read it. A silence carries no citations and no quotations."""
    return {
        "id": identifier,
        "answered": answer.answered,
        "headline": answer.headline,
        "confidence": round(answer.confidence, 4),
        "text": plain(answer),
        "verdict": answer.verdict.value if answer.verdict else None,
        "quotations": [
            {
                "text": part.text,
                "speaker": part.speaker,
                "kind": part.kind.value,
                "source": part.source,
                "start": part.span.start,
                "end": part.span.end,
                "group": part.group,
            }
            for part in answer.quotations
        ],
        "citations": [_citation(citation) for citation in answer.citations],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    span = citation.span
    return {
        "source": citation.source,
        "part": "body" if span else "header",
        "start": span.start if span else None,
        "end": span.end if span else None,
        "passage": citation.passage,
        "title": citation.title,
        "outlet": citation.outlet,
        "published": citation.published,
        "url": citation.url,
    }
