"""What the code imports is declared, and what is declared is used."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.test_direction import imported

APP = ("app.py", "server.py", "pages", "peel", "components", "share")
AROUND = ("tests", "bench", "docs")
OURS = {Path(place).stem for place in (*APP, *AROUND)}
# Declared, although nothing imports them.
RUN_OR_READ = {
    "requirements.txt": {
        "pandas": "readers open the downloads with it, and the tests do so",
        "uvicorn": "`uvicorn server:app` starts the server, as server.py says",
    },
    "requirements-dev.txt": {
        "mypy": "`make test` runs it",
        "pre-commit": "contributors run it, as CONTRIBUTING.md says",
        "pytest-cov": "`make coverage` runs it",
        "pytest-xdist": "`-n 2` in pyproject.toml",
        "ruff": "`make test` runs it",
        "types-pyyaml": "mypy reads it",
        "uv": "`make lock` runs it",
    },
    "requirements-bench.txt": {"datasette": "the bench starts it as a server"},
}


def declared(file: str) -> dict[str, Requirement]:
    """What a file asks for itself, by name; the files that it includes are left out."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def files(places: Iterable[str]) -> list[Path]:
    paths = [ROOT / place for place in places]
    return [file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py"))]


def third_party(texts: Iterable[str]) -> set[str]:
    """The top-level modules that are neither ours nor Python's."""
    tops = {name.split(".")[0] for text in texts for name in imported(text)}
    return tops - OURS - sys.stdlib_module_names


def imports_of(places: Iterable[str]) -> set[str]:
    return third_party(file.read_text(encoding="utf-8") for file in files(places))


def distributions(module: str) -> set[str]:
    """The names under which a module is installed: `yaml` comes with `pyyaml`."""
    return {canonicalize_name(name) for name in packages_distributions().get(module, [])}


def undeclared(modules: Iterable[str], names: Iterable[str]) -> set[str]:
    return {module for module in modules if distributions(module).isdisjoint(names)}


def test_everything_the_app_imports_is_declared() -> None:
    assert undeclared(imports_of(APP), declared("requirements.txt")) == set()


def test_everything_that_tests_bench_and_pictures_import_is_declared() -> None:
    names = {*declared("requirements.txt"), *declared("requirements-dev.txt")}
    assert undeclared(imports_of(AROUND), names) == set()


@pytest.mark.parametrize(
    ("file", "places"),
    [
        ("requirements.txt", APP),
        ("requirements-dev.txt", AROUND),
        ("requirements-bench.txt", ["bench"]),
    ],
)
def test_everything_declared_is_imported_or_has_its_reason(
    file: str, places: Iterable[str]
) -> None:
    used = {name for module in imports_of(places) for name in distributions(module)}
    assert set(declared(file)) - used == set(RUN_OR_READ[file])


def test_an_import_that_is_not_declared_is_seen() -> None:
    text = "import os\nfrom peel import desk\n\ndef f():\n    from PIL import Image\n"
    assert third_party([text, "import yaml.nodes"]) == {"PIL", "yaml"}
    assert undeclared({"PIL", "yaml"}, {"pyyaml"}) == {"PIL"}
    assert undeclared({"PIL", "yaml"}, {"pyyaml", "pillow"}) == set()
    assert undeclared({"no_such_module"}, {"no-such-module"}) == {"no_such_module"}


@pytest.mark.parametrize("file", RUN_OR_READ)
def test_every_bound_has_both_ends(file: str) -> None:
    """A version that nobody has tried is not installed by the plain command."""
    for requirement in declared(file).values():
        operators = {bound.operator for bound in requirement.specifier}
        assert operators == {">=", "<"}, str(requirement)


def test_each_file_includes_the_one_below_it() -> None:
    assert "\n-r requirements.txt\n" in (ROOT / "requirements-dev.txt").read_text("utf-8")
    assert "\n-r requirements-dev.txt\n" in (ROOT / "requirements-bench.txt").read_text("utf-8")
