"""The buttons under an answer: In context, More, Wrong?, Show to all. They work on any message, however old."""

from __future__ import annotations

from discord.ext import commands

from bot.app import Cornerstone
from bot.models import Article, Span
from bot.store.reports import Complaint
from bot.ui import forms, ids, readback
from bot.ui.context import in_context
from bot.ui.desk import Interaction, Visitor, home
from bot.ui.failures import Stale
from bot.ui.ids import Place, Press
from bot.ui.layout import note, page_layout
from bot.ui.pages import pages
from bot.ui.presses import chosen
from bot.ui.reply import Reply, open_form, send_to_all
from bot.ui.reports_view import announce

GONE = "The article behind this is no longer here. Ask again for what there is now."
CHANGED = "The article has been changed since. Ask again for its present words."
EXPIRED = "This list is too old to leaf through. Ask again for a fresh one."
REPORT = "report"
COMMENT = 1000


class Buttons(commands.Cog):
    """What is pressed under an answer."""

    def __init__(self, bot: Cornerstone) -> None:
        self._bot = bot
        self._desk = bot.desk
        bot.presses.add(ids.CONTEXT, self.in_context)
        bot.presses.add(ids.MORE, self.more)
        bot.presses.add(ids.WRONG, self.wrong)
        bot.presses.add(REPORT, self.report)
        bot.presses.add(ids.SHOW, self.show)

    async def in_context(self, interaction: Interaction, press: Press) -> None:
        """The sentences around a citation, for who asked."""
        place = Place.read(chosen(interaction) or press.arguments[0])

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            article = await self._article(place.article, visitor)
            span = Span(place.start, place.end)
            if ids.check(span.of(article.record.body)) != place.check:
                raise Stale(CHANGED)
            return Reply(in_context(article, span, visitor.say))

        await self._desk.reply(interaction, work())

    async def more(self, interaction: Interaction, press: Press) -> None:
        """The next page of an answer, for who asked."""
        number, page = map(int, press.arguments)

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            answer = await self._desk.library.kept_answer(number, visitor.guild)
            if answer is None:
                raise Stale(EXPIRED)
            made = pages(answer, visitor.say)
            shown = made[min(page, len(made)) - 1]
            gone = await self._gone([citation.article_id for citation in shown.citations], visitor)
            kept = shown.without(gone)
            left_out = len(shown.blocks) - len(kept.blocks)
            following = ids.make(ids.MORE, number, page + 1) if page < len(made) else None
            return Reply(page_layout(kept, page, len(made), visitor.say, more=following, left_out=left_out))

        await self._desk.reply(interaction, work())

    async def wrong(self, interaction: Interaction, press: Press) -> None:
        """A form for what is wrong with an answer."""
        say = self._desk.say(interaction)
        if home(interaction) is None:
            hint = say("It goes to whoever runs the bot, with question, answer and sources.")
        else:
            hint = say("It goes to the moderators with question, answer and sources.")
        comment = forms.line("comment", say("What is wrong?"), hint=hint, most=COMMENT, long=True)
        await open_form(interaction, forms.form(say("Report an answer"), ids.make(REPORT, *press.arguments), [comment]))

    async def report(self, interaction: Interaction, press: Press) -> None:
        """What was filled in goes to the moderators' queue."""
        message = interaction.message
        assert message is not None

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            complaint = Complaint(
                visitor.guild,
                str(visitor.user),
                readback.question(message, visitor.say),
                readback.answer(message),
                tuple(map(int, press.arguments)),
                forms.filled(interaction)["comment"],
                str(interaction.id),
            )
            if await self._desk.library.complain(complaint) is not None:
                await announce(self._bot, visitor.guild, complaint)
            if visitor.guild is None:
                return Reply(note(visitor.say("Thank you. Whoever runs the bot will look at it.")))
            return Reply(note(visitor.say("Thank you. The moderators will look at it.")))

        await self._desk.reply(interaction, work())

    async def show(self, interaction: Interaction, press: Press) -> None:
        """An answer that only its asker saw, for everyone."""
        visitor = await self._desk.visitor(interaction)
        if await self._gone(list(map(int, press.arguments)), visitor):
            raise Stale(GONE)
        assert interaction.message is not None
        await send_to_all(interaction, readback.copy_for_all(interaction.message))

    async def _article(self, number: int, visitor: Visitor) -> Article:
        article = await self._desk.library.article(number, visitor.scopes)
        if article is None:
            raise Stale(GONE)
        return article

    async def _gone(self, articles: list[int], visitor: Visitor) -> set[int]:
        found = [number for number in set(articles) if await self._desk.library.article(number, visitor.scopes) is None]
        return set(found)


async def setup(bot: Cornerstone) -> None:
    """Called by discord.py."""
    await bot.add_cog(Buttons(bot))
