"""Which data a reader sees, and where this process has its share pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from peel.editing.own_file import OwnFile
from peel.library.library import Library
from peel.settings import settings

_OWN_FILE = "own-file"


@cache
def _library(data: Path) -> Library:
    return Library(data)


def published() -> Library:
    """The data folder of this process; app and share pages use the same."""
    return _library(settings().data)


def own_file() -> OwnFile | None:
    """The file that this reader brought along, if any."""
    found: OwnFile | None = st.session_state.get(_OWN_FILE)
    return found


def set_own_file(opened: OwnFile | None) -> None:
    """Show a file in this session only, or go back to the published data."""
    st.session_state[_OWN_FILE] = opened
    if opened is None:
        st.query_params.clear()
    else:
        st.query_params.from_dict({"force": opened.force, "round": opened.round})


@dataclass(slots=True)
class _Process:
    has_share_pages: bool = False


_process = _Process()


def share_pages_are_here() -> None:
    """Told by a server that has the share pages, which `streamlit run app.py` has not."""
    _process.has_share_pages = True


def share_base() -> str | None:
    """What stands before `/share`: nothing on this server, the public address, or None."""
    return "" if _process.has_share_pages else settings().public_url
