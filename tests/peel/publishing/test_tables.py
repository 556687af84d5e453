"""The data as tables: the same counts as everywhere, and silence left empty."""

from __future__ import annotations

from collections import Counter

import pytest

from peel.library.library import Library
from peel.model.shared import Shared
from peel.publishing.tables import TABLES, rows_of
from peel.questions.desk import Desk
from peel.questions.view import View
from tests.peel.national import NATIONAL


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.now().shared


def test_the_table_of_grades_has_the_national_counts(shared: Shared, desk: Desk) -> None:
    opened = [
        (desk.dossier(force, round_id), View(force=force, round=round_id))
        for force in shared.forces
        for round_id in shared.frameworks
    ]
    rows = rows_of(TABLES["grades"], opened)
    counted = Counter(
        (item["round"], item["pillar"], item["grade"]) for item in rows if not item["question"]
    )
    for (round_id, pillar), counts in NATIONAL.items():
        words = (*map(str, shared.frameworks[round_id].scale), "not graded", None)
        assert tuple(counted[round_id, pillar, word] for word in words) == counts
    assert {item["round"] for item in rows if item["pillar"]} == {
        "2014",
        "2015",
        "2016",
        "2017",
        "2018-19",
    }
    in_areas = [item for item in rows if item["round"] in ("2021-22", "2023-25")]
    assert all(item["question"] and not item["pillar"] for item in in_areas)
    assert {"adequate"} <= {item["grade"] for item in in_areas}
    assert "adequate" not in {item["grade"] for item in rows if item not in in_areas}
