"""App and share pages in one server, for hosting.

`streamlit run server.py`, or `uvicorn server:app`, or `make serve`. Settings, all optional:
PEEL_PUBLIC_URL (where readers reach it), PEEL_DATA (another data folder), PEEL_FRAMING (origins
that may frame the app, with spaces between).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from peel.desk import Desk
from peel.library import DATA, Library
from share.headers import SecurityHeaders
from share.routes import routes
from share.site import Site


@cache
def site() -> Site:
    """The share pages of this process."""
    library = Library(os.environ.get("PEEL_DATA", str(DATA)))
    return Site(Desk(library), os.environ.get("PEEL_PUBLIC_URL", "http://localhost:8501"))


app = st.App(
    str(Path(__file__).resolve().parent / "app.py"),
    routes=routes(site),
    middleware=[
        Middleware(SecurityHeaders, framing=os.environ.get("PEEL_FRAMING", "").split()),
    ],
)
