"""Writes a static site, or only one force's part of it, and prints the seconds and files it took.

python -m bench.static_part DATA OUT [FORCE]
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from peel.library.library import Library
from peel.questions.desk import Desk
from share.site import Site
from share.static_site import write_site


class _OneForce(Site):
    """The pages of one force in all its rounds."""

    force = ""

    def paths(self, desk: Desk) -> Iterator[str]:
        for dossier in desk.dossiers(self.force):
            yield from self.paths_of(dossier)


def main() -> None:
    data, out, *force = sys.argv[1:]
    library = Library(data)
    site = _OneForce(library) if force else Site(library)
    if isinstance(site, _OneForce):
        site.force = force[0]
    # What all forces share is read once in either case, so it is not part of either time.
    library.now()
    began = time.perf_counter()
    # The whole as the command writes it: by one process for each core.
    jobs = 1 if force else os.cpu_count() or 1
    files, _, _ = write_site(site, Path(out), jobs=jobs)
    print(time.perf_counter() - began, files)


if __name__ == "__main__":
    main()
