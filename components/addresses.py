"""Where the plain pages, embeds and data files are, written once for all who link to them."""

from __future__ import annotations


def share_path(force: str = "", round_id: str = "", name: str = "") -> str:
    """`/share`, that of a force and round, or of one thing of it."""
    return "/".join(part for part in ("/share", force, round_id, name) if part)


def embed_path(force: str, round_id: str, name: str) -> str:
    """One part of a force and round, for a frame on somebody else's page."""
    return f"/embed/{force}/{round_id}/{name}"


def data_path(file: str) -> str:
    """A data file, as `findings.csv`."""
    return f"/data/{file}"
