"""Every phrase of the bot's own that the code says, found in the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.app import Cornerstone

ROOT = Path(__file__).resolve().parents[2]
SAYERS = {"say", "_say"}
_COMPOSED = re.compile("Not a quotation: .*甲|Reported, not quoted: |The articles quote |I looked through 甲, ")
_SENTENCE = re.compile(r"(?=.*[a-z]{2})[^a-z\\\\].* .*[.:?]\Z")


def said_in_code() -> set[str]:
    """The literal phrases that are handed to a `Say`, in bot/ui and cogs."""
    files = [*ROOT.glob("bot/ui/*.py"), *ROOT.glob("cogs/*.py"), ROOT / "bot/app.py"]
    return {phrase for path in files for phrase in _said(ast.parse(path.read_text("utf-8")))}


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _is_say(node.func):
            yield from _literals(node.args[0])


def _is_say(func: ast.expr) -> bool:
    if isinstance(func, ast.Name):
        return func.id in SAYERS
    if isinstance(func, ast.Attribute):
        return func.attr in SAYERS
    return isinstance(func, ast.Call) and isinstance(func.func, ast.Attribute) and func.func.attr in SAYERS


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.BoolOp | ast.IfExp):
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.expr):
                yield from _literals(inner)


def raised_in_code() -> set[str]:
    """The literal texts of the errors that moderators and users meet, in bot/ui, bot/moderation and cogs."""
    files = [*ROOT.glob("bot/ui/*.py"), *ROOT.glob("cogs/*.py"), *ROOT.glob("bot/moderation/*.py")]
    found: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                found |= set(_literals(node.exc.args[0]))
    return found


def made_by_answers(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every sentence of the bot's own in bot/answer and in what finds speakers, once with each of ``parts`` in it.

    Those whose parts are put together of others stand in a table of the test.
    """
    files = [*ROOT.glob("bot/answer/*.py"), ROOT / "bot/retrieve/speakers.py"]
    trees = [ast.parse(path.read_text("utf-8")) for path in files]
    forms = zip(*([text for tree in trees for text in _texts(tree, part)] for part in parts), strict=True)
    return [form for form in forms if _SENTENCE.match(form[0]) and not _COMPOSED.match(form[0])]


def _texts(node: ast.AST, part: str) -> Iterator[str]:
    match node:
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.JoinedStr(values=values):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else part for one in values)
        case ast.Constant(value=str(text)):
            yield text
        case _:
            for inner in ast.iter_child_nodes(node):
                yield from _texts(inner, part)


def said_by_commands(bot: Cornerstone) -> set[str]:
    """Names and descriptions of commands, options and choices, as Discord shows them."""
    found: set[str] = set()
    for command in bot.tree.walk_commands():
        found |= _of_command(command)
    for kind in (discord.AppCommandType.message,):
        found |= {menu.name for menu in bot.tree.get_commands(type=kind)}
    return found


def _of_command(command: app_commands.Command[Any, ..., Any] | app_commands.Group) -> set[str]:
    found = {command.name, command.description}
    if isinstance(command, app_commands.Command):
        for option in command.parameters:
            found |= {option.display_name, str(option.description), *(choice.name for choice in option.choices)}
    return found
