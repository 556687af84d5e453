"""How the house is built: who may import whom, and what is known in one room only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from peel.model.layout import KINDS
from peel.questions.pages import PAGES
from tests.conftest import ROOT

# In the order in which they stand: each imports only from those before it.
ROOMS = ("data", "peel", "components", "pages", "share", "server")
IN_PEEL = ("settings", "words", "model", "reading", "rules", "library", "questions")
# These stand side by side behind the others and do not import each other.
LAST_IN_PEEL = ("publishing", "editing", "__main__")
IN_COMPONENTS = ("", "widgets", "runtime")
WITH_STREAMLIT = ("components/widgets", "components/runtime", "pages", "app.py", "server.py")
# What reading may know of the model: words for a reader, and nothing of the police.
FOR_READING = ("peel.model.values", "peel.model.describe")
OF_THE_DATA = {"Context", "Desk", "Dossier", "ForceRecord", "Look", "Shared", "View"}
MOST_LINES = 300

FILES = [
    path.relative_to(ROOT)
    for room in (*ROOMS, "app.py", "server.py")
    for path in sorted((ROOT / room).rglob("*.py") if (ROOT / room).is_dir() else [ROOT / room])
    if path.is_file()
]


def read(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def imported(text: str) -> Iterator[str]:
    """The modules that a text imports, at its head or within a function."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield "."
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room_in_peel(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def wrong_in_peel(room: str, name: str) -> bool:
    """Whether a room of `peel` must not import a module of `peel`."""
    other = room_in_peel(name)
    if other in ("", room):
        return False
    if room in LAST_IN_PEEL:
        return other in LAST_IN_PEEL and room != "__main__"
    if other in LAST_IN_PEEL:
        return True
    if room == "reading" and other == "model":
        return name != "peel.model" and not name.startswith(FOR_READING)
    return IN_PEEL.index(other) >= IN_PEEL.index(room)


def wrong_imports(file: Path, text: str) -> list[str]:
    """What `file` must not import."""
    place = file.as_posix()
    room = file.stem if len(file.parts) == 1 else file.parts[0]
    later = {*ROOMS[ROOMS.index(room) + 1 :]} if room in ROOMS else set()
    refused = {*later, "app", "tests", "bench", "docs", ""} - {room}
    if not place.startswith(WITH_STREAMLIT):
        refused.add("streamlit")
    found = [name for name in imported(text) if name.split(".")[0] in refused]
    if room == "peel":
        own = file.parts[1].removesuffix(".py")
        mine = [name for name in imported(text) if name.split(".")[0] == "peel"]
        found += [name for name in mine if wrong_in_peel(own, name)]
    if room == "components":
        own = file.parts[1] if len(file.parts) > 2 else ""
        for name in imported(text):
            part = name.split(".")[1] if name.startswith("components.") else ""
            if part in IN_COMPONENTS and IN_COMPONENTS.index(part) > IN_COMPONENTS.index(own):
                found.append(name)
    return found


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_room_imports_only_earlier_rooms(file: Path) -> None:
    assert wrong_imports(file, read(file)) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("peel/words.py", "import streamlit as st"),
        ("peel/words.py", "def f():\n    from components.marks import kind_tag"),
        ("peel/words.py", "from pages import overview"),
        ("peel/words.py", "from . import view"),
        ("peel/model/fields.py", "from peel.reading.faults import Fault"),
        ("peel/reading/folder.py", "from peel.model.findings import Finding"),
        ("peel/rules/ids.py", "from peel.library.library import Library"),
        ("peel/library/kept.py", "import peel.questions.view"),
        ("peel/questions/view.py", "from peel.publishing import tables"),
        ("peel/publishing/tables.py", "from peel.editing.verify import alike"),
        ("components/marks.py", "from streamlit.testing import v1"),
        ("components/marks.py", "from components.widgets.filters import bound"),
        ("components/widgets/filters.py", "from components.runtime.page import run"),
        ("components/widgets/x.py", "import pages.overview"),
        ("pages/x.py", "from share import page"),
        ("share/x.py", "import server"),
    ],
)
def test_a_wrong_import_is_seen(file: str, line: str) -> None:
    assert wrong_imports(Path(file), line)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("components/widgets/x.py", "import streamlit"),
        ("peel/reading/folder.py", "from peel.model.values import NOT_STATED"),
        ("peel/editing/check.py", "from peel.questions.view import View"),
        ("share/x.py", "from components.context import Context"),
    ],
)
def test_a_right_import_is_let_in(file: str, line: str) -> None:
    assert wrong_imports(Path(file), line) == []


