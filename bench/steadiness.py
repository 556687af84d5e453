"""A news day: many viewers, many who leave, one who never reads, one who never stops, new data."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from bench.crowds import PLACE, SeenError, check, check_log, viewers
from bench.results import Outcome, Steady
from bench.servers import Server, ours
from bench.sizes import Sizes
from bench.viewers import Viewer
from peel.settings import DATA

T = TypeVar("T")

_AT_ONCE = 20
# A viewer beside a flood or a slow reader may wait for a few more runs, but no longer.
_PATIENCE = 1.0
_MOST_GROWTH = 1.05
# Megabytes that may wait for a reader who does not read.
_MOST_HELD = 50


def connected(sizes: Sizes) -> Outcome:
    """Many viewers at the same time, all of whom click."""
    count = sizes.steady_viewers

    async def go(server: Server) -> float:
        async with viewers(server.port, count, PLACE) as everyone:
            began = time.perf_counter()
            await asyncio.gather(*(viewer.press(number) for number, viewer in enumerate(everyone)))
            return time.perf_counter() - began

    def tell(seconds: float) -> tuple[str, bool]:
        return f"all served within {seconds:.1f} s, no error", True

    return _steady("connected", f"{count} viewers connected, all click at once", go, tell)


def come_and_go(sizes: Sizes) -> Outcome:
    """Viewers who come, click and leave: what they used is freed."""

    async def go(server: Server) -> tuple[float, float]:
        await _visits(server, sizes.first_visitors)
        early = await _settled_memory(server, sizes)
        await _visits(server, sizes.visitors - sizes.first_visitors)
        return early, await _settled_memory(server, sizes)

    def tell(found: tuple[float, float]) -> tuple[str, bool]:
        early, late = (value / 2**20 for value in found)
        growth = late / early
        seen = f"{early:.0f} MB after {sizes.first_visitors}, {late:.0f} MB after {sizes.visitors}"
        return f"{seen} ({growth - 1:+.1%})", growth <= _MOST_GROWTH

    what = f"{sizes.visitors} viewers come, click and leave; memory within 5 %"
    return _steady("come-and-go", what, go, tell)


async def _visits(server: Server, count: int) -> None:
    for first in range(0, count, _AT_ONCE):
        some = min(_AT_ONCE, count - first)
        async with viewers(server.port, some, PLACE) as everyone:
            await asyncio.gather(
                *(viewer.press(first + number) for number, viewer in enumerate(everyone))
            )


async def _settled_memory(server: Server, sizes: Sizes) -> float:
    """Memory once housekeeping has come, which frees what has left cycles behind."""
    await asyncio.sleep(sizes.settled)
    return float(server.memory())


def slow_reader(sizes: Sizes) -> Outcome:
    """A viewer who asks and never reads what comes: the others are served, memory is bounded."""

    async def go(server: Server) -> tuple[float, float]:
        async with Viewer(server.port, PLACE) as other:
            await other.open()
            before = server.memory()
            slow = Viewer(server.port, PLACE)
            async with slow:
                # Nothing is read, so that the socket fills up.
                slow.socket.transport.pause_reading()
                waited = []
                for number in range(sizes.clicks * 10):
                    await asyncio.wait_for(slow.ask(), 10)
                    # As often as the server reads them, so that each becomes a run of its own:
                    # some 12 MB in all, more than the kernel holds for a connection.
                    await asyncio.sleep(0.05)
                    if number % 10 == 0:
                        waited.append(await other.press(number))
                grown = server.memory() - before
                slow.socket.transport.abort()
            check([other])
            return max(waited), grown / 2**20

    def tell(found: tuple[float, float]) -> tuple[str, bool]:
        longest, grown = found
        seen = f"the other viewer waits {longest * 1000:.0f} ms at most; memory {grown:+.0f} MB"
        return seen, longest < _PATIENCE and grown < _MOST_HELD

    return _steady("slow-reader", "a reader who never reads the socket", go, tell)


def flood(sizes: Sizes) -> Outcome:
    """One viewer asks for runs without pause; the others still get theirs."""

    async def go(server: Server) -> tuple[float, float, int]:
        async with AsyncExitStack() as stack:
            flooder = await stack.enter_async_context(Viewer(server.port, PLACE))
            await flooder.open()
            everyone = await stack.enter_async_context(viewers(server.port, 5, PLACE))
            end = time.perf_counter() + sizes.flood_seconds
            reading = asyncio.create_task(_read_on(flooder))
            asking = asyncio.create_task(_ask_on(flooder, end))
            waited = []
            number = 0
            while time.perf_counter() < end:
                number += 1
                waited += await asyncio.gather(*(viewer.press(number) for viewer in everyone))
                await asyncio.sleep(0.1)
            asked = await asking
            reading.cancel()
            flooder.socket.transport.abort()
            if flooder.exceptions:
                raise SeenError("an error was shown to the viewer who floods")
            check(everyone)
            return median(waited), max(waited), asked

    def tell(found: tuple[float, float, int]) -> tuple[str, bool]:
        usual, longest, asked = found
        seen = f"{asked:,} requests; five others wait {usual * 1000:.0f} ms (median), "
        return f"{seen}{longest * 1000:.0f} ms at most", longest < _PATIENCE

    return _steady("flood", "a flood of reruns from one viewer", go, tell)


async def _ask_on(viewer: Viewer, end: float) -> int:
    asked = 0
    while time.perf_counter() < end:
        await viewer.ask()
        asked += 1
        await asyncio.sleep(0.002)
    return asked


async def _read_on(viewer: Viewer) -> None:
    while True:
        await viewer.finished()


def new_data(sizes: Sizes) -> Outcome:
    """Data edited every second under load: no error, and in the end all see the last edit."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        shutil.copytree(DATA, data, copy_function=shutil.copyfile)

        async def go(server: Server) -> tuple[int, float]:
            async with viewers(server.port, 10, PLACE) as everyone:
                editing = asyncio.create_task(_edit(data, sizes.edits))
                waited = []
                while not editing.done():
                    waited += await asyncio.gather(*(viewer.press(4) for viewer in everyone))
                    check(everyone)
                await editing
                await asyncio.gather(*(viewer.open() for viewer in everyone))
                wanted = _MARK.format(sizes.edits)
                for viewer in everyone:
                    if not any(wanted in text for text in viewer.said):
                        raise SeenError(f"a viewer does not see the last edit, “{wanted}”")
                return len(waited), max(waited)

        def tell(found: tuple[int, float]) -> tuple[str, bool]:
            reruns, longest = found
            seen = f"{sizes.edits} edits, {reruns:,} reruns of 10 viewers, {longest * 1000:.0f} ms "
            return f"{seen}at most; all saw the last edit", True

        return _steady("new-data", "data edited every second under load", go, tell, data)


_MARK = "Edit number {} of a steadiness test."


async def _edit(data: Path, edits: int) -> None:
    """Write the story of the round anew each second, whole and then in its place."""
    file = data / "findings" / "cambridgeshire" / "2015.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index('story:\n  statement: "') + len('story:\n  statement: "')
    for number in range(1, edits + 1):
        new = file.with_name(".2015.yaml.new")
        new.write_text(f"{text[:start]}{_MARK.format(number)} {text[start:]}", encoding="utf-8")
        new.replace(file)
        await asyncio.sleep(1)


def _steady(
    name: str,
    test: str,
    go: Callable[[Server], Coroutine[Any, Any, T]],
    tell: Callable[[T], tuple[str, bool]],
    data: Path | None = None,
) -> Steady:
    """Run a test on a server of its own. An error shown to a viewer or logged is never well."""
    try:
        with ours(data) as server:
            found = asyncio.run(go(server))
            check_log(server)
    except SeenError as error:
        return Steady(name, test, str(error), well=False)
    seen, well = tell(found)
    values: tuple[Any, ...] = found if isinstance(found, tuple) else (found,)
    return Steady(name, test, seen, well, tuple(float(value) for value in values))
