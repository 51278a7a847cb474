"""A message as Discord shows it, as HTML of @skyra/discord-components-core: its texts, image and buttons."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import quote

Payload = dict[str, Any]
ROW, BUTTON, SELECT, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 3, 10, 12, 13, 14, 17
STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "destructive", 5: "secondary"}
_INLINE = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])|\*\*(?P<bold>.+?)(?<!\\)\*\*|~~(?P<gone>.+?)(?<!\\)~~"
    r"|\[(?P<title>(?:\\.|[^\[\]\\])+)\]\(<(?P<url>[^>]+)>\)|<(?P<bare>https?://[^>]+)>|<@&?(?P<who>\d+)>"
)
PAGE = """<!doctype html><meta charset="utf-8">
<script type="importmap">{{"imports": {imports}}}</script>
<script type="module" src="/modules/@skyra/discord-components-core/dist/index.js"></script>
<style>
body {{ margin: 0; background: #313338; font-family: "gg sans", "Noto Sans", "Noto Sans CJK JP", sans-serif; }}
discord-messages {{ border: none; }}
.box {{ border-left: 4px solid {accent}; background: #2b2d31; border-radius: 6px; padding: 10px 14px; margin: 4px 0;
        max-width: 640px; color: #dbdee1; line-height: 1.4; font-size: 15px; }}
.box > * {{ margin: 5px 0; }}
.heading {{ font-size: 18px; font-weight: 700; color: #f2f3f5; }}
.small {{ font-size: 12px; color: #a5a8ad; }}
.quote {{ border-left: 3px solid #4e5058; padding-left: 10px; }}
.box a {{ color: #00a8fc; text-decoration: none; }}
.box img {{ max-width: 600px; border-radius: 4px; }}
hr {{ border: 0; border-top: 1px solid #404249; }}
.select {{ display: inline-block; background: #1e1f22; color: #949ba4; border-radius: 4px; padding: 8px 40px 8px 12px;
           font-size: 14px; margin: 4px 0; }}
</style>
<discord-messages no-background><discord-message author="Cornerstone" avatar="{bot}" bot verified timestamp="{when}">
<discord-command slot="reply" author="alice" avatar="{user}" command="{command}"></discord-command>
{body}
</discord-message></discord-messages>
"""


def page(message: Payload, command: str, imports: str) -> str:
    """The whole page around one message, the answer to ``command``."""
    container: Payload = next((part for part in message["components"] if part["type"] == CONTAINER), {})
    accent = f"#{container.get('accent_color') or 0x4E5058:06x}"
    body = "".join(_component(part) for part in message["components"])
    return PAGE.format(
        imports=imports,
        accent=accent,
        body=body,
        command=html.escape(command),
        when="01/02/2024",
        bot=_disc("#1f6fb2"),
        user=_disc("#6b7280"),
    )


def _disc(colour: str) -> str:
    """A plain avatar, as a data URL."""
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="{colour}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawn)}"


def _component(part: Payload) -> str:
    match part["type"]:
        case 17:
            return f'<div class="box">{"".join(map(_component, part["components"]))}</div>'
        case 10:
            return markdown(part["content"])
        case 12:
            return "".join(f'<img src="{html.escape(item["media"]["url"])}">' for item in part["items"])
        case 13:
            return f'<div class="select">{html.escape(part.get("name") or "file")}</div>'
        case 14:
            return "<hr>"
        case 1:
            return f"<discord-attachments slot='components'><discord-action-row>{''.join(map(_control, part['components']))}</discord-action-row></discord-attachments>"
    return ""


def _control(part: Payload) -> str:
    if part["type"] == SELECT:
        return f'<div class="select">{html.escape(part["placeholder"])}</div>'
    return f'<discord-button type="{STYLES[part["style"]]}">{html.escape(part["label"])}</discord-button>'


def markdown(text: str) -> str:
    """Our markdown as HTML: headings, small print, quotes, bold, struck out, links, escapes."""
    lines = []
    for line in text.split("\n"):
        name, rest = _kind(line)
        lines.append(f'<div class="{name}">{inline(rest)}</div>')
    return "".join(lines)


def _kind(line: str) -> tuple[str, str]:
    for mark, name in (("### ", "heading"), ("-# ", "small"), ("> ", "quote"), ("- ", "item")):
        if line.startswith(mark):
            return name, ("• " if name == "item" else "") + line.removeprefix(mark)
    return "line", line


def inline(text: str) -> str:
    """One line's marks as HTML."""
    made, at = [], 0
    for match in _INLINE.finditer(text):
        made += [html.escape(text[at : match.start()]), _mark(match)]
        at = match.end()
    return "".join([*made, html.escape(text[at:])])


def _mark(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups["escaped"]:
        return html.escape(groups["escaped"])
    if groups["bold"]:
        return f"<b>{inline(groups['bold'])}</b>"
    if groups["gone"]:
        return f"<s>{inline(groups['gone'])}</s>"
    if groups["title"]:
        return f"<a>{inline(groups['title'])}</a>"
    if groups["bare"]:
        return f"<a>{html.escape(groups['bare'])}</a>"
    return "<a>@moderator</a>"
