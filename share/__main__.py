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

    Files written by an earlier run that the site no longer has are removed; others in the folder
    are left alone. Which files are ours stands in `.peel-files` in the folder. Raises
    DataFaultsError where the data has faults.
    """
    paths = list(site.paths())
    written = kept = 0
    ours: set[str] = set()
    for number, path in enumerate(paths, start=1):
        ours.add(file_of(path))
        file = out / file_of(path)
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


_LIST = ".peel-files"
_OURS = ("share", "embed", "data")


def _remove_old(out: Path, ours: set[str]) -> int:
    """Remove what the list of the run before has and `ours` has not; write the new list."""
    kept = out / _LIST
    before = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    removed = 0
    for name in sorted(set(before) - ours - {""}):
        steps = Path(name).parts
        file = out / name
        # The list may have been edited; nothing outside our three folders is touched.
        if steps[0] not in _OURS or ".." in steps or not file.is_file():
            continue
        file.unlink()
        removed += 1
        for folder in list(file.parents)[: len(steps) - 1]:
            if any(folder.iterdir()):
                break
            folder.rmdir()
    text = "".join(f"{name}\n" for name in sorted(ours))
    if text.splitlines() != before:
        kept.write_text(text, encoding="utf-8")
    return removed


if __name__ == "__main__":
    sys.exit(main())
