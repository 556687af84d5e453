"""Garbage collection: what stays is set aside from it, so that each rerun is cheap.

As it comes, Streamlit collects all garbage after every run. Over a heap full of imported libraries
that takes about 90 ms of processor time, and it grows with the number of viewers; so
`.streamlit/config.toml` turns it off (`runner.postScriptGC`) and leaves it to Python when to look,
which it does by what has been allocated. What is loaded after the start is frozen (`gc.freeze`),
so that Python does not look there. From time to time everything is unfrozen, collected and frozen
again, so that what finished viewers left in cycles is freed and memory does not creep.

When: two seconds after the first page, half a minute later, then every ten minutes. Cost: a pause
of some 100 to 200 ms each time. Limit: garbage in cycles that was frozen while still in use waits
for the next round, ten minutes at most. Can go when Streamlit no longer collects after each run.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

from components.runtime.workarounds.no_delay import send_at_once

_FIRST, _SECOND, _EVERY = 2.0, 30.0, 600.0
_started = threading.Lock()


def settle() -> None:
    """Free all garbage, then set what is left aside from the collector."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def start_housekeeping() -> None:
    """Begin, once in a process. The thread ends with the process."""
    if _started.acquire(blocking=False):
        send_at_once()
        threading.Thread(target=_keep, name="housekeeping", daemon=True).start()


def _keep() -> None:
    wait = threading.Event()
    for seconds in _pauses():
        wait.wait(seconds)
        settle()


def _pauses() -> Iterator[float]:
    yield _FIRST
    yield _SECOND
    while True:
        yield _EVERY
