"""Rooms import only from earlier rooms, and Streamlit stays where it belongs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("data", "peel", "components", "pages", "share", "server")
FILES = [
    path.relative_to(ROOT)
    for room in ROOMS
    if (ROOT / room).is_dir()
    for path in sorted((ROOT / room).rglob("*.py"))
]


def imported(text: str) -> Iterator[str]:
    """The modules that a text imports, at its head or within a function."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else str(node.module)


def wrong_imports(file: Path, text: str) -> list[str]:
    """What `file` must not import."""
    room = file.parts[0]
    later = ROOMS[ROOMS.index(room) + 1 :]
    refused = {*later, "app", "tests", ""}
    if room == "peel" or (room == "components" and file.parts[1] != "widgets"):
        refused.add("streamlit")
    return [name for name in imported(text) if name.split(".")[0] in refused]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_room_imports_only_earlier_rooms(file: Path):
    assert wrong_imports(file, (ROOT / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("peel/x.py", "import streamlit as st"),
        ("peel/x.py", "def f():\n    from components.marks import kind_tag"),
        ("peel/x.py", "from pages import overview"),
        ("peel/x.py", "from . import view"),
        ("components/marks.py", "from streamlit.testing import v1"),
        ("components/widgets/x.py", "import pages.overview"),
        ("pages/x.py", "from share import page"),
    ],
)
def test_a_wrong_import_is_seen(file: str, line: str):
    assert wrong_imports(Path(file), line)


def test_widgets_may_import_streamlit():
    assert wrong_imports(Path("components/widgets/x.py"), "import streamlit") == []


def test_every_room_is_looked_at():
    assert {file.parts[0] for file in FILES} >= {"peel", "components", "pages"}


def test_data_holds_no_code():
    assert [file for file in FILES if file.parts[0] == "data"] == []
