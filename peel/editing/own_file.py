"""A findings file that somebody brings along: the dashboard with it, or its faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peel.library.library import Library
from peel.model import layout
from peel.model.findings import ForceRound
from peel.model.grades import Force
from peel.reading.faults import DataFaultsError, Fault
from peel.reading.folder import Folder
from peel.reading.strict_csv import write_csv
from peel.reading.validate import load_yaml


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A library with a file that nobody else sees. `force` and `round` are the file's own."""

    library: Library
    name: str
    force: str
    round: str


def open_own_file(folder: Folder, name: str, data: bytes) -> tuple[OwnFile | None, list[Fault]]:
    """Open the bytes of an uploaded file called `name` on top of a data folder.

    Returns the library with it, or None and every fault of the file. Nothing is written anywhere.
    """
    shown = _plain_name(name)
    loaded, faults = load_yaml(shown, data, ForceRound)
    if loaded is None:
        return None, faults
    force, round_id = loaded.value.force, loaded.value.round
    file = layout.FINDINGS.file(force=force, round_id=round_id)
    held = {file: data}
    library = Library(folder=folder.with_files(held), quiet=True)
    try:
        look = library.now()
        if force not in look.shared.forces:
            held[layout.FORCES.path] = _with_force(look.shared.forces.values(), force)
            library = Library(folder=folder.with_files(held), quiet=True)
            look = library.now()
        look.force(force)
    except DataFaultsError as error:
        return None, [_renamed(fault, folder.shown(file), shown) for fault in error.faults]
    return OwnFile(library, shown, force, round_id), []


def _plain_name(name: str) -> str:
    """The name of an upload as it may stand in messages."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[:80] or "your file"


def _with_force(forces: Iterable[Force], slug: str) -> bytes:
    """`forces.csv` with one more force, of which nothing but the id is known."""
    name = " ".join(word.capitalize() for word in slug.split("-"))
    added = Force(
        slug=slug,
        name=f"{name} (not in our list of forces)",
        short_name=name,
        region="Not stated",
        nation="Not stated",
    )
    return write_csv(Force, [*forces, added])


def _renamed(fault: Fault, file: str, shown: str) -> Fault:
    if fault.file != file:
        return fault
    message = fault.message.replace(file, shown)
    return Fault(shown, fault.line, fault.column, message, fault.excerpt)
