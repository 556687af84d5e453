"""The things that pages list: what each can be narrowed by, searched for and sorted by.

A filter is declared here and nowhere else. Pages, addresses, widgets and downloads follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from peel.model.findings import Finding, Recommendation
from peel.model.sources import Quotation
from peel.model.values import Kind, Relation, Stance
from peel.questions.areas import Area, improvement_areas
from peel.questions.dossier import Dossier
from peel.questions.reactions import Response, responses
from peel.questions.sources import SourceUse, source_uses
from peel.questions.view import View
from peel.words import listed, lower_first, slug

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Facet(Generic[T]):
    """One thing that a listing can be narrowed by."""

    name: str
    """As it stands in addresses."""
    label: str
    """As it stands above its drop-down list."""
    values: Callable[[T], Iterable[str]]
    labels: Callable[[Dossier], Mapping[str, str]]
    """The values it may have, each with its words."""
    are_names: bool = False
    """Names keep their capitals in a sentence."""


@dataclass(frozen=True, eq=False)
class Narrowed(Generic[T]):
    """What is left of `total` things, in their order."""

    shown: tuple[T, ...]
    total: int
    chosen: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    """How many things each value of a facet would show, all else as it is."""

    def in_words(self, singular: str, plural: str = "") -> str:
        """`3 of 17 findings: domestic abuse`, or `17 findings` where nothing is chosen."""
        plural = plural or f"{singular}s"
        name = singular if self.total == 1 else plural
        if not self.chosen:
            return f"{self.total} {name}"
        return f"{len(self.shown)} of {self.total} {name}: {'; '.join(self.chosen)}"


@dataclass(frozen=True, eq=False)
class Listing(Generic[T]):
    """Things of one kind, in their order, with what they can be narrowed and sorted by."""

    singular: str
    items: Callable[[Dossier], Sequence[T]]
    facets: tuple[Facet[T], ...]
    text: Callable[[T], str] | None = None
    """What a search looks through, where there is one."""
    sorts: Mapping[str, Callable[[T], str]] = field(default_factory=dict)

    @property
    def plural(self) -> str:
        return f"{self.singular}s"

    @property
    def filters(self) -> tuple[str, ...]:
        """The parameters of an address that narrow it."""
        return (*(facet.name for facet in self.facets), *(("q",) if self.text else ()))

    def narrow(self, dossier: Dossier, view: View) -> Narrowed[T]:
        """Narrow the things to what `view` asks for; a search is not kept.

        Values of one facet widen (either will do), facets narrow each other (all must hold).
        """
        if view.q:
            return self._narrow(dossier, view)
        key = (self, view.chosen, view.sort)
        return dossier.answers.get(key, lambda: self._narrow(dossier, view))

    def _narrow(self, dossier: Dossier, view: View) -> Narrowed[T]:
        items = self.items(dossier)
        tests: dict[str, Callable[[T], bool]] = {}
        chosen: list[str] = []
        for facet in self.facets:
            asked = view.of(facet.name)
            if asked:
                tests[facet.name] = _any_of(facet, frozenset(asked))
                labels = facet.labels(dossier)
                words = [labels[name] for name in asked]
                chosen.append(listed(words if facet.are_names else map(lower_first, words), "or"))
        if view.q and self.text:
            tests["q"] = _holds_words(self.text, view.q)
            chosen.append(f"“{view.q}”")
        counts = {}
        for facet in self.facets:
            others = [test for name, test in tests.items() if name != facet.name]
            left = [item for item in items if all(test(item) for test in others)]
            counts[facet.name] = {
                name: sum(1 for item in left if name in facet.values(item))
                for name in facet.labels(dossier)
            }
        shown = (item for item in items if all(test(item) for test in tests.values()))
        return Narrowed(self._sorted(shown, view.sort), len(items), tuple(chosen), counts)

    def _sorted(self, items: Iterable[T], sort: str) -> tuple[T, ...]:
        key = self.sorts.get(sort.removeprefix("-"))
        return tuple(sorted(items, key=key, reverse=sort.startswith("-")) if key else items)


def _any_of(facet: Facet[T], asked: frozenset[str]) -> Callable[[T], bool]:
    return lambda item: not asked.isdisjoint(facet.values(item))


def _holds_words(text: Callable[[T], str], search: str) -> Callable[[T], bool]:
    words = plain(search).split()
    return lambda item: all(word in plain(text(item)) for word in words)


def plain(text: str) -> str:
    """Text as a search compares it: small letters, straight quotes."""
    return text.casefold().translate(str.maketrans("’‘“”–", "''\"\"-"))


def theme_labels(dossier: Dossier) -> Mapping[str, str]:
    """The themes as readers see them, by their id."""
    return {theme.id: theme.label for theme in dossier.shared.themes.values()}


def relation_labels(dossier: Dossier) -> Mapping[str, str]:
    """The relations as readers see them, by their id in an address."""
    before = dossier.previous.short_name if dossier.previous else "an earlier round"
    return {
        slug(Relation.REPEATS): f"asked for again since {before}",
        slug(Relation.PROGRESS_MADE): f"progress made since {before}",
        slug(Relation.NEW): f"new since {before}",
        slug(Relation.NOT_STATED): f"not stated whether asked for in {before}",
    }


def _pillar_labels(dossier: Dossier) -> Mapping[str, str]:
    return {pillar.id: pillar.name for pillar in dossier.framework.pillars}


def _organisations(dossier: Dossier) -> Mapping[str, str]:
    names = (response.reaction.organisation for response in responses(dossier))
    return {slug(name): name for name in names}


def _kinds(*, asking_only: bool = False) -> Mapping[str, str]:
    return {slug(kind): str(kind) for kind in Kind if kind.asks_for_improvement or not asking_only}


def _themes_of(values: Callable[[T], Iterable[str]]) -> Facet[T]:
    return Facet("theme", "Theme", values, theme_labels)


def _quoted(evidence: Iterable[Quotation]) -> str:
    return " ".join(quotation.words for quotation in evidence)


def _finding_text(finding: Finding) -> str:
    return f"{finding.title} {finding.statement} {_quoted(finding.evidence)}"


def _area_text(area: Area) -> str:
    earlier = " ".join(
        f"{link.recommendation.title} {link.recommendation.statement}"
        for link in area.earlier
        if link.recommendation
    )
    return f"{_finding_text(area.finding)} {earlier}"


FINDINGS: Listing[Finding] = Listing(
    "finding",
    lambda dossier: dossier.findings,
    (
        _themes_of(lambda finding: finding.themes),
        Facet("pillar", "Pillar", lambda finding: (finding.pillar or "",), _pillar_labels),
        Facet("kind", "Kind", lambda finding: (slug(finding.kind),), lambda _: _kinds()),
    ),
    _finding_text,
)
"""The findings of a dossier, strengths too."""

AREAS: Listing[Area] = Listing(
    "improvement area",
    improvement_areas,
    (
        _themes_of(lambda area: area.finding.themes),
        Facet(
            "kind",
            "Kind",
            lambda area: (slug(area.finding.kind),),
            lambda _: _kinds(asking_only=True),
        ),
        Facet("pillar", "Pillar", lambda area: (area.finding.pillar or "",), _pillar_labels),
        Facet(
            "relation",
            "Asked for before?",
            lambda area: {slug(link.asked.relation) for link in area.earlier},
            relation_labels,
        ),
    ),
    _area_text,
    {
        "area": lambda area: area.finding.title.casefold(),
        "kind": lambda area: area.finding.kind,
        "pillar": lambda area: area.finding.question or area.finding.pillar or "",
        "relation": lambda area: min((link.asked.relation for link in area.earlier), default=""),
    },
)
"""What must improve."""

REACTIONS: Listing[Response] = Listing(
    "reaction",
    responses,
    (
        _themes_of(lambda response: response.reaction.themes),
        Facet(
            "organisation",
            "Organisation",
            lambda response: (slug(response.reaction.organisation),),
            _organisations,
            are_names=True,
        ),
        Facet(
            "stance",
            "Stance",
            lambda response: (response.reaction.stance,),
            lambda _: {stance.value: stance.value for stance in Stance},
        ),
    ),
)
"""Who reacted."""

SOURCES: Listing[SourceUse] = Listing(
    "source", source_uses, (_themes_of(lambda use: sorted(use.themes)),)
)
"""The sources used in a dossier, by the themes of what was taken from them."""

RECOMMENDATIONS: Listing[Recommendation] = Listing(
    "recommendation", lambda dossier: dossier.asked_now, (_themes_of(lambda item: item.themes),)
)
"""What was asked for in the round."""
