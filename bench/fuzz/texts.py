"""From a fuzzer's bytes to a text worth reading, and back: words of news a byte each, any character, long runs."""

from __future__ import annotations

PIECES = tuple(
    (
        '“^”^"^‘^’^«^»^「^」^—^–^…^。^\u202e^\u200b^\u0301^\ufeff^\u2028^\x85^\u3000^İ^ß^ﬁ^١^²^Ⅳ^😀^👩‍👧^林芳正^台湾海峡^日米^'
        "\n\n^, ^. ^said ^told reporters ^asked ^wrote ^according to ^that ^did not ^will never ^he ^she ^they ^who ^of the ^and ^in ^on ^"
        "Antony Blinken^Kamikawa Yoko^Mr. ^Sen. ^Secretary of State ^Prime Minister ^the ministry ^officials ^U.S. ^Japan^Tokyo^Taiwan^"
        "Jan. ^January ^12, 2024^2023-01-11^1/2/2024^12:30 p.m. ^Friday ^last week ^next year ^the day after ^since ^until ^fiscal 2023 ^"
        "$5 million^20 percent^1,200 ^three ^By ^Photo: ^via Reuters^(AP) ^Q: ^MR. A: ^TOKYO (Kyodo) — ^Read more: ^©^"
        'https://a.example/b^@everyone^<@1>^**bold**^[a](b)^---\n^title: ^published: ^{"^": "^"}\n^[^]^\\u0000^\\ud800^&lt;^<p>^</p>^'
        '<script type="application/ld+json">^<!DOCTYPE a [<!ENTITY b "c">]>^&b;^Who ^When did ^How many ^What did ^Did ^say about ^?'
    ).split("^")
)

_ANY_BMP, _ANY, _AGAIN = 0xF4, 0xF8, 0xFC
LONGEST = 1_500  # characters


def text_of(data: bytes) -> str:
    """The text that the bytes stand for.

    ASCII is itself; 0x80 to 0xF3 a piece of `PIECES`; 0xF4 and 0xF8 any character of two or three bytes; 0xFC
    says what came last again: so many pieces, so many times.
    """
    out: list[str] = []
    size, at = 0, 0
    while at < len(data) and size < LONGEST:
        byte = data[at]
        at += 1
        if byte >= _AGAIN:
            count, times = (*data[at : at + 2], 1, 1)[:2]
            at += 2
            unit = "".join(out[-1 - count % 16 :])
            piece = unit * min(times * 8, (LONGEST - size) // max(1, len(unit)))
        elif byte >= _ANY:
            piece = chr(int.from_bytes(data[at : at + 3], "big") % 0x110000)
            at += 3
        elif byte >= _ANY_BMP:
            piece = chr(int.from_bytes(data[at : at + 2], "big"))
            at += 2
        else:
            piece = chr(byte) if byte < 0x80 else PIECES[byte - 0x80]
        out.append(piece)
        size += len(piece)
    return "".join(out)


def bytes_of(text: str) -> bytes:
    """Bytes that stand for ``text``: how a fuzzer is given something to begin with."""
    out = bytearray()
    for char in text:
        number = ord(char)
        if number < 0x80:
            out.append(number)
        elif number < 0x10000:
            out += bytes((_ANY_BMP,)) + number.to_bytes(2, "big")
        else:
            out += bytes((_ANY,)) + number.to_bytes(3, "big")
    return bytes(out)
