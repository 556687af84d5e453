"""App and share pages in one server, for hosting.

`streamlit run server.py`, or `uvicorn server:app`, or `make serve`. Settings: `peel/settings.py`.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from components.runtime.session import published, share_pages_are_here
from components.runtime.workarounds.garbage import settle, start_housekeeping
from peel.reading.faults import DataFaultsError
from peel.settings import settings
from share.middleware.micro_cache import MicroCache
from share.middleware.rate_limit import RateLimit
from share.middleware.security_headers import SecurityHeaders
from share.routes import routes
from share.site import Site


@cache
def site() -> Site:
    """The share pages of this process."""
    return Site(published(), settings().address)


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Load what every page needs before the server says ready, then set it aside."""
    await run_in_threadpool(warm)
    start_housekeeping()
    yield


def warm() -> None:
    """Import what pages draw with, read the data and draw the first page once."""
    # Here, as its component can be registered only once Streamlit's runtime is there.
    import components.runtime.page  # noqa: F401

    share_pages_are_here()
    try:
        opened = site().desk().open("", {})
        site().get(f"/share/{opened.view.force}/{opened.view.round}")
    except DataFaultsError as error:
        # The server starts all the same: /readyz says no, and pages list the faults.
        logging.getLogger("peel").error("started on data with %d faults", len(error.faults))
    settle()


app = st.App(
    str(Path(__file__).resolve().parent / "app.py"),
    lifespan=lifespan,
    routes=routes(site),
    middleware=[
        Middleware(MicroCache),
        Middleware(RateLimit),
        Middleware(SecurityHeaders, framing=settings().framing),
    ],
)
