"""Several viewers at once, and the check that none of them saw an error."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from bench.servers import Server
from bench.viewers import Viewer

PLACE = "force=cambridgeshire&round=2015"
_AT_ONCE = 20


class SeenError(Exception):
    """A viewer was shown an error, or the log of a server has one."""


@asynccontextmanager
async def viewers(port: int, count: int, query: str = "") -> AsyncIterator[list[Viewer]]:
    """`count` viewers who have the page before them, until the block ends."""
    async with AsyncExitStack() as stack:
        everyone: list[Viewer] = []
        for first in range(0, count, _AT_ONCE):
            some = [Viewer(port, query=query) for _ in range(min(_AT_ONCE, count - first))]
            everyone += await asyncio.gather(*map(stack.enter_async_context, some))
            await asyncio.gather(*(viewer.open() for viewer in some))
        yield everyone
        check(everyone)


def check(everyone: Sequence[Viewer]) -> None:
    """Raises SeenError where a viewer was shown an error or nothing at all."""
    seen = sum(viewer.exceptions for viewer in everyone)
    if seen:
        raise SeenError(f"{seen} errors were shown to viewers")
    if not all(viewer.said for viewer in everyone):
        raise SeenError("a viewer was shown an empty page")


def check_log(*servers: Server) -> None:
    """Raises SeenError where a server has logged an error."""
    for server in servers:
        if errors := server.errors():
            raise SeenError("in the log: " + "\n".join(errors[:2]))
