"""Fetches one page for a moderator: http(s), public addresses only, within limits of size, time and redirects.

The address is checked where the socket is made, after every look-up of a name, so that no answer of a
name server that changes between a check and a connection leads inside.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import ipaddress
import socket
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.errors import ArticleRefused
from bot.ingest.addresses import is_public

AGENT = "Cornerstone"
HEADERS = {
    "User-Agent": f"{AGENT}/1.0 (Discord bot; reads one page when a moderator asks)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "gzip",
}
REDIRECTS = 5
REDIRECT_CODES = frozenset({301, 302, 303, 307, 308})
CLOSED_CODES = {
    401: "it asks for a login",
    402: "it is behind a paywall",
    403: "it does not let programs in",
    404: "there is no such page",
    410: "the page is gone",
    429: "it is asked too often just now",
    451: "it is withheld for legal reasons",
}
FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "there is no site of that name"),
    (aiohttp.ClientSSLError, "the site's certificate is not in order"),
    (aiohttp.ClientConnectorError, "the site can't be reached"),
    (aiohttp.InvalidURL, "that is no address of a page"),
    (aiohttp.ClientResponseError, "the site does not speak the web's language"),
    (aiohttp.ClientError, "the site broke off"),
)
GZIP = b"\x1f\x8b"
PORTS = {"http": 80, "https": 443}
TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
ROBOTS_BYTES = 500_000
CHUNK = 64 * 1024
MAX_URL = 2000
INSTEAD = "Copy its text into /article add instead."


class _NotPublic(OSError):
    """A connection that would lead inside."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. ``name`` ends as the format of its body is called."""

    url: str
    name: str
    body: bytes


class _PublicResolver(AbstractResolver):
    """Gives public addresses alone."""

    def __init__(self, inner: AbstractResolver, allowed: Callable[[str], bool]) -> None:
        self._inner = inner
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = [one for one in await self._inner.resolve(host, port, family) if self._allowed(one["host"])]
        if not found:
            raise _NotPublic(f"{host} is no public address")
        return found

    async def close(self) -> None:
        await self._inner.close()


class Fetcher:
    """Fetches pages. ``allowed`` says which addresses may be connected to; ``ports`` which ports, None for any."""

    def __init__(
        self,
        *,
        most_bytes: int,
        seconds: float = 15.0,
        allowed: Callable[[str], bool] = is_public,
        resolver: Callable[[], AbstractResolver] = ThreadedResolver,
        any_port: bool = False,
    ) -> None:
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._allowed = allowed
        self._resolver = resolver
        self._any_port = any_port

    async def fetch(self, url: str) -> Fetched:
        """The page at ``url``. Raises `ArticleRefused` that says why it can't be read and what to do."""
        try:
            async with asyncio.timeout(self._seconds), self._session() as session:
                return await self._follow(session, _bare(url))
        except TimeoutError:
            raise ArticleRefused(f"The page did not come within {self._seconds:g} seconds. {INSTEAD}") from None
        except (aiohttp.ClientError, OSError, ValueError) as err:
            if _led_inside(err):
                raise ArticleRefused("That address is not on the public internet; it is not fetched.") from None
            raise ArticleRefused(f"The page could not be fetched: {_why(err)}. {INSTEAD}") from err

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[aiohttp.ClientSession]:
        connector = aiohttp.TCPConnector(
            resolver=_PublicResolver(self._resolver(), self._allowed),
            use_dns_cache=False,
            force_close=True,
            socket_factory=self._socket,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            headers=HEADERS,
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        ) as session:
            yield session

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for an address, if it is a public one: the last gate before a connection."""
        family, kind, protocol, _, address = info
        if not self._allowed(str(address[0])):
            raise _NotPublic(f"{address[0]} is no public address")
        return socket.socket(family, kind, protocol)

    async def _follow(self, session: aiohttp.ClientSession, url: str) -> Fetched:
        for _ in range(REDIRECTS + 1):
            self._check(url)
            await self._ask_robots(session, url)
            async with session.get(url, allow_redirects=False) as response:
                if response.status in REDIRECT_CODES and "Location" in response.headers:
                    url = _bare(urljoin(url, response.headers["Location"]))
                    continue
                return await self._read(response, url)
        raise ArticleRefused(f"The page redirects more than {REDIRECTS} times. {INSTEAD}")

    def _check(self, url: str) -> None:
        """Raise for a URL that is not to be fetched, before anything is looked up."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or len(url) > MAX_URL:
            raise ArticleRefused("Only web addresses can be fetched, such as https://news.example/article.")
        if parts.username is not None or parts.password is not None:
            raise ArticleRefused("An address with a name and password in it is not fetched.")
        if not self._any_port and (parts.port or PORTS[parts.scheme]) not in PORTS.values():
            raise ArticleRefused("Only the usual ports of the web, 80 and 443, are fetched from.")
        if _is_literal(parts.hostname) and not self._allowed(parts.hostname):
            raise _NotPublic(parts.hostname)

    async def _ask_robots(self, session: aiohttp.ClientSession, url: str) -> None:
        """Raise where the site's robots.txt asks programs to stay away; a site without one has nothing against it."""
        robots = urljoin(url, "/robots.txt")
        async with session.get(robots, allow_redirects=False) as response:
            if response.status >= 500:  # RFC 9309: nobody knows what is allowed, so nothing is
                raise ArticleRefused(
                    f"The site's robots.txt can't be read just now (error {response.status}). {INSTEAD}"
                )
            if response.status != 200:
                return
            try:
                body = await _body(response, ROBOTS_BYTES, cut=True)
            except (ArticleRefused, ValueError):
                return
        parser = RobotFileParser()
        parser.parse(body.decode("utf-8-sig", "replace").splitlines())
        if not parser.can_fetch(AGENT, url):
            raise ArticleRefused(f"The site's robots.txt asks programs not to read this page. {INSTEAD}")

    async def _read(self, response: aiohttp.ClientResponse, url: str) -> Fetched:
        if response.status != 200:
            why = CLOSED_CODES.get(response.status, f"it answered with the error {response.status}")
            raise ArticleRefused(f"The page can't be read: {why}. {INSTEAD}")
        ending = TYPES.get(response.content_type)
        if ending is None:
            raise ArticleRefused(f"That is no page of text but {response.content_type}. Attach it to /article add.")
        if (response.content_length or 0) > self._most_bytes:
            raise ArticleRefused(_too_large(self._most_bytes))
        body = await _body(response, self._most_bytes)
        return Fetched(url, f"page{ending}", _as_utf8(body, response.charset))


