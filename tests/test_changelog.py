"""CHANGELOG.md keeps to its form and to the version of the project."""

from __future__ import annotations

import re
import tomllib
from datetime import date

from packaging.version import Version

from tests.conftest import ROOT

TEXT = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_what_is_not_released_comes_first() -> None:
    assert HEADINGS[0] == "[Unreleased]"
    assert HEADINGS.count("[Unreleased]") == 1


def test_releases_have_a_version_and_a_date_newest_first() -> None:
    found = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)", h) for h in HEADINGS[1:]]
    releases = [(Version(each[1]), date.fromisoformat(each[2])) for each in found if each]
    assert len(releases) == len(HEADINGS) - 1
    assert releases == sorted(releases, reverse=True)


def test_the_newest_release_is_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert HEADINGS[1].startswith(f"[{project['version']}] ")


def test_every_change_stands_under_its_kind() -> None:
    for section in TEXT.split("\n## ")[1:]:
        heading, *kinds = section.split("\n### ")
        assert not re.search(r"^- ", heading, re.MULTILINE), heading
        names = [kind.splitlines()[0] for kind in kinds]
        assert set(names) <= KINDS
        assert len(names) == len(set(names))
        assert all(re.search(r"^- \S", kind, re.MULTILINE) for kind in kinds)
