"""Bad data files, one fault each, and what is said of them.

Each lies in `tests/bad/KIND/`, where KIND is the file of `docs/example/` that it takes the place
of, as a whole file or as a change to that of the example (`.change`), or in a folder of its own
under `tests/bad/folder/`; beside it stands what is to be printed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peel.library.checking import check_folder
from peel.model.layout import FINDINGS, KINDS
from peel.reading.folder import Folder
from peel.reading.strict_yaml import MAX_VALUES
from peel.reading.text import MAX_BYTES

ROOT = Path(__file__).resolve().parent.parent.parent
BAD = ROOT / "tests" / "bad"
EXAMPLE = ROOT / "docs" / "example"

PLACES = {kind.name: kind.file(force="borsetshire", round_id="2015") for kind in KINDS}
PLACES["findings-2014"] = FINDINGS.file(force="borsetshire", round_id="2014")
CASES = sorted(BAD.glob("*/*.expected"))

# One of each kind whose own text is wrong: nothing of these needs another file to be told.
TOGETHER = [
    "checked/digest-too-short",
    "corrections/date-in-words",
    "findings/duplicate-key",
    "findings-2014/deadline-that-does-not-exist",
    "forces/short-row",
    "frameworks/yes-or-no-in-capitals",
    "gaps/missing-column",
    "glossary/meaning-missing",
    "grades/page-date-in-words",
    "method/no-paragraphs",
    "national/unknown-stance",
    "sources/missing-publisher",
    "themes/unknown-key",
    "topics/label-empty",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example data."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "data", copy_function=shutil.copyfile))


def put(case: Path, folder: Path) -> None:
    """Lay the bad file, the files of a bad folder, or a change to the example into the data."""
    if case.with_suffix("").is_dir():
        shutil.copytree(case.with_suffix(""), folder, dirs_exist_ok=True)
        return
    place = folder / PLACES[case.parent.name]
    change = case.with_suffix(".change")
    if change.is_file():
        good = (EXAMPLE / PLACES[case.parent.name]).read_text(encoding="utf-8")
        place.write_text(changed(good, change.read_text(encoding="utf-8")), encoding="utf-8")
        return
    shutil.copyfile(case.with_suffix(place.suffix), place)


def changed(good: str, change: str) -> str:
    """A file of the example with lines taken out (`-`) and put in (`+`); others (` `) say where.

    An empty line stands between changes. What each is about must stand in the file once.
    """
    lines, found = good.splitlines(), []
    for part in change.rstrip("\n").split("\n\n"):
        marked = part.split("\n")
        assert all(line[:1] in (" ", "-", "+") for line in marked), part
        old = [line[1:] for line in marked if line[0] in " -"]
        new = [line[1:] for line in marked if line[0] in " +"]
        starts = [n for n in range(len(lines)) if lines[n : n + len(old)] == old]
        assert len(starts) == 1, f"{len(starts)} places in the example have: {old}"
        found.append((starts[0], len(old), new))
    for start, length, new in sorted(found, reverse=True):
        lines[start : start + length] = new
    return "".join(f"{line}\n" for line in lines)


def only_these_findings(folder: Path) -> None:
    """Let nothing else in the data name a finding, so that a small findings file will do."""
    shutil.rmtree(folder / "threads")
    corrections = folder / "corrections.yaml"
    text = corrections.read_text(encoding="utf-8")
    corrections.write_text(
        text.replace("bors15-initial-investigations", "borsetshire-2014"), encoding="utf-8"
    )


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in check_folder(Folder.at(folder)).faults]


def expected(name: str) -> str:
    return (BAD / f"{name}.expected").read_text(encoding="utf-8").removesuffix("\n")


@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}/{c.stem}" for c in CASES])
def test_a_bad_file_is_refused_with_its_place(case: Path, folder: Path) -> None:
    if case.parent.name in ("findings", "findings-2014", "folder"):
        only_these_findings(folder)
    if case.parent.name == "findings-2014":
        (folder / PLACES["findings"]).unlink()
    put(case, folder)
    assert told(folder) == [case.read_text(encoding="utf-8").removesuffix("\n")]


def test_every_bad_file_says_what_is_expected() -> None:
    files = {path for kind in PLACES for path in (BAD / kind).iterdir()}
    files |= set((BAD / "folder").iterdir())
    assert {path.with_suffix("") for path in files if path.suffix != ".expected"} == {
        case.with_suffix("") for case in CASES
    }
    assert {path.name for path in BAD.iterdir()} == {*PLACES, "folder"}
    assert len(CASES) >= 75


@pytest.mark.parametrize(
    "change", ["-no such line\n+x\n", "+only new\n", "     kind: newspaper\n+x\n"]
)
def test_a_change_that_fits_no_place_or_several_is_refused(change: str) -> None:
    with pytest.raises(AssertionError, match="places in the example"):
        changed("    kind: newspaper\nx\n    kind: newspaper\n", change)


def test_the_example_is_good(folder: Path) -> None:
    assert told(folder) == []
    only_these_findings(folder)
    assert told(folder) == []


def test_the_faults_of_all_files_are_told_in_one_run_in_file_order(folder: Path) -> None:
    for name in TOGETHER:
        put(BAD / f"{name}.expected", folder)
    texts = [expected(name) for name in TOGETHER]
    assert told(folder) == sorted(texts, key=lambda text: text.split(":", 1)[0])


def test_several_faults_of_one_file_are_told_in_its_order(folder: Path) -> None:
    file = folder / "findings/borsetshire/2015.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("date: 2016-02-19", "date: 2015-10-19")
    text = text.replace("inspected: 2015-09", "inspected: 2016-03")
    text = text.replace("themes: [domestic-abuse]", "themes: [domestic-abuze]", 1)
    file.write_text(text, encoding="utf-8")
    faults = check_folder(Folder.at(folder)).faults
    assert [(fault.line, fault.message) for fault in faults] == [
        (4, "after the round's last report was published"),
        (97, "unknown theme 'domestic-abuze' (did you mean 'domestic-abuse'?)"),
        (115, "19 October 2015 is before PEEL 2015 was first published (20 October 2015)"),
    ]


@pytest.mark.parametrize("round_id", ["2014", "2015"])
def test_a_file_that_cannot_be_read_brings_no_faults_to_others(folder: Path, round_id: str) -> None:
    file = f"findings/borsetshire/{round_id}.yaml"
    (folder / file).write_text("force: [\n")
    assert {text.split(":", 1)[0] for text in told(folder)} == {f"data/{file}"}


def test_threads_of_a_force_without_findings_are_checked(folder: Path) -> None:
    (folder / "threads/felpersham.yaml").write_text("force: [\n")
    assert [text.split(":", 1)[0] for text in told(folder)] == [
        "data/threads/felpersham",
        "data/threads/felpersham.yaml",
    ]


def test_a_findings_file_outside_a_folder_is_told_once(folder: Path) -> None:
    (folder / "findings/2015.yaml").write_text("force: borsetshire\n")
    assert [text.split(":", 1)[1] for text in told(folder)] == [
        " a file that no part of the app reads (did you mean 'findings/borsetshire/2015.yaml'?)"
    ]


def test_keys_and_values_are_no_date(folder: Path) -> None:
    file = folder / "findings/borsetshire/2015.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("inspected: 2015-09", "inspected: {year: 2015, month: 13}"))
    assert told(folder)


def test_an_address_without_host_but_with_a_path(folder: Path) -> None:
    file = folder / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("https://www.example.org/licence", "https:///licence.html"))
    assert told(folder)


# Files too large to keep, and what is no plain file.


def test_a_file_over_one_million_bytes(folder: Path) -> None:
    text = (folder / "themes.yaml").read_bytes()
    (folder / "themes.yaml").write_bytes(text + b"#" * (MAX_BYTES + 1 - len(text)))
    assert told(folder) == ["data/themes.yaml: file of 1,000,001 bytes; at most 1,000,000 are read"]


def test_a_file_of_one_million_bytes(folder: Path) -> None:
    text = (folder / "themes.yaml").read_bytes()
    (folder / "themes.yaml").write_bytes(text + b"#" * (MAX_BYTES - len(text)))
    assert told(folder) == []


def test_a_csv_file_over_one_million_bytes(folder: Path) -> None:
    (folder / "topics.csv").write_bytes(b"x" * (MAX_BYTES + 9))
    assert told(folder) == ["data/topics.csv: file of 1,000,001 bytes; at most 1,000,000 are read"]


def test_too_many_values(folder: Path) -> None:
    (folder / "themes.yaml").write_text(f"themes: [{'x,' * MAX_VALUES}]\n")
    (fault,) = check_folder(Folder.at(folder)).faults
    assert (fault.file, fault.line) == ("data/themes.yaml", 1)
    assert fault.message == "more than 50,000 values in one file"


def test_a_cell_too_large_for_csv(folder: Path) -> None:
    with (folder / "topics.csv").open("a") as opened:
        opened.write(f"money,{'x' * 200_000},How money is used.\n")
    (fault,) = check_folder(Folder.at(folder)).faults
    assert (fault.file, fault.line) == ("data/topics.csv", 4)
    assert fault.message == "not valid CSV: field larger than field limit (131072)"


@pytest.mark.parametrize("file", [*PLACES.values()])
def test_a_link_is_refused(folder: Path, file: str) -> None:
    only = folder.parent / "elsewhere"
    (folder / file).rename(only)
    (folder / file).symlink_to(only)
    assert f"data/{file}: not a plain file; links and folders are not read" in told(folder)


def test_a_folder_by_the_name_of_a_file_is_refused(folder: Path) -> None:
    (folder / "themes.yaml").unlink()
    (folder / "themes.yaml").mkdir()
    assert told(folder) == ["data/themes.yaml: not a plain file; links and folders are not read"]


@pytest.mark.parametrize("file", sorted({place for place in PLACES.values() if "/" not in place}))
def test_a_missing_file_is_told(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert told(folder) == [f"data/{file}: this file is missing"]


# The command line.


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "peel", "check", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_check_of_good_data_counts_them(folder: Path) -> None:
    done = check(folder)
    assert (done.returncode, done.stderr) == (0, "")
    counts = check_folder(Folder.at(folder)).counts
    assert counts["findings"] == 3
    assert done.stdout == (
        "All is well: " + ", ".join(f"{number} {what}" for what, number in counts.items()) + "\n"
    )


def test_check_of_bad_data_prints_every_fault(folder: Path) -> None:
    for name in TOGETHER:
        put(BAD / f"{name}.expected", folder)
    done = check(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "\n".join([*told(folder), f"{len(TOGETHER)} faults", ""])


def test_check_for_machines(folder: Path) -> None:
    good = check(folder, "--format", "json")
    assert good.returncode == 0
    assert json.loads(good.stdout) == {
        "faults": [],
        "counts": check_folder(Folder.at(folder)).counts,
    }
    put(BAD / "themes/unknown-key.expected", folder)
    bad = check("--format", "json", folder)
    assert bad.returncode == 1
    assert json.loads(bad.stdout)["faults"] == [
        {
            "file": "data/themes.yaml",
            "line": 4,
            "column": 5,
            "message": "unknown key 'colour'; known here: id, label, definition",
            "excerpt": "    colour: red",
        }
    ]


def test_check_of_no_folder(tmp_path: Path) -> None:
    done = check(tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"python -m peel: no folder '{tmp_path / 'nowhere'}'\n"
