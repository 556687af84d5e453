"""A new findings file: everything an editor has to fill in, with what it means beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

from pydantic import BaseModel

from peel.library.loading import load_shared
from peel.model import layout
from peel.model.describe import holds, models_in
from peel.model.findings import (
    Difference,
    Finding,
    ForceRound,
    GradeEntry,
    Reaction,
    Recommendation,
    Silence,
    Story,
)
from peel.model.shared import Shared
from peel.model.sources import HeldText, Source
from peel.reading.faults import did_you_mean
from peel.reading.files import Disk
from peel.reading.folder import Folder

SCHEMA_LINE = "# yaml-language-server: $schema=../../../docs/schema/findings.json"


class AlreadyThereError(Exception):
    """The file exists; it is never written over."""


def new_file(folder: Path, force: str, round_id: str) -> Path:
    """Write `findings/FORCE/ROUND.yaml` and return its path.

    Raises LookupError for an unknown force or round, AlreadyThereError where the file exists,
    and DataFaultsError where the shared data has faults.
    """
    shared = load_shared(Folder.at(folder))
    if force not in shared.forces:
        hint = did_you_mean(force, shared.forces)
        raise LookupError(f"unknown force '{force}'{hint}; add it to forces.csv first")
    if round_id not in shared.frameworks:
        known = ", ".join(framework.round for framework in shared.rounds)
        raise LookupError(f"unknown round '{round_id}'; known are: {known}")
    file = layout.FINDINGS.file(force=force, round_id=round_id)
    if (folder / file).exists():
        raise AlreadyThereError(f"{folder / file} is there already and is left as it is")
    return Disk(folder).write(file, new_text(shared, force, round_id).encode())


def new_text(shared: Shared, force: str, round_id: str) -> str:
    """The text of a new file. It passes `check` as it stands and grows entry by entry."""
    framework = shared.frameworks[round_id]
    parts = [
        SCHEMA_LINE,
        f"# {shared.forces[force].name} in {framework.name}.",
        "# How to fill this in: docs/data.md. Every field: docs/fields.md.",
        "# Take the '#' away from an entry and write in it; then run: python -m peel check",
        "",
        f"force: {force}",
        f'round: "{round_id}"',
        *_comment(_meaning(ForceRound, "inspected") + " For example: 2015-09"),
        "inspected: not stated",
        "",
        *_comment(f"Themes: {', '.join(shared.themes)}"),
        *_comment("Pillars and questions of this round:"),
    ]
    for pillar in framework.pillars:
        graded = "graded" if pillar.graded else str(pillar.ungraded_as)
        parts.append(f"#   {pillar.id} ({graded})")
        parts += [f"#     {item.id}: {item.wording}" for item in pillar.questions]
    parts.append(f"# Grades of this round: {', '.join(framework.scale)}")
    for key, kind, many in (
        ("texts", HeldText, True),
        ("sources", Source, True),
        ("story", Story, False),
        ("grades", GradeEntry, True),
        ("findings", Finding, True),
        ("recommendations", Recommendation, True),
        ("reactions", Reaction, True),
        ("silences", Silence, True),
        ("differences", Difference, True),
    ):
        parts += ["", *_comment(_meaning(ForceRound, key)), *_entry(key, kind, many=many)]
    return "\n".join(parts) + "\n"


def _entry(key: str, kind: type[BaseModel], *, many: bool) -> list[str]:
    """An entry of `kind` with every field, as a comment to take the signs away from."""
    return [f"# {key}:", *(f"# {line}" for line in _fields(kind, "  ", many=many))]


def _fields(kind: type[BaseModel], indent: str, *, many: bool) -> Iterator[str]:
    for index, (name, field) in enumerate(kind.model_fields.items()):
        start = indent + ("- " if index == 0 else "  ") * many
        meaning = " ".join((field.description or "").split())
        needed = "" if field.is_required() else " May be left out."
        inner = next(models_in(field.annotation), None)
        if inner is None:
            allowed = holds(field.rebuild_annotation()).replace("`", "")
            # What is plain from the meaning is not said again.
            plain = allowed.startswith(("text", "an id", "a list of: an id"))
            more = "" if plain else f" Holds: {allowed}."
            yield f"{start}{name}:  # {meaning}{needed}{more}"
        else:
            yield f"{start}{name}:  # {meaning}{needed}"
            is_list = get_origin(field.annotation) is tuple
            yield from _fields(inner, " " * (len(start) + 2), many=is_list)


def _meaning(kind: type[BaseModel], name: str) -> str:
    return " ".join((kind.model_fields[name].description or "").split())


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="# ", subsequent_indent="# ")
