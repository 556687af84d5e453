"""What no single file can tell: that every reference resolves and every rule of the data holds.

Each check takes loaded files and yields faults at the place of the value that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peel.faults import Fault, did_you_mean
from peel.model import (
    AskedBefore,
    Finding,
    ForceRound,
    Framework,
    Gap,
    GradeRow,
    NationalRound,
    Part,
    Quotation,
    Reaction,
    Recommendation,
    Source,
    SourceFile,
    ThreadFile,
)
from peel.reading import Loaded
from peel.shared import Shared
from peel.strict_yaml import Path
from peel.values import Grade, Held, Kind, PartialDate, Reach, Relation

Faults = Iterator[Fault]


def unknown(
    loaded: Loaded[Any], path: Path, what: str, name: str, known: Iterable[str], mend: str = ""
) -> Faults:
    """A fault where `name` is not among `known`; `mend` says what to do about it."""
    names = list(known)
    if name not in names:
        yield loaded.fault(path, f"unknown {what} '{name}'{did_you_mean(name, names)}{mend}")


_ADD_TEXT = "; name it under 'texts' in this file or in sources.yaml"


def twice(loaded: Loaded[Any], items: Sequence[Any], path: Path, what: str) -> Faults:
    """A fault for every item whose id an earlier item has."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id in seen:
            yield loaded.fault((*path, index, "id"), f"{what} '{item.id}' stands twice")
        seen.add(item.id)


def check_sources(loaded: Loaded[SourceFile]) -> Faults:
    """Terms and texts resolve, ids are unique, and what is said of a full text fits together."""
    file = loaded.value
    terms, texts = [item.id for item in file.terms], [item.id for item in file.texts]
    yield from twice(loaded, file.terms, ("terms",), "terms id")
    yield from twice(loaded, file.texts, ("texts",), "text id")
    yield from twice(loaded, file.sources, ("sources",), "source id")
    for index, source in enumerate(file.sources):
        path: Path = ("sources", index)
        yield from unknown(loaded, (*path, "terms"), "terms", source.terms, terms)
        yield from unknown(loaded, (*path, "text"), "text", source.text, texts)
        yield from _check_full_text(loaded, path, source)


def check_own_sources(
    loaded: Loaded[ForceRound], shared: Shared, known: Mapping[str, Source]
) -> Faults:
    """The sources that a force's file brings along are new, and resolve like shared ones."""
    yield from twice(loaded, loaded.value.sources, ("sources",), "source id")
    yield from twice(loaded, loaded.value.texts, ("texts",), "text id")
    texts = {*shared.texts, *(text.id for text in loaded.value.texts)}
    for index, source in enumerate(loaded.value.sources):
        path: Path = ("sources", index)
        if source.id in known:
            yield loaded.fault((*path, "id"), f"source id '{source.id}' stands already elsewhere")
        yield from unknown(loaded, (*path, "terms"), "terms", source.terms, shared.terms)
        yield from unknown(loaded, (*path, "text"), "text", source.text, texts, _ADD_TEXT)
        yield from _check_full_text(loaded, path, source)


def _check_full_text(loaded: Loaded[Any], path: Path, source: Source) -> Faults:
    if source.held is Held.FULL_TEXT and source.paragraphs is None:
        yield loaded.fault(path, "missing key 'paragraphs': the text is held in full")
    if source.held is Held.BEGINNING and (source.paragraphs or source.passed_over):
        yield loaded.fault(path, "'paragraphs' and 'passed_over' belong to a full text only")
    for index, passed in enumerate(source.passed_over):
        if source.paragraphs is not None and passed.paragraph > source.paragraphs:
            message = f"paragraph {passed.paragraph} of a text of {source.paragraphs}"
            yield loaded.fault((*path, "passed_over", index, "paragraph"), message)


def quotations_in(value: object, path: Path = ()) -> Iterator[tuple[Path, Quotation]]:
    """Every quotation in a model value, with its path."""
    if isinstance(value, Quotation):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from quotations_in(item, (*path, index))
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from quotations_in(getattr(value, name), (*path, name))


