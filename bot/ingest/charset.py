"""Bytes to text: byte order marks, UTF-8, what the page declares, and else the likeliest charset."""

from __future__ import annotations

import codecs
import re

from bot.errors import ArticleRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_ESCAPED = re.compile(rb"\x1b\$[@B][^\x1b]{2,4000}+\x1b\([BJ]")  # ISO-2022-JP, which is ASCII to the eye
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 8192
_WINDOWS_QUOTES = re.compile(rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa9\xe0-\xef\xf1-\xf6\xfa-\xfc]")
_CANDIDATES = [
    "shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr", "cp1252", "latin_1", "cp1250", "iso8859_2", "cp1251", "koi8_r",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "mac_roman", "tis_620",
]  # fmt: skip
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def decode(data: bytes) -> str:
    """The text of a file. Raises `ArticleRefused` for one that is empty, binary or in no known charset."""
    if not data.strip():
        raise ArticleRefused("it is empty.")
    marked = charset_of(data)
    if marked is not None:
        return _decoded(data, marked)
    _refuse_binary(data)
    if _ESCAPED.search(data):
        return _decoded(data, "iso2022_jp")
    utf8 = _utf8(data)
    if utf8 is not None:
        return utf8
    declared = _declared(data)
    if declared is not None:
        return declared
    return _likeliest(data)


def charset_of(data: bytes) -> str | None:
    """The charset that a byte order mark tells."""
    return next((charset for mark, charset in _MARKS if data.startswith(mark)), None)


def storable(text: str) -> str:
    """The text without what can't be stored: NULs become blanks, halves of a character become U+FFFD."""
    if not _UNSTORABLE.search(text):
        return text
    return _UNSTORABLE.sub(lambda found: " " if found.group() == "\x00" else "�", text)


def _decoded(data: bytes, charset: str) -> str:
    try:
        return storable(data.decode(charset))
    except UnicodeDecodeError as err:
        raise ArticleRefused(f"it is marked as {err.encoding} but can't be read as such (byte {err.start}).") from err


def _refuse_binary(data: bytes) -> None:
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise ArticleRefused(f"it is {what}, not text.")
    sample = data[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROL.findall(sample)) > len(sample) // 50 + 1:
        raise ArticleRefused("it is binary, not text.")


def _utf8(data: bytes) -> str | None:
    """Read as UTF-8; a few broken bytes among many good ones (a file cut short) become U+FFFD."""
    try:
        return storable(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("�")
    good = sum(char > "\x7f" for char in text) - broken
    return storable(text) if good >= 5 * broken else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:2048])
    if found is None:
        return None
    try:
        return storable(data.decode(codecs.lookup(found.group(1).decode("ascii")).name))
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _likeliest(data: bytes) -> str:
    """Western text with a few curly quotes is Windows-1252; all else is weighed by charset-normalizer."""
    high = [byte for byte in data if byte > 0x7F]
    western = len(_WINDOWS_QUOTES.findall(bytes(high)))
    if len(high) * 12 < len(data) and western >= 0.9 * len(high):
        try:
            return storable(data.decode("cp1252"))
        except UnicodeDecodeError:
            return storable(data.decode("latin-1"))
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 2 MB, for the few texts that don't say what they are

    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise ArticleRefused("its charset can't be told; save it as UTF-8.")
    return storable(str(best))
