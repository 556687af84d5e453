"""A rate limit for each websocket: who asks without pause waits for it, and the others do not.

Each message of a viewer's websocket can start a run of a page. Who sends more of them than a person
can click is read more slowly: the rest waits in that viewer's own connection.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BURST = 40
_A_SECOND = 20.0


class RateLimit:
    """ASGI middleware. A websocket may send `burst` messages at once, then so many `a_second`.

    `clock` gives seconds and `sleep` waits for some.
    """

    def __init__(
        self,
        app: ASGIApp,
        burst: int = _BURST,
        a_second: float = _A_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.app = app
        self._burst = burst
        self._a_second = a_second
        self._clock = clock
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        # Until when the messages so far would take at the steady rate. It may be ahead of the clock
        # by what a burst takes; beyond that the next message waits.
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
                now = self._clock()
                paid_until = max(paid_until, now) + 1 / self._a_second
                early = paid_until - now - self._burst / self._a_second
                if early > 0:
                    await self._sleep(early)
            # Streamlit 1.67 takes a message after a failed answer for a fault of its own, so it is
            # told that the viewer has gone. Can go when its log stays quiet without this.
            return {"type": "websocket.disconnect", "code": 1006} if gone else message

        await self.app(scope, receiving, sending)