def check_quotations(loaded: Loaded[Any], sources: Mapping[str, Source]) -> Faults:
    """Every quotation in a file names a known source and, in a full text, its paragraph."""
    for path, quotation in quotations_in(loaded.value):
        source = sources.get(quotation.source)
        if source is None:
            yield from unknown(loaded, (*path, "source"), "source", quotation.source, sources)
            continue
        count, paragraph = source.paragraphs, quotation.paragraph
        if count is not None and paragraph is None:
            yield loaded.fault(path, f"missing key 'paragraph': '{source.id}' is held in full")
        elif count is None and paragraph is not None:
            message = f"'{source.id}' is not held in full, so no paragraph can be given"
            yield loaded.fault((*path, "paragraph"), message)
        elif count is not None and paragraph is not None and paragraph > count:
            message = f"paragraph {paragraph} of '{source.id}', which has {count}"
            yield loaded.fault((*path, "paragraph"), message)


def _check_later_sources(
    loaded: Loaded[ForceRound],
    framework: Framework,
    shared: Shared,
    sources: Mapping[str, Source],
) -> Faults:
    """What a round found cannot rest on a source of a later round."""
    following = [item for item in shared.frameworks.values() if item.previous == framework.round]
    for path, quotation in quotations_in(loaded.value):
        source = sources.get(quotation.source)
        if path[0] not in ("grades", "findings") or source is None or source.published is None:
            continue
        for later in following:
            if later.last_published.certainly_before(source.published):
                message = (
                    f"source '{source.id}' of {source.published} is later than {later.name}, "
                    f"so it cannot state what {framework.name} found"
                )
                yield loaded.fault((*path, "source"), message)


def check_framework(loaded: Loaded[Framework], name: str, shared: Shared) -> Faults:
    """A round's scale, pillars, questions and comparisons fit together."""
    framework = loaded.value
    if framework.round != name:
        message = f"round '{framework.round}' in a file named {name}.yaml"
        yield loaded.fault(("round",), message)
    if framework.previous is not None:
        yield from unknown(loaded, ("previous",), "round", framework.previous, shared.frameworks)
    if framework.last_published.certainly_before(framework.first_published):
        yield loaded.fault(("last_published",), "earlier than 'first_published'")
    for index, grade in enumerate(framework.scale):
        if not grade.is_judgment:
            yield loaded.fault(("scale", index), f"'{grade}' is no grade of a scale")
        if grade in framework.scale[:index]:
            yield loaded.fault(("scale", index), f"grade '{grade}' stands twice")
    if bool(framework.pillars) == bool(framework.areas):
        message = "a round has either pillars or areas of policing"
        yield loaded.fault(("pillars",), message)
    yield from twice(loaded, framework.pillars, ("pillars",), "pillar id")
    yield from twice(loaded, framework.areas, ("areas",), "area id")
    for number, area in enumerate(framework.areas):
        where: Path = ("areas", number)
        if not area.id.startswith("area-"):
            yield loaded.fault((*where, "id"), f"area id '{area.id}' does not begin with 'area-'")
        yield from unknown(loaded, (*where, "topic"), "topic", area.topic, shared.topics)
    for index, pillar in enumerate(framework.pillars):
        path: Path = ("pillars", index)
        if pillar.graded == (pillar.ungraded_as is not None):
            message = "'ungraded_as' is needed where 'graded' is no, and only there"
            yield loaded.fault((*path, "graded"), message)
        if pillar.ungraded_as is not None and pillar.ungraded_as.is_judgment:
            message = f"'{pillar.ungraded_as}' is a grade; expected a reason why there is none"
            yield loaded.fault((*path, "ungraded_as"), message)
        compared = pillar.comparison.with_round
        if compared is not None:
            where = (*path, "comparison", "with_round")
            yield from unknown(loaded, where, "round", compared, shared.frameworks)
        yield from twice(loaded, pillar.questions, (*path, "questions"), "question id")
        for number, question in enumerate(pillar.questions):
            where = (*path, "questions", number)
            if not question.id.startswith(f"{pillar.id}-"):
                message = f"question id '{question.id}' does not begin with '{pillar.id}-'"
                yield loaded.fault((*where, "id"), message)
            yield from unknown(loaded, (*where, "topic"), "topic", question.topic, shared.topics)


