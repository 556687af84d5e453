"""Measure speed and steadiness.

python -m bench [--smoke] [--only NAME] [--json FILE] [--write]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench import browser, measures, replicas, steadiness
from bench.results import Outcome, Result, Run, Steady, machine, today
from bench.servers import ROOT, kept_running
from bench.sizes import FULL, SMOKE, Sizes

_RESULTS = ROOT / "bench" / "RESULTS.md"
Measure = Callable[[Sizes], Outcome]
LargeMeasure = Callable[[Sizes, Path], Outcome]

MEASURES: dict[str, Measure] = {
    "rerun": measures.rerun,
    "crowd": measures.crowd,
    "navigation": browser.navigation,
    "click": browser.click,
    "memory": measures.memory,
    "share": measures.share_page,
    "datasette": measures.datasette,
    "replicas": replicas.replicas,
}
# Those that need the large made-up folder, which takes a while to make.
LARGE: dict[str, LargeMeasure] = {
    "start": measures.start,
    "corpus-rerun": measures.corpus_rerun,
    "static": measures.static_site,
}
STEADINESS: dict[str, Measure] = {
    "connected": steadiness.connected,
    "come-and-go": steadiness.come_and_go,
    "slow-reader": steadiness.slow_reader,
    "flood": steadiness.flood,
    "new-data": steadiness.new_data,
}
NAMES = (*MEASURES, *LARGE, *STEADINESS)


def run(sizes: Sizes, names: Sequence[str] = NAMES, *, quiet: bool = True) -> Run:
    """Make the measures that are named, one after the other."""
    load = os.getloadavg()[0]
    wanted: dict[str, Callable[[], Outcome]] = {}
    found = []
    with ExitStack() as stack:
        large = sizes if set(names) & set(LARGE) else None
        corpus = stack.enter_context(measures.corpus_of(large))
        if sizes is SMOKE:
            stack.enter_context(kept_running())
        for name in NAMES:
            if name in LARGE and corpus is not None:
                wanted[name] = partial(LARGE[name], sizes, corpus)
            elif name not in LARGE:
                wanted[name] = partial((MEASURES | STEADINESS)[name], sizes)
        for name in names:
            found.append(wanted[name]())
            if not quiet:
                print(f"{name}: {_in_short(found[-1])}", file=sys.stderr, flush=True)
    return Run(tuple(found), machine(), today(), sizes.name, load)


def _in_short(outcome: Outcome) -> str:
    match outcome:
        case Result():
            return f"{outcome.ratio:.2f} (goal {outcome.goal:g})"
        case Steady():
            return outcome.seen
    return outcome.why


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 1 where a test of steadiness fails; a goal of speed that is missed is only told."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small sizes, to see that it works")
    parser.add_argument(
        "--only", choices=NAMES, action="append", metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON")
    parser.add_argument("--write", action="store_true", help=f"write {_RESULTS.name} in bench/")
    chosen = parser.parse_args(arguments)
    done = run(SMOKE if chosen.smoke else FULL, chosen.only or NAMES, quiet=False)
    text = done.as_markdown()
    print(text)
    if chosen.json:
        chosen.json.write_text(json.dumps(done.as_json(), indent=1) + "\n", encoding="utf-8")
    if chosen.write:
        head = "# Speed and steadiness\n\nWritten by `make bench`; do not edit.\n\n"
        _RESULTS.write_text(head + text, encoding="utf-8")
    return 0 if all(item.well for item in done.outcomes if isinstance(item, Steady)) else 1


if __name__ == "__main__":
    sys.exit(main())
