"""/article: shown to everyone; added, changed, taken out and given out by moderators."""

from __future__ import annotations

from itertools import repeat

from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.app import Cornerstone
from bot.moderation import NotThere, Preview, Who
from bot.store.articles import Listed
from bot.store.drafts import Draft
from bot.ui import forms, suggest
from bot.ui.article_view import READ, article_layout, reading_layout, rows_text, title_of
from bot.ui.desk import Interaction
from bot.ui.exports import lines_file, markdown_file
from bot.ui.failures import Stale
from bot.ui.guard import moderator
from bot.ui.history_view import history_text
from bot.ui.ids import Press, make
from bot.ui.layout import FOUND, button, file_note, note
from bot.ui.options import number_of
from bot.ui.phrases import Say
from bot.ui.places import everywhere
from bot.ui.preview import CANCEL, DRAFT, EDIT, FORM, NEW, OF, SAVE, article_form, filled_in, preview_layout, saved_text
from bot.ui.reply import Reply, before_form, open_form

Typed = Range[str, 1, 100]
LISTED = 40  # more than there is room for
LIST, HISTORY = "list", "history"


@everywhere
class ArticleCog(
    commands.GroupCog, group_name="article", group_description="Articles: read one, or look after this server's"
):
    """What is done with articles. All but `show` is for moderators, and checked here each time."""

    def __init__(self, bot: Cornerstone) -> None:
        self._desk = bot.desk
        self._services = bot.services
        self._work = bot.services.moderation
        for verb, handler in (
            (READ, self.read_on),
            (FORM, self.submitted),
            (DRAFT, self.decided),
            (LIST, self.list_on),
            (HISTORY, self.history_on),
        ):
            bot.presses.add(verb, handler)
        super().__init__()

    @app_commands.command(description="Show an article: who published it when, who is quoted, and its text")
    @app_commands.describe(article="Words of its title, or its number")
    @app_commands.autocomplete(article=suggest.articles)
    async def show(self, interaction: Interaction, article: Typed) -> None:
        """One article."""

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            number = await self._number(article, visitor.scopes)
            found = await self._desk.library.article(number, visitor.scopes)
            if found is None:
                raise NotThere("There is no such article here. /sources shows what there is.")
            return Reply(article_layout(found, visitor.say), ephemeral=visitor.private)

        await self._desk.reply(interaction, work(), ephemeral=False)

    async def read_on(self, interaction: Interaction, press: Press) -> None:
        """The next page of an article's text, for who asked."""
        number, version, start = map(int, press.arguments)

        async def work() -> Reply:
            visitor = await self._desk.visitor(interaction)
            found = await self._desk.library.article(number, visitor.scopes)
            if found is None or found.version != version:
                raise Stale("This article is no longer as it was. /article show has its present text.")
            return Reply(reading_layout(found, start, visitor.say))

        await self._desk.reply(interaction, work())

    @app_commands.command(description="Moderators: add an article, typed in or from a file")
    async def add(self, interaction: Interaction) -> None:
        """A form for a new article."""
        await before_form(moderator(interaction, self._services))
        await open_form(interaction, article_form(None, (NEW,), self._desk.say(interaction)))

    @app_commands.command(name="add-url", description="Moderators: add an article from its page")
    @app_commands.describe(url="The address of the page")
    @app_commands.checks.cooldown(5, 60)
    async def add_url(self, interaction: Interaction, url: Range[str, 10, 2000]) -> None:
        """A preview of a page."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            return self._preview(interaction, await self._work.fetched(who, url))

        await self._desk.reply(interaction, work())

    @app_commands.command(description="Moderators: change an article; the earlier text is kept as a version")
    @app_commands.describe(article="Words of its title, or its number")
    @app_commands.autocomplete(article=suggest.own_articles)
    async def edit(self, interaction: Interaction, article: Typed) -> None:
        """A form filled in with an article."""
        draft = await before_form(self._opened(interaction, article))
        await open_form(interaction, article_form(draft, (OF, draft.article), self._desk.say(interaction)))

    async def _opened(self, interaction: Interaction, article: str) -> Draft:
        """The article that was typed, as a draft of its next version."""
        who = await moderator(interaction, self._services)
        return await self._work.draft_of(who, await self._number(article, (who.scope,)))

    async def submitted(self, interaction: Interaction, press: Press) -> None:
        """A form was filled in: show what is understood of it."""
        values, file = forms.filled(interaction), forms.uploaded(interaction, "file")

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            earlier = await self._earlier(who, press)
            self._work.check_size(file.size if file else 0)
            upload = (file.filename, await forms.content(file)) if file else None
            draft = filled_in(earlier, f"discord:{interaction.id}", values)
            preview = await self._work.typed(who, draft, upload, earlier)
            if press.arguments[0] == DRAFT:
                await self._work.drop(who, int(press.arguments[1]))
            return self._preview(interaction, preview)

        await self._desk.reply(interaction, work())

    async def decided(self, interaction: Interaction, press: Press) -> None:
        """Save, Edit or Cancel under a preview."""
        action, number = press.arguments[0], int(press.arguments[1])
        say = self._desk.say(interaction)
        if action == EDIT:
            draft = await before_form(self._drafted(interaction, number))
            await open_form(interaction, article_form(draft, (DRAFT, number), say))
            return

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            if action == SAVE:
                return Reply(note(saved_text(await self._work.save(who, number), say), tint=FOUND))
            assert action == CANCEL
            await self._work.drop(who, number)
            return Reply(note(say("Nothing was saved.")))

        await self._desk.reply(interaction, work())

    async def _drafted(self, interaction: Interaction, number: int) -> Draft:
        return await self._work.draft(await moderator(interaction, self._services), number)

    @app_commands.command(description="Moderators: take an article out; it is cited nowhere from then on")
    @app_commands.describe(article="Words of its title, or its number")
    @app_commands.autocomplete(article=suggest.own_articles)
    async def remove(self, interaction: Interaction, article: Typed) -> None:
        """Take an article out."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            number = await self._number(article, (who.scope,))
            await self._work.remove(who, number)
            say = self._desk.say(interaction)
            return Reply(
                note(say("#{number} is taken out. /article restore brings it back.", number=number), tint=FOUND)
            )

        await self._desk.reply(interaction, work())

    @app_commands.command(description="Moderators: bring a removed article back")
    @app_commands.describe(article="Words of its title, or its number")
    @app_commands.autocomplete(article=suggest.removed_articles)
    async def restore(self, interaction: Interaction, article: Typed) -> None:
        """Bring an article back."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            number = await self._number(article, (who.scope,), removed=True)
            await self._work.restore(who, number)
            return Reply(note(self._desk.say(interaction)("#{number} is back.", number=number), tint=FOUND))

        await self._desk.reply(interaction, work())

    @app_commands.command(description="Moderators: who did what to an article, and when")
    @app_commands.describe(article="Words of its title, or its number")
    @app_commands.autocomplete(article=suggest.all_own_articles)
    async def history(self, interaction: Interaction, article: Typed) -> None:
        """An article's history, a removed one's too."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            return await self._history(interaction, who, await self._number(article, (who.scope,), removed=None), None)

        await self._desk.reply(interaction, work())

    async def history_on(self, interaction: Interaction, press: Press) -> None:
        """The next page of a history."""
        number, until = map(int, press.arguments)

        async def work() -> Reply:
            return await self._history(interaction, await moderator(interaction, self._services), number, until)

        await self._desk.reply(interaction, work())

    async def _history(self, interaction: Interaction, who: Who, number: int, until: int | None) -> Reply:
        """What was done to an article, the newest first, of its first ``until`` deeds."""
        say = self._desk.say(interaction)
        events = (await self._work.history(who, number))[:until]
        lines, shown = history_text(number, events, say)
        left = len(events) - shown
        more = [button(say("More"), make(HISTORY, number, left))] if left else []
        return Reply(note(lines, tint=FOUND, buttons=more))

    @app_commands.command(name="list", description="Moderators: the articles of this server")
    async def list_(self, interaction: Interaction) -> None:
        """The server's articles."""
        await self._desk.reply(interaction, self._listed(interaction, 0))

    async def list_on(self, interaction: Interaction, press: Press) -> None:
        """The next page of the list."""
        await self._desk.reply(interaction, self._listed(interaction, int(press.arguments[0])))

    @app_commands.command(description="Moderators: articles as a file, one or all of this server's")
    @app_commands.describe(
        article="Words of its title, or its number; leave it out for all",
        version="An earlier text of the article, as /article history counts them",
    )
    @app_commands.autocomplete(article=suggest.all_own_articles)
    async def export(
        self, interaction: Interaction, article: Typed | None = None, version: Range[int, 1, 100_000] | None = None
    ) -> None:
        """Articles as a file."""

        async def work() -> Reply:
            who = await moderator(interaction, self._services)
            say = self._desk.say(interaction)
            if article is None and version is not None:
                raise NotThere("Say of which article: give its number or words of its title.")
            if article is None:
                found = await self._work.whole(who)
                file = lines_file(found, interaction.filesize_limit)
                return Reply(file_note(say("Articles: {count}", count=len(found)), file.filename), files=(file,))
            number = await self._number(article, (who.scope,), removed=None if version else False)
            one = await (self._work.version(who, number, version) if version else self._work.own(who, number))
            file = markdown_file(one)
            return Reply(file_note(f"#{number} {title_of(one.record, say)}", file.filename), files=(file,))

        await self._desk.reply(interaction, work())

    async def _listed(self, interaction: Interaction, after: int) -> Reply:
        who = await moderator(interaction, self._services)
        say = self._desk.say(interaction)
        found = await self._work.listed(who, after, LISTED)
        if not found:
            return Reply(note(say("This server has no articles of its own yet. /article add takes one in.")))
        lines, count = rows_text(map(_row, found, repeat(say)), say)
        more = [button(say("More"), make(LIST, found[count - 1].id))] if count < len(found) else []
        return Reply(note(f"### {say('Articles of this server')}", lines, tint=FOUND, buttons=more))

    async def _number(self, typed: str, scopes: tuple[str, ...], *, removed: bool | None = False) -> int:
        """The number of the article that was typed; ``removed`` None: also of a removed one. Raises `NotThere`."""
        if (number := number_of(typed)) is not None:
            return number
        found = await self._services.articles(typed, scopes, removed=bool(removed))
        if not found and removed is None:
            found = await self._services.articles(typed, scopes, removed=True)
        if not found:
            raise NotThere("No article here has these words in its title. Choose one from what is offered.")
        return found[0][0]

    async def _earlier(self, who: Who, press: Press) -> Draft | None:
        """What the submitted form was filled in with."""
        match press.arguments:
            case (kind, number) if kind == OF:
                return await self._work.draft_of(who, int(number))
            case (kind, number) if kind == DRAFT:
                return await self._work.draft(who, int(number))
        return None

    def _preview(self, interaction: Interaction, preview: Preview) -> Reply:
        view, files = preview_layout(preview, self._desk.say(interaction))
        return Reply(view, files=files)


def _row(listed: Listed, say: Say) -> tuple[int, str, str, str]:
    """An article as the list has it; a removed one says so, with or without a title."""
    title = listed.title or say("untitled")
    shown = f"({say('removed')}) {title}" if listed.removed else title
    return listed.id, shown, listed.outlet or "", str(listed.published or "")


async def setup(bot: Cornerstone) -> None:
    """Called by discord.py."""
    await bot.add_cog(ArticleCog(bot))
