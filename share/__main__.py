"""The static site: `python -m share OUT`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from peel.desk import Desk
from peel.faults import DataFaultsError
from peel.library import DATA, Library
from peel.words import listed
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
    except NotOursError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{chosen.out}: {written} files written, {kept} unchanged, {removed} removed.")
    return 0


class NotOursError(Exception):
    """A file that the site would write is there already, and we did not write it."""


def write_site(site: Site, out: Path, *, quiet: bool = True) -> tuple[int, int, int]:
    """Write what has changed; returns how many files were written, unchanged and removed.

    Files written by an earlier run that the site no longer has are removed; others in the folder
    are left alone. Which files are ours stands in `.peel-files` in the folder. Raises
    DataFaultsError where the data has faults, NotOursError where a file is in the way.
    """
    paths = {file_of(path): path for path in site.paths()}
    before = _listed(out)
    in_the_way = [name for name in paths if name not in before and (out / name).exists()]
    if in_the_way:
        raise NotOursError(
            f"{out} has files that did not come from here: {listed(in_the_way)}. "
            "Nothing was written; choose an empty folder."
        )
    # A run that is cut short leaves a list that has every file of it.
    _write_list(out, before | set(paths))
    written = kept = 0
    for number, (name, path) in enumerate(paths.items(), start=1):
        file = out / name
        body = site.get(path).body
        if file.is_file() and file.read_bytes() == body:
            kept += 1
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
            written += 1
        if not quiet and (number % 200 == 0 or number == len(paths)):
            print(f"\r{number} of {len(paths)}", end="\n" if number == len(paths) else "")
    removed = _remove_old(out, before - set(paths))
    _write_list(out, set(paths))
    return written, kept, removed


def file_of(path: str) -> str:
    """The file of a path: pages are `…/index.html`, so that their addresses stay the same."""
    name = path.rsplit("/", 1)[-1]
    if path == "/404":
        return "404.html"
    return path.lstrip("/") if "." in name else f"{path.lstrip('/')}/index.html"


_LIST = ".peel-files"
_FOLDERS = ("share", "embed", "data")


def _listed(out: Path) -> set[str]:
    """The files that earlier runs have written."""
    file = out / _LIST
    return set(file.read_text(encoding="utf-8").splitlines()) if file.is_file() else set()


def _write_list(out: Path, names: set[str]) -> None:
    if names != _listed(out):
        out.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{name}\n" for name in sorted(names))
        (out / _LIST).write_text(text, encoding="utf-8")


def _remove_old(out: Path, names: set[str]) -> int:
    removed = 0
    for name in sorted(names):
        steps = PurePosixPath(name).parts
        file = out / name
        # The list may have been edited; nothing outside our three folders is touched.
        if steps[:1] not in {(folder,) for folder in _FOLDERS} or ".." in steps:
            continue
        if file.is_file():
            file.unlink()
            removed += 1
            for folder in list(file.parents)[: len(steps) - 1]:
                if any(folder.iterdir()):
                    break
                folder.rmdir()
    return removed


if __name__ == "__main__":
    sys.exit(main())
