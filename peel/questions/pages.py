"""The pages of the app: the address, the title and what an address may ask of each.

The only list: navigation, headers, links, addresses and share pages follow it. To add a page, add
its entry here and its script in `pages/`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from peel.questions.comparison import MOST_SIDE_BY_SIDE, all_pillars, graded_pillars
from peel.questions.dossier import Dossier
from peel.questions.listings import AREAS, FINDINGS, REACTIONS, SOURCES, Listing, theme_labels


@dataclass(frozen=True, eq=False)
class Parameter:
    """A filter of an address: its name and the values that it may have."""

    name: str
    known: Callable[[Dossier], Collection[str]]
    most: int = 0
    """How many values it may have at once; 0 for any number."""


THEME = Parameter("theme", theme_labels)


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the app, at `path`; that of the overview is empty."""

    path: str
    title: str
    listing: Listing[Any] | None = None
    """What it lists, and so what it is narrowed and sorted by."""
    more: tuple[Parameter, ...] = ()
    """Filters beyond those of its listing."""
    sorts: Callable[[Dossier], Collection[str]] = lambda _: ()
    opens: bool = True
    """Whether one thing on it can be opened."""
    share_part: str | None = None
    """Where its part of the share page begins; None where it is only in the app."""
    for_keepers: bool = False
    """Whether it is for those who keep the data; its link stands in the footer then."""

    @property
    def script(self) -> str:
        """The name of its script in `pages/`."""
        return self.path or "overview"

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its filters that have a list of values, themes first."""
        facets = self.listing.facets if self.listing else ()
        own = [Parameter(facet.name, facet.labels) for facet in facets if facet.name != THEME.name]
        return (THEME, *own, *self.more)

    @property
    def is_searched(self) -> bool:
        return self.listing is not None and self.listing.text is not None

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of all that narrows it in an address."""
        return (*(item.name for item in self.parameters), *(("q",) if self.is_searched else ()))

    def sorts_of(self, dossier: Dossier) -> Collection[str]:
        """What it can be sorted by."""
        return self.listing.sorts if self.listing else self.sorts(dossier)


PAGES: Mapping[str, Page] = {
    page.path: page
    for page in (
        Page("", "Overview", share_part=""),
        Page("improvement-areas", "Improvement areas", AREAS, share_part="#improvement-areas"),
        Page("reactions", "Reactions", REACTIONS, share_part="#reactions"),
        Page("findings", "Findings", FINDINGS, share_part="#findings"),
        Page(
            "compare",
            "Compare forces",
            more=(
                Parameter("pillar", lambda dossier: all_pillars(dossier.shared)),
                Parameter("forces", lambda dossier: dossier.shared.forces, MOST_SIDE_BY_SIDE),
            ),
            sorts=lambda dossier: (
                "force",
                *(pillar.id for pillar in graded_pillars(dossier.framework)),
            ),
            opens=False,
        ),
        Page("over-time", "Over time"),
        Page("sources", "Sources and method", SOURCES, share_part="#sources"),
        Page("preview", "Try your own file", opens=False, for_keepers=True),
        Page("data-health", "Data health", opens=False, for_keepers=True),
    )
}
