"""A micro cache: finished answers kept for a moment, so that a crowd on one page costs little.

Every share page is served from memory as it is; what remains is to look, for each request, whether
a data file has changed, and the way through the layers of the app. ASGI middleware outside all of
them answers the same question with the same answer for half a second. Browsers keep a page for a
minute, so nobody sees an edit later for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OURS = ("/share", "/embed", "/data")
_SECONDS = 0.5
_MOST = 2000
_MOST_BYTES = 50_000_000
# Requests with one of these may get another answer than everybody else.
_PARTICULAR = frozenset({b"if-none-match", b"if-modified-since", b"range", b"authorization"})

_Key = tuple[str, bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    start: Message
    body: Message


class MicroCache:
    """ASGI middleware. Keeps answers with status 200 to GET; `clock` gives seconds."""

    def __init__(
        self, app: ASGIApp, seconds: float = _SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self._seconds = seconds
        self._clock = clock
        self._kept: dict[_Key, _Kept] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        now = self._clock()
        kept = self._kept.get(key)
        if kept is not None and now < kept.until:
            # Later layers may change what they are sent, so the head is a copy.
            await send({**kept.start, "headers": list(kept.start["headers"])})
            await send(kept.body)
            return
        sent: list[Message] = []

        async def sending(message: Message) -> None:
            sent.append(message)
            await send(message)

        await self.app(scope, receive, sending)
        self._keep(key, sent, now)

    def _keep(self, key: _Key, sent: list[Message], now: float) -> None:
        if len(sent) != 2 or sent[0].get("status") != 200 or sent[1].get("more_body"):
            return
        headers = list(sent[0]["headers"])
        if any(name.lower() == b"set-cookie" for name, _ in headers):
            return
        size = len(sent[1].get("body", b""))
        if len(self._kept) >= _MOST or self._bytes + size > _MOST_BYTES:
            self._kept.clear()
            self._bytes = 0
        if key not in self._kept:
            self._bytes += size
        self._kept[key] = _Kept(now + self._seconds, {**sent[0], "headers": headers}, sent[1])


def _key(scope: Scope) -> _Key | None:
    """What an answer depends on; None where it may depend on more, or is not one of ours."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    path: str = scope["path"]
    if not path.startswith(_OURS):
        return None
    encoding = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            encoding += value + b","
        elif name in _PARTICULAR:
            return None
    return path, scope["query_string"], encoding
