"""That a round's scale, pillars, questions and comparisons fit together."""

from __future__ import annotations

from peel.model.rounds import Framework
from peel.model.shared import Shared
from peel.reading.faults import Steps
from peel.reading.validate import Loaded
from peel.rules.references import Faults, twice, unknown


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
        where: Steps = ("areas", number)
        if not area.id.startswith("area-"):
            yield loaded.fault((*where, "id"), f"area id '{area.id}' does not begin with 'area-'")
        yield from unknown(loaded, (*where, "topic"), "topic", area.topic, shared.topics)
    for index, pillar in enumerate(framework.pillars):
        steps: Steps = ("pillars", index)
        if pillar.graded == (pillar.ungraded_as is not None):
            message = "'ungraded_as' is needed where 'graded' is no, and only there"
            yield loaded.fault((*steps, "graded"), message)
        if pillar.ungraded_as is not None and pillar.ungraded_as.is_judgment:
            message = f"'{pillar.ungraded_as}' is a grade; expected a reason why there is none"
            yield loaded.fault((*steps, "ungraded_as"), message)
        compared = pillar.comparison.with_round
        if compared is not None:
            where = (*steps, "comparison", "with_round")
            yield from unknown(loaded, where, "round", compared, shared.frameworks)
        yield from twice(loaded, pillar.questions, (*steps, "questions"), "question id")
        for number, question in enumerate(pillar.questions):
            where = (*steps, "questions", number)
            if not question.id.startswith(f"{pillar.id}-"):
                message = f"question id '{question.id}' does not begin with '{pillar.id}-'"
                yield loaded.fault((*where, "id"), message)
            yield from unknown(loaded, (*where, "topic"), "topic", question.topic, shared.topics)
