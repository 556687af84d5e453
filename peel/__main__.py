"""The command line: `python -m peel COMMAND`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from peel.editing.documentation import outdated_documents, write_documents
from peel.editing.import_grades import import_grades
from peel.editing.new_file import AlreadyThereError, new_file
from peel.editing.verify import as_csv, kept_checks, verify
from peel.library.checking import check_folder
from peel.model import layout
from peel.model.values import Held
from peel.reading.faults import DataFaultsError, Fault
from peel.reading.files import Disk
from peel.reading.folder import Folder
from peel.settings import DATA
from peel.words import count

_EXAMPLES = """\
examples:
  python -m peel check                                  check data/ and print every fault
  python -m peel check other-data --format json         the same for another folder, for machines
  python -m peel new bedfordshire 2015                  start a file for a force and a round
  python -m peel schema                                 write docs/schema/ and docs/fields.md anew
  python -m peel import-grades grades.csv               take in the grades of all forces
  python -m peel verify --texts ../texts                are all quotations verbatim?
  python -m peel verify --texts ../texts --write        and note in data/checked.csv which are

Exit status: 0 all is well, 1 there are faults, 2 the command itself was wrong.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m peel",
        description="Check and maintain the data of the dashboard.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check every data file and print all faults")
    _folder(check, "folder", nargs="?")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    check.set_defaults(run=lambda a: _check(a.folder, a.format))

    new = commands.add_parser("new", help="start a findings file for a force and a round")
    new.add_argument("force", metavar="FORCE", help="slug of the force, as in data/forces.csv")
    new.add_argument("round", metavar="ROUND", help="id of the round, as in data/frameworks/")
    _folder(new, "--data")
    new.set_defaults(run=lambda a: _new(a.data, a.force, a.round))

    schema = commands.add_parser("schema", help="write the JSON Schemas and docs/fields.md")
    schema.add_argument("--check", action="store_true", help="only say whether they are current")
    schema.set_defaults(run=lambda a: _schema(a.check))

    grades = commands.add_parser(
        "import-grades", help="take in the grades of all forces from a CSV file"
    )
    grades.add_argument("file", type=Path, metavar="FILE", help="with the columns of grades.csv")
    grades.add_argument("--gaps", type=Path, metavar="FILE", help="with the columns of gaps.csv")
    _folder(grades, "--data")
    grades.set_defaults(run=lambda a: _import_grades(a.data, a.file, a.gaps))

    texts = commands.add_parser("verify", help="check quotations against the texts they are from")
    texts.add_argument(
        "--texts", type=Path, required=True, metavar="DIR", help="folder with the texts"
    )
    texts.add_argument("--write", action="store_true", help="note the result in checked.csv")
    _folder(texts, "--data")
    texts.set_defaults(run=lambda a: _verify(a.data, a.texts, a.write))

    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
    except DataFaultsError as error:
        _print_faults(error.faults)
        return 1
    return status


def _folder(parser: argparse.ArgumentParser, name: str, **more: str) -> None:
    text = "the data folder (default: data)"
    parser.add_argument(name, type=Path, default=DATA, metavar="DIR", help=text, **more)  # type: ignore[arg-type]


def _print_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(fault)
    print(count(len(faults), "fault"))


def _check(folder: Path, form: str) -> int:
    if not folder.is_dir():
        print(f"python -m peel: no folder '{folder}'", file=sys.stderr)
        return 2
    checked = check_folder(Folder.at(folder))
    faults, counts = checked.faults, checked.counts
    if form == "json":
        print(json.dumps({"faults": [asdict(fault) for fault in faults], "counts": dict(counts)}))
    elif faults:
        _print_faults(faults)
    else:
        print("All is well: " + ", ".join(f"{number} {what}" for what, number in counts.items()))
    return 1 if faults else 0


def _new(folder: Path, force: str, round_id: str) -> int:
    try:
        path = new_file(folder, force, round_id)
    except (LookupError, AlreadyThereError) as error:
        print(f"python -m peel: {error.args[0]}", file=sys.stderr)
        return 2
    print(f"Wrote {path}. Fill it in, then run: python -m peel check")
    return 0


def _import_grades(folder: Path, grades: Path, gaps: Path | None) -> int:
    try:
        rows, holes = import_grades(folder, grades, gaps)
    except OSError as error:
        print(f"python -m peel: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{count(rows, 'grade')} and {count(holes, 'gap')} are now in {folder}.")
    return 0


def _schema(check: bool) -> int:
    if not check:
        for path in write_documents():
            print(f"Wrote {path}")
        return 0
    old = outdated_documents()
    for path in old:
        print(f"{path} is not current; run: python -m peel schema")
    return 1 if old else 0


def _verify(folder: Path, texts: Path, write: bool) -> int:
    if not texts.is_dir():
        print(f"python -m peel: no folder '{texts}'", file=sys.stderr)
        return 2
    verified = verify(Folder.at(folder), texts)
    for failure in verified.failures:
        print(failure)
    full, part = verified.count(Held.FULL_TEXT), verified.count(Held.BEGINNING)
    print(
        f"{len(verified.checks)} of {count(verified.total, 'quotation')} verified: "
        f"{full} against a full text, {part} against an excerpt. "
        f"{len(verified.unread)} could not be checked, as their text is not in {texts}; "
        f"{count(len(verified.failures), 'failure')}."
    )
    if write:
        kept = kept_checks(Folder.at(folder), verified)
        Disk(folder).write(layout.CHECKED.path, as_csv(kept | verified.checks))
    return 1 if verified.failures else 0


if __name__ == "__main__":
    sys.exit(main())
