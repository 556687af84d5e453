"""What every drawing function is given: the data, the view of it, and how to link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from components.addresses import share_path
from peel.model.sources import Source
from peel.questions.dossier import Dossier
from peel.questions.pages import PAGES
from peel.questions.view import View

Attributes = dict[str, str | bool]


class Links(Protocol):
    """How links are made, which differs between the app and the share pages."""

    def to(self, view: View, *carried: str) -> Attributes:
        """Attributes of an `a` element that leads to `view`.

        `carried`: the parameters that it takes over from where it stands.
        """


@dataclass(frozen=True, slots=True)
class AppLinks:
    """Links within the app. `data-nav` lets the app follow them without a new page load.

    Filters change while most of a page stands: `data-carries` names what to take over from the
    address then.
    """

    def to(self, view: View, *carried: str) -> Attributes:
        found: Attributes = {"href": view.address(), "data-nav": True, "target": "_self"}
        return found | {"data-carries": " ".join(carried)} if carried else found


@dataclass(frozen=True, slots=True)
class ShareLinks:
    """Links between share pages. What has no share page is linked in the app, at `base`.

    Those of an embed leave the frame that they stand in.
    """

    base: str
    embedded: bool = False

    def to(self, view: View, *carried: str) -> Attributes:
        href = self._address(view)
        return {"href": href, "target": "_top"} if self.embedded else {"href": href}

    def _address(self, view: View) -> str:
        part = PAGES[view.page].share_part
        if part is None:
            return f"{self.base}/{view.address()}"
        path = f"{self.base}{share_path(view.force, view.round, view.open)}"
        return path if view.open else f"{path}{part}"


@dataclass(frozen=True, slots=True)
class Context:
    """A view of a dossier, and links that fit where it is drawn."""

    dossier: Dossier
    view: View
    links: Links
    # Share pages number their sources, so that print has them as footnotes.
    footnotes: bool = False

    def page(self, page: str, **changes: str | tuple[str, ...]) -> Attributes:
        """Attributes of a link to another page, with the same force, round and themes."""
        carried = () if "theme" in changes else ("theme",)
        return self.links.to(self.view.on(page, **changes), *carried)

    def here(self, **changes: str | tuple[str, ...]) -> Attributes:
        """Attributes of a link to this page with `changes` to its view."""
        return self.links.to(self.view.with_changes(**changes))

    def source(self, source_id: str) -> Source:
        return self.dossier.source_by_id[source_id]
