"""What the tests share: the data, a copy of it to edit, and pages opened by address."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from peel.library.library import Library
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier
from peel.settings import DATA
from tests.drawn import Drawn, parse

# Tests assert no times: a busy machine is no fault of the code.
hypothesis.settings.register_profile("no times", deadline=None)
hypothesis.settings.load_profile("no times")

ROOT = DATA.parent


@pytest.fixture(scope="session", autouse=True)
def packages_are_searched_once() -> Iterator[None]:
    """AppTest looks for components in all installed packages, anew for each app."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def desk(library: Library) -> Desk:
    return Desk(library.now())


@pytest.fixture(scope="session")
def dossier(desk: Desk) -> Dossier:
    """Cambridgeshire in PEEL 2015."""
    return desk.dossier("cambridgeshire", "2015")


@pytest.fixture(scope="session")
def earlier(desk: Desk) -> Dossier:
    """Cambridgeshire in PEEL 2014."""
    return desk.dossier("cambridgeshire", "2014")


@dataclass(frozen=True)
class DataCopy:
    """A copy of the data that may be edited."""

    root: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the first `old`, which must stand in the file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def data_copy(tmp_path: Path) -> DataCopy:
    shutil.copytree(DATA, tmp_path / "data", copy_function=shutil.copyfile)
    return DataCopy(tmp_path / "data")


@dataclass(frozen=True)
class Visit:
    """A page of the app that was opened."""

    app: AppTest

    @property
    def drawn(self) -> Drawn:
        """All the HTML of the page, its style sheet left out."""
        bodies = [item.proto.body for item in self.app.get("html")]
        return parse("".join(body for body in bodies if not body.startswith("<style")))

    @property
    def address(self) -> dict[str, str]:
        found = self.app.query_params.items()
        return {name: value if isinstance(value, str) else value[0] for name, value in found}

    def widget(self, name: str) -> Any:
        """The filter that writes the parameter `name`."""
        kinds = ("button_group", "multiselect", "selectbox", "text_input")
        found = [
            item
            for kind in kinds
            for item in self.app.get(kind)
            if getattr(item, "key", None) == f"filter-{name}"
        ]
        assert len(found) == 1, f"{len(found)} filters for {name}"
        return found[0]


@pytest.fixture
def visit() -> Callable[..., Visit]:
    """Open a page by name and parameters; it must come without an exception."""

    def open_page(page: str, **parameters: str) -> Visit:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.run()
        app.switch_page(f"pages/{page or 'overview'}.py")
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return Visit(app)

    return open_page


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is. Without it browser tests are skipped, or fail where it is required."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("PEEL_BROWSER") == "required":
            pytest.fail("no chromium on this machine, and PEEL_BROWSER=required")
        pytest.skip("no chromium on this machine")
    return path
