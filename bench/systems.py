"""The searches that are measured beside each other, behind one face: built into a folder, opened from it, asked.

Each is used as its own documentation shows, over title and text of an article, and gives the ten best
articles for a question's words. Its package is imported where it is needed, so that a process holds one.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from bot.errors import QuestionRefused
from bot.models import Ask, QuestionKind
from bot.services import Services

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
TEN = 10
DATABASE, SPENT = "cornerstone.db", "spent"
SCOPES = ("host",)
_WORD = re.compile(r"\w+")
Named = tuple[str, str]  # an article's name and its text


class System(Protocol):
    """A search over the files of a corpus."""

    name: str

    def build(self, corpus: Path, place: Path) -> None:
        """Index the articles of ``corpus`` and keep the index in ``place``."""

    def open(self, place: Path) -> None:
        """Make ready to be asked."""

    def search(self, question: str, day: date) -> Sequence[str]:
        """The names of the ten best articles, best first."""

    def close(self) -> None:
        """Give back what is open."""


def texts(corpus: Path) -> Iterator[Named]:
    """Name and text of each article of a folder, or of one, title first, as `bench.grow` writes them."""
    for path in sorted(corpus.rglob("*.md")) if corpus.is_dir() else [corpus]:
        _, front, text = path.read_text("utf-8").split("---\n", 2)
        title = re.search(r"^title: (.*)$", front, re.MULTILINE)
        yield path.stem, (json.loads(title[1]) + "\n" if title else "") + text.strip()


class Plain:
    """SQLite's FTS5: an OR of the words, ordered by rank."""

    name = "FTS5, OR, by rank"

    def build(self, corpus: Path, place: Path) -> None:
        db = sqlite3.connect(place / "plain.db")
        db.execute("CREATE VIRTUAL TABLE article USING fts5(name UNINDEXED, text, tokenize = 'porter unicode61')")
        with db:
            db.executemany("INSERT INTO article VALUES (?, ?)", texts(corpus))
        db.close()

    def open(self, place: Path) -> None:
        self._db = sqlite3.connect(place / "plain.db")

    def search(self, question: str, day: date) -> Sequence[str]:
        del day
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(question)))
        found = self._db.execute("SELECT name FROM article WHERE article MATCH ? ORDER BY rank LIMIT ?", (words, TEN))
        return [name for (name,) in found]

    def close(self) -> None:
        self._db.close()


class Tantivy:
    """tantivy, with its English stemmer."""

    name = "tantivy"

    def build(self, corpus: Path, place: Path) -> None:
        import tantivy  # noqa: PLC0415

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("name", stored=True, tokenizer_name="raw")
        schema.add_text_field("text", stored=True, tokenizer_name="en_stem")
        index = tantivy.Index(schema.build(), path=str(place))
        writer = index.writer()
        for name, text in texts(corpus):
            writer.add_document(tantivy.Document(name=name, text=text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, place: Path) -> None:
        import tantivy  # noqa: PLC0415

        self._index = tantivy.Index.open(str(place))
        self._searcher = self._index.searcher()

    def search(self, question: str, day: date) -> Sequence[str]:
        del day
        query = self._index.parse_query(" ".join(_WORD.findall(question)).lower(), ["text"])
        hits = self._searcher.search(query, TEN).hits
        return [self._searcher.doc(address)["name"][0] for _, address in hits]

    def close(self) -> None:
        del self._searcher, self._index


class Bm25s:
    """bm25s, with stop words and PyStemmer; the texts are not kept in it."""

    name = "bm25s"

    def build(self, corpus: Path, place: Path) -> None:
        import bm25s  # noqa: PLC0415

        every = list(texts(corpus))
        found = bm25s.tokenize([text for _, text in every], stopwords="en", stemmer=_stemmer(), show_progress=False)
        index = bm25s.BM25()
        index.index(found, show_progress=False)
        index.save(str(place))
        (place / "names.json").write_text(json.dumps([name for name, _ in every]))

    def open(self, place: Path) -> None:
        import bm25s  # noqa: PLC0415

        self._tokenize, self._stemmer = bm25s.tokenize, _stemmer()
        self._index = bm25s.BM25.load(str(place))
        self._names = json.loads((place / "names.json").read_text())

    def search(self, question: str, day: date) -> Sequence[str]:
        del day
        words = self._tokenize(question, stopwords="en", stemmer=self._stemmer, show_progress=False)
        found, _ = self._index.retrieve(words, k=TEN, show_progress=False)
        return [self._names[int(number)] for number in found[0]]

    def close(self) -> None:
        del self._index


class RankBm25:
    """rank_bm25's BM25Okapi over words in lower case; it keeps nothing on disk, so it is pickled."""

    name = "rank_bm25"

    def build(self, corpus: Path, place: Path) -> None:
        from rank_bm25 import BM25Okapi  # noqa: PLC0415

        every = list(texts(corpus))
        index = BM25Okapi([_WORD.findall(text.lower()) for _, text in every])
        with (place / "index.pickle").open("wb") as file:
            pickle.dump(([name for name, _ in every], index), file)

    def open(self, place: Path) -> None:
        with (place / "index.pickle").open("rb") as file:
            self._names, self._index = pickle.load(file)

    def search(self, question: str, day: date) -> Sequence[str]:
        del day
        found: list[str] = self._index.get_top_n(_WORD.findall(question.lower()), self._names, n=TEN)
        return found

    def close(self) -> None:
        del self._index


class LlamaIndex:
    """LlamaIndex's BM25Retriever."""

    name = "LlamaIndex BM25Retriever"

    def build(self, corpus: Path, place: Path) -> None:
        from llama_index.core.schema import TextNode  # noqa: PLC0415
        from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415

        nodes = [TextNode(id_=name, text=text) for name, text in texts(corpus)]
        retriever = BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=TEN, stemmer=_stemmer(), language="english"
        )
        retriever.persist(str(place))

    def open(self, place: Path) -> None:
        from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415

        self._retriever = BM25Retriever.from_persist_dir(str(place), show_progress=False)

    def search(self, question: str, day: date) -> Sequence[str]:
        del day
        return [found.node.node_id for found in self._retriever.retrieve(question)]

    def close(self) -> None:
        del self._retriever


