"""That a thread's rounds are known and in order, and what belongs to it is there."""

from __future__ import annotations

from collections.abc import Mapping

from peel.model.findings import ForceRound
from peel.model.shared import Shared
from peel.model.threads import ThreadFile
from peel.reading.faults import Steps
from peel.reading.validate import Loaded
from peel.rules.references import Faults, check_themes, twice, unknown


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
        steps: Steps = ("threads", index)
        yield from check_themes(loaded, steps, thread.themes, shared)
        for number, name in enumerate(thread.findings):
            yield from unknown(loaded, (*steps, "findings", number), "finding", name, findings)
        for number, name in enumerate(thread.recommendations):
            where = (*steps, "recommendations", number)
            yield from unknown(loaded, where, "recommendation", name, asked)
        before = ""
        for number, entry in enumerate(thread.entries):
            where = (*steps, "entries", number, "round")
            yield from unknown(loaded, where, "round", entry.round, shared.frameworks)
            if entry.round <= before:
                yield loaded.fault(where, f"round '{entry.round}' after '{before}'; oldest first")
            before = entry.round
