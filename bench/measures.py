"""The measures of a server's own time, memory and throughput; one function a row of the table."""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from bench.corpus import make_corpus
from bench.crowds import PLACE, check, check_log, viewers
from bench.results import Outcome, Result, Samples, Skipped
from bench.servers import ROOT, Server, floor, ours, script
from bench.sizes import Sizes
from bench.viewers import Viewer

_WARMING = 3.5
_CLICKS_A_SECOND = 20
_ALIKE = 1.1
_SHARE = "/share/cambridgeshire/2015"


def rerun(sizes: Sizes) -> Outcome:
    """A theme filter on the overview beside a pill of the almost empty page, one viewer."""
    with ours() as our, floor() as bare:
        mine, theirs, first = asyncio.run(_two_viewers(our, PLACE, bare, "", sizes))
        check_log(our, bare)
    return Result(
        "rerun",
        "theme-filter rerun of the overview, 1 viewer",
        "a pill of an almost empty page on stock `streamlit run`",
        "ms",
        mine,
        theirs,
        0.30,
        note=f"the first time that anybody chooses a theme it takes {first:.0f} ms (median)",
    )


async def _two_viewers(
    our: Server, our_query: str, other: Server, other_query: str, sizes: Sizes
) -> tuple[Samples, Samples, float]:
    """Milliseconds of clicks on two servers by turns, after each pill was pressed once."""
    async with Viewer(our.port, our_query) as mine, Viewer(other.port, other_query) as theirs:
        first = []
        for viewer in (mine, theirs):
            await viewer.open()
            # The housekeeping of a server that was just started comes before anything is timed.
            await asyncio.sleep(min(_WARMING, sizes.settled))
            first.append([await viewer.press(at) for at in range(len(viewer.options))])
        found: tuple[list[float], list[float]] = ([], [])
        for turn in range(sizes.turns):
            for viewer, times in ((mine, found[0]), (theirs, found[1])):
                # Our server lets nobody click more often for long: see share.middleware.rate_limit.
                await asyncio.sleep(sizes.clicks / _CLICKS_A_SECOND)
                for click in range(sizes.clicks):
                    times.append(1000 * await viewer.press(turn + click))
        check([mine, theirs])
    return Samples(tuple(found[0])), Samples(tuple(found[1])), 1000 * median(first[0])


def crowd(sizes: Sizes) -> Outcome:
    """The same for many viewers who click at the same moment, until the last has all of it."""
    with ours() as our, floor() as bare:
        mine, theirs = asyncio.run(_two_crowds(our, bare, sizes))
        check_log(our, bare)
    return Result(
        "crowd",
        f"the same, {sizes.crowd} viewers clicking at once, until all are served",
        f"the same page, {sizes.crowd} viewers",
        "ms",
        mine,
        theirs,
        0.20,
    )


async def _two_crowds(our: Server, bare: Server, sizes: Sizes) -> tuple[Samples, Samples]:
    found: tuple[list[float], list[float]] = ([], [])
    async with (
        viewers(our.port, sizes.crowd, PLACE) as mine,
        viewers(bare.port, sizes.crowd) as theirs,
    ):
        await asyncio.sleep(min(_WARMING, sizes.settled))
        for turn in range(sizes.turns + 1):
            for everyone, times in ((mine, found[0]), (theirs, found[1])):
                began = time.perf_counter()
                await asyncio.gather(
                    *(viewer.press(turn + at) for at, viewer in enumerate(everyone))
                )
                if turn:  # The first turn warms.
                    times.append(1000 * (time.perf_counter() - began))
    return Samples(tuple(found[0])), Samples(tuple(found[1]))


