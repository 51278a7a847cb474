"""An answer as a Components V2 message: text that is read with embeds and previews turned off, and aloud."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.models import Answer, QuestionKind, Verdict
from bot.ui import ids
from bot.ui.blocks import SMALL
from bot.ui.escape import fit, one_line
from bot.ui.limits import (
    BUTTON_LABEL,
    IMAGE_DESCRIPTION,
    LAYOUT_TEXT,
    OPTION_TEXT,
    PLACEHOLDER,
    SELECT_OPTIONS,
    length,
    shorten,
)
from bot.ui.pages import Page, pages, sources_text
from bot.ui.phrases import Say
from bot.ui.unmarked import unmarked

QUESTION, HEADLINE = 101, 102  # ids of the texts that buttons read back from a message
# Lengths as rendered.
HEADLINE_TEXT, QUESTION_TEXT, HINTS_TEXT, HINTS = 400, 250, 240, 3

FOUND = discord.Colour(0x1F6FB2)
UNSURE = discord.Colour(0xB58900)
SILENT = discord.Colour(0x6B7280)
VERDICTS = {
    Verdict.TRUE: FOUND,
    Verdict.ALTERED: UNSURE,
    Verdict.REPORTED_NOT_DIRECT: UNSURE,
    Verdict.WRONG_SPEAKER: discord.Colour(0xC2571A),
    Verdict.STITCHED: discord.Colour(0xC2571A),
    Verdict.INVENTED: SILENT,
}
MAYBE = "This may be it"


class Shown(ui.LayoutView):
    """A layout whose presses come through custom ids: nothing of it is kept in the process."""

    def __init__(self, *items: ui.Item[Shown]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


def answer_layout(
    answer: Answer,
    question: str,
    say: Say,
    *,
    more: str | None = None,
    public: bool = True,
    picture: tuple[str, str] | None = None,
    pick: str = ids.PICK,
) -> Shown:
    """The first page of an answer. ``more`` is the custom id that leads to the next, if there is one.

    ``picture`` is the name of an attached image and its description, shown under the headline; ``pick`` the
    custom id of a choice among names.
    """
    tail = [shown for hint in answer.hints[:HINTS] if (shown := fit(say.reword(hint), HINTS_TEXT))]
    if names := fit(", ".join(answer.choices), HINTS_TEXT):
        tail.insert(0, say("Did you mean {names}?", names=names))
    if not answer.answered and (not tail or answer.verdict is Verdict.INVENTED):
        tail.append(next_step(answer.kind, say))
    page = pages(answer, say)[0]
    head = f"### {headline(answer, say)}"
    items = body(page, head, "\n".join(tail[:HINTS]), question, say)
    if picture is not None:
        items.insert(1, image(*picture))
    picking = [ui.ActionRow(_choices(answer, pick, say))] if any(map(one_line, answer.choices)) else []
    silent = not answer.answered and not picking
    under = rows(page, say, more, public=public, silent=silent)
    return Shown(ui.Container(*items, accent_colour=colour(answer)), *picking, *under)


def next_step(kind: QuestionKind, say: Say) -> str:
    """What to do after a silence that tells no next step of its own."""
    match kind:
        case QuestionKind.SAID:
            return say("Try another form of the name or another topic. /sources shows what there is to read.")
        case QuestionKind.QUOTE:
            return say("Try fewer words: the rarest that you remember.")
        case QuestionKind.VERIFY:
            return say("/said shows what somebody did say, /quote finds words that are like these.")
    return say("Try other words, or name a person, a place or a day. /sources shows what there is to read.")


def _choices(answer: Answer, pick: str, say: Say) -> ui.Select[Shown]:
    """The names that could be meant, to choose from."""
    names = dict.fromkeys(shown for name in answer.choices if (shown := shorten(one_line(name), OPTION_TEXT)))
    options = [discord.SelectOption(label=name, value=name) for name in names][:SELECT_OPTIONS]
    return ui.Select(custom_id=pick, placeholder=say("Whom do you mean?"), options=options)


def page_layout(page: Page, number: int, count: int, say: Say, *, more: str | None, left_out: int = 0) -> Shown:
    """A later page of an answer, numbered from 1; ``left_out`` blocks are no longer here."""
    head = f"### {say('Page {number} of {count}', number=number, count=count)}"
    gone = say("Left out, because their article is no longer here: {count}.", count=left_out) if left_out else ""
    items = body(page, head, gone, "", say)
    return Shown(ui.Container(*items, accent_colour=FOUND), *rows(page, say, more, public=False))


def body(page: Page, head: str, tail: str, question: str, say: Say) -> list[ui.Item[Shown]]:
    """The texts of a page, top to bottom, within `LAYOUT_TEXT` in all."""
    asked = SMALL + say("Asked: {question}", question=fit(question, QUESTION_TEXT)) if question.strip() else ""
    room = LAYOUT_TEXT - sum(map(length, (head, tail, asked, *page.blocks)))
    sources = sources_text(page.citations, room, say)
    items: list[ui.Item[Shown]] = [text(head, HEADLINE), *map(text, page.blocks)]
    items += [text(tail)] if tail else []
    items += [ui.Separator(), text(sources)] if sources else []
    items += [text(asked, QUESTION)] if asked else []
    return items


def text(content: str, number: int | None = None) -> ui.TextDisplay[Shown]:
    """A piece of text; ``number`` is how it is found again."""
    return ui.TextDisplay(content, id=number)


def image(name: str, described: str) -> ui.MediaGallery[Shown]:
    """An attached image, described for those who don't see it."""
    description = shorten(described, IMAGE_DESCRIPTION)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=description))


