"""That sources fit their texts, and none is later than what it is cited for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peel.model.findings import ForceRound
from peel.model.rounds import Framework
from peel.model.shared import Shared
from peel.model.sources import Source, SourceFile
from peel.model.values import Held
from peel.reading.faults import Steps
from peel.reading.validate import Loaded
from peel.rules.references import Faults, quotations_in, twice, unknown

_ADD_TEXT = "; name it under 'texts' in this file or in sources.yaml"


def check_sources(loaded: Loaded[SourceFile]) -> Faults:
    """Terms and texts resolve, ids are unique, and what is said of a full text fits together."""
    file = loaded.value
    terms, texts = [item.id for item in file.terms], [item.id for item in file.texts]
    yield from twice(loaded, file.terms, ("terms",), "terms id")
    yield from twice(loaded, file.texts, ("texts",), "text id")
    yield from twice(loaded, file.sources, ("sources",), "source id")
    for index, source in enumerate(file.sources):
        steps: Steps = ("sources", index)
        yield from unknown(loaded, (*steps, "terms"), "terms", source.terms, terms)
        yield from unknown(loaded, (*steps, "text"), "text", source.text, texts)
        yield from _check_full_text(loaded, steps, source)


def check_own_sources(
    loaded: Loaded[ForceRound], shared: Shared, known: Mapping[str, Source]
) -> Faults:
    """The sources that a force's file brings along are new, and resolve like shared ones."""
    yield from twice(loaded, loaded.value.sources, ("sources",), "source id")
    yield from twice(loaded, loaded.value.texts, ("texts",), "text id")
    texts = {*shared.texts, *(text.id for text in loaded.value.texts)}
    for index, source in enumerate(loaded.value.sources):
        steps: Steps = ("sources", index)
        if source.id in known:
            yield loaded.fault((*steps, "id"), f"source id '{source.id}' stands already elsewhere")
        yield from unknown(loaded, (*steps, "terms"), "terms", source.terms, shared.terms)
        yield from unknown(loaded, (*steps, "text"), "text", source.text, texts, _ADD_TEXT)
        yield from _check_full_text(loaded, steps, source)


def _check_full_text(loaded: Loaded[Any], steps: Steps, source: Source) -> Faults:
    if source.held is Held.FULL_TEXT and source.paragraphs is None:
        yield loaded.fault(steps, "missing key 'paragraphs': the text is held in full")
    if source.held is Held.BEGINNING and (source.paragraphs or source.passed_over):
        yield loaded.fault(steps, "'paragraphs' and 'passed_over' belong to a full text only")
    for index, passed in enumerate(source.passed_over):
        if source.paragraphs is not None and passed.paragraph > source.paragraphs:
            message = f"paragraph {passed.paragraph} of a text of {source.paragraphs}"
            yield loaded.fault((*steps, "passed_over", index, "paragraph"), message)


def check_later_sources(
    loaded: Loaded[ForceRound],
    framework: Framework,
    shared: Shared,
    sources: Mapping[str, Source],
) -> Faults:
    """What a round found cannot rest on a source of a later round."""
    following = [item for item in shared.frameworks.values() if item.previous == framework.round]
    for steps, quotation in quotations_in(loaded.value):
        source = sources.get(quotation.source)
        if steps[0] not in ("grades", "findings") or source is None or source.published is None:
            continue
        for later in following:
            if later.last_published.certainly_before(source.published):
                message = (
                    f"source '{source.id}' of {source.published} is later than {later.name}, "
                    f"so it cannot state what {framework.name} found"
                )
                yield loaded.fault((*steps, "source"), message)
