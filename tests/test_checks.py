"""CI and the hooks run what `make test` runs, and reach for nothing else."""

from __future__ import annotations

import os
import re
import tomllib
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    job = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["test"]
    assert job["runs-on"] == "ubuntu-latest"
    found: list[dict[str, Any]] = job["steps"]
    return found


def test_ci_runs_every_check(steps: list[dict[str, Any]]) -> None:
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "\nPEEL_BROWSER=required make test\n" in script.read_text(encoding="utf-8")


def test_ci_uses_actions_of_github_alone_each_at_a_major_version(
    steps: list[dict[str, Any]],
) -> None:
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 2
    for action, name in zip(used, ("checkout", "setup-python"), strict=True):
        assert re.fullmatch(rf"actions/{name}@v\d+", action)


def test_ci_has_the_oldest_python_that_is_promised(steps: list[dict[str, Any]]) -> None:
    python = steps[1]["with"]["python-version"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == f">={python}"
    assert project["tool"]["mypy"]["python_version"] == python
    assert project["tool"]["ruff"]["target-version"] == f"py{python.replace('.', '')}"
    assert f"--python-version {python} " in MAKEFILE
    assert f"version_info < ({python.replace('.', ', ')})" in MAKEFILE
    assert (ROOT / steps[1]["with"]["cache-dependency-path"]).is_file()


def test_the_hooks_are_the_quick_checks_of_make_test() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    # Any other place would be fetched.
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"unsupported"}
    assert not any("additional_dependencies" in hook for hook in hooks)
    recipe = MAKEFILE.split("\ntest: ")[1].split("\n\n")[0]
    checks = re.findall(r"^\t\$\(BIN\)/(?:python -m )?(.+)$", recipe, re.MULTILINE)
    assert checks.pop().split()[0] == "pytest"
    assert [hook["entry"] for hook in hooks] == [f"python -m {check}" for check in checks]
