"""The static site as files: only what has changed is written, by several processes at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

from peel.library.library import Library
from peel.questions.desk import Desk
from peel.words import listed
from share.site import Site


class NotOursError(Exception):
    """A file that the site would write is there already, and we did not write it."""


def write_site(site: Site, out: Path, *, quiet: bool = True, jobs: int = 1) -> tuple[int, int, int]:
    """Write what has changed; returns how many files were written, unchanged and removed.

    `jobs`: how many processes share the work; they read the data folder of the site for themselves.

    Files written by an earlier run that the site no longer has are removed; others in the folder
    are left alone. Which files are ours stands in `.peel-files` in the folder. Raises
    DataFaultsError where the data has faults, NotOursError where a file is in the way.
    """
    desk = site.desk()
    paths = {file_of(path): path for path in site.paths(desk)}
    before = _listed(out)
    in_the_way = [name for name in paths if name not in before and (out / name).exists()]
    if in_the_way:
        raise NotOursError(
            f"{out} has files that did not come from here: {listed(in_the_way)}. "
            "Nothing was written; choose an empty folder."
        )
    # A run that is cut short leaves a list that has every file of it.
    _write_list(out, before | set(paths))
    done = written = 0
    for changed in _each_written(site, desk, out, paths, jobs):
        done += len(changed)
        written += sum(changed)
        if not quiet:
            print(f"\r{done} of {len(paths)}", end="\n" if done == len(paths) else "")
    removed = _remove_old(out, before - set(paths))
    _write_list(out, set(paths))
    return written, len(paths) - written, removed


# Fewer files than this are written before another process has started.
_WORTH_A_PROCESS = 1000
_Parts = Mapping[str, str]


def _each_written(
    site: Site, desk: Desk, out: Path, paths: _Parts, jobs: int
) -> Iterator[list[bool]]:
    """Write the files force by force; for each of a part, whether it was changed."""
    parts: dict[str, dict[str, str]] = {}
    for name, path in paths.items():
        steps = path.split("/")
        parts.setdefault(steps[2] if len(steps) > 3 else steps[1], {})[name] = path
    jobs = min(jobs, len(paths) // _WORTH_A_PROCESS)
    root = site.library.root
    if jobs < 2 or root is None:
        for part in parts.values():
            yield _written(site, desk, out, part)
        return
    where = (root, site.public_url)
    # Started anew, not forked: a fork of a process with threads may hang.
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        # Large parts first, so that no process is left with one at the end.
        largest = sorted(parts.values(), key=len, reverse=True)
        for done in as_completed(pool.submit(_written_of, *where, out, part) for part in largest):
            yield done.result()


def _written_of(data: Path, public_url: str, out: Path, part: _Parts) -> list[bool]:
    site, desk = _site_of(data, public_url)
    return _written(site, desk, out, part)


@cache
def _site_of(data: Path, public_url: str) -> tuple[Site, Desk]:
    """The site of this process and its one look, kept from one part to the next."""
    site = Site(Library(data), public_url)
    return site, site.desk()


def _written(site: Site, desk: Desk, out: Path, part: _Parts) -> list[bool]:
    return [_changed(out / name, site.body(desk, path)) for name, path in part.items()]


def _changed(file: Path, body: bytes) -> bool:
    """Write a file unless it has these bytes already; returns whether it was written."""
    if file.is_file() and file.read_bytes() == body:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return True


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
