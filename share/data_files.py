"""The data files: tables as CSV and JSON, narrowed by their query, and what describes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from components.addresses import data_path
from peel.publishing.formats import as_csv, as_json, data_package
from peel.publishing.tables import TABLES, Table, rows_of
from peel.questions.address import search_words
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier
from peel.questions.view import View
from peel.reading.digest import digest
from peel.reading.faults import did_you_mean, nearest
from peel.reading.text import visible
from share.reply import ANY_ORIGIN, CSV, JSON, NoAnswerError, Reply

PACKAGE = "datapackage.json"
_FORMS = ("csv", "json")


def names() -> Iterator[str]:
    """The name of every data file."""
    yield PACKAGE
    for table in TABLES:
        for form in _FORMS:
            yield f"{table}.{form}"


def data_file(desk: Desk, name: str, asked: Mapping[str, str]) -> Reply:
    """A data file, narrowed to what its query asks for. Raises NoAnswerError where it cannot."""
    if name == PACKAGE:
        return Reply(_package(desk), JSON, headers=ANY_ORIGIN)
    stem, _, form = name.rpartition(".")
    if stem not in TABLES or form not in _FORMS:
        near = nearest(name, names())
        text = f"We know no file “{visible(name, 60)}”."
        raise NoAnswerError(404, text, data_path(near) if near else "")
    table = TABLES[stem]
    _check_names(table, asked)
    rows = rows_of(table, _narrowed(desk, table, asked))
    if form == "csv":
        attachment = {"content-disposition": f'attachment; filename="{name}"'}
        return Reply(as_csv(table, rows), CSV, headers={**ANY_ORIGIN, **attachment})
    return Reply(as_json(table, rows, version(desk, asked)), JSON, headers=ANY_ORIGIN)


def version(desk: Desk, asked: Mapping[str, str]) -> str:
    """The state of the data that a file rests on: of one force, or of all."""
    force = asked.get("force", "")
    if force in desk.shared.forces:
        return digest([desk.look.force(force).version])[:10]
    return desk.look.version()


def _check_names(table: Table, asked: Mapping[str, str]) -> None:
    unknown = [key for key in asked if key not in ("force", "round", *table.filters)]
    if unknown:
        text = f"Unknown filter “{visible(unknown[0], 60)}” for the table {table.name}."
        raise NoAnswerError(400, text)
    if asked.get("round") and not asked.get("force"):
        raise NoAnswerError(400, "A round needs a force: …?force=…&round=…")


def _narrowed(desk: Desk, table: Table, asked: Mapping[str, str]) -> list[tuple[Dossier, View]]:
    """The dossiers that filters ask for, each with its view.

    A value may be known to one dossier and not to another, as pillars change from round to round:
    the other has nothing to show for it. One that no dossier knows is a mistake.
    """
    _check_value("force", asked.get("force", ""), desk.shared.forces)
    _check_value("round", asked.get("round", ""), desk.shared.frameworks)
    facets = table.listing.facets if table.listing else ()
    wanted = {
        facet: tuple(dict.fromkeys(part.strip() for part in asked[facet.name].split(",")))
        for facet in facets
        if asked.get(facet.name, "").strip(" ,")
    }
    known: dict[str, set[str]] = {facet.name: set() for facet in wanted}
    narrowed: list[tuple[Dossier, View]] = []
    for dossier in desk.dossiers(asked.get("force", ""), asked.get("round", "")):
        here = {facet.name: facet.labels(dossier) for facet in wanted}
        left = {
            facet.name: tuple(value for value in values if value in here[facet.name])
            for facet, values in wanted.items()
        }
        for name, labels in here.items():
            known[name].update(labels)
        if all(left.values()):
            view = View(force=dossier.force.slug, round=dossier.framework.round)
            words = search_words(asked.get("q", ""))
            narrowed.append((dossier, view.with_changes(**left, q=words)))
    for facet, values in wanted.items():
        for value in values:
            _check_value(facet.name, value, known[facet.name])
    return narrowed


def _check_value(name: str, asked: str, known: Collection[str]) -> None:
    if asked and asked not in known:
        hint = did_you_mean(asked, sorted(known))
        raise NoAnswerError(400, f"The data has no {name} “{visible(asked, 60)}”{hint}.")


def _package(desk: Desk) -> bytes:
    licences = [
        {
            "name": terms.id,
            "title": terms.name,
            **({"path": terms.address} if terms.address else {}),
        }
        for terms in desk.shared.terms.values()
    ]
    return data_package(desk.look.version(), licences)