def check_national(loaded: Loaded[NationalRound], name: str, shared: Shared) -> Faults:
    """A round's national reactions and recommendations resolve and are in order."""
    if loaded.value.round != name:
        message = f"round '{loaded.value.round}' in a file named {name}.yaml"
        yield loaded.fault(("round",), message)
    framework = shared.frameworks.get(loaded.value.round)
    if framework is None:
        yield from unknown(loaded, ("round",), "round", loaded.value.round, shared.frameworks)
        return
    for index, recommendation in enumerate(loaded.value.recommendations):
        path: Path = ("recommendations", index)
        yield from _check_recommendation(loaded, path, recommendation, framework, shared)
        if recommendation.addressed_to is not Reach.NATIONAL:
            message = f"expected '{Reach.NATIONAL}' in a national file"
            yield loaded.fault((*path, "addressed_to"), message)
    for index, reaction in enumerate(loaded.value.reactions):
        path = ("reactions", index)
        yield from _check_reaction(loaded, path, reaction, framework, shared, ())
        if reaction.about is not Reach.NATIONAL:
            yield loaded.fault((*path, "about"), f"expected '{Reach.NATIONAL}' in a national file")


def check_force_round(
    loaded: Loaded[ForceRound],
    folder_name: str,
    file_name: str,
    shared: Shared,
    sources: Mapping[str, Source],
    earlier: Iterable[Recommendation] | None,
) -> Faults:
    """One force in one round: every reference, every rule.

    `earlier`: what was asked for in the round before; None where its file cannot be read.
    """
    record = loaded.value
    if record.force != folder_name:
        message = f"force '{record.force}' in a folder named {folder_name}"
        yield loaded.fault(("force",), message)
    if record.round != file_name:
        yield loaded.fault(("round",), f"round '{record.round}' in a file named {file_name}.yaml")
    yield from unknown(loaded, ("force",), "force", record.force, shared.forces)
    framework = shared.frameworks.get(record.round)
    if framework is None:
        yield from unknown(loaded, ("round",), "round", record.round, shared.frameworks)
        return
    if record.inspected and framework.last_published.certainly_before(record.inspected):
        yield loaded.fault(("inspected",), "after the round's last report was published")
    findings = {finding.id: finding for finding in record.findings}
    yield from _check_grades(loaded, record, framework, shared, findings)
    asked = None if earlier is None else {item.id for item in earlier}
    for index, finding in enumerate(record.findings):
        yield from _check_finding(loaded, ("findings", index), finding, framework, shared, asked)
    for index, recommendation in enumerate(record.recommendations):
        path: Path = ("recommendations", index)
        yield from _check_recommendation(loaded, path, recommendation, framework, shared)
        if recommendation.addressed_to is not Reach.FORCE:
            message = f"one for every force belongs in national/{record.round}.yaml"
            yield loaded.fault((*path, "addressed_to"), message)
    for index, reaction in enumerate(record.reactions):
        path = ("reactions", index)
        yield from _check_reaction(loaded, path, reaction, framework, shared, findings)
        if reaction.about is not Reach.FORCE:
            message = f"one about all forces belongs in national/{record.round}.yaml"
            yield loaded.fault((*path, "about"), message)
    yield from check_quotations(loaded, sources)
    yield from _check_later_sources(loaded, framework, shared, sources)


def _check_grades(
    loaded: Loaded[ForceRound],
    record: ForceRound,
    framework: Framework,
    shared: Shared,
    findings: Mapping[str, Finding],
) -> Faults:
    seen: set[tuple[str, str | None]] = set()
    for index, entry in enumerate(record.grades):
        path: Path = ("grades", index)
        key = (entry.pillar, entry.question)
        if key in seen:
            yield loaded.fault(path, f"a second grade for '{entry.question or entry.pillar}'")
        seen.add(key)
        yield from check_pillar_and_question(loaded, path, entry.pillar, entry.question, framework)
        yield from _check_on_scale(
            loaded, (*path, "grade"), entry.grade, entry.pillar, entry.question, framework
        )
        row = shared.grades.row(record.force, record.round, entry.pillar, entry.question)
        if row is not None and row.grade is not entry.grade:
            message = f"'{entry.grade}' here, but '{row.grade}' in grades.csv"
            yield loaded.fault((*path, "grade"), message)
        for name in ("strongest_for", "strongest_against"):
            chosen = getattr(entry, name)
            if chosen is None:
                continue
            where = (*path, name)
            if entry.question is not None:
                yield loaded.fault(where, f"'{name}' belongs to the grade of a pillar")
            yield from unknown(loaded, where, "finding", chosen, findings)
            if chosen in findings and findings[chosen].pillar != entry.pillar:
                yield loaded.fault(where, f"finding '{chosen}' is not under {entry.pillar}")


