"""A new findings file: it passes as it stands, and grows by taking comments away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peel.__main__ import main
from peel.editing.new_file import AlreadyThereError, new_file, new_text
from peel.library.checking import check_folder
from peel.library.loading import load_force, load_shared
from peel.model.findings import ForceRound
from peel.model.shared import Shared
from peel.reading.files import Disk
from peel.reading.folder import Folder
from tests.conftest import DataCopy

FORCE, ROUND = "felpersham", "2015"

QUOTATION = {
    "source": "borsetshire-2015-effectiveness",
    "words": "Requires improvement",
    "said_by": "HMIC",
}
# What an editor writes, by heading. A name that occurs again within an entry holds the same.
FILLED: dict[str, dict[str, str]] = {
    "sources": {
        "id": "felpersham-echo-2016",
        "title": "Police must do better",
        "publisher": "Felpersham Echo",
        "kind": "newspaper",
        "published": "not stated",
        "address": "https://www.example.org/felpersham",
        "terms": "short-quotation",
        "held": "beginning of the page",
        "text": "notes",
    },
    "story": {"statement": "It could be better.", **QUOTATION},
    "grades": {
        "pillar": "effectiveness",
        "grade": "requires improvement",
        "basis": "label",
        **QUOTATION,
    },
    "findings": {
        "id": "felp15-patch",
        "pillar": "effectiveness",
        "question": "not stated",
        "kind": "strength",
        "kind_basis": "our reading",
        "themes": "[investigations]",
        "title": "Local knowledge",
        "statement": "Local teams know their area.",
        **QUOTATION,
    },
    "recommendations": {
        "id": "felp15-plan",
        "asked_as": "not stated",
        "inspection": "PEEL 2015",
        "addressed_to": "this force",
        "pillar": "not stated",
        "themes": "[investigations]",
        "title": "A plan",
        "statement": "A plan was asked for.",
        "wording": "not stated",
        "deadline": "not stated",
        **QUOTATION,
    },
    "reactions": {
        "id": "felp15-helpline",
        "organisation": "Helpline",
        "organisation_kind": "charity",
        "speaker": "not stated",
        "role": "not stated",
        "date": "2016-02",
        "about": "this force",
        "stance": "critical",
        "stance_reason": "It says so.",
        "themes": "[investigations]",
        "speaks_to": "[]",
        **QUOTATION,
    },
    "silences": {
        "about": "reactions",
        "subject": "The commissioner",
        "statement": "No reaction is in our sources.",
    },
}


@pytest.fixture
def folder(example: DataCopy) -> Path:
    """The example data with one more force, of which nothing is held."""
    with (example.root / "forces.csv").open("a") as forces:
        forces.write(f"{FORCE},Felpersham Police,Felpersham,West Midlands,England\n")
    return example.root


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in check_folder(Folder.at(folder)).faults]


def shared_in(folder: Path) -> Shared:
    return load_shared(Folder.at(folder))


def new_round(folder: Path) -> ForceRound:
    """What the new file holds, as it is read."""
    return load_force(Folder.at(folder), shared_in(folder), FORCE).rounds[ROUND]


def filled(text: str, heading: str) -> str:
    """The text with the entry under `heading` filled in, as docs/data.md tells editors to."""
    lines, done = [], []
    inside, left_out = False, 0
    for line in text.split("\n"):
        if line == f"# {heading}:":
            inside = True
            lines.append(f"{heading}:")
            continue
        inside = inside and line.startswith("# ")
        if not inside:
            lines.append(line)
            continue
        entry = line.removeprefix("# ")
        match = re.fullmatch(r"([ -]+)(\w+):  # (.*)", entry)
        assert match, entry
        indent, name, meaning = len(match[1]), match[2], match[3]
        if left_out and indent > left_out:
            continue
        left_out = 0
        if name in FILLED[heading]:
            lines.append(f"{match[1]}{name}: {FILLED[heading][name]}")
            done.append(name)
        elif "May be left out." in meaning:
            left_out = indent
        else:
            lines.append(f"{match[1]}{name}:")
    assert sorted(done) == sorted(FILLED[heading]), "every name is there once"
    return "\n".join(lines)


def test_a_new_file_passes_as_it_stands(folder: Path) -> None:
    path = new_file(folder, FORCE, ROUND)
    assert path == folder / "findings" / FORCE / f"{ROUND}.yaml"
    assert told(folder) == []
    counts = check_folder(Folder.at(folder)).counts
    assert counts["files"] == len(list(Disk(folder).all()))


def test_a_new_file_is_of_its_force_and_round_and_says_nothing_else(folder: Path) -> None:
    new_file(folder, FORCE, ROUND)
    assert new_round(folder) == ForceRound(force=FORCE, round=ROUND, inspected=None)


def test_a_new_file_names_what_may_be_written(folder: Path) -> None:
    text = new_text(shared_in(folder), FORCE, ROUND)
    assert "# Felpersham Police in PEEL 2015." in text
    assert "# Themes: investigations, domestic-abuse, finances\n" in text
    assert "#     effectiveness-2: How effective is the force at investigating crime?\n" in text
    assert "# Grades of this round: outstanding, good, requires improvement, inadequate\n" in text


@pytest.mark.parametrize("round_id", ["2014", "2021-22"])
def test_every_round_can_be_begun(folder: Path, round_id: str) -> None:
    new_file(folder, FORCE, round_id)
    assert told(folder) == []


@pytest.mark.parametrize("heading", FILLED)
def test_an_entry_that_is_filled_in_passes(folder: Path, heading: str) -> None:
    path = new_file(folder, FORCE, ROUND)
    path.write_text(filled(path.read_text(encoding="utf-8"), heading), encoding="utf-8")
    assert told(folder) == []
    entry = getattr(new_round(folder), heading)
    first = entry if heading == "story" else entry[0]
    name = next(iter(FILLED[heading]))
    assert str(getattr(first, name)) == FILLED[heading][name]


def test_all_entries_filled_in_pass_together(folder: Path) -> None:
    path = new_file(folder, FORCE, ROUND)
    text = path.read_text(encoding="utf-8")
    for heading in FILLED:
        text = filled(text, heading)
    path.write_text(text, encoding="utf-8")
    assert told(folder) == []


def test_an_entry_with_its_comments_taken_away_but_not_filled_in_says_so(folder: Path) -> None:
    path = new_file(folder, FORCE, ROUND)
    text = path.read_text(encoding="utf-8")
    start, end = text.index("# silences:"), text.index("# Where our sources differ.")
    taken = re.sub(r"^# ", "", text[start:end], flags=re.MULTILINE)
    path.write_text(text[:start] + taken + text[end:], encoding="utf-8")
    wanted = "no value here; write one, or 'not stated' where that is allowed"
    assert [text.split("\n")[0].split(": ", 1)[1] for text in told(folder)] == [wanted] * 3


def test_every_heading_is_offered(folder: Path) -> None:
    text = new_text(shared_in(folder), FORCE, ROUND)
    offered = set(re.findall(r"^# (\w+):$", text, re.MULTILINE))
    assert offered == set(ForceRound.model_fields) - {"force", "round", "inspected"}
    assert offered - set(FILLED) == {"differences", "texts"}


def test_a_file_is_never_written_over(folder: Path) -> None:
    path = folder / "findings/borsetshire/2015.yaml"
    before = path.read_bytes()
    with pytest.raises(AlreadyThereError, match="is there already and is left as it is"):
        new_file(folder, "borsetshire", "2015")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("force", "round_id", "message"),
    [
        (
            "felperhsam",
            "2015",
            "unknown force 'felperhsam' (did you mean 'felpersham'?); add it to forces.csv first",
        ),
        ("zz", "2015", "unknown force 'zz'; add it to forces.csv first"),
        ("../..", "2015", "unknown force '../..'; add it to forces.csv first"),
        ("felpersham", "2016", "unknown round '2016'; known are: 2014, 2015, 2021-22"),
        ("felpersham", "../2015", "unknown round '../2015'; known are: 2014, 2015, 2021-22"),
    ],
)
def test_an_unknown_force_or_round(folder: Path, force: str, round_id: str, message: str) -> None:
    before = sorted(Disk(folder).all())
    with pytest.raises(LookupError) as told_of:
        new_file(folder, force, round_id)
    assert told_of.value.args == (message,)
    assert sorted(Disk(folder).all()) == before


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["new", FORCE, ROUND, "--data", str(folder)]
    path = folder / "findings" / FORCE / f"{ROUND}.yaml"
    assert main(command) == 0
    assert capsys.readouterr().out == (
        f"Wrote {path}. Fill it in, then run: python -m peel check\n"
    )
    assert main(command) == 2
    assert capsys.readouterr().err == (
        f"python -m peel: {path} is there already and is left as it is\n"
    )
    assert main(["new", "felperhsam", ROUND, "--data", str(folder)]) == 2
    assert "did you mean 'felpersham'?" in capsys.readouterr().err
