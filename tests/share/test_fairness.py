"""Who asks without pause is read more slowly; everybody else is not."""

from __future__ import annotations

import asyncio
import time

import pytest
from starlette.types import Message, Receive, Scope, Send

from share.fairness import Fairness


async def _seconds_to_read(count: int, kind: str = "websocket") -> float:
    """How long an app behind Fairness takes to read `count` messages."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(count):
            await receive()

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": f"{kind}.receive"}

    async def send(message: Message) -> None:
        raise AssertionError("nothing is sent")

    began = time.perf_counter()
    await Fairness(app, at_once=5, a_second=50)({"type": kind}, receive, send)
    return time.perf_counter() - began


def test_a_few_messages_at_once_do_not_wait():
    assert asyncio.run(_seconds_to_read(5)) < 0.1


def test_a_flood_waits():
    # Five at once, then one in every 20 ms.
    assert asyncio.run(_seconds_to_read(15)) >= 0.19


def test_requests_that_are_no_websockets_do_not_wait():
    assert asyncio.run(_seconds_to_read(15, kind="http")) < 0.1


def test_who_has_gone_sends_nothing_more():
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

    asyncio.run(Fairness(app)({"type": "websocket"}, receive, send))
    assert got == ["websocket.receive", "websocket.disconnect"]