def _check_on_scale(
    loaded: Loaded[Any],
    path: Path,
    grade: Grade,
    pillar: str | None,
    question: str | None,
    framework: Framework,
) -> Faults:
    """The grade stands on its own round's scale, and only where that round gives one."""
    if grade.is_judgment and grade not in framework.scale:
        scale = ", ".join(framework.scale)
        message = f"'{grade}' is not a grade of {framework.name}, whose scale is: {scale}"
        yield loaded.fault(path, message)
    if grade.is_judgment and graded_in(framework, pillar, question) is False:
        yield loaded.fault(path, f"{framework.name} gives no grade for '{question or pillar}'")


def graded_in(framework: Framework, pillar_id: str | None, question_id: str | None) -> bool | None:
    """Whether a round grades a pillar, a question or an area; None where it has no such thing."""
    if question_id is not None:
        known = {question.id: question for question in framework.questions(pillar_id)}
        return known[question_id].graded if question_id in known else None
    return next((item.graded for item in framework.pillars if item.id == pillar_id), None)


def check_pillar_and_question(
    loaded: Loaded[Any],
    path: Path,
    pillar_id: str | None,
    question_id: str | None,
    framework: Framework,
) -> Faults:
    """The pillar belongs to the round, and the question to the pillar."""
    pillars = [pillar.id for pillar in framework.pillars]
    if pillar_id is not None:
        yield from unknown(loaded, (*path, "pillar"), "pillar", pillar_id, pillars)
    if question_id is not None:
        chosen = pillar_id if pillar_id in pillars else None
        known = [question.id for question in framework.questions(chosen)]
        yield from unknown(loaded, (*path, "question"), "question", question_id, known)


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


def check_threads(
    loaded: Loaded[ThreadFile], slug: str, shared: Shared, rounds: Mapping[str, ForceRound]
) -> Faults:
    """A thread's rounds are known and in order, and what belongs to it is there."""
    file = loaded.value
    if file.force != slug:
        yield loaded.fault(("force",), f"force '{file.force}' in a file named {slug}.yaml")
    findings = {item.id for record in rounds.values() for item in record.findings}
    asked = {item.id for record in rounds.values() for item in record.recommendations}
    asked |= {item.id for record in shared.national.values() for item in record.recommendations}
    yield from twice(loaded, file.threads, ("threads",), "thread id")
    for index, thread in enumerate(file.threads):
        path: Path = ("threads", index)
        yield from _check_themes(loaded, path, thread.themes, shared)
        for number, name in enumerate(thread.findings):
            yield from unknown(loaded, (*path, "findings", number), "finding", name, findings)
        for number, name in enumerate(thread.recommendations):
            where = (*path, "recommendations", number)
            yield from unknown(loaded, where, "recommendation", name, asked)
        before = ""
        for number, entry in enumerate(thread.entries):
            where = (*path, "entries", number, "round")
            yield from unknown(loaded, where, "round", entry.round, shared.frameworks)
            if entry.round <= before:
                yield loaded.fault(where, f"round '{entry.round}' after '{before}'; oldest first")
            before = entry.round


def _check_themes(loaded: Loaded[Any], path: Path, themes: Sequence[str], shared: Shared) -> Faults:
    for index, theme in enumerate(themes):
        where = (*path, "themes", index)
        yield from unknown(loaded, where, "theme", theme, shared.themes)
        if theme in themes[:index]:
            yield loaded.fault(where, f"theme '{theme}' stands twice")


