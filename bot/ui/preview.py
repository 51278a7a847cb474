"""The form for an article and the preview of what was understood of it, before anything is saved."""

from __future__ import annotations

import io
import re
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot.models import Saved
from bot.moderation import Preview
from bot.moderation.articles import DRAFT_KEPT
from bot.store.drafts import Draft
from bot.ui import forms, ids
from bot.ui.article_view import facts_text, page_of, title_of
from bot.ui.blocks import SMALL
from bot.ui.escape import fit
from bot.ui.layout import UNSURE, Shown, button, text
from bot.ui.limits import INPUT_TEXT, LAYOUT_TEXT, length, shorten
from bot.ui.phrases import Say

DRAFT, FORM = "draft", "article"
SAVE, EDIT, CANCEL = "save", "edit", "cancel"
NEW, OF = "new", "of"  # what a form is for; DRAFT: an earlier draft
TITLE, OUTLET, URL = 500, 300, 2000  # what the form's lines take
HEADER = frozenset({"title", "byline", "stamp", "outlet", "url"})  # why lines are taken out that tell the header
OPENING, FURNITURE, LINE, ORPHANED = 700, 5, 90, 4
TEXT_FILE, FURNITURE_FILE = "article.txt", "taken-out.txt"
_DAY_AHEAD = re.compile(r"\s*(?:\d|令和|平成|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def article_form(draft: Draft | None, target: tuple[object, ...], say: Say) -> ui.Modal:
    """The form of an article, filled in with ``draft``. A text longer than a form holds goes through a file."""
    given = draft or Draft("", "")
    part = say("Only its beginning fits here. Left as it is, all of it stays.")
    outlet = _outlet_and_day(given)
    items: list[ui.Item[Any]] = [
        forms.line(
            "title", say("Title"), value=given.field("title"), required=False, most=TITLE,
            hint=part if length(given.field("title")) > TITLE else "",
        ),
        forms.line(
            "outlet", say("Outlet and day"), value=outlet, required=False, most=OUTLET,
            hint=part if length(outlet) > OUTLET else say("Such as: The Japan News, 13 January 2024"),
        ),
        forms.line("url", say("Link"), value=given.field("url"), required=False, most=URL),
    ]  # fmt: skip
    if length(given.text) <= INPUT_TEXT:
        items.append(forms.line("text", say("Text"), value=given.text, required=False, most=INPUT_TEXT, long=True,
                                hint=say("Up to 4,000 characters; attach a longer text as a file.")))  # fmt: skip
    else:
        count = f"{len(given.text):,}"
        items.append(ui.TextDisplay(say(LONG, count=count)))
    items.append(forms.upload("file", say("File instead of the text"), hint=say(".txt, .md, .html or .json")))
    title = say("Change an article") if draft else say("Add an article")
    return forms.form(title, ids.make(FORM, *target), items)


UNSAVED = "{count} characters in all. Nothing is saved yet; this draft is kept for {hours} hours."
LONG = (
    "The text has {count} characters, more than a form holds. Download it from the preview or with /article export, "
    "change it, and attach it here; without a file it stays as it is."
)


def _outlet_and_day(draft: Draft) -> str:
    return ", ".join(part for part in (draft.field("outlet"), draft.field("published")) if part)


def filled_in(earlier: Draft | None, source: str, values: dict[str, str]) -> Draft:
    """The draft that a submitted form makes of an earlier one: what the form does not ask for stays."""
    before = earlier or Draft(source, "")
    asked: dict[str, str] = {}
    for name, most in (("title", TITLE), ("url", URL)):
        given, was = values.get(name, ""), before.field(name)
        asked[name] = was if given == forms.prefilled(was, most) else given
    line, was = values.get("outlet", ""), _outlet_and_day(before)
    if line != forms.prefilled(was, OUTLET):
        asked["outlet"], asked["published"] = split_outlet(line)
    fields = tuple((name, value.strip()) for name, value in (dict(before.fields) | asked).items() if value.strip())
    return Draft(before.source, values.get("text", before.text), fields, before.article, before.version)


def split_outlet(line: str) -> tuple[str, str]:
    """``The Japan News, January 13, 2024`` → the outlet and the day; either may be missing."""
    if _DAY_AHEAD.match(line) and any(char.isdigit() for char in line):
        return "", line.strip()
    for comma in re.finditer(r"[,、，]", line):
        if _DAY_AHEAD.match(line[comma.end() :]) and any(char.isdigit() for char in line[comma.end() :]):
            return line[: comma.start()].strip(), line[comma.end() :].strip()
    return line.strip(), ""


def preview_layout(preview: Preview, say: Say) -> tuple[Shown, tuple[discord.File, ...]]:
    """What was understood, with Save, Edit and Cancel; a text that no form holds comes as a file."""
    record, draft = preview.record, preview.draft
    head = say("Preview: a change to #{number}", number=draft.article) if draft.article else say("Preview")
    items: list[ui.Item[Shown]] = [text(f"### {head}"), text(f"**{title_of(record, say)}**\n{facts_text(record, say)}")]
    items += [
        text(part)
        for part in (*_warnings(preview, say), _removed(preview, say), _near(preview, say), _orphaned(preview, say))
        if part
    ]
    count = SMALL + say(UNSAVED, count=f"{len(record.body):,}", hours=int(DRAFT_KEPT.total_seconds() // 3600))
    used = sum(length(item.content) for item in items if isinstance(item, ui.TextDisplay))
    opening = shorten(page_of(record.body, 0)[0], max(1, min(OPENING, LAYOUT_TEXT - used - length(count) - 20)))
    items.append(text(f"{opening}\n{count}"))
    buttons = [
        button(say("Save"), ids.make(DRAFT, SAVE, preview.number), ButtonStyle.success),
        button(say("Edit"), ids.make(DRAFT, EDIT, preview.number)),
        button(say("Cancel"), ids.make(DRAFT, CANCEL, preview.number), ButtonStyle.danger),
    ]
    files: list[discord.File] = []
    if length(draft.text) > INPUT_TEXT:
        files.append(_file(TEXT_FILE, draft.text))
    if len(record.removed) > FURNITURE or any(length(one.text) > LINE for one in record.removed):
        files.append(
            _file(FURNITURE_FILE, "".join(f"{one.line}\t{one.reason}\t{one.text}\n" for one in record.removed))
        )
    items += [ui.File(f"attachment://{file.filename}") for file in files]
    return Shown(ui.Container(*items, accent_colour=UNSURE), ui.ActionRow(*buttons)), tuple(files)


def _file(name: str, content: str) -> discord.File:
    return discord.File(io.BytesIO(content.encode("utf-8", "replace")), name)


def _warnings(preview: Preview, say: Say) -> list[str]:
    """What a moderator should know before anything else."""
    told = []
    if preview.paid:
        told.append(say("The page says that it is not free to read: this may be its beginning alone."))
    day = preview.draft.field("published")
    if day and preview.record.header.published is None:
        told.append(say("“{day}” is no day that I can read. Write it as 2024-01-13.", day=fit(day, 60)))
    if preview.passed_over:
        told.append(say("Both a text and a file came. This is the file; the text in the form is left out."))
    if preview.returning is not None:
        told.append(say("This page is #{number}, which was taken out. Save brings it back.", number=preview.returning))
    return told


def _removed(preview: Preview, say: Say) -> str:
    header = [one for one in preview.record.removed if one.reason in HEADER]
    removed = [one for one in preview.record.removed if one.reason not in HEADER]
    told = [say("Lines read as the header: {count}", count=len(header))] if header else []
    if not removed:
        return "\n".join([*told, say("Nothing was taken out as furniture.")])
    lines = [
        f"{SMALL}{say('line {number}', number=one.line)}: {fit(one.text, LINE)} ({fit(one.reason, 60)})"
        for one in removed[:FURNITURE]
    ]
    if len(removed) > FURNITURE:
        lines.append(SMALL + say("All of them are in {file}.", file=FURNITURE_FILE))
    return "\n".join([*told, say("Lines taken out as furniture: {count}", count=len(removed)), *lines])


def _near(preview: Preview, say: Say) -> str:
    shown = ", ".join(f"#{one.id} ({one.likeness:.0f} %)" for one in preview.near[:5])
    return say("Looks like {articles}.", articles=shown) if shown else ""


def _orphaned(preview: Preview, say: Say) -> str:
    if not preview.orphaned:
        return ""
    lines = [f"> {fit(one.text, 120)}" for one in preview.orphaned[:ORPHANED]]
    if len(preview.orphaned) > ORPHANED:
        lines.append(SMALL + say("and {count} more", count=len(preview.orphaned) - ORPHANED))
    return "\n".join([say("Quotations that would lose their words: {count}", count=len(preview.orphaned)), *lines])


def saved_text(saved: Saved, say: Say) -> str:
    """What saving did."""
    said = {
        "added": "Saved as #{number}.",
        "unchanged": "#{number} has exactly this text already; nothing changed.",
        "new version": "Saved: #{number} is now at version {version}.",
        "duplicate": "#{number} has this text already, from another source; nothing was saved.",
    }[saved.outcome.value]
    line = say(said, number=saved.id, version=saved.version)
    near = ", ".join(f"#{one.id} ({one.likeness:.0f} %)" for one in saved.near[:5])
    return f"{line} {say('Looks like {articles}.', articles=near)}" if near else line
