"""That every name of one thing in another resolves, and none stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peel.model.fields import Part
from peel.model.rounds import Framework
from peel.model.shared import Shared
from peel.model.sources import Quotation, Source
from peel.reading.faults import Fault, Steps, did_you_mean
from peel.reading.validate import Loaded

Faults = Iterator[Fault]


def unknown(
    loaded: Loaded[Any], steps: Steps, what: str, name: str, known: Iterable[str], mend: str = ""
) -> Faults:
    """A fault where `name` is not among `known`; `mend` says what to do about it."""
    names = list(known)
    if name not in names:
        yield loaded.fault(steps, f"unknown {what} '{name}'{did_you_mean(name, names)}{mend}")


def twice(loaded: Loaded[Any], items: Sequence[Any], steps: Steps, what: str) -> Faults:
    """A fault for every item whose id an earlier item has."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id in seen:
            yield loaded.fault((*steps, index, "id"), f"{what} '{item.id}' stands twice")
        seen.add(item.id)


def quotations_in(value: object, steps: Steps = ()) -> Iterator[tuple[Steps, Quotation]]:
    """Every quotation in a model value, with its steps."""
    if isinstance(value, Quotation):
        yield steps, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from quotations_in(item, (*steps, index))
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from quotations_in(getattr(value, name), (*steps, name))


def check_quotations(loaded: Loaded[Any], sources: Mapping[str, Source]) -> Faults:
    """Every quotation in a file names a known source and, in a full text, its paragraph."""
    for steps, quotation in quotations_in(loaded.value):
        source = sources.get(quotation.source)
        if source is None:
            yield from unknown(loaded, (*steps, "source"), "source", quotation.source, sources)
            continue
        count, paragraph = source.paragraphs, quotation.paragraph
        if count is not None and paragraph is None:
            yield loaded.fault(steps, f"missing key 'paragraph': '{source.id}' is held in full")
        elif count is None and paragraph is not None:
            message = f"'{source.id}' is not held in full, so no paragraph can be given"
            yield loaded.fault((*steps, "paragraph"), message)
        elif count is not None and paragraph is not None and paragraph > count:
            message = f"paragraph {paragraph} of '{source.id}', which has {count}"
            yield loaded.fault((*steps, "paragraph"), message)


def check_pillar_and_question(
    loaded: Loaded[Any],
    steps: Steps,
    pillar_id: str | None,
    question_id: str | None,
    framework: Framework,
) -> Faults:
    """The pillar belongs to the round, and the question to the pillar."""
    pillars = [pillar.id for pillar in framework.pillars]
    if pillar_id is not None:
        yield from unknown(loaded, (*steps, "pillar"), "pillar", pillar_id, pillars)
    if question_id is not None:
        chosen = pillar_id if pillar_id in pillars else None
        known = [question.id for question in framework.questions(chosen)]
        yield from unknown(loaded, (*steps, "question"), "question", question_id, known)


def check_themes(
    loaded: Loaded[Any], steps: Steps, themes: Sequence[str], shared: Shared
) -> Faults:
    for index, theme in enumerate(themes):
        where = (*steps, "themes", index)
        yield from unknown(loaded, where, "theme", theme, shared.themes)
        if theme in themes[:index]:
            yield loaded.fault(where, f"theme '{theme}' stands twice")
