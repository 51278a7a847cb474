"""Any article and any question, through the real services: what would be sent is sound."""

from __future__ import annotations

import itertools
from contextlib import suppress
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import ArticleRefused, QuestionRefused
from bot.guild_services import GuildServices
from bot.models import Answer, Ask, QuestionKind
from bot.moderation import Who
from bot.store.drafts import Draft
from bot.ui.desk import without_question
from bot.ui.layout import answer_layout, page_layout
from bot.ui.pages import pages
from bot.ui.phrases import Phrases, english
from bot.ui.preview import preview_layout
from tests.discord_standin import GUILD, MODERATOR
from tests.ui.test_escape import SPITEFUL
from tests.ui.test_views import sound

NUMBERS = itertools.count(1)
SCOPES = ("host", "starter", f"server:{GUILD}")
JAPANESE = Phrases.load().speaker("ja")
NOW = date(2024, 2, 1)
kinds = st.sampled_from(
    [QuestionKind.ASK, QuestionKind.WHO, QuestionKind.WHEN, QuestionKind.QUOTE, QuestionKind.VERIFY]
)
questions = st.one_of(SPITEFUL, st.sampled_from(["What did Ann Marsh say about the ferries?", "When did they meet?"]))


def asked(kind: QuestionKind, words: str) -> Ask:
    ask = Ask(kind, NOW, SCOPES, question=words, pages=True)
    return replace(ask, question="", words=words) if kind in {QuestionKind.QUOTE, QuestionKind.VERIFY} else ask


def check(answer: Answer, question: str) -> None:
    for say in (english, JAPANESE):
        sound(answer_layout(answer, question, say, more="more:1:2", public=False))
        found = pages(without_question(answer), say)
        for number, page in enumerate(found, 1):
            sound(page_layout(page, number, len(found), say, more=None))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPITEFUL, SPITEFUL, kinds, questions)
async def test_whatever_an_article_and_a_question_say(services: GuildServices, title, words, kind, question):
    number = next(NUMBERS)
    text = (
        f"The council met on Friday, 12 January 2024, to speak of ferries {words} in the harbour.\n\n"
        f"“More ferries {words} will sail,” Harbour Minister Ann Marsh told reporters. They met for the time {number}."
    )
    who = Who(GUILD, MODERATOR.id, f"i{number}")
    with suppress(ArticleRefused):
        preview = await services.moderation.typed(who, Draft(f"discord:{number}", text, (("title", title),)), None)
        sound(preview_layout(preview, english)[0])
        await services.moderation.save(who, preview.number)
    for put in (question, "What did Ann Marsh say about the ferries?"):
        with suppress(QuestionRefused):
            check(await services.answer(asked(kind, put)), put)
