"""A findings file that somebody brings along: the dashboard with it, or its faults."""

from __future__ import annotations

from dataclasses import dataclass

from peel.desk import Desk
from peel.faults import DataFaultsError, Fault
from peel.folder import Folder
from peel.library import Library
from peel.model import ForceRound
from peel.overlay import Overlay
from peel.reading import load_yaml


@dataclass(frozen=True, slots=True)
class Preview:
    """A desk that shows a file which nobody else sees. `force` and `round` are the file's own."""

    desk: Desk
    name: str
    force: str
    round: str


def open_preview(folder: Folder, name: str, data: bytes) -> tuple[Preview | None, list[Fault]]:
    """Open the bytes of an uploaded file called `name` on top of a data folder.

    Returns the preview, or None and every fault of the file. Nothing is written anywhere.
    """
    shown = _plain_name(name)
    loaded, faults = load_yaml(shown, data, ForceRound)
    if loaded is None:
        return None, faults
    force, round_id = loaded.value.force, loaded.value.round
    file = f"findings/{force}/{round_id}.yaml"
    files = {file: data}
    library = Library(folder=Overlay(folder, files), quiet=True)
    try:
        if force not in library.shared().forces:
            files["forces.csv"] = _with_force(folder, force)
            library = Library(folder=Overlay(folder, files), quiet=True)
        library.force(force)
    except DataFaultsError as error:
        return None, [_renamed(fault, folder.shown(file), shown) for fault in error.faults]
    return Preview(Desk(library), shown, force, round_id), []


def _plain_name(name: str) -> str:
    """The name of an upload as it may stand in messages."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[:80] or "your file"


def _with_force(folder: Folder, slug: str) -> bytes:
    """`forces.csv` with one more force, of which nothing but the id is known."""
    name = " ".join(word.capitalize() for word in slug.split("-"))
    listed = (folder.root / "forces.csv").read_bytes().rstrip(b"\r\n")
    row = f"{slug},{name} (not in our list of forces),{name},Not stated,Not stated\n"
    return listed + b"\n" + row.encode()


def _renamed(fault: Fault, file: str, shown: str) -> Fault:
    if fault.file != file:
        return fault
    message = fault.message.replace(file, shown)
    return Fault(shown, fault.line, fault.column, message, fault.excerpt)
