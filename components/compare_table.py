"""All forces by pillar for a round, and up to five of them through the rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import htpy as h

from components.context import Context
from components.distribution import in_words, missing_note
from components.marks import grade_words
from peel.model.rounds import Framework, Pillar
from peel.model.values import Grade
from peel.questions import comparison
from peel.questions.comparison import ForceGrades
from peel.questions.view import View
from peel.words import slug

_OWN = " (the force chosen above)"


def compare_table(context: Context) -> h.Element:
    """One row a force: by region, or by the grade for the pillar that the view sorts by."""
    framework = context.dossier.framework
    pillars = comparison.graded_pillars(framework)
    rows = comparison.forces_in(context.dossier.shared, framework)
    sort = context.view.sort.removeprefix("-")
    return h.table(".compare-table")[
        h.caption[f"Grades of {len(rows)} forces in {framework.name}"],
        h.thead[
            h.tr[
                _head(context, "force", "Force"),
                (_head(context, pillar.id, pillar.name) for pillar in pillars),
            ]
        ],
        h.tbody[_sorted(context, rows, pillars) if sort else _by_region(context, rows, pillars)],
    ]


def _head(context: Context, key: str, label: str) -> h.Element:
    sort = context.view.sort
    state = {key: "ascending", f"-{key}": "descending"}.get(sort)
    following = {key: f"-{key}", f"-{key}": ""}.get(sort, key)
    mark = {"ascending": "↑", "descending": "↓"}.get(state or "", "↕")
    return h.th(scope="col", aria_sort=state)[
        h.a(context.here(sort=following), id=f"sort-{key}")[
            label, h.span(".sort-mark", aria_hidden="true")[mark]
        ]
    ]


def _by_region(
    context: Context, rows: Sequence[ForceGrades], pillars: Sequence[Pillar]
) -> Iterator[h.Node]:
    for region, group in comparison.by_region(rows):
        yield h.tr(".region-row")[h.th(colspan=str(len(pillars) + 1), scope="rowgroup")[region]]
        yield h.fragment[(_row(context, row, pillars) for row in group)]


def _sorted(
    context: Context, rows: Sequence[ForceGrades], pillars: Sequence[Pillar]
) -> Iterator[h.Node]:
    sort = context.view.sort
    key, backwards = sort.removeprefix("-"), sort.startswith("-")
    if key == "force":
        found = tuple(reversed(rows)) if backwards else tuple(rows)
    else:
        framework = context.dossier.framework
        found = comparison.by_grade(rows, framework, key, worst_first=backwards)
    yield h.fragment[(_row(context, row, pillars) for row in found)]


def _row(context: Context, row: ForceGrades, pillars: Sequence[Pillar]) -> h.Element:
    own = row.force.slug == context.view.force
    overview = View(force=row.force.slug, round=context.view.round)
    return h.tr(class_={"own-force": own})[
        h.th(scope="row")[
            h.a(context.links.to(overview))[row.force.short_name],
            h.span(".visually-hidden")[_OWN] if own else None,
        ],
        (h.td(data_label=pillar.name)[grade_cell(row.grades[pillar.id])] for pillar in pillars),
    ]


def grade_cell(grade: Grade | None) -> h.Element:
    """A grade in a table of grades: the word, with an edge in its colour."""
    if grade is None or not grade.is_judgment:
        return h.span(".no-question")[grade_words(grade)]
    return h.span(class_=f"cell-grade grade-edge-{slug(grade)}")[grade_words(grade)]


def national_words(context: Context) -> h.Element:
    """The counts of each pillar in the round, with what is missing."""
    framework, shared = context.dossier.framework, context.dossier.shared
    forces = tuple(shared.forces)
    spreads = [
        (pillar, shared.grades.distribution(framework, pillar.id, forces))
        for pillar in comparison.graded_pillars(framework)
    ]
    return h.section(".national")[
        (
            h.fragment[
                h.p[f"{pillar.name}: {in_words(spread)}."], missing_note(spread, shared.forces)
            ]
            for pillar, spread in spreads
        )
    ]


def side_by_side(context: Context) -> h.Node:
    """One pillar of the chosen forces through the rounds that grade it."""
    shared, forces = context.dossier.shared, context.view.of("forces")
    if not forces:
        return None
    pillar = comparison.chosen_pillar(shared, context.view)
    frameworks = comparison.rounds_with(shared, pillar)
    name = comparison.all_pillars(shared)[pillar]
    return h.table(".history-table")[
        h.caption[f"{name}, side by side"],
        h.thead[
            h.tr[h.th(scope="col")["Force"], (h.th(scope="col")[f.short_name] for f in frameworks)]
        ],
        h.tbody[(_force_row(context, pillar, force, frameworks) for force in forces)],
    ]


def _force_row(
    context: Context, pillar: str, force: str, frameworks: Sequence[Framework]
) -> h.Element:
    shared = context.dossier.shared
    return h.tr(class_={"own-force": force == context.view.force})[
        h.th(scope="row")[shared.forces[force].short_name],
        (
            h.td(data_label=item.short_name)[
                grade_cell(shared.grades.grade(force, item.round, pillar))
            ]
            for item in frameworks
        ),
    ]


def distribution_table(context: Context) -> h.Element:
    """The numbers of the picture of all rounds."""
    shared = context.dossier.shared
    pillar = comparison.chosen_pillar(shared, context.view)
    found = comparison.distributions(shared, pillar)
    scale = found[-1][0].scale
    return h.table(".history-table")[
        h.caption[f"{comparison.all_pillars(shared)[pillar]}: number of forces with each grade"],
        h.thead[
            h.tr[
                h.th(scope="col")["Round"],
                (h.th(scope="col")[grade_words(grade)] for grade in scale),
                h.th(scope="col")["Not graded"],
                h.th(scope="col")["Not stated in our sources"],
            ]
        ],
        h.tbody[
            (
                h.tr[
                    h.th(scope="row")[framework.short_name],
                    (
                        h.td(data_label=grade_words(grade))[str(spread.count(grade))]
                        for grade in scale
                    ),
                    h.td(data_label="Not graded")[str(len(spread.not_graded))],
                    h.td(data_label="Not stated in our sources")[str(len(spread.missing))],
                ]
                for framework, spread in found
            )
        ],
    ]
