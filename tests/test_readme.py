"""What README and the docs name is there: files, links, targets and programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_makefile import TARGETS
from tests.test_requirements import declared

PAGES = sorted(
    file.relative_to(ROOT)
    for pattern in ("*.md", "docs/*.md", "bench/*.md")
    for file in ROOT.glob(pattern)
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Written by commands that the pages name.
WRITTEN = {"site/"}


def text_of(page: Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code_of(text: str) -> Iterator[str]:
    """The spans of code and the lines of blocks of code."""
    for line in text.splitlines():
        if re.match(r" {4}(?! *[-*] )", line):
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def anchors(text: str) -> set[str]:
    """The headings, as links within a page name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def places(code: str) -> set[str]:
    """Files and folders of the project that a piece of code names."""
    words = re.split(r"[\s=,;]+", code)
    return {
        word
        for word in words
        if re.fullmatch(r"[\w.@-]+(?:/[\w.@-]+)*(?:/|\.(?:py|txt|lock|md|yaml|csv|conf))", word)
        and not re.search(r"[A-Z]{3,}/|^\.venv/", word)
    }


def test_the_pages_are_looked_at() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/hosting.md"} <= {
        page.as_posix() for page in PAGES
    }


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if re.match(r"https?:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        assert file.exists(), f"{page} links to {target}"
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), f"{page} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_targets_named_are_in_the_makefile(page: Path) -> None:
    named = {
        found for code in code_of(text_of(page)) for found in re.findall(r"^make ([a-z]+)", code)
    }
    assert named <= set(TARGETS)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_files_named_are_there(page: str) -> None:
    named = {place for code in code_of(text_of(Path(page))) for place in places(code)} - WRITTEN
    assert len(named) > 5
    assert {place for place in named if not (ROOT / place).exists()} == set()


def test_programs_named_come_with_what_is_installed() -> None:
    brought = {"python", "pip", "activate", *declared("requirements.txt")}
    code = [code for page in PAGES for code in code_of(text_of(page))]
    named = set(re.findall(r"\.venv[/\\](?:bin|Scripts)[/\\](\w[\w-]*)", " ".join(code)))
    assert {"pip", "streamlit"} <= named
    assert named <= brought | set(declared("requirements-dev.txt"))


def test_each_line_to_type_on_linux_has_its_like_for_windows() -> None:
    lines = [line.strip() for line in README.splitlines() if line.startswith("    ")]
    linux = [line for line in lines if line.startswith(("python3 ", ".venv/"))]
    windows = [line for line in lines if line.startswith(("py ", ".venv\\"))]
    assert len(linux) == 3
    assert windows == [
        line.replace("python3 ", "py ").replace(".venv/bin/", ".venv\\Scripts\\") for line in linux
    ]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_what_only_some_systems_have_is_said_to_be_theirs(page: Path) -> None:
    for word, system in {"apt-get": "Debian", "sha256sum": "Linux"}.items():
        for paragraph in text_of(page).split("\n\n"):
            assert word not in paragraph or system in paragraph, paragraph


def test_what_is_not_there_is_seen() -> None:
    assert list(code_of("Run `make no`.\n\n    .venv/bin/nothing x.txt\n\n- `a` b")) == [
        "make no",
        ".venv/bin/nothing x.txt",
        "a",
    ]
    assert places("pip install -r lost.txt peel/none/ /etc/x.conf") == {"lost.txt", "peel/none/"}
    assert places("data/findings/FORCE/ROUND.yaml") == set()
    assert anchors("# One, two\n## Three (3)") == {"one-two", "three-3"}