def headline(answer: Answer, say: Say) -> str:
    """The headline, a doubt said in words; a verdict is in the headline itself."""
    made = answer.headline.replace(f"{MAYBE}: What ", f"{MAYBE}. What ", 1)
    line = fit(say.reword(made), HEADLINE_TEXT)
    if answer.answered and not answer.sure and not answer.headline.startswith(MAYBE):
        line = say("This may be it: {headline}", headline=line)
    return line or say("The articles do not say.")


def colour(answer: Answer) -> discord.Colour:
    """The bar's colour; never the only sign of what the headline says."""
    if answer.verdict is not None:
        return VERDICTS[answer.verdict]
    if not answer.answered:
        return SILENT
    return FOUND if answer.sure else UNSURE


def rows(page: Page, say: Say, more: str | None, *, public: bool, silent: bool = False) -> list[ui.ActionRow[Shown]]:
    """The buttons under a page: In context, More, Wrong?, and under an ephemeral answer Show to all.

    Under a silence stands Wrong? alone: the articles may say it after all.
    """
    places = [citation for citation in page.citations if citation.span is not None]
    buttons: list[ui.Item[Shown]] = []
    made: list[ui.ActionRow[Shown]] = []
    if len(places) == 1:
        buttons.append(button(say("In context"), ids.make(ids.CONTEXT, ids.place(places[0]))))
    elif places:
        made.append(ui.ActionRow(_places(page, say)))
    if more:
        buttons.append(button(say("More"), more))
    if page.citations or silent:
        buttons.append(button(say("Wrong?"), ids.make(ids.WRONG, *_articles(page))))
    if page.citations and not public:
        buttons.append(button(say("Show to all"), ids.make(ids.SHOW, *_articles(page))))
    return [*made, ui.ActionRow(*buttons)] if buttons else made


def _articles(page: Page) -> list[int]:
    return sorted({citation.article_id for citation in page.citations})[: ids.SHOWN_ARTICLES]


def _places(page: Page, say: Say) -> ui.Select[Shown]:
    options: dict[str, discord.SelectOption] = {}
    for citation in page.citations:
        if citation.span is None or len(options) >= SELECT_OPTIONS:
            continue
        label = shorten(
            f"[{citation.number}] {one_line(citation.title or citation.outlet or citation.source)}", OPTION_TEXT
        )
        described = shorten(one_line(unmarked(citation.passage)), OPTION_TEXT) or None
        value = ids.place(citation)
        options.setdefault(value, discord.SelectOption(label=label, value=value, description=described))
    return ui.Select(
        custom_id=ids.CONTEXT, placeholder=shorten(say("In context …"), PLACEHOLDER), options=list(options.values())
    )


def button(label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> ui.Button[Shown]:
    """A button with words on it."""
    return ui.Button(label=shorten(label, BUTTON_LABEL), custom_id=custom_id, style=style)


def note(
    *lines: str, tint: discord.Colour = SILENT, buttons: Sequence[ui.Button[Shown]] = (), file: str | None = None
) -> Shown:
    """A short message of the bot's own: ready markdown, one text a line; ``file`` is the name of an attached one."""
    kept = [line for line in lines if line.strip()]
    if sum(map(length, kept)) > LAYOUT_TEXT:
        kept = [shorten(line, LAYOUT_TEXT // len(kept)) for line in kept]
    items: list[ui.Item[Shown]] = [text(line) for line in kept] or [text("—")]
    items += [ui.File(f"attachment://{file}")] if file else []
    container: ui.Container[Shown] = ui.Container(*items, accent_colour=tint)
    return Shown(container, *([ui.ActionRow(*buttons)] if buttons else []))


def file_note(line: str, *names: str) -> Shown:
    """A line with attached files beneath it."""
    files: list[ui.Item[Shown]] = [ui.File(f"attachment://{name}") for name in names]
    return Shown(ui.Container(text(line), *files, accent_colour=FOUND))