def memory(sizes: Sizes) -> Outcome:
    """Resident memory that each further connected viewer takes, who has clicked twice."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(min(sizes.turns, 3)):
        with ours() as our, floor() as bare:
            found[0].append(asyncio.run(_memory_each(our, PLACE, sizes)))
            found[1].append(asyncio.run(_memory_each(bare, "", sizes)))
            check_log(our, bare)
    return Result(
        "memory",
        f"memory per connected viewer ({sizes.connected} of them)",
        "the same on the almost empty page",
        "KB",
        Samples(tuple(found[0])),
        Samples(tuple(found[1])),
        1.2,
    )


async def _memory_each(server: Server, query: str, sizes: Sizes) -> float:
    async with viewers(server.port, max(sizes.connected // 4, 1), query) as early:
        await _all_press(early)
        # Long enough that housekeeping has come twice.
        await asyncio.sleep(sizes.settled)
        before = server.memory()
        async with viewers(server.port, sizes.connected, query) as everyone:
            await _all_press(everyone)
            await asyncio.sleep(min(_WARMING, sizes.settled))
            return (server.memory() - before) / sizes.connected / 1024


async def _all_press(everyone: list[Viewer]) -> None:
    for number in (1, 2):
        await asyncio.gather(*(viewer.press(number) for viewer in everyone))


# Share pages


def share_page(sizes: Sizes) -> Outcome:
    """A share page beside a Starlette route that returns the same bytes."""
    measure = "share page, requests per second (wrk)"
    if shutil.which("wrk") is None:
        return Skipped("share", measure, "as wrk is not installed")
    with ours() as our, tempfile.TemporaryDirectory() as scratch:
        body = Path(scratch) / "body"
        body.write_bytes(_packed(f"{our.url}{_SHARE}"))
        with _bare_route(body) as bare:
            found = _by_turns(
                partial(_wrk, f"{our.url}{_SHARE}", sizes),
                partial(_wrk, f"{bare.url}/page", sizes),
                sizes.turns,
            )
            check_log(our, bare)
    name = "a Starlette route that returns the same bytes"
    note = "one page asked for over and over, kept half a second by share.middleware.micro_cache"
    return Result("share", measure, name, "a second", *found, 0.9, at_most=False, note=note)


def datasette(sizes: Sizes) -> Outcome:
    """A share page beside Datasette's table page of the same findings."""
    measure = "share page, requests per second"
    if shutil.which("wrk") is None:
        return Skipped("datasette", measure, "as wrk is not installed")
    if find_spec("datasette") is None:
        return Skipped("datasette", measure, "as Datasette is not installed")
    with ours() as our, tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch) / "findings.db"
        rows = _as_database(f"{our.url}/data/findings.csv?force=cambridgeshire", base)
        arguments = [
            "serve",
            str(base),
            "--port",
            "{port}",
            "--setting",
            "max_returned_rows",
            "100",
        ]
        with script("datasette", "/-/versions.json", *arguments) as other:
            page = f"{other.url}/findings/findings?_size=100"
            found = _by_turns(
                partial(_wrk, f"{our.url}{_SHARE}", sizes), partial(_wrk, page, sizes), sizes.turns
            )
            check_log(our)
    return Result(
        "datasette",
        measure,
        f"Datasette, table page of the {rows} findings of the same force",
        "a second",
        *found,
        100,
        at_most=False,
        note="ours is one page, made once and packed; Datasette makes its page for each request",
    )


@contextmanager
def _bare_route(body: Path) -> Iterator[Server]:
    arguments = ["bench.bare_route:app", "--port", "{port}", "--log-level", "warning"]
    settings = {"BENCH_BODY": str(body)}
    with script("uvicorn", "/page", *arguments, settings=settings) as found:
        yield found


