"""Prints what the scorer says of the quotation engine on seen, unseen and dev, and how well confidence sorts.

python -m bench.quality_quotations FOLDER SCORER [PART ...] [--errors N]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.quotation_corpus import Annotated, annotated, load_scorer
from bot.lexicon import read_table
from bot.models import Quotation
from bot.text.quotations.finder import QuotationFinder
from bot.text.quotations.lines import quotation_line

SHARES = (50, 80, 100)
PARTS = ("seen", "unseen", "dev")


def measure(finder: QuotationFinder, scorer: ModuleType, articles: list[Annotated], errors: int = 0) -> None:
    """Print the scorer's table for some articles, the precision by confidence, and the speed."""
    began = time.process_time()
    found = {article.doc: finder.find(article.body) for article in articles}
    took = time.process_time() - began
    lines = {
        article.doc: quotation_line(article.doc, article.body, found[article.doc])["quotes"] for article in articles
    }
    counts, wrong = scorer.score([article.gold for article in articles], lines)
    scorer.show(scorer.report(counts))
    size = sum(len(article.body.encode()) for article in articles) / 1e6
    print(f"{len(articles)} articles, {size:.2f} MB, {size / took:.2f} MB/s of CPU time")
    for kind in ("direct", "indirect"):
        precision(scorer, articles, found, lines, kind)
    show_errors(wrong, errors)


def precision(
    scorer: ModuleType,
    articles: list[Annotated],
    found: dict[str, tuple[Quotation, ...]],
    lines: dict[str, Any],
    kind: str,
) -> None:
    """End-to-end precision of the most confident half, of four fifths, and of all."""
    ranked: list[tuple[float, str, int]] = []
    for article in articles:
        for number, quote in enumerate(lines[article.doc]):
            if quote["kind"] == kind:
                ranked.append((found[article.doc][quote["group"] - 1].confidence, article.doc, number))
    ranked.sort(reverse=True)
    shown = []
    for share in SHARES:
        kept = {(doc, number) for _, doc, number in ranked[: len(ranked) * share // 100]}
        some = {
            article.doc: [q for number, q in enumerate(lines[article.doc]) if (article.doc, number) in kept]
            for article in articles
        }
        report = scorer.report(scorer.score([article.gold for article in articles], some)[0])
        shown.append(f"top {share} %: {100 * report[kind]['e2e_P']:.1f}")
    print(f"{kind} end-to-end precision by confidence: {', '.join(shown)}")


def show_errors(wrong: list[tuple[str, ...]], errors: int) -> None:
    """Some errors of each sort."""
    by_sort: dict[str, list[tuple[str, ...]]] = {}
    for error in wrong:
        by_sort.setdefault(error[0], []).append(error[1:])
    for sort, listed in by_sort.items() if errors else ():
        print(f"\n## {sort} {len(listed)}")
        for error in listed[:: max(1, len(listed) // errors)][:errors]:
            print("  ", *error, sep=" | ")


def main() -> None:
    arguments = sys.argv[1:]
    errors = 0
    if "--errors" in arguments:
        errors = int(arguments.pop(arguments.index("--errors") + 1))
        arguments.remove("--errors")
    folder, scorer, *parts = arguments
    finder = QuotationFinder.from_tables(read_table)
    if unknown := set(parts) - set(PARTS):
        sys.exit(f"there is no part {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    for part in parts or PARTS:
        print(f"\n# {part}")
        measure(finder, load_scorer(Path(scorer)), list(annotated(Path(folder), part)), errors)


if __name__ == "__main__":
    main()
