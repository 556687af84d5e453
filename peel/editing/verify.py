"""Are the quotations verbatim? Checked against texts that are not part of this project.

Only typographic quotation marks and white space are made alike before comparing; a changed word,
a changed capital or a changed dash is a failure.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peel.library.loading import ForceRecord, Reader, forces_with_files, load_force, load_shared
from peel.model.grades import CheckedQuotation
from peel.model.layout import KINDS
from peel.model.shared import Shared
from peel.model.sources import HeldText, Quotation, Source
from peel.model.values import Held
from peel.reading.faults import Fault
from peel.reading.folder import Folder
from peel.reading.strict_csv import write_csv
from peel.reading.validate import Loaded
from peel.rules.references import quotations_in

_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(slots=True)
class Verified:
    """What became of each quotation. `unread`: those whose text is not in the folder."""

    checks: dict[str, CheckedQuotation] = field(default_factory=dict)
    failures: list[Fault] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    total: int = 0

    def count(self, held: Held) -> int:
        """How many were verified against texts of this kind."""
        return sum(1 for check in self.checks.values() if check.against is held)


def alike(text: str) -> str:
    """Text with straight quotation marks and single spaces."""
    return " ".join(text.translate(_ALIKE).split())


def paragraphs(text: str) -> list[str]:
    """The blocks of a text between blank lines."""
    return [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]


def verify(folder: Folder, texts: Path) -> Verified:
    """Check every quotation of a data folder against the texts in the folder `texts`.

    Raises DataFaultsError where the data itself cannot be read.
    """
    verified = Verified()
    read: dict[str, str | None] = {}
    seen: set[str] = set()
    counted: set[str] = set()
    for loaded, known in _every_file(folder):
        for path, quotation in quotations_in(loaded.value):
            fresh = quotation.digest not in seen
            seen.add(quotation.digest)
            source = known.sources[quotation.source]
            text = known.texts[source.text]
            if text.id not in read:
                read[text.id] = _read(text, texts, verified)
            whole = read[text.id]
            if whole is not None and source.id not in counted:
                counted.add(source.id)
                verified.failures += _miscounted(source, text, whole)
            if whole is None:
                verified.unread[quotation.digest] = source.id
                continue
            where = list(_where(source, whole, quotation))
            if any(alike(quotation.words) in alike(part) for part in where):
                if fresh:
                    verified.checks[quotation.digest] = CheckedQuotation(
                        quotation=quotation.digest,
                        source=source.id,
                        against=source.held,
                        text=text.sha256[:16],
                    )
                continue
            message = f"not in {_named(source, text, quotation)}"
            nearest = _nearest(quotation.words, where or [whole])
            if nearest:
                message += f"; nearest there: “{nearest}”"
            verified.failures.append(loaded.fault((*path, "words"), message))
    verified.total = len(seen)
    return verified


def _every_file(folder: Folder) -> Iterator[tuple[Loaded[Any], ForceRecord | Shared]]:
    """Every file that holds quotations, with the sources and texts that they may name.

    Raises DataFaultsError where a file cannot be read or breaks a rule.
    """
    shared = load_shared(folder)
    read = Reader(folder)
    for kind in KINDS:
        if not kind.is_table and not kind.of_a_force:
            yield from ((loaded, shared) for loaded in read.each(kind, kind.model).values())
    for slug in forces_with_files(folder):
        record = load_force(folder, shared, slug)
        for kind in KINDS:
            if kind.of_a_force:
                found = read.each(kind, kind.model, slug).values()
                yield from ((loaded, record) for loaded in found)


def _miscounted(source: Source, text: HeldText, whole: str) -> Iterator[Fault]:
    """That a full text has another number of paragraphs than its source says."""
    found = len(paragraphs(whole))
    if source.paragraphs is not None and source.paragraphs != found:
        message = f"source '{source.id}' says {source.paragraphs} paragraphs; the text has {found}"
        yield Fault(text.file, 0, 0, message)


def _named(source: Source, text: HeldText, quotation: Quotation) -> str:
    if quotation.paragraph:
        return f"paragraph {quotation.paragraph} of {text.file}"
    return f"what {text.file} holds of '{source.id}'"


def _read(text: HeldText, folder: Path, verified: Verified) -> str | None:
    """The text, or None where it is not there or not the one that the data means."""
    try:
        data = (folder / text.file).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != text.sha256:
        message = f"{text.file} is not the text that sources.yaml means: its SHA-256 differs"
        verified.failures.append(Fault(str(folder / text.file), 0, 0, message))
        return None
    return data.decode("utf-8", errors="replace")


def _where(source: Source, whole: str, quotation: Quotation) -> Iterator[str]:
    """The parts of a text in which the quotation may stand."""
    if source.held is Held.FULL_TEXT:
        blocks = paragraphs(whole)
        if quotation.paragraph and quotation.paragraph <= len(blocks):
            yield blocks[quotation.paragraph - 1]
        return
    sign = re.compile(rf"\b{re.escape(source.known_as)}\b") if source.known_as else None
    for line in whole.splitlines():
        if source.address in line or (sign and sign.search(line)):
            yield line


def _nearest(words: str, parts: list[str]) -> str:
    """The run of words in `parts` that is most like the quotation."""
    wanted, best, found = alike(words), 0.0, ""
    size = len(wanted.split())
    matcher = difflib.SequenceMatcher(b=wanted, autojunk=False)
    for part in parts[:40]:
        there = alike(part).split()[:3000]
        for start in range(max(1, len(there) - size + 1)):
            window = " ".join(there[start : start + size])
            matcher.set_seq1(window)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                ratio = matcher.ratio()
                if ratio > best:
                    best, found = ratio, window
    return found if best >= 0.5 else ""


def kept_checks(folder: Folder, verified: Verified) -> dict[str, CheckedQuotation]:
    """Earlier checks of quotations whose text was not there this time; they still hold."""
    before = load_shared(folder).checked
    return {key: check for key, check in before.items() if key in verified.unread}


def as_csv(checks: Mapping[str, CheckedQuotation]) -> bytes:
    """The rows of `data/checked.csv`, in an order that changes little from one run to the next."""
    in_order = sorted(checks.values(), key=lambda item: (item.source, item.quotation))
    return write_csv(CheckedQuotation, in_order)
