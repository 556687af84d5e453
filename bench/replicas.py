"""Two replicas behind nginx beside one, with `deploy/nginx.conf` as an operator would change it."""

from __future__ import annotations

import asyncio
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.crowds import PLACE, check, check_log
from bench.results import Outcome, Result, Samples, Skipped
from bench.servers import ROOT, Server, free_port, ours
from bench.sizes import Sizes
from bench.viewers import Viewer

_CONFIGURATION = ROOT / "deploy" / "nginx.conf"
_SECOND = re.compile(r"^ *server app2:8501[^;]*;\n", re.MULTILINE)
# A single replica that never pauses uses about a whole core. One that gets much less was kept from
# it by other work; two then get twice the share, which says nothing of how they scale.
_WHOLE_CORE = 0.9
# What an installed nginx has around our file, with all it writes in one folder.
_AROUND = """
daemon off;
worker_processes 1;
pid {prefix}/nginx.pid;
error_log {prefix}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {prefix}/body;
    proxy_temp_path {prefix}/proxy;
    fastcgi_temp_path {prefix}/fastcgi;
    uwsgi_temp_path {prefix}/uwsgi;
    scgi_temp_path {prefix}/scgi;
    include {prefix}/peel.conf;
}}
"""


def replicas(sizes: Sizes) -> Outcome:
    """Reruns a second of viewers who never pause, with two replicas and with one."""
    measure = "two replicas behind nginx, reruns a second"
    path = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        return Skipped("replicas", measure, "as nginx is not installed")
    found: tuple[list[float], list[float]] = ([], [])
    cores: list[float] = []
    with (
        ours() as first,
        ours(fresh=True) as second,
        _nginx(path, [first, second]) as two,
        _nginx(path, [first]) as one,
    ):
        for turn in range(sizes.turns + 1):
            for port, rates in ((two, found[0]), (one, found[1])):
                used, began = first.processor_time(), time.perf_counter()
                rate = asyncio.run(_reruns(port, sizes))
                if turn:  # The first turn warms.
                    rates.append(rate)
                    if port == one:
                        spent = first.processor_time() - used
                        cores.append(spent / (time.perf_counter() - began))
        check_log(first, second)
    doubt = ""
    if median(cores) < _WHOLE_CORE:
        doubt = (
            f"as the single replica got only {median(cores):.2f} of a core; two may have got more "
            "of a busy machine, or something else than the processor holds one back"
        )
    return Result(
        "replicas",
        measure,
        "one replica behind nginx",
        "a second",
        Samples(tuple(found[0])),
        Samples(tuple(found[1])),
        1.5,
        at_most=False,
        doubt=doubt,
    )


async def _reruns(port: int, sizes: Sizes) -> float:
    async with AsyncExitStack() as stack:
        everyone = []
        for number in range(sizes.replica_viewers):
            # The cookie that nginx hands out: one of 256, which decides the replica.
            share = number * 256 // sizes.replica_viewers
            viewer = Viewer(port, PLACE, cookie=f"replica={share:02x}")
            everyone.append(await stack.enter_async_context(viewer))
        await asyncio.gather(*(viewer.open() for viewer in everyone))
        began = time.perf_counter()
        counts = await asyncio.gather(
            *(_press_until(viewer, began + sizes.replica_seconds) for viewer in everyone)
        )
        seconds = time.perf_counter() - began
        check(everyone)
        return sum(counts) / seconds


async def _press_until(viewer: Viewer, end: float) -> int:
    count = 0
    while time.perf_counter() < end:
        await viewer.press(count)
        count += 1
    return count


@contextmanager
def _nginx(path: str, behind: Sequence[Server]) -> Iterator[int]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="peel-nginx-") as folder:
        prefix = Path(folder)
        (prefix / "peel.conf").write_text(_rendered(behind, port, prefix), encoding="utf-8")
        (prefix / "nginx.conf").write_text(_AROUND.format(prefix=prefix), encoding="utf-8")
        command = [path, "-p", folder, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"]
        user, group = None, None
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            user, group = nobody.pw_uid, nobody.pw_gid
            os.chown(prefix, user, group)
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, user=user, group=group)
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", prefix / "error.log")
            yield port
        finally:
            process.terminate()
            process.wait(10)


def _rendered(behind: Sequence[Server], port: int, prefix: Path) -> str:
    text = _CONFIGURATION.read_text(encoding="utf-8")
    changes = {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "/var/cache/peel": f"{prefix}/cache",
        "app1:8501": f"127.0.0.1:{behind[0].port}",
    }
    if len(behind) == 1:
        text = _SECOND.sub("", text)
    else:
        changes["app2:8501"] = f"127.0.0.1:{behind[1].port}"
    for old, new in changes.items():
        if text.count(old) != 1:
            raise RuntimeError(f"{old!r} is {text.count(old)} times in {_CONFIGURATION.name}")
        text = text.replace(old, new)
    return text


def _wait(url: str, log: Path) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"nginx does not answer:\n{log.read_text() if log.is_file() else ''}")
