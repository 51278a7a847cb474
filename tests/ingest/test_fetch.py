"""The fetcher against a web server on this machine, which is let in by name where a test needs it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gzip
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import ArticleRefused
from bot.ingest.addresses import is_public
from bot.ingest.fetch import Fetcher

PAGE = "<html><body><p>The ministers met.</p></body></html>"
Handler = Callable[[web.Request], Coroutine[Any, Any, web.StreamResponse]]


class Names(AbstractResolver):
    """A name server that says what it is told, one answer after another."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is held."""


class Site:
    """A web site on loopback, with a handler for each path."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.port = 0
        self.seen: list[str] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request.path)
        handler = self.pages.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    def url(self, path: str = "/a", host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", made.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


def fetcher(*answers: str, loopback: bool = True, most_bytes: int = 10_000, seconds: float = 5.0) -> Fetcher:
    """One that takes this machine for a public one, unless told otherwise."""
    allowed = (lambda address: address == "127.0.0.1" or is_public(address)) if loopback else is_public
    names = Names(*(answers or ("127.0.0.1",)))
    return Fetcher(most_bytes=most_bytes, seconds=seconds, allowed=allowed, resolver=lambda: names, any_port=True)


def text(body: str | bytes, **more: Any) -> Handler:
    async def handler(_: web.Request) -> web.Response:
        given = {"content_type": "text/html", **more}
        return web.Response(body=body.encode() if isinstance(body, str) else body, **given)

    return handler


def leading(target: str) -> Handler:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": target})

    return handler


async def test_a_page_is_fetched(site: Site):
    site.pages["/a"] = text(PAGE)
    page = await fetcher().fetch(site.url())
    assert (page.body.decode(), page.name) == (PAGE, "page.html")


async def test_redirects_are_followed_to_the_page(site: Site):
    site.pages |= {"/a": leading("/b"), "/b": text("plain", content_type="text/plain")}
    page = await fetcher().fetch(site.url())
    assert (page.url, page.name) == (site.url("/b"), "page.txt")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "nonsense", "fec0::1", "3fff::1", "192.0.0.8",
        "192.88.99.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "198.18.0.1", "2001:db8::1", "100::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_addresses_that_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "0",
        "127.0.0.1.",
        "[::]",
    ],
)
async def test_nothing_inside_is_fetched(site: Site, host):
    site.pages["/a"] = text(PAGE)
    with pytest.raises(ArticleRefused, match=r"public internet|could not be fetched"):
        await fetcher("127.0.0.1", loopback=False).fetch(site.url(host=host))
    assert site.seen == []


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://inside.example/"]
)
async def test_a_redirect_does_not_lead_inside(site: Site, target):
    site.pages["/a"] = leading(target)
    names = Names("127.0.0.1", "127.0.0.1", "10.0.0.1")
    one = Fetcher(most_bytes=100, allowed=lambda address: address == "127.0.0.1", resolver=lambda: names, any_port=True)
    with pytest.raises(ArticleRefused, match="public internet"):
        await one.fetch(site.url())


async def test_a_name_that_changes_its_address_does_not_lead_inside(site: Site):
    site.pages["/a"] = text(PAGE)
    names = Names("1.1.1.1", "127.0.0.1")

    one = Fetcher(most_bytes=1000, resolver=lambda: names, any_port=True, seconds=1)
    await names.resolve("news.example")  # the check of an attacker's victim
    with pytest.raises(ArticleRefused, match="public internet"):
        await one.fetch(site.url())
    assert site.seen == []


async def test_the_socket_itself_refuses_what_a_resolver_let_through(site: Site):
    site.pages["/a"] = text(PAGE)
    seen: list[str] = []

    def allowed(address: str) -> bool:
        seen.append(address)
        return len(seen) == 1  # the resolver's check passes, the socket's does not

    one = Fetcher(most_bytes=1000, allowed=allowed, resolver=lambda: Names("127.0.0.1"), any_port=True)
    with pytest.raises(ArticleRefused, match="public internet"):
        await one.fetch(site.url())
    assert site.seen == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("file:///etc/passwd", "Only web addresses"),
        ("ftp://news.example/a", "Only web addresses"),
        ("gopher://news.example/a", "Only web addresses"),
        ("news.example/a", "Only web addresses"),
        ("http://", "Only web addresses"),
        ("http://user:secret@news.example/a", "name and password"),
        ("http://[broken", "could not be fetched"),
        ("http://news.example:99999/", "could not be fetched"),
        ("http://news.example/" + "a" * 3000, "Only web addresses"),
    ],
)
async def test_what_is_no_web_address_is_refused(url, told):
    with pytest.raises(ArticleRefused, match=told):
        await fetcher().fetch(url)


async def test_only_the_ports_of_the_web_are_fetched_from(site: Site):
    one = Fetcher(most_bytes=100, allowed=lambda _: True, resolver=lambda: Names("127.0.0.1"))
    with pytest.raises(ArticleRefused, match="80 and 443"):
        await one.fetch(site.url())


@pytest.mark.parametrize("coding", [{}, {"Content-Encoding": "gzip"}])
async def test_a_page_over_the_limit_is_refused_packed_or_not(site: Site, coding):
    body = gzip.compress(b"a" * 5_000_000) if coding else b"a" * 20_000
    site.pages["/a"] = text(body, headers=coding)
    with pytest.raises(ArticleRefused, match=r"larger than 0\.01 MB"):
        await fetcher().fetch(site.url())


async def test_a_packed_page_is_unpacked(site: Site):
    site.pages["/a"] = text(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    assert (await fetcher().fetch(site.url())).body.decode() == PAGE


async def test_a_page_that_drips_is_given_up(site: Site):
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"a")
            await asyncio.sleep(0.05)
        return response

    site.pages["/a"] = drip
    with pytest.raises(ArticleRefused, match=r"within 0\.3 seconds"):
        await fetcher(seconds=0.3).fetch(site.url())


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        (text("", status=403), "does not let programs in"),
        (text("", status=402), "paywall"),
        (text("", status=503), "error 503"),
        (text(b"%PDF", content_type="application/pdf"), "application/pdf"),
        (text(b"x", headers={"Content-Encoding": "br"}), "packed"),
        (text(b"no gzip at all", headers={"Content-Encoding": "gzip"}), "could not be fetched"),
        (text(gzip.compress(PAGE.encode())[:-9], headers={"Content-Encoding": "gzip"}), "came broken"),
        (leading("/a"), "redirects more than 5"),
    ],
)
async def test_what_can_not_be_read_is_said(site: Site, handler, told):
    site.pages["/a"] = handler
    with pytest.raises(ArticleRefused, match=told):
        await fetcher().fetch(site.url())


async def test_robots_are_heard(site: Site):
    rules = "User-agent: *\nDisallow: /private"
    site.pages |= {"/robots.txt": text(rules, content_type="text/plain"), "/a": text(PAGE), "/private": text(PAGE)}
    assert (await fetcher().fetch(site.url())).body
    with pytest.raises(ArticleRefused, match="robots"):
        await fetcher().fetch(site.url("/private"))


async def test_a_site_whose_robots_can_not_be_read_is_left_alone(site: Site):
    site.pages |= {"/robots.txt": text("", status=503), "/a": text(PAGE)}
    with pytest.raises(ArticleRefused, match="can't be read just now"):
        await fetcher().fetch(site.url())
    assert "/a" not in site.seen


@pytest.mark.parametrize(
    "robots",
    [
        text("", status=403),
        leading("/elsewhere"),
        text(b"no gzip", headers={"Content-Encoding": "gzip"}),
        text(b"x", headers={"Content-Encoding": "br"}),
        text(b"\xff\x00" * 400_000),
        text(gzip.compress(b"a" * 50_000_000), headers={"Content-Encoding": "gzip"}),
        text("<html>no such page</html>"),
    ],
)
async def test_a_robots_that_says_nothing_is_against_nothing(site: Site, robots):
    site.pages |= {"/robots.txt": robots, "/a": text(PAGE)}
    assert (await fetcher().fetch(site.url())).body.decode() == PAGE


async def test_robots_are_heard_where_a_redirect_leads(site: Site):
    rules = text("User-agent: Cornerstone\nDisallow: /b", content_type="text/plain")
    site.pages |= {"/robots.txt": rules, "/a": leading("/b"), "/b": text(PAGE)}
    with pytest.raises(ArticleRefused, match="robots"):
        await fetcher().fetch(site.url())
    assert "/b" not in site.seen


@pytest.mark.parametrize("pasted", ["<{}>", " {} ", "{}#the-place", "<{}#a>"])
async def test_an_address_is_taken_as_it_is_pasted(site: Site, pasted):
    site.pages["/a"] = text(PAGE)
    assert (await fetcher().fetch(pasted.format(site.url()))).url == site.url()


async def test_one_gzip_behind_another_is_read_and_padding_left(site: Site):
    halves = gzip.compress(PAGE[:20].encode()) + gzip.compress(PAGE[20:].encode()) + b"\0" * 16
    site.pages["/a"] = text(halves, headers={"Content-Encoding": "gzip"})
    assert (await fetcher().fetch(site.url())).body.decode() == PAGE


async def test_packing_that_holds_nothing_has_an_end(site: Site):
    site.pages["/a"] = text(gzip.compress(b"") * 5_000, headers={"Content-Encoding": "gzip"})
    with pytest.raises(ArticleRefused, match="larger than"):
        await fetcher().fetch(site.url())


@pytest.mark.parametrize(
    ("charset", "body", "told"),
    [
        ("Shift_JIS", "日米の外相が会談".encode("shift_jis"), "日米の外相が会談"),
        ("euc-jp", "日米の外相が会談".encode("euc-jp"), "日米の外相が会談"),
        ("iso-8859-1", "“Ports”".encode("cp1252"), "“Ports”"),
        ("iso-8859-1", "“Ports”".encode(), "“Ports”"),
        ("utf-8", "Caf\xe9 talks".encode("latin-1"), "Caf\\xe9 talks"),
        ("no-such", "Caf\xe9 talks".encode("latin-1"), "Caf\\xe9 talks"),
    ],
)
async def test_the_charset_that_a_server_tells_is_heard(site: Site, charset, body, told):
    site.pages["/a"] = text(body, content_type="text/html", charset=charset)
    assert (await fetcher().fetch(site.url())).body.decode("utf-8", "backslashreplace") == told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:1/a", "can't be reached"),
        ("http://[broken", "no address of a page|came broken"),
    ],
)
async def test_why_nothing_came_is_said(url, told):
    with pytest.raises(ArticleRefused, match=told):
        await fetcher().fetch(url)


async def test_a_site_that_hangs_up_or_speaks_no_http_is_told_of(site: Site):
    async def serve(answer: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    for answer in (b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n"):
        server = await asyncio.start_server(functools.partial(serve, answer), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(ArticleRefused, match=r"broke off|web's language"):
            await fetcher().fetch(f"http://news.example:{port}/a")
        server.close()


async def test_headers_that_drip_are_given_up(site: Site):
    left = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            writer.write(b"HTTP/1.1 200 OK\r\n")
            while not writer.is_closing():
                writer.write(b"X: a\r\n")
                await writer.drain()
                await asyncio.sleep(0.02)
        writer.close()
        left.set()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    with pytest.raises(ArticleRefused, match=r"within 0\.3 seconds"):
        await fetcher(seconds=0.3).fetch(f"http://news.example:{server.sockets[0].getsockname()[1]}/a")
    server.close()
    await left.wait()
