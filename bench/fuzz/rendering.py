"""What is sent to Discord for an answer whose every part is the fuzzer's: within the limits, nothing of it live."""

from __future__ import annotations

from itertools import cycle, islice

from bot.answer.render import as_object
from bot.models import Answer, Block, Change, Citation, Difference, Kind, QuestionKind, Span, Verdict
from bot.ui.desk import without_question
from bot.ui.escape import escape, fit, one_line, unescape, visible
from bot.ui.layout import Shown, answer_layout, page_layout
from bot.ui.limits import length
from bot.ui.pages import pages
from bot.ui.phrases import Phrases, english
from tests.discord_standin import limits
from tests.discord_standin.exchange import COMPONENTS_V2
from tests.ui.markdown import hidden, live


def render(text: str) -> None:
    """Lines of the text are the parts of an answer, one after another, again and again."""
    assert live(escape(text)) == []
    assert unescape(escape(text)) == visible(text)
    assert length(fit(text, 60)) <= 60
    assert "\n" not in one_line(text)
    made = made_of(text)
    as_object(made, text)
    for say in (english, Phrases.load().speaker("ja")):
        check(answer_layout(made, text, say, more="more:1:1", public=False))
        found = pages(without_question(made), say)
        for number, page in enumerate(found, 1):
            check(page_layout(page, number, len(found), say, more=None))


def check(view: Shown) -> None:
    """What is sent is within Discord's limits and shows nothing hidden."""
    sent = {"flags": COMPONENTS_V2, "components": view.to_components()}  # type: ignore[no-untyped-call]
    assert limits.message(sent) == []
    assert hidden(str(sent)) == []


def made_of(text: str) -> Answer:
    """An answer out of the lines of a text."""
    some = cycle([*text.split("\n"), ""])
    size = 1 + len(text) % 7
    blocks = tuple(
        Block(
            next(some),
            tuple(Span(number, number + 3) for number in range(size)),
            kind,
            next(some),
            next(some),
            tuple(range(1, size)),
            tuple(Difference(change, next(some)) for change in Change),
        )
        for number, kind in enumerate(islice(cycle([None, *Kind]), size))
    )
    citations = tuple(
        Citation(number, number, next(some), Span(0, 5), next(some), *islice(some, 5)) for number in range(1, size + 3)
    )
    return Answer(
        QuestionKind.ASK, size > 1, next(some), 0.5, blocks, citations, (), [None, *Verdict][size % 7], size % 2 == 0,
        tuple(islice(some, size)), tuple(islice(some, size)),
    )  # fmt: skip