def test_every_room_is_looked_at() -> None:
    assert {file.parts[0] for file in FILES} >= {"peel", "components", "pages", "share"}
    rooms = {path.stem for path in (ROOT / "peel").iterdir() if path.suffix == ".py"}
    rooms |= {path.parent.name for path in (ROOT / "peel").glob("*/__init__.py")}
    assert rooms - {"__init__"} == {*IN_PEEL, *LAST_IN_PEEL}


def test_data_holds_no_code() -> None:
    assert [file for file in FILES if file.parts[0] == "data"] == []


def foreign_privates(text: str) -> list[str]:
    """Names with a leading underscore that a text takes from another module."""
    tree = ast.parse(text)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    own |= {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    taken = [
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for name in node.names
    ]
    used = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    private = re.compile(r"_[^_]")
    return [name for name in taken if private.match(name)] + [
        name for name in used if private.match(name) and name not in own
    ]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_what_is_private_stays_in_its_module(file: Path) -> None:
    assert foreign_privates(read(file)) == []


@pytest.mark.parametrize(
    "text", ["from x import _y", "import x\nx._y()", "def f(a):\n  a._b = a._c"]
)
def test_a_foreign_private_name_is_seen(text: str) -> None:
    assert foreign_privates(text)


def caches_of_data(text: str) -> list[str]:
    """Functions with a cache of their own that are given data, which then outlives its readers."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef):
            continue
        decorators = " ".join(ast.unparse(item) for item in node.decorator_list)
        given = {
            name.id
            for argument in (*node.args.args, *node.args.kwonlyargs)
            if argument.annotation is not None
            for name in ast.walk(argument.annotation)
            if isinstance(name, ast.Name)
        }
        if re.search(r"\b(lru_)?cache\b", decorators) and given & OF_THE_DATA:
            found.append(node.name)
    return found


@pytest.mark.parametrize("file", FILES, ids=str)
def test_no_cache_outlives_the_data_it_is_about(file: Path) -> None:
    assert caches_of_data(read(file)) == []


def test_a_cache_of_data_is_seen() -> None:
    assert caches_of_data("@lru_cache(maxsize=3)\ndef f(dossier: Dossier) -> int: ...") == ["f"]
    assert caches_of_data("@cache\ndef f(folder: str) -> int: ...") == []


def words_in(text: str) -> list[str]:
    """The string constants of a text, its docstrings left out."""
    tree = ast.parse(text)
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]


def files_with(*wanted: str) -> set[str]:
    return {file.as_posix() for file in FILES if set(wanted) & set(words_in(read(file)))}


def test_each_page_is_named_once() -> None:
    titles = [page.title for page in PAGES.values() if page.title not in ("Findings", "Reactions")]
    assert files_with(*titles) == {"peel/questions/pages.py"}


def test_each_kind_of_file_is_named_once() -> None:
    assert files_with(*(kind.path for kind in KINDS)) == {"peel/model/layout.py"}


@pytest.mark.parametrize(
    ("made", "room"),
    [
        ("FileKind(", "peel/model/layout.py"),
        ("Listing(\n", "peel/questions/listings.py"),
        ("Facet(\n", "peel/questions/listings.py"),
        (" Page(\n", "peel/questions/pages.py"),
        ("Table(\n", "peel/publishing/tables.py"),
        ("Column(\n", "peel/publishing/tables.py"),
    ],
)
def test_things_of_a_kind_are_declared_in_one_room(made: str, room: str) -> None:
    assert {file.as_posix() for file in FILES if made in read(file)} == {room}


def test_the_environment_is_read_in_one_room() -> None:
    reading = re.compile(r"os\.environ|os\.getenv|import environ")
    assert [file.as_posix() for file in FILES if reading.search(read(file))] == ["peel/settings.py"]


def test_the_inside_of_streamlit_is_known_where_it_is_used() -> None:
    """Its class names and versions: what its next release can break is found in these places."""
    inside = re.compile(r"\.st[A-Z]|\b1\.67\b")
    knowing = {file.as_posix() for file in FILES if inside.search(read(file))}
    allowed = ("components/runtime/", "components/widgets/", "share/middleware/rate_limit.py")
    assert [file for file in knowing if not file.startswith(allowed)] == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_long_module_says_why(file: Path) -> None:
    text = read(file)
    if text.count("\n") > MOST_LINES:
        assert "Long, because" in (ast.get_docstring(ast.parse(text)) or "")