def _packed(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        body: bytes = answer.read()
    if not gzip.decompress(body):
        raise RuntimeError(f"{url} is empty")
    return body


def _wrk(url: str, sizes: Sizes) -> float:
    """Requests a second that are answered; all of them must be answered well."""
    command = ["wrk", "-t1", "-c8", f"-d{sizes.wrk_seconds}s", "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said:
        raise RuntimeError(f"{url}:\n{said}")
    return float(found[1])


def _as_database(url: str, base: Path) -> int:
    """The CSV at `url` as a table of a SQLite file; returns the number of rows."""
    with urllib.request.urlopen(url, timeout=20) as answer:
        head, *rows = csv.reader(io.StringIO(answer.read().decode("utf-8-sig")))
    columns = ", ".join(f'"{name}" TEXT' for name in head)
    connection = sqlite3.connect(base)
    connection.execute(f"CREATE TABLE findings ({columns})")
    marks = ", ".join("?" for _ in head)
    connection.executemany(f"INSERT INTO findings VALUES ({marks})", rows)
    connection.commit()
    connection.close()
    return len(rows)


def _by_turns(
    mine: Callable[[], float], theirs: Callable[[], float], turns: int
) -> tuple[Samples, Samples]:
    pairs = [(mine(), theirs()) for _ in range(turns)]
    return Samples(tuple(a for a, _ in pairs)), Samples(tuple(b for _, b in pairs))


# A large folder of data


def start(sizes: Sizes, corpus: Path) -> Outcome:
    """From the command to the first answer that says ready."""

    def seconds(data: Path | None) -> float:
        with ours(data, fresh=True) as our:
            check_log(our)
            return our.seconds_to_ready

    found = _by_turns(partial(seconds, corpus), partial(seconds, None), sizes.starts)
    measure = f"start to ready with {_in_words(sizes)} (made up)"
    return Result("start", measure, "start to ready with the shipped data", "s", *found, 1.5)


def corpus_rerun(sizes: Sizes, corpus: Path) -> Outcome:
    """The theme filter on the large folder beside the shipped data."""
    with ours(corpus) as large, ours() as shipped:
        mine, theirs, _ = asyncio.run(_two_viewers(large, PLACE, shipped, PLACE, sizes))
        check_log(large, shipped)
    # Two servers on the same data must come out alike, or the ratio tells nothing.
    with ours(fresh=True) as one, ours(fresh=True) as other:
        left, right, _ = asyncio.run(_two_viewers(one, PLACE, other, PLACE, sizes))
        check_log(one, other)
    control = left.median / right.median
    doubt = ""
    if not 1 / _ALIKE <= control <= _ALIKE:
        doubt = f"as two servers on the same data also differed, with a ratio of {control:.2f}"
    measure = "filter rerun on that folder, 1 viewer"
    peer = "on the shipped data"
    return Result("corpus-rerun", measure, peer, "ms", mine, theirs, 1.1, doubt=doubt)


def static_site(sizes: Sizes, corpus: Path) -> Outcome:
    """The whole static site beside one force's part of it, times the number of forces."""
    slugs = sorted(path.name for path in (corpus / "findings").iterdir())
    step = max(len(slugs) // sizes.static_forces, 1)
    single = [_static(corpus, slug)[0] * len(slugs) for slug in slugs[::step]]
    whole, files = _static(corpus)
    return Result(
        "static",
        f"whole static site of that folder ({files:,} files)",
        f"one force's site, all its rounds, times {len(slugs)} forces",
        "s",
        Samples((whole,)),
        Samples(tuple(single)),
        1.0,
        note="the whole is written by one process for each core, as `make site` does, and a single "
        "force's by one; the whole also holds the tables of all forces",
    )


def _static(corpus: Path, *force: str) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "bench.static_part", str(corpus), out, *force]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, files = done.stdout.split()
    return float(seconds), int(files)


def _in_words(sizes: Sizes) -> str:
    size = sizes.corpus
    return f"{size.forces} forces × {size.rounds} rounds × {size.findings} findings"


@contextmanager
def corpus_of(sizes: Sizes | None) -> Iterator[Path | None]:
    """The large folder, there until the block ends; nothing where it is not needed."""
    if sizes is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        make_corpus(data, sizes.corpus)
        yield data
