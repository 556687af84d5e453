"""The static site: `python -m share OUT`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from peel.desk import Desk
from peel.faults import DataFaultsError
from peel.library import DATA, Library
from share.site import Site


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the whole site; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m share",
        description="Write every share page, embed and data file as static files.",
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write to")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the data folder")
    parser.add_argument(
        "--url",
        default=os.environ.get("PEEL_PUBLIC_URL", "http://localhost:8501"),
        help="where readers will reach the site (default: PEEL_PUBLIC_URL)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, only the result")
    chosen = parser.parse_args(arguments)
    site = Site(Desk(Library(chosen.data)), chosen.url)
    try:
        written, kept, removed = write_site(site, chosen.out, quiet=chosen.quiet)
    except DataFaultsError as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        return 1
    print(f"{chosen.out}: {written} files written, {kept} unchanged, {removed} removed.")
    return 0


def write_site(site: Site, out: Path, *, quiet: bool = True) -> tuple[int, int, int]:
    """Write what has changed; returns how many files were written, unchanged and removed.

    Files of ours that the site no longer has are removed; others in the folder are left alone.
    Raises DataFaultsError where the data has faults.
    """
    paths = list(site.paths())
    written = kept = 0
    ours = set()
    for number, path in enumerate(paths, start=1):
        file = out / file_of(path)
        ours.add(file)
        body = site.get(path).body
        if file.is_file() and file.read_bytes() == body:
            kept += 1
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
            written += 1
        if not quiet and (number % 200 == 0 or number == len(paths)):
            print(f"\r{number} of {len(paths)}", end="\n" if number == len(paths) else "")
    return written, kept, _remove_old(out, ours)


def file_of(path: str) -> str:
    """The file of a path: pages are `…/index.html`, so that their addresses stay the same."""
    name = path.rsplit("/", 1)[-1]
    if path == "/404":
        return "404.html"
    return path.lstrip("/") if "." in name else f"{path.lstrip('/')}/index.html"


def _remove_old(out: Path, ours: set[Path]) -> int:
    removed = 0
    for folder in ("share", "embed", "data"):
        for file in sorted((out / folder).rglob("*")):
            if file.is_file() and file not in ours:
                file.unlink()
                removed += 1
    return removed


if __name__ == "__main__":
    sys.exit(main())
