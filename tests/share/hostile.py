"""What the tests with hostile input share: the corpus, a bare client, and what counts as inert."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

from tests.drawn import parse

_ESCAPE = re.compile(r"\\(?:([nrt0\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\"}


@cache
def payloads() -> tuple[str, ...]:
    """Every value of payloads.txt, its escapes read."""
    text = (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    return tuple(_read(line) for line in lines)


def _read(line: str) -> str:
    repeated = re.fullmatch(r"(\d+) \* (.*)", line)
    if repeated:
        return _read(repeated[2]) * int(repeated[1])
    return _ESCAPE.sub(
        lambda m: _MEANT[m[1]] if m[1] else chr(int(m[2] or m[3], 16)),
        line,
    )


@dataclass(frozen=True)
class Answer:
    """What came back for a request target."""

    target: str
    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: ASGIApp, targets: Iterable[str]) -> list[Answer]:
    """Ask for each target to the letter, as a server would that mends nothing before."""

    async def all_of_them() -> list[Answer]:
        return [await _ask(app, target) for target in targets]

    return asyncio.run(all_of_them())


async def _ask(app: ASGIApp, target: str) -> Answer:
    path, _, query = target.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"peel.example.org")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *rest = sent
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    body = b"".join(message.get("body", b"") for message in rest)
    return Answer(target, start["status"], headers, body)


# What we draw ourselves. Anything else on a page came from elsewhere.
_TAGS = {
    *(
        "a",
        "article",
        "aside",
        "b",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "circle",
        "cite",
    ),
    *("code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em"),
    *("fieldset", "figcaption", "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "h5"),
    *("head", "header", "hr", "html", "i", "ins", "legend", "li", "line", "link", "main"),
    *("mark", "meta", "nav", "ol", "p", "path", "pre", "q", "rect", "s", "section"),
    *("small", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "text"),
    *("tfoot", "th", "thead", "time", "title", "tr", "ul"),
}
_ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href")
_SCHEMES = ("", "http", "https")


@cache
def inert(html: str) -> str:
    """What is alive on a page that should not be; empty where nothing is."""
    for item in parse(html).everything():
        if item.tag not in _TAGS:
            return f"<{item.tag}>"
        for name, value in item.attributes.items():
            if name.startswith("on") or name in ("srcdoc", "http-equiv", "autofocus"):
                return f"{item.tag} {name}={value}"
            icon = item.tag == "link" and value == "data:,"
            if name in _ADDRESSES and not icon and urlsplit(value).scheme not in _SCHEMES:
                return f"{item.tag} {name}={value}"
    return ""