async def _body(response: aiohttp.ClientResponse, most: int, *, cut: bool = False) -> bytes:
    """The body, unpacked, up to ``most`` bytes; more is cut off or, as a rule, refused. `ValueError`: it is broken."""
    packing = _Packing(response.headers.get("Content-Encoding", "").strip().lower())
    body, came = bytearray(), 0
    async for chunk in response.content.iter_chunked(CHUNK):
        came += len(chunk)
        body += packing.unpack(chunk, most + 1 - len(body))
        if len(body) > most or came > most:
            if cut:
                return bytes(body[:most])
            raise ArticleRefused(_too_large(most))
    if not packing.whole:
        raise ValueError("the packed page breaks off")
    return bytes(body)


class _Packing:
    """Unpacks chunk by chunk, never to more than it is told. Raises `ArticleRefused` for an unknown packing."""

    def __init__(self, encoding: str) -> None:
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ArticleRefused(f"The page is packed in a way that is not read here. {INSTEAD}")
        self._packed = None if encoding in {"", "identity"} else _inflater()

    @property
    def whole(self) -> bool:
        """Whether what came is all that was packed."""
        return self._packed is None or self._packed.eof

    def unpack(self, chunk: bytes, room: int) -> bytes:
        """What the chunk holds, up to ``room`` bytes. Raises `ValueError` where it is broken."""
        if self._packed is None:
            return chunk
        out = bytearray()
        try:
            while chunk and len(out) < room:
                if self._packed.eof:  # one gzip may follow another; what else follows is padding
                    if not chunk.startswith(GZIP):
                        break
                    self._packed = _inflater()
                out += self._packed.decompress(chunk, room - len(out))
                chunk = self._packed.unused_data
        except zlib.error as err:
            raise ValueError("broken packing") from err
        return bytes(out)


def _inflater() -> zlib._Decompress:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)


def _bare(url: str) -> str:
    """An address as it is pasted: without blanks, the angle brackets of Discord, and the place within the page."""
    return urldefrag(url.strip().removeprefix("<").removesuffix(">")).url


def _as_utf8(body: bytes, charset: str | None) -> bytes:
    """The body in UTF-8 where the server tells its charset; what is UTF-8 already, or is not as it was told, stays."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        with contextlib.suppress(LookupError, UnicodeError):
            name = codecs.lookup(charset or "").name
            return body.decode("cp1252" if name == "iso8859-1" else name).encode("utf-8")
    return body


def _why(err: Exception) -> str:
    """Why a connection came to nothing, in words."""
    return next((words for kind, words in FAILURES if isinstance(err, kind)), "it came broken")


def _too_large(most: int) -> str:
    return f"The page is larger than {most / 1_000_000:g} MB."


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _led_inside(err: BaseException | None) -> bool:
    """Whether an error, or one that it wraps, is that a connection would have led inside."""
    seen = 0
    while err is not None and seen < 10:
        if isinstance(err, _NotPublic) or isinstance(getattr(err, "os_error", None), _NotPublic):
            return True
        err, seen = err.__cause__ or err.__context__, seen + 1
    return False
