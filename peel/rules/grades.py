"""That every grade stands on its own round's scale, and holes are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peel.model.findings import Finding, ForceRound
from peel.model.grades import Gap, GradeRow
from peel.model.rounds import Framework
from peel.model.shared import Shared
from peel.model.values import Grade
from peel.reading.faults import Steps
from peel.reading.validate import Loaded
from peel.rules.references import Faults, check_pillar_and_question, unknown


def check_grades(
    loaded: Loaded[ForceRound],
    record: ForceRound,
    framework: Framework,
    shared: Shared,
    findings: Mapping[str, Finding],
) -> Faults:
    seen: set[tuple[str, str | None]] = set()
    for index, entry in enumerate(record.grades):
        steps: Steps = ("grades", index)
        key = (entry.pillar, entry.question)
        if key in seen:
            yield loaded.fault(steps, f"a second grade for '{entry.question or entry.pillar}'")
        seen.add(key)
        yield from check_pillar_and_question(loaded, steps, entry.pillar, entry.question, framework)
        yield from _check_on_scale(
            loaded, (*steps, "grade"), entry.grade, entry.pillar, entry.question, framework
        )
        row = shared.grades.row(record.force, record.round, entry.pillar, entry.question)
        if row is not None and row.grade is not entry.grade:
            message = f"'{entry.grade}' here, but '{row.grade}' in grades.csv"
            yield loaded.fault((*steps, "grade"), message)
        for name in ("strongest_for", "strongest_against"):
            chosen = getattr(entry, name)
            if chosen is None:
                continue
            where = (*steps, name)
            if entry.question is not None:
                yield loaded.fault(where, f"'{name}' belongs to the grade of a pillar")
            yield from unknown(loaded, where, "finding", chosen, findings)
            if chosen in findings and findings[chosen].pillar != entry.pillar:
                yield loaded.fault(where, f"finding '{chosen}' is not under {entry.pillar}")


def _check_on_scale(
    loaded: Loaded[Any],
    steps: Steps,
    grade: Grade,
    pillar: str | None,
    question: str | None,
    framework: Framework,
) -> Faults:
    """The grade stands on its own round's scale, and only where that round gives one."""
    if grade.is_judgment and grade not in framework.scale:
        scale = ", ".join(framework.scale)
        message = f"'{grade}' is not a grade of {framework.name}, whose scale is: {scale}"
        yield loaded.fault(steps, message)
    if grade.is_judgment and framework.grades(pillar, question) is False:
        yield loaded.fault(steps, f"{framework.name} gives no grade for '{question or pillar}'")


def check_grade_rows(
    rows: Sequence[Loaded[GradeRow]], gaps: Sequence[Loaded[Gap]], shared: Shared
) -> Faults:
    """Every grade of all forces is on its round's scale, and what is missing is listed."""
    seen: set[tuple[str, str, str | None, str | None]] = set()
    for loaded in rows:
        row = loaded.value
        key = (row.force, row.round, row.pillar, row.question_id)
        if key in seen:
            yield loaded.fault((), f"a second grade for {' '.join(part for part in key if part)}")
        seen.add(key)
        yield from unknown(loaded, ("force",), "force", row.force, shared.forces)
        framework = shared.frameworks.get(row.round)
        if framework is None:
            yield from unknown(loaded, ("round",), "round", row.round, shared.frameworks)
            continue
        yield from _check_grade_row(loaded, row, framework)
    for gap in gaps:
        item = gap.value
        yield from unknown(gap, ("force",), "force", item.force, shared.forces)
        yield from unknown(gap, ("round",), "round", item.round, shared.frameworks)
        if (item.force, item.round, item.pillar, None) in seen:
            yield gap.fault((), "grades.csv has this grade, so it is no gap")


def _check_grade_row(loaded: Loaded[GradeRow], row: GradeRow, framework: Framework) -> Faults:
    if framework.pillars and row.pillar is None:
        yield loaded.fault(("pillar",), f"expected a pillar: {framework.name} has them")
        return
    pillars = [pillar.id for pillar in framework.pillars]
    if row.pillar is not None:
        yield from unknown(loaded, ("pillar",), "pillar", row.pillar, pillars)
    known = [question.id for question in framework.questions(row.pillar)]
    if row.question_id is not None:
        yield from unknown(loaded, ("question_id",), "question", row.question_id, known)
    elif not framework.pillars:
        yield loaded.fault(("question_id",), f"expected an area: {framework.name} has no pillars")
    yield from _check_on_scale(
        loaded, ("grade",), row.grade, row.pillar, row.question_id, framework
    )
