"""App and share pages in one server, for hosting.

`streamlit run server.py`, or `uvicorn server:app`, or `make serve`. Settings, all optional:
PEEL_PUBLIC_URL (where readers reach it), PEEL_DATA (another data folder), PEEL_FRAMING (origins
that may frame the app, with spaces between).
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from components.widgets.housekeeping import settle, start_housekeeping
from peel.desk import desk_of
from peel.faults import DataFaultsError
from peel.library import DATA
from share.fairness import Fairness
from share.headers import SecurityHeaders
from share.memory import FromMemory
from share.routes import routes
from share.site import Site


@cache
def site() -> Site:
    """The share pages of this process."""
    desk = desk_of(os.environ.get("PEEL_DATA", str(DATA)))
    return Site(desk, os.environ.get("PEEL_PUBLIC_URL", "http://localhost:8501"))


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Load what every page needs before the server says ready, then set it aside."""
    await run_in_threadpool(warm)
    start_housekeeping()
    yield


def warm() -> None:
    """Import what pages draw with, read the data and draw the first page once."""
    import_module("components.widgets.frame").share_is_here()
    try:
        desk = site().desk
        opened = desk.open("", {})
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
        Middleware(FromMemory),
        Middleware(Fairness),
        Middleware(SecurityHeaders, framing=os.environ.get("PEEL_FRAMING", "").split()),
    ],
)
