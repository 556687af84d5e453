"""What a reader asked to see, as it stands in the address: ids, never labels.

The other direction, from an address to a view, needs the data: see `peel.desk`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from peel.values import Kind, Relation, Stance

MAX_SEARCH = 100
SORTS = ("area", "kind", "pillar", "relation")


def slug(text: str) -> str:
    """`area for improvement` as it stands in an address: `area-for-improvement`."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


@dataclass(frozen=True, slots=True)
class View:
    """One view of the data. Empty means: not narrowed."""

    page: str = ""
    force: str = ""
    round: str = ""
    theme: tuple[str, ...] = ()
    pillar: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    q: str = ""
    sort: str = ""
    open: str = ""

    def address(self) -> str:
        """The address of this view, relative to the app: `findings?force=…#id`."""
        anchor = f"#{self.open}" if self.open else ""
        return f"{self.page or './'}?{urlencode(self.parameters(), safe=',')}{anchor}"

    def with_changes(self, **changes: object) -> View:
        """This view with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def parameters(self) -> dict[str, str]:
        """The view as query parameters; several values of one are joined by commas."""
        found = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name != "page" and value:
                found[item.name] = value if isinstance(value, str) else ",".join(value)
        return found

    def on(self, page: str, **changes: object) -> View:
        """The view of another page with the same force, round and themes."""
        kept = View(page=page, force=self.force, round=self.round, theme=self.theme)
        return kept.with_changes(**changes)


# Which parameters beyond force, round and theme a page understands.
PAGES: Mapping[str, tuple[str, ...]] = {
    "": ("open",),
    "improvement-areas": ("kind", "pillar", "relation", "q", "sort", "open"),
    "reactions": ("organisation", "stance", "open"),
    "findings": ("pillar", "kind", "q", "open"),
    "compare": ("pillar", "forces", "sort"),
    "over-time": ("open",),
    "sources": ("open",),
    "preview": (),
    "data-health": (),
}


def filters(page: str) -> tuple[str, ...]:
    """The parameters of a page that its filters set."""
    return ("theme", *(name for name in PAGES[page] if name not in ("open", "sort")))


KINDS: Mapping[str, Kind] = {slug(kind): kind for kind in Kind}
RELATIONS: Mapping[str, Relation] = {slug(relation): relation for relation in Relation}
STANCES: Mapping[str, Stance] = {stance.value: stance for stance in Stance}
