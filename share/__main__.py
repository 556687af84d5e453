"""The static site: `python -m share OUT`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from peel.library.library import Library
from peel.reading.faults import DataFaultsError
from peel.settings import DATA, settings
from share.site import Site
from share.static_site import NotOursError, write_site


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
        default=settings().address,
        help="where readers will reach the site (default: PEEL_PUBLIC_URL)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that write at the same time (default: one for each core)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, only the result")
    chosen = parser.parse_args(arguments)
    site = Site(Library(chosen.data), chosen.url)
    try:
        written, kept, removed = write_site(site, chosen.out, quiet=chosen.quiet, jobs=chosen.jobs)
    except DataFaultsError as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        return 1
    except NotOursError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{chosen.out}: {written} files written, {kept} unchanged, {removed} removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
