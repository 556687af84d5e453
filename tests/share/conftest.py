"""The site as a server would answer, with the published data and with the example."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from peel.library.library import Library
from share.middleware.security_headers import SecurityHeaders
from share.routes import routes
from share.site import Site
from tests.conftest import ROOT, DataCopy

PUBLIC_URL = "https://peel.example.org"


def serve(site: Site) -> TestClient:
    """The routes of a site with their headers; what a route raises is raised here."""
    app = Starlette(routes=routes(lambda: site), middleware=[Middleware(SecurityHeaders)])
    return TestClient(app, base_url=PUBLIC_URL, follow_redirects=False)


@pytest.fixture(scope="session")
def site(library: Library) -> Site:
    """The published data."""
    return Site(library, PUBLIC_URL)


@pytest.fixture(scope="session")
def client(site: Site) -> TestClient:
    return serve(site)


@pytest.fixture(scope="session")
def example_site() -> Site:
    """The force that does not exist; its data has renamed ids."""
    return Site(Library(ROOT / "docs" / "example"), PUBLIC_URL)


@pytest.fixture(scope="session")
def example(example_site: Site) -> TestClient:
    return serve(example_site)


@pytest.fixture
def example_copy(tmp_path: Path) -> DataCopy:
    """The example, to be edited."""
    copied = tmp_path / "data"
    shutil.copytree(ROOT / "docs" / "example", copied, copy_function=shutil.copyfile)
    return DataCopy(copied)


@pytest.fixture
def touch() -> Callable[[Path], None]:
    """Let a file count as changed, however fast the clock of the file system is."""
    later = 0

    def change(path: Path) -> None:
        nonlocal later
        later += 1_000_000_000
        found: Any = path.stat()
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + later))

    return change
