"""Starts the servers that are measured, and says when they answer."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_START_LIMIT = 60.0
_ERROR = re.compile(r"Traceback| ERROR |^ERROR|Exception in")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on loopback."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    seconds_to_ready: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> int:
        """Resident memory in bytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def processor_time(self) -> float:
        """Seconds of processor time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def errors(self) -> list[str]:
        """What the log says of errors: each from its first line on, with a few of those behind."""
        lines = self.log.read_text(errors="replace").splitlines()
        starts = [at for at, line in enumerate(lines) if _ERROR.search(line)]
        return ["\n".join(lines[at : at + 40]) for at in starts]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def server(
    command: Sequence[str], *, ready: str, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run `command` with `{port}` filled in until the block ends; waits for the path `ready`."""
    port = free_port()
    filled = [part.format(port=port) for part in command]
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "log"
        started = time.perf_counter()
        with log.open("wb") as out:
            process = subprocess.Popen(
                filled,
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **(settings or {})},
                start_new_session=True,
            )
        try:
            _wait(f"http://127.0.0.1:{port}{ready}", process, log)
            yield Server(port, process, log, time.perf_counter() - started)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.perf_counter() + _START_LIMIT
    while time.perf_counter() < limit:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at its start:\n{log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"no answer from {url}:\n{log.read_text()[-2000:]}")


_STREAMLIT = [sys.executable, "-m", "streamlit", "run"]
_QUIET = [
    "--server.headless=true",
    "--server.port={port}",
    "--server.address=127.0.0.1",
    "--browser.gatherUsageStats=false",
]


_running: dict[str, Server] = {}


@contextmanager
def kept_running() -> Iterator[None]:
    """Until the block ends, one server of ours and one floor serve every measure.

    It saves the time of starting them; a measure then finds what those before it have left.
    """
    with ours() as our, floor() as bare:
        _running.update(ours=our, floor=bare)
        try:
            yield
        finally:
            _running.clear()


@contextmanager
def ours(data: Path | None = None, *, fresh: bool = False) -> Iterator[Server]:
    """`server.py` with its own configuration; one that was just started where `fresh`."""
    if data is None and not fresh and "ours" in _running:
        yield _running["ours"]
        return
    settings = {"PEEL_DATA": str(data)} if data else {}
    command = [*_STREAMLIT, "server.py", *_QUIET]
    with server(command, ready="/readyz", folder=ROOT, settings=settings) as found:
        yield found


@contextmanager
def floor() -> Iterator[Server]:
    """The almost empty page on stock `streamlit run`, without our configuration."""
    if "floor" in _running:
        yield _running["floor"]
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [*_STREAMLIT, str(ROOT / "bench" / "floor_app.py"), *_QUIET]
        with server(command, ready="/_stcore/health", folder=Path(folder)) as found:
            yield found


@contextmanager
def script(
    path: str, ready: str, *more: str, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A Python module of ours or another's that serves on `{port}`."""
    command = [sys.executable, "-m", path, *more]
    with server(command, ready=ready, folder=ROOT, settings=settings) as found:
        yield found
