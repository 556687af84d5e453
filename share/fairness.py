"""One viewer who asks without pause waits for it, and the others do not.

Each message of a viewer's websocket can start a run of a page. Who sends more of them than a person
can click is read more slowly: the rest waits in that viewer's own connection.
"""

from __future__ import annotations

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_AT_ONCE = 40
_A_SECOND = 20.0


class Fairness:
    """ASGI middleware. A websocket may send `at_once` messages, then so many `a_second`."""

    def __init__(self, app: ASGIApp, at_once: int = _AT_ONCE, a_second: float = _A_SECOND) -> None:
        self.app = app
        self._at_once = at_once
        self._a_second = a_second

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        # When the next message would be one too many if `at_once` were 1; it moves on with each.
        paid_until = 0.0
        gone = False

        async def sending(message: Message) -> None:
            nonlocal gone
            try:
                await send(message)
            except OSError:
                gone = True
                raise

        async def receiving() -> Message:
            nonlocal paid_until
            message = await receive()
            if message["type"] == "websocket.receive":
                now = time.monotonic()
                paid_until = max(paid_until, now) + 1 / self._a_second
                early = paid_until - now - self._at_once / self._a_second
                if early > 0:
                    await asyncio.sleep(early)
            # Streamlit takes a message after a failed answer for a fault of its own.
            return {"type": "websocket.disconnect", "code": 1006} if gone else message

        await self.app(scope, receiving, sending)
