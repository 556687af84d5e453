"""The locks hold one version, with its hashes, of all that requirements*.txt ask for."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.test_requirements import declared

ASKED = {
    "requirements.lock": ("requirements.txt",),
    "requirements-dev.lock": ("requirements.txt", "requirements-dev.txt"),
}
# The Python of most people, the image's, and a new one, on the three systems they use.
PLACES = [
    {"python_version": version[:4], "python_full_version": version, "sys_platform": system}
    | {"platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system]}
    for version in ("3.11.0", "3.12.0", "3.14.0")
    for system in ("linux", "darwin", "win32")
]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock: str) -> list[str]:
    """The entries of a lock, each on one line, without comments."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def pins(lock: str) -> list[Requirement]:
    return [Requirement(entry.split(" --hash=")[0]) for entry in entries(lock)]


def versions(lock: str, place: dict[str, str]) -> dict[str, str]:
    """What a lock installs in a place: names with their versions."""
    held = [pin for pin in pins(lock) if pin.marker is None or pin.marker.evaluate(place)]
    found = {
        str(canonicalize_name(pin.name)): str(pin.specifier).removeprefix("==") for pin in held
    }
    assert len(found) == len(held), "a name stands twice"
    return found


@pytest.mark.parametrize("place", PLACES, ids=lambda place: " ".join(place.values()))
@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_satisfies_what_is_declared(lock: str, place: dict[str, str]) -> None:
    found = versions(lock, place)
    for file in ASKED[lock]:
        for name, requirement in declared(file).items():
            assert requirement.specifier.contains(found[name]), f"{requirement}: `make lock`"


@pytest.mark.parametrize("lock", ASKED)
def test_every_entry_is_one_version_with_hashes_and_nothing_else(lock: str) -> None:
    for entry, pin in zip(entries(lock), pins(lock), strict=True):
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), entry
        assert (pin.url, pin.extras) == (None, set()), entry
        _, *hashes = entry.split(" --hash=")
        assert hashes, entry
        assert all(HASH.fullmatch(f"--hash={found.strip()}") for found in hashes), entry


@pytest.mark.parametrize("lock", ASKED)
def test_no_lock_says_where_it_was_made_or_from_which_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "#    make lock\n" in text
    # Neither an address nor a path of a folder does without one.
    assert "/" not in text


def test_the_tests_run_with_the_versions_that_the_app_runs_with() -> None:
    for place in PLACES:
        app = versions("requirements.lock", place)
        assert app.items() <= versions("requirements-dev.lock", place).items()
