"""Who asks without pause is read more slowly; everybody else is not."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from share.middleware.rate_limit import RateLimit


class Clock:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


def seconds_to_read(count: int, kind: str = "websocket") -> float:
    """How long an app behind a limit of 5 at once and 50 a second waits for `count` messages."""
    clock = Clock()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(count):
            await receive()

    async def receive() -> Message:
        return {"type": f"{kind}.receive"}

    async def send(message: Message) -> None:
        raise AssertionError("nothing is sent")

    limit = RateLimit(app, burst=5, a_second=50, clock=clock, sleep=clock.sleep)
    asyncio.run(limit({"type": kind}, receive, send))
    return clock.slept


def test_a_few_messages_at_once_do_not_wait() -> None:
    assert seconds_to_read(5) == 0


def test_a_flood_waits() -> None:
    # Five at once, then one in every 20 ms.
    assert seconds_to_read(15) == pytest.approx(0.2)


def test_requests_that_are_no_websockets_do_not_wait() -> None:
    assert seconds_to_read(15, kind="http") == 0


def test_who_has_gone_sends_nothing_more() -> None:
    got: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.append((await receive())["type"])
        with pytest.raises(OSError, match="gone"):
            await send({"type": "websocket.send"})
        got.append((await receive())["type"])

    async def receive() -> Message:
        return {"type": "websocket.receive"}

    async def send(message: Message) -> None:
        raise OSError("gone")

    asyncio.run(RateLimit(app)({"type": "websocket"}, receive, send))
    assert got == ["websocket.receive", "websocket.disconnect"]
