"""What a reader asked to see, as it stands in the address: ids, never labels.

The other direction, from an address to a view, needs the data: see `peel.questions.address`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """One view of the data. Empty means: not narrowed."""

    page: str = ""
    force: str = ""
    round: str = ""
    chosen: Chosen = ()
    """What it is narrowed to: the values of each filter, themes first."""
    q: str = ""
    sort: str = ""
    open: str = ""

    def of(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        return dict(self.chosen).get(name, ())

    @property
    def theme(self) -> tuple[str, ...]:
        return self.of("theme")

    def address(self) -> str:
        """The address of this view, relative to the app: `findings?force=…#id`."""
        anchor = f"#{self.open}" if self.open else ""
        return f"{self.page or './'}?{urlencode(self.parameters(), safe=',')}{anchor}"

    def parameters(self) -> dict[str, str]:
        """The view as query parameters; several values of one are joined by commas."""
        found = {"force": self.force, "round": self.round}
        found |= {name: ",".join(values) for name, values in self.chosen}
        found |= {"q": self.q, "sort": self.sort, "open": self.open}
        return {name: value for name, value in found.items() if value}

    def with_changes(self, **changes: str | tuple[str, ...]) -> View:
        """This view with some of it changed. What is no field of a view is a filter."""
        own = {name: value for name, value in changes.items() if name in _FIELDS}
        chosen = dict(self.chosen)
        for name, values in changes.items():
            if name not in _FIELDS:
                chosen[name] = tuple(values)
        in_order = sorted(chosen.items(), key=lambda item: item[0] != "theme")
        kept = tuple((name, values) for name, values in in_order if values)
        return replace(self, chosen=kept, **own)  # type: ignore[arg-type]

    def unfiltered(self) -> View:
        """This view with nothing left out: no filter, no search, nothing opened."""
        return replace(self, chosen=(), q="", open="")

    def on(self, page: str, **changes: str | tuple[str, ...]) -> View:
        """The view of another page with the same force, round and themes."""
        kept = View(page=page, force=self.force, round=self.round)
        return kept.with_changes(**{"theme": self.theme, **changes})


_FIELDS = frozenset(item.name for item in fields(View)) - {"chosen"}
