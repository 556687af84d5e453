"""All forces side by side: one round by pillar, and one pillar through the rounds.

Only pillar grades are compared, and only rounds that have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peel.model.gradebook import Distribution
from peel.model.grades import Force
from peel.model.rounds import Framework, Pillar
from peel.model.shared import Shared
from peel.model.values import Grade
from peel.questions.view import View

MOST_SIDE_BY_SIDE = 5


@dataclass(frozen=True, slots=True)
class ForceGrades:
    """One force with its grade for each graded pillar; None where it is not stated."""

    force: Force
    grades: Mapping[str, Grade | None]


def graded_pillars(framework: Framework) -> tuple[Pillar, ...]:
    return tuple(pillar for pillar in framework.pillars if pillar.graded)


def rounds_with(shared: Shared, pillar: str) -> tuple[Framework, ...]:
    """The rounds that grade a pillar, oldest first."""
    return tuple(
        framework
        for framework in shared.rounds
        if any(item.id == pillar for item in graded_pillars(framework))
    )


def all_pillars(shared: Shared) -> Mapping[str, str]:
    """Id and name of every pillar that any round grades, in the inspectorate's order."""
    graded = {pillar.id for item in shared.rounds for pillar in graded_pillars(item)}
    return {p.id: p.name for item in shared.rounds for p in item.pillars if p.id in graded}


def chosen_pillar(shared: Shared, view: View) -> str:
    """The pillar that a view compares: the one it names, else the first."""
    return next(iter((*view.of("pillar"), *all_pillars(shared))))


def forces_in(shared: Shared, framework: Framework) -> tuple[ForceGrades, ...]:
    """Every force with its pillar grades of one round, by name."""
    pillars = graded_pillars(framework)
    return tuple(
        ForceGrades(
            force,
            {
                pillar.id: shared.grades.grade(force.slug, framework.round, pillar.id)
                for pillar in pillars
            },
        )
        for force in shared.forces_by_name
    )


def by_region(found: Sequence[ForceGrades]) -> tuple[tuple[str, tuple[ForceGrades, ...]], ...]:
    """Rows under the region of their force, regions by name."""
    regions = sorted({row.force.region for row in found})
    return tuple(
        (region, tuple(row for row in found if row.force.region == region)) for region in regions
    )


def by_grade(
    found: Sequence[ForceGrades], framework: Framework, pillar: str, *, worst_first: bool
) -> tuple[ForceGrades, ...]:
    """Rows by their grade for a pillar; those without a grade always come last."""

    def key(row: ForceGrades) -> tuple[bool, int, str]:
        grade = row.grades.get(pillar)
        if grade not in framework.scale or grade is None:
            return (True, 0, row.force.short_name)
        place = framework.scale.index(grade)
        return (False, -place if worst_first else place, row.force.short_name)

    return tuple(sorted(found, key=key))


def distributions(shared: Shared, pillar: str) -> tuple[tuple[Framework, Distribution], ...]:
    """The national picture of a pillar in each round that grades it, oldest first."""
    forces = tuple(shared.forces)
    return tuple(
        (framework, shared.grades.distribution(framework, pillar, forces))
        for framework in rounds_with(shared, pillar)
    )
