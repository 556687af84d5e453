"""Narrowing a page to what a reader chose, counting what each choice would show, and saying so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from peel.dossier import Area, Dossier, Response, SourceUse
from peel.model import Finding, Quotation
from peel.view import KINDS, STANCES, View, slug
from peel.words import listed, lower_first

T = TypeVar("T")

# How many views are kept of each list; a view is small, for it holds what the dossier holds.
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Facet(Generic[T]):
    """One thing a page can be narrowed by."""

    name: str
    word: str
    values: Callable[[T], Iterable[str]]
    labels: Mapping[str, str]
    # Names keep their capitals in a sentence.
    names: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed(Generic[T]):
    """What is left of `total` things, in their order.

    Made once for a dossier and a view and shared, so that it can be told by identity.
    """

    shown: tuple[T, ...]
    total: int
    chosen: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, Mapping[str, str]]

    def in_words(self, singular: str, plural: str = "") -> str:
        """`3 of 17 findings: domestic abuse`, or `17 findings` where nothing is chosen."""
        plural = plural or f"{singular}s"
        name = singular if self.total == 1 else plural
        if not self.chosen:
            return f"{self.total} {name}"
        return f"{len(self.shown)} of {self.total} {name}: {'; '.join(self.chosen)}"


def narrow(
    items: Sequence[T], facets: Sequence[Facet[T]], view: View, text: Callable[[T], str]
) -> Narrowed[T]:
    """Narrow `items` to what `view` asks for.

    Values of one facet widen (either will do), facets narrow each other (all must hold). The
    counts of a facet say how many things each of its values would show, all else as it is.
    """
    tests: dict[str, Callable[[T], bool]] = {}
    chosen: list[str] = []
    for facet in facets:
        asked = getattr(view, facet.name)
        if asked:
            tests[facet.name] = _any_of(facet, frozenset(asked))
            words = [facet.labels[name] for name in asked]
            chosen.append(listed(words if facet.names else map(lower_first, words), "or"))
    if view.q:
        tests["q"] = _holds_words(text, view.q)
        chosen.append(f"“{view.q}”")
    counts = {}
    for facet in facets:
        others = [test for name, test in tests.items() if name != facet.name]
        left = [item for item in items if all(test(item) for test in others)]
        counts[facet.name] = {
            name: sum(1 for item in left if name in facet.values(item)) for name in facet.labels
        }
    shown = tuple(item for item in items if all(test(item) for test in tests.values()))
    labels = {facet.name: facet.labels for facet in facets}
    return Narrowed(shown, len(items), tuple(chosen), counts, labels)


def _any_of(facet: Facet[T], asked: frozenset[str]) -> Callable[[T], bool]:
    return lambda item: not asked.isdisjoint(facet.values(item))


def _holds_words(text: Callable[[T], str], search: str) -> Callable[[T], bool]:
    words = plain(search).split()
    return lambda item: all(word in plain(text(item)) for word in words)


def plain(text: str) -> str:
    """Text as a search compares it: small letters, straight quotes."""
    return text.casefold().translate(str.maketrans("’‘“”–", "''\"\"-"))


@lru_cache(maxsize=_KEPT)
def findings(dossier: Dossier, view: View) -> Narrowed[Finding]:
    """The findings of a dossier, strengths too."""
    facets: list[Facet[Finding]] = [
        Facet("theme", "theme", lambda f: f.themes, _themes(dossier)),
        Facet("pillar", "pillar", lambda f: (f.pillar or "",), _pillars(dossier)),
        Facet("kind", "kind", lambda f: (slug(f.kind),), {k: str(v) for k, v in KINDS.items()}),
    ]
    return narrow(dossier.findings, facets, view, _finding_text)


@lru_cache(maxsize=_KEPT)
def areas(dossier: Dossier, view: View) -> Narrowed[Area]:
    """The improvement areas of a dossier, sorted as the view asks."""
    facets: list[Facet[Area]] = [
        Facet("theme", "theme", lambda a: a.finding.themes, _themes(dossier)),
        Facet("kind", "kind", lambda a: (slug(a.finding.kind),), _AREA_KINDS),
        Facet("pillar", "pillar", lambda a: (a.finding.pillar or "",), _pillars(dossier)),
        Facet(
            "relation",
            "relation",
            lambda a: {slug(link.asked.relation) for link in a.links},
            relation_labels(dossier),
        ),
    ]
    narrowed = narrow(dossier.areas, facets, view, _area_text)
    return replace(narrowed, shown=_sorted(narrowed.shown, view))


@lru_cache(maxsize=_KEPT)
def responses(dossier: Dossier, view: View) -> Narrowed[Response]:
    """The reactions of a dossier."""
    names = {slug(r.reaction.organisation): r.reaction.organisation for r in dossier.responses}
    facets: list[Facet[Response]] = [
        Facet("theme", "theme", lambda r: r.reaction.themes, _themes(dossier)),
        Facet(
            "organisation",
            "organisation",
            lambda r: (slug(r.reaction.organisation),),
            names,
            names=True,
        ),
        Facet("stance", "stance", lambda r: (r.reaction.stance,), {k: k for k in STANCES}),
    ]
    return narrow(dossier.responses, facets, view, lambda r: r.reaction.organisation)


@lru_cache(maxsize=_KEPT)
def sources(dossier: Dossier, view: View) -> Narrowed[SourceUse]:
    """The sources used in a dossier, by the themes of what was taken from them."""
    facets: list[Facet[SourceUse]] = [Facet("theme", "theme", lambda s: s.themes, _themes(dossier))]
    return narrow(dossier.sources, facets, view, lambda s: s.source.title)


_AREA_KINDS = {key: str(kind) for key, kind in KINDS.items() if kind.asks_for_improvement}


def relation_labels(dossier: Dossier) -> Mapping[str, str]:
    """The relations as readers see them, by their id in an address."""
    before = dossier.previous.short_name if dossier.previous else "an earlier round"
    return {
        "repeats": f"asked for again since {before}",
        "progress-made": f"progress made since {before}",
        "new": f"new since {before}",
        "not-stated": f"not stated whether asked for in {before}",
    }


def _themes(dossier: Dossier) -> Mapping[str, str]:
    return {theme.id: theme.label for theme in dossier.shared.themes.values()}


def _pillars(dossier: Dossier) -> Mapping[str, str]:
    return {pillar.id: pillar.name for pillar in dossier.framework.pillars}


def _sorted(areas: tuple[Area, ...], view: View) -> tuple[Area, ...]:
    keys: dict[str, Callable[[Area], str]] = {
        "area": lambda area: area.finding.title.casefold(),
        "kind": lambda area: area.finding.kind,
        "pillar": lambda area: area.finding.question or area.finding.pillar or "",
        "relation": lambda area: min((link.asked.relation for link in area.links), default=""),
    }
    key = keys.get(view.sort.removeprefix("-"))
    if key is None:
        return areas
    return tuple(sorted(areas, key=key, reverse=view.sort.startswith("-")))


def _quoted(evidence: Iterable[Quotation]) -> str:
    return " ".join(quotation.words for quotation in evidence)


def _finding_text(finding: Finding) -> str:
    return f"{finding.title} {finding.statement} {_quoted(finding.evidence)}"


def _area_text(area: Area) -> str:
    earlier = " ".join(
        f"{link.recommendation.title} {link.recommendation.statement}"
        for link in area.links
        if link.recommendation
    )
    return f"{_finding_text(area.finding)} {earlier}"
