"""Answers leave at once: TCP_NODELAY on the socket that Streamlit listens on.

Can go when a rerun on loopback answers as fast without it (`make bench`, the first row).
"""

from __future__ import annotations

import os
import socket
import stat
import sys
from contextlib import suppress


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
