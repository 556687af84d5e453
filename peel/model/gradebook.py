"""The grades of all forces in all rounds, and what may be counted among them.

Only pillar grades are counted nationally. Question grades are not all in our sources, and which of
them are missing is not chance: no share, ranking or distribution may rest on them, so none is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from peel.model.grades import Gap, GradeRow
from peel.model.rounds import Framework
from peel.model.values import Grade

Key = tuple[str, str, str | None, str | None]


@dataclass(frozen=True)
class Distribution:
    """How many forces were given which grade for a pillar in a round.

    `missing` are the forces whose grade no source we have states: a count is whole only where
    that is empty.
    """

    forces: Mapping[Grade, tuple[str, ...]]
    not_graded: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """All forces, graded or not, known or not."""
        held = sum(len(slugs) for slugs in self.forces.values())
        return held + len(self.not_graded) + len(self.missing)

    def with_grade(self, force: str, grade: Grade) -> Distribution:
        """The same with the grade of a force that was missing."""
        if force not in self.missing:
            return self
        missing = tuple(name for name in self.missing if name != force)
        if grade not in self.forces:
            return replace(self, missing=missing, not_graded=(*self.not_graded, force))
        forces = {**self.forces, grade: (*self.forces[grade], force)}
        return replace(self, missing=missing, forces=forces)

    def count(self, grade: Grade) -> int:
        return len(self.forces.get(grade, ()))


class GradeBook:
    """Rows of `grades.csv` by force, round, pillar and question."""

    def __init__(self, rows: Sequence[GradeRow], gaps: Sequence[Gap]) -> None:
        self.rows: Mapping[Key, GradeRow] = {
            (row.force, row.round, row.pillar, row.question_id): row for row in rows
        }
        self.gaps = tuple(gaps)

    def row(
        self, force: str, round_id: str, pillar: str | None, question: str | None = None
    ) -> GradeRow | None:
        """The row of one grade; None where we hold none."""
        return self.rows.get((force, round_id, pillar, question))

    def grade(self, force: str, round_id: str, pillar: str) -> Grade | None:
        """The grade of a pillar; None where no source we have states it."""
        row = self.row(force, round_id, pillar)
        return row.grade if row else None

    def distribution(
        self, framework: Framework, pillar: str, forces: Sequence[str]
    ) -> Distribution:
        """The grades that `forces` were given for a pillar, best grade first."""
        found: dict[Grade, list[str]] = {grade: [] for grade in framework.scale}
        not_graded, missing = [], []
        for force in forces:
            grade = self.grade(force, framework.round, pillar)
            if grade is None:
                missing.append(force)
            elif grade in found:
                found[grade].append(force)
            else:
                not_graded.append(force)
        return Distribution(
            {grade: tuple(slugs) for grade, slugs in found.items()},
            tuple(not_graded),
            tuple(missing),
        )
