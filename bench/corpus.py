"""A data folder of many forces, rounds and findings, made up for measuring and marked as such.

    python -m bench.corpus OUT [--forces 43] [--rounds 10] [--findings 60]

It is a copy of `data/` with rounds added behind the last one (PEEL 2091, 2092 and so on) and
findings added to each force and round until it has the number asked for. What is shipped stays as
it is, so that the same page can be measured in both folders.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from peel.library.checking import check_folder
from peel.library.loading import load_shared
from peel.model.rounds import Framework
from peel.reading.folder import Folder
from peel.settings import DATA

_FIRST_ADDED = 2091
_MODEL = "2016"
_THEMES_EACH = (1, 2, 1, 3)
_GRADES = ("good", "requires improvement", "good", "outstanding")
_KINDS = ("strength", "observation", "area for improvement")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a made-up folder is. The shipped rounds are always all there."""

    forces: int = 43
    rounds: int = 10
    findings: int = 60


def make_corpus(out: Path, size: Size = Size()) -> None:
    """Write the folder; raises ValueError where it would not pass `python -m peel check`."""
    shutil.copytree(DATA, out, copy_function=shutil.copyfile)
    forces = _keep_forces(out, size.forces)
    rounds = _add_rounds(out, size.rounds, forces)
    shared = load_shared(Folder.at(out))
    themes = tuple(shared.themes)
    for slug in forces:
        for name in rounds:
            file = out / "findings" / slug / f"{name}.yaml"
            file.parent.mkdir(exist_ok=True)
            held = file.read_text(encoding="utf-8") if file.is_file() else ""
            framework = shared.frameworks[name]
            file.write_text(_filled(held, slug, framework, themes, size), encoding="utf-8")
    faults = check_folder(Folder.at(out)).faults
    if faults:
        raise ValueError("\n".join(str(fault) for fault in faults[:10]))


def _keep_forces(out: Path, most: int) -> list[str]:
    """Cambridgeshire and the first others; the rest is taken out of the tables of grades."""
    table = (out / "forces.csv").read_text(encoding="utf-8").splitlines()
    slugs = [line.split(",")[0] for line in table[1:]]
    kept = sorted(sorted(slugs, key=lambda slug: (slug != "cambridgeshire", slug))[:most])
    if len(kept) < len(slugs):
        for name in ("forces.csv", "grades.csv", "gaps.csv"):
            head, *lines = (out / name).read_text(encoding="utf-8").splitlines()
            lines = [line for line in lines if line.split(",")[0] in kept]
            (out / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return kept


def _add_rounds(out: Path, count: int, forces: Sequence[str]) -> list[str]:
    """Rounds behind the last one, like PEEL 2016 in all but name, with a grade of each pillar."""
    rounds = sorted(path.stem for path in (out / "frameworks").glob("*.yaml"))
    model = (out / "frameworks" / f"{_MODEL}.yaml").read_text(encoding="utf-8")
    for number in range(count - len(rounds)):
        year, previous = _FIRST_ADDED + number, rounds[-1]
        text = model.replace(f'round: "{_MODEL}"', f'round: "{year}"')
        text = text.replace(f"name: PEEL {_MODEL}", f"name: PEEL {year}")
        text = text.replace('previous: "2015"', f'previous: "{previous}"')
        text = text.replace('"2016-', f'"{year}-').replace('"2017-', f'"{year + 1}-')
        text = text.replace('with_round: "2015"', 'with_round: "2016"')
        (out / "frameworks" / f"{year}.yaml").write_text(text, encoding="utf-8")
        rounds.append(str(year))
        with (out / "grades.csv").open("a", encoding="utf-8") as table:
            table.writelines(_grade_rows(forces, year))
    return rounds


def _grade_rows(forces: Sequence[str], year: int) -> Iterator[str]:
    for number, slug in enumerate(forces):
        for place, pillar in enumerate(("effectiveness", "efficiency", "legitimacy")):
            grade = _GRADES[(number + place) % len(_GRADES)]
            address = f"http://example.org/made-up/{slug}/{year}/{pillar}"
            words = f"made up: {grade}"
            yield f"{slug},{year},{pillar},,{grade},,{address},{words},official-page,,label\n"


def _filled(held: str, slug: str, framework: Framework, themes: Sequence[str], size: Size) -> str:
    """A findings file with made-up findings behind those that it holds, if any."""
    there: dict[str, list[object]] = yaml.load(held, Loader=yaml.BaseLoader) if held else {}
    missing = size.findings - len(there.get("findings", ()))
    source = f"made-up-{slug}-{framework.round}"[:60].rstrip("-")
    added = "".join(
        _finding(number, slug, framework, themes, source) for number in range(max(missing, 0))
    )
    if not there:
        head = f'force: {slug}\nround: "{framework.round}"\ninspected: not stated\n'
        return f"{head}sources:\n{_source(source, slug, framework)}findings:\n{added}"
    for name, block in (("sources", _source(source, slug, framework)), ("findings", added)):
        if name in there:
            held = held.replace(f"\n{name}:\n", f"\n{name}:\n{block}", 1)
        elif block:
            held = f"{held}\n{name}:\n{block}"
    return held


def _source(name: str, slug: str, framework: Framework) -> str:
    return f"""  - id: {name}
    title: "A made-up page on {slug} in {framework.name}"
    publisher: Nobody
    kind: inspectorate
    published: not stated
    address: "http://example.org/made-up/{slug}/{framework.round}"
    terms: short-quotation
    held: beginning of the page
    text: facts
"""


def _finding(
    number: int, slug: str, framework: Framework, themes: Sequence[str], source: str
) -> str:
    pillars = framework.pillars
    pillar = pillars[number % len(pillars)] if pillars else None
    questions = pillar.questions if pillar else framework.areas
    question = questions[number % len(questions)].id if questions else "not stated"
    first = number % len(themes)
    chosen = [themes[(first + step) % len(themes)] for step in range(_THEMES_EACH[number % 4])]
    kind = _KINDS[number % len(_KINDS)]
    text = (
        f"Made up for measuring, number {number} of {slug} in {framework.name}: the force knows "
        "well what it has to do, and does it at some of its stations but not at all of them."
    )
    words = f"made up, number {number}: what it has to do is done at some of its stations"
    asked = """    asked_before:
      - recommendation: none
        relation: not stated
        note: Made up for measuring.
"""
    return f"""  - id: made-up-{slug}-{framework.round}-{number}
    pillar: {pillar.id if pillar else "none"}
    question: {question}
    kind: {kind}
    kind_basis: our reading
    themes: [{", ".join(dict.fromkeys(chosen))}]
    title: "Made-up finding {number}"
    statement: "{text}"
    evidence:
      - source: {source}
        words: "{words}"
        said_by: Nobody
      - source: {source}
        words: "{words}, and not at all of them"
        said_by: Nobody
{asked if kind == "area for improvement" else ""}"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="a folder that is not there yet")
    for name, value in (("forces", 43), ("rounds", 10), ("findings", 60)):
        parser.add_argument(f"--{name}", type=int, default=value, metavar="NUMBER")
    chosen = parser.parse_args()
    make_corpus(chosen.out, Size(chosen.forces, chosen.rounds, chosen.findings))
    print(chosen.out)


if __name__ == "__main__":
    main()
