"""The command line: `python -m peel check`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from peel.folder import Folder
from peel.library import DATA, check_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m peel", description="Check and maintain the data of the dashboard."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check every data file and print all faults")
    check.add_argument("folder", nargs="?", type=Path, default=DATA, metavar="DIR")
    check.add_argument("--format", choices=("text", "json"), default="text")
    chosen = parser.parse_args(arguments)
    return _check(chosen.folder, chosen.format)


def _check(folder: Path, form: str) -> int:
    faults, counts = check_folder(Folder(folder))
    if form == "json":
        print(json.dumps({"faults": [asdict(fault) for fault in faults], "counts": counts}))
    elif faults:
        print("\n".join(str(fault) for fault in faults))
        print(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}")
    else:
        print("All is well: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
