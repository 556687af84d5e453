"""Keeps each rerun cheap: the objects that stay are set aside from the garbage collector.

As it comes, Streamlit collects all garbage after every run. Over a heap full of imported libraries
that takes about 90 ms of processor time, and it grows with the number of viewers; so
`.streamlit/config.toml` turns it off (`runner.postScriptGC`) and leaves it to Python when to look,
which it does by what has been allocated. What is loaded after the start is frozen (`gc.freeze`),
so that Python does not look there. From time to time everything is unfrozen, collected and frozen
again, so that what finished viewers left in cycles is freed and memory does not creep.

When: two seconds after the first page, half a minute later, then every ten minutes. Cost: a pause
of some 100 to 200 ms each time. Limit: garbage in cycles that was frozen while still in use waits
for the next round, ten minutes at most.
"""

from __future__ import annotations

import gc
import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

_FIRST, _SECOND, _EVERY = 2.0, 30.0, 600.0
_started = threading.Lock()


def settle() -> None:
    """Free all garbage, then set what is left aside from the collector."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def send_at_once() -> None:
    """Let answers leave without waiting for the one before to be confirmed (TCP_NODELAY).

    Streamlit 1.67 opens its own listening socket in a way that asyncio does not recognise as TCP,
    so that small messages wait up to 40 ms for the reader's delayed confirmation. Connections take
    the option from the socket that listens; other systems than Linux are left as they are.
    """
    if not sys.platform.startswith("linux"):
        return
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            with socket.socket(fileno=os.dup(int(name))) as found:
                if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


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
