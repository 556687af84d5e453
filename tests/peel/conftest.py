"""What the tests of `peel` share: the example data, a copy to edit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from peel.editing.documentation import EXAMPLE
from tests.conftest import DataCopy


@pytest.fixture
def example(tmp_path: Path) -> DataCopy:
    """A copy of the data of Borsetshire, a force that does not exist."""
    shutil.copytree(EXAMPLE, tmp_path / "data", copy_function=shutil.copyfile)
    return DataCopy(tmp_path / "data")
