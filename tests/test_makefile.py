"""`make help` lists what there is to make, and make installs what is locked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


def make(*arguments: str) -> str:
    """What make prints."""
    program = shutil.which("make")
    if program is None:
        pytest.skip("no make on this machine")
    # Those of a make that runs the tests are not for this one.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(
        [program, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_lists_every_target_with_a_few_words() -> None:
    lines = make("help").splitlines()
    listed = [found[1] for line in lines if (found := re.fullmatch(r"make ([a-z-]+) +\S.*", line))]
    assert len(listed) == len(lines)
    assert listed == TARGETS
    assert {"run", "test", "lock"} <= set(listed)
    assert max(len(line) for line in lines) <= 100


def test_make_alone_says_what_there_is() -> None:
    assert make() == make("help")


def test_a_folder_with_the_name_of_a_target_does_not_hide_it() -> None:
    phony = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert " ".join(phony).split() == TARGETS
    assert (ROOT / "bench").is_dir()
    assert "-m bench" in make("-n", "bench")


@pytest.mark.parametrize(
    ("target", "lock"), [("run", "requirements.lock"), ("test", "requirements-dev.lock")]
)
def test_a_fresh_machine_gets_what_is_locked(target: str, lock: str, tmp_path: Path) -> None:
    would_run = make("-n", f"VENV={tmp_path / 'new'}", target).splitlines()
    assert any("-m venv" in line for line in would_run)
    installs = [line for line in would_run if " pip install " in line]
    assert len(installs) == 1
    assert installs[0].endswith(f" --require-hashes -r {lock}")


def test_every_check_runs_before_the_tests() -> None:
    programs = re.findall(r"/bin/(?:python -m )?(\w+)", make("-n", "test").split("touch")[-1])
    assert programs[-5:] == ["ruff", "ruff", "mypy", "peel", "pytest"]