class Haystack:
    """Haystack's InMemoryBM25Retriever; its store keeps the texts and indexes them again when it is opened."""

    name = "Haystack InMemoryBM25"

    def build(self, corpus: Path, place: Path) -> None:
        from haystack import Document  # noqa: PLC0415
        from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415

        store = InMemoryDocumentStore()
        store.write_documents([Document(id=name, content=text) for name, text in texts(corpus)])
        store.save_to_disk(str(place / "store.json"))

    def open(self, place: Path) -> None:
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever  # noqa: PLC0415
        from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415

        store = InMemoryDocumentStore.load_from_disk(str(place / "store.json"))
        self._retriever = InMemoryBM25Retriever(document_store=store, top_k=TEN)

    def search(self, question: str, day: date) -> Sequence[str]:
        del day
        return [document.id for document in self._retriever.run(query=question)["documents"]]

    def close(self) -> None:
        del self._retriever


class Ours:
    """The bot: a question in, a cited answer out."""

    name = "Cornerstone, cited answer"

    def build(self, corpus: Path, place: Path) -> None:
        """Folder by folder; after an interruption from where it was. The CPU that was spent is kept in a file."""
        spent = place / SPENT
        done, before = json.loads(spent.read_text()) if spent.exists() else (0, 0.0)
        folders = sorted(path for path in corpus.iterdir() if path.is_dir())[done:]
        files = [len(list(folder.iterdir())) for folder in folders]
        ends = {sum(files[:number]): done + number for number in range(1, len(files) + 1)}
        asyncio.run(self._ingest(folders, place, ends, before))

    async def _ingest(self, folders: Sequence[Path], place: Path, ends: Mapping[int, int], before: float) -> None:
        """``ends`` tells, by the number of a folder's last file, how many folders are done then."""
        spent = place / SPENT
        async with Services.open(place / DATABASE) as services:
            async for result in services.ingest(folders):
                if result.file in ends:
                    spent.write_text(json.dumps((ends[result.file], before + time.process_time())))

    def open(self, place: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        opened: Services = self._loop.run_until_complete(
            self._stack.enter_async_context(Services.open(place / DATABASE))
        )
        self.services = opened

    def search(self, question: str, day: date) -> Sequence[str]:
        return self._loop.run_until_complete(self._answer(question, day))

    async def _answer(self, question: str, day: date) -> Sequence[str]:
        try:
            answer = await self.services.answer(Ask(QuestionKind.ASK, day, SCOPES, question))
        except QuestionRefused:
            return ()
        return [Path(citation.source).stem for citation in answer.citations]

    def close(self) -> None:
        self._loop.run_until_complete(self._stack.aclose())
        self._loop.close()


class OurSearch(Ours):
    """The bot's search alone: the ten best windows, as their articles."""

    name = "Cornerstone, search alone"

    async def _answer(self, question: str, day: date) -> Sequence[str]:
        finder = self.services.finder
        windows, articles = await finder.windows(await finder.query(question, day, SCOPES), SCOPES, kept=TEN)
        return list(dict.fromkeys(Path(articles[window.article_id].record.source).stem for window in windows))


OTHERS: tuple[Callable[[], System], ...] = (Plain, Bm25s, Tantivy, RankBm25, LlamaIndex, Haystack)


def named(name: str) -> System:
    """The system of that name."""
    return next(system for make in (Ours, OurSearch, *OTHERS) if (system := make()).name == name)


def _stemmer() -> Any:
    import Stemmer  # noqa: PLC0415

    return Stemmer.Stemmer("english")
