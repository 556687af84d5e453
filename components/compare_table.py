"""All forces by pillar for a round, and up to five of them through the rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from htpy import (
    Element,
    Node,
    a,
    caption,
    fragment,
    p,
    section,
    span,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
)

from components.context import Context
from components.distribution import in_words, missing_note
from components.marks import grade_words, slug
from peel import comparison
from peel.comparison import Row
from peel.model import Framework, Pillar
from peel.values import Grade
from peel.view import View

_OWN = " (the force chosen above)"


def compare_table(context: Context) -> Element:
    """One row a force: by region, or by the grade for the pillar that the view sorts by."""
    framework = context.dossier.framework
    pillars = comparison.graded_pillars(framework)
    rows = comparison.rows(context.dossier.shared, framework)
    sort = context.view.sort.removeprefix("-")
    return table(".compare-table")[
        caption[f"Grades of {len(rows)} forces in {framework.name}"],
        thead[
            tr[
                _head(context, "force", "Force"),
                (_head(context, pillar.id, pillar.name) for pillar in pillars),
            ]
        ],
        tbody[_sorted(context, rows, pillars) if sort else _by_region(context, rows, pillars)],
    ]


def _head(context: Context, key: str, label: str) -> Element:
    sort = context.view.sort
    state = {key: "ascending", f"-{key}": "descending"}.get(sort)
    following = {key: f"-{key}", f"-{key}": ""}.get(sort, key)
    mark = {"ascending": "↑", "descending": "↓"}.get(state or "", "↕")
    return th(scope="col", aria_sort=state)[
        a(context.here(sort=following), id=f"sort-{key}")[
            label, span(".sort-mark", aria_hidden="true")[mark]
        ]
    ]


def _by_region(context: Context, rows: Sequence[Row], pillars: Sequence[Pillar]) -> Iterator[Node]:
    for region, group in comparison.by_region(rows):
        yield tr(".region-row")[th(colspan=str(len(pillars) + 1), scope="rowgroup")[region]]
        yield fragment[(_row(context, row, pillars) for row in group)]


def _sorted(context: Context, rows: Sequence[Row], pillars: Sequence[Pillar]) -> Iterator[Node]:
    sort = context.view.sort
    key, backwards = sort.removeprefix("-"), sort.startswith("-")
    if key == "force":
        found = tuple(reversed(rows)) if backwards else tuple(rows)
    else:
        framework = context.dossier.framework
        found = comparison.by_grade(rows, framework, key, worst_first=backwards)
    yield fragment[(_row(context, row, pillars) for row in found)]


def _row(context: Context, row: Row, pillars: Sequence[Pillar]) -> Element:
    own = row.force.slug == context.view.force
    overview = View(force=row.force.slug, round=context.view.round)
    return tr(class_={"own-force": own})[
        th(scope="row")[
            a(context.links.to(overview))[row.force.short_name],
            span(".visually-hidden")[_OWN] if own else None,
        ],
        (td(data_label=pillar.name)[grade_cell(row.grades[pillar.id])] for pillar in pillars),
    ]


def grade_cell(grade: Grade | None) -> Element:
    """A grade in a table of grades: the word, with an edge in its colour."""
    if grade is None or not grade.is_judgment:
        return span(".no-question")[grade_words(grade)]
    return span(class_=f"cell-grade grade-edge-{slug(grade)}")[grade_words(grade)]


def national_words(context: Context) -> Element:
    """The counts of each pillar in the round, with what is missing."""
    framework, shared = context.dossier.framework, context.dossier.shared
    forces = tuple(shared.forces)
    spreads = [
        (pillar, shared.grades.distribution(framework, pillar.id, forces))
        for pillar in comparison.graded_pillars(framework)
    ]
    return section(".national")[
        (
            fragment[p[f"{pillar.name}: {in_words(spread)}."], missing_note(spread, shared.forces)]
            for pillar, spread in spreads
        )
    ]


def side_by_side(context: Context, pillar: str, forces: Sequence[str]) -> Element:
    """One pillar of some forces through the rounds that grade it."""
    shared = context.dossier.shared
    frameworks = comparison.rounds_with(shared, pillar)
    name = comparison.all_pillars(shared)[pillar]
    return table(".history-table")[
        caption[f"{name}, side by side"],
        thead[tr[th(scope="col")["Force"], (th(scope="col")[f.short_name] for f in frameworks)]],
        tbody[(_force_row(context, pillar, slug_, frameworks) for slug_ in forces)],
    ]


def _force_row(
    context: Context, pillar: str, force: str, frameworks: Sequence[Framework]
) -> Element:
    shared = context.dossier.shared
    return tr(class_={"own-force": force == context.view.force})[
        th(scope="row")[shared.forces[force].short_name],
        (
            td(data_label=item.short_name)[
                grade_cell(shared.grades.grade(force, item.round, pillar))
            ]
            for item in frameworks
        ),
    ]


def distribution_table(context: Context, pillar: str) -> Element:
    """The numbers of the picture of all rounds."""
    shared = context.dossier.shared
    found = comparison.distributions(shared, pillar)
    scale = found[-1][0].scale
    return table(".history-table")[
        caption[f"{comparison.all_pillars(shared)[pillar]}: number of forces with each grade"],
        thead[
            tr[
                th(scope="col")["Round"],
                (th(scope="col")[grade_words(grade)] for grade in scale),
                th(scope="col")["Not graded"],
                th(scope="col")["Not stated in our sources"],
            ]
        ],
        tbody[
            (
                tr[
                    th(scope="row")[framework.short_name],
                    (
                        td(data_label=grade_words(grade))[str(spread.count(grade))]
                        for grade in scale
                    ),
                    td(data_label="Not graded")[str(len(spread.not_graded))],
                    td(data_label="Not stated in our sources")[str(len(spread.missing))],
                ]
                for framework, spread in found
            )
        ],
    ]
