"""Two replicas of server.py and nginx in front of them, on loopback."""

from __future__ import annotations

import http.client
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.running import answers, chromium_at, free_port

CONFIGURATION = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
_LOGGED = ("client", "path", "status", "replica", "cookie", "cache")

# What an installed nginx has around our file. Nothing is written outside the temporary folder.
_AROUND = """
daemon off;
worker_processes 1;
pid {prefix}/nginx.pid;
error_log {prefix}/error.log warn;
events {{ worker_connections 512; }}
http {{
    log_format tried "$remote_addr|$request_uri|$status|$upstream_addr|$cookie_replica|\
$upstream_cache_status";
    access_log {prefix}/access.log tried;
    client_body_temp_path {prefix}/body;
    proxy_temp_path {prefix}/proxy;
    fastcgi_temp_path {prefix}/fastcgi;
    uwsgi_temp_path {prefix}/uwsgi;
    scgi_temp_path {prefix}/scgi;
    include {prefix}/peel.conf;
}}
"""


def wait_for(found: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait until `found()`."""
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, f"not within {seconds} seconds: {what}"
        time.sleep(0.05)


@dataclass
class Replica:
    """A process of server.py."""

    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "server.py"]
        command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        wait_for(lambda: answers(f"http://{self.name}/readyz"), "a replica that is ready")

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=10)
            self.process = None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Front:
    """nginx, the replicas behind it, and what it logged."""

    port: int
    prefix: Path
    replicas: tuple[Replica, Replica]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(
        self, path: str, *, method: str = "GET", client: str = "127.0.0.1", **headers: str
    ) -> Answer:
        """Ask as a client of some loopback address. `accept_encoding` is Accept-Encoding."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=10, source_address=(client, 0)
        )
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found

    def logged(self, **wanted: str) -> list[dict[str, str]]:
        """The requests that nginx has answered, oldest first.

        It writes a line once it is done with a request, which may be a moment after the answer has
        come; so one more request is made and its line waited for.
        """
        mark = f"/healthz?{time.monotonic_ns()}"
        self.get(mark)
        log = self.prefix / "access.log"
        wait_for(lambda: mark in log.read_text(encoding="utf-8"), "a line in nginx's log")
        text = log.read_text(encoding="utf-8")
        lines = [dict(zip(_LOGGED, line.split("|"), strict=True)) for line in text.splitlines()]
        return [line for line in lines if wanted.items() <= line.items()]

    def replica_of(self, cookie: str) -> Replica:
        """The replica that the newest request with this cookie went to; kept files aside."""
        lines = [line for line in self.logged(cookie=cookie) if line["replica"] != "-"]
        last = lines[-1]["replica"].split(", ")[-1]
        return next(replica for replica in self.replicas if replica.name == last)


def rendered(changes: dict[str, str]) -> str:
    """deploy/nginx.conf as an operator changes it; each text must be there once."""
    text = CONFIGURATION
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in nginx.conf"
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="session")
def nginx_path() -> str:
    """The installed nginx. Without it these tests are skipped, or fail where it is required."""
    path = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        if os.environ.get("PEEL_BROWSER") == "required":
            pytest.fail("no nginx on this machine, and PEEL_BROWSER=required")
        pytest.skip("no nginx on this machine")
    return path


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with chromium_at(chromium_path) as browser:
        yield browser


@pytest.fixture(scope="session")
def nobody() -> dict[str, Any]:
    """How to start a process without rights, also where the tests run as root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid}


@pytest.fixture(scope="module")
def front(nginx_path: str, nobody: dict[str, Any]) -> Iterator[Front]:
    with ExitStack() as stack:
        prefix = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peel-nginx-")))
        replicas = (Replica(), Replica())
        for replica in replicas:
            stack.callback(replica.end)
            replica.start()
        made = Front(free_port(), prefix, replicas)
        changes = {
            "app1:8501": replicas[0].name,
            "app2:8501": replicas[1].name,
            "listen 8080;": f"listen 127.0.0.1:{made.port};",
            "/var/cache/peel": f"{prefix}/cache",
        }
        (prefix / "peel.conf").write_text(rendered(changes), encoding="utf-8")
        (prefix / "nginx.conf").write_text(_AROUND.format(prefix=prefix), encoding="utf-8")
        if nobody:
            os.chown(prefix, nobody["user"], nobody["group"])
        command = [nginx_path, "-p", str(prefix), "-c", str(prefix / "nginx.conf")]
        command += ["-e", str(prefix / "error.log")]
        trial = subprocess.run([*command, "-t"], capture_output=True, text=True, **nobody)
        assert trial.returncode == 0, trial.stderr
        assert "[warn]" not in trial.stderr
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL, **nobody)
        stack.callback(running.wait, timeout=10)
        stack.callback(running.terminate)
        for replica in replicas:
            replica.wait()
        wait_for(lambda: answers(f"{made.address}/readyz"), "nginx")
        yield made