def _check_finding(
    loaded: Loaded[Any],
    path: Path,
    finding: Finding,
    framework: Framework,
    shared: Shared,
    asked: set[str] | None,
) -> Faults:
    if finding.pillar is None and framework.pillars:
        yield loaded.fault((*path, "pillar"), f"expected a pillar: {framework.name} has them")
    yield from check_pillar_and_question(loaded, path, finding.pillar, finding.question, framework)
    yield from _check_themes(loaded, path, finding.themes, shared)
    yield from _check_kind(loaded, path, finding)
    if finding.kind.asks_for_improvement and not finding.asked_before:
        message = (
            f"missing key 'asked_before': needed for {_a(finding.kind)}; "
            "write 'recommendation: none' and 'relation: not stated' where nothing is known"
        )
        yield loaded.fault(path, message)
    if not finding.kind.asks_for_improvement and finding.asked_before:
        message = f"'asked_before' does not belong to {_a(finding.kind)}"
        yield loaded.fault((*path, "asked_before"), message)
    for index, link in enumerate(finding.asked_before):
        where = (*path, "asked_before", index)
        yield from _check_link(loaded, where, link, asked)


_KIND_WORDS = {
    Kind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern", "cause for concern"),
    Kind.AREA_FOR_IMPROVEMENT: ("area for improvement", "areas for improvement"),
}


def _check_kind(loaded: Loaded[Any], path: Path, finding: Finding) -> Faults:
    """A cause of concern and an area for improvement are never merged into one entry."""
    words = " ".join(quotation.words for quotation in finding.evidence).lower()
    named = [kind for kind, names in _KIND_WORDS.items() if any(name in words for name in names)]
    for kind in named:
        if kind is not finding.kind and finding.kind.asks_for_improvement:
            message = f"its evidence speaks of {_a(kind)}; keep the two apart"
            yield loaded.fault((*path, "kind"), message)
    if finding.kind in _KIND_WORDS and finding.kind_basis == "source" and finding.kind not in named:
        message = f"no evidence here names {_a(finding.kind)}; write 'our reading'"
        yield loaded.fault((*path, "kind_basis"), message)


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _check_link(
    loaded: Loaded[Any], path: Path, link: AskedBefore, asked: set[str] | None
) -> Faults:
    if link.recommendation is not None and asked is not None:
        where = (*path, "recommendation")
        yield from unknown(loaded, where, "recommendation", link.recommendation, asked)
    if link.relation in (Relation.REPEATS, Relation.PROGRESS_MADE) and link.recommendation is None:
        message = f"'{link.relation}' needs the recommendation it relates to"
        yield loaded.fault((*path, "relation"), message)
    if link.relation is Relation.NEW and link.recommendation is not None:
        yield loaded.fault((*path, "relation"), "'new' answers to no recommendation; write 'none'")
    if link.relation is not Relation.NOT_STATED and not link.evidence:
        message = f"missing key 'evidence': words must establish '{link.relation}'"
        yield loaded.fault(path, message)


def _check_recommendation(
    loaded: Loaded[Any], path: Path, item: Recommendation, framework: Framework, shared: Shared
) -> Faults:
    yield from check_pillar_and_question(loaded, path, item.pillar, None, framework)
    yield from _check_themes(loaded, path, item.themes, shared)
    if item.wording and not any(item.wording in quotation.words for quotation in item.evidence):
        yield loaded.fault((*path, "wording"), "these words stand in none of its evidence")


def _check_reaction(
    loaded: Loaded[Any],
    path: Path,
    reaction: Reaction,
    framework: Framework,
    shared: Shared,
    findings: Iterable[str],
) -> Faults:
    yield from _check_themes(loaded, path, reaction.themes, shared)
    yield from check_pillar_and_question(loaded, path, None, reaction.question, framework)
    for index, finding in enumerate(reaction.speaks_to):
        yield from unknown(loaded, (*path, "speaks_to", index), "finding", finding, findings)
    first: PartialDate = framework.first_published
    if reaction.date and reaction.date.certainly_before(first):
        message = f"{reaction.date} is before {framework.name} was first published ({first})"
        yield loaded.fault((*path, "date"), message)
