"""Bad data files, one fault each, and what is said of them.

`tests/bad/KIND.diff` states bad files as changes to the file of `docs/example/` that is of this
kind (see `PLACES`), each under a name and with what is to be printed below it:

    # missing-publisher
         title: Borsetshire PEEL 2015, Effectiveness
    -    publisher: HMIC

    data/sources.yaml:20:5: missing key 'publisher'
          - id: borsetshire-2015-effectiveness
            ^

The lines that begin with a blank or '-' must stand in the example, together and once; those that
begin with a blank or '+' take their place. A line '@@' stands between two places of one change.

What a change would show badly is a file of its own in `tests/bad/KIND/`, with what is to be printed
beside it: no text at all, other bytes, characters that are not seen, little kept of the example.
What takes other files than the example has is a folder in `tests/bad/folder/`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from peel.__main__ import main
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


class Case(NamedTuple):
    """One bad file. Without a change it is a file, or a folder, of its own."""

    kind: str
    name: str
    expected: str
    change: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


def cases_of_page(page: Path) -> list[Case]:
    """The changes that one page states, in its order."""
    cases = []
    for part in f"\n{page.read_text(encoding='utf-8')}".split("\n# ")[1:]:
        name, _, text = part.partition("\n")
        change, _, expected = text.partition("\n\n")
        cases.append(Case(page.stem, name, expected.rstrip("\n"), change))
    return cases


def case_of_file(path: Path) -> Case:
    """The file or folder beside which this `.expected` file stands."""
    text = path.read_text(encoding="utf-8")
    return Case(path.parent.name, path.stem, text.removesuffix("\n"))


PAGES = sorted(BAD.glob("*.diff"))
FILES = sorted(BAD.glob("*/*.expected"))
STATED = [case for page in PAGES for case in cases_of_page(page)] + [*map(case_of_file, FILES)]
CASES = {str(case): case for case in STATED}

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


def changed(text: str, change: str) -> str:
    """The text with the change made at each of its places."""
    lines = text.split("\n")
    made: list[str] = []
    done = 0
    for part in change.split("\n@@\n"):
        marked = part.split("\n")
        for line in marked:
            if line[:1] not in (" ", "-", "+"):
                raise ValueError(f"a line of a change begins with a blank, '-' or '+': {line!r}")
        before = [line[1:] for line in marked if line[0] != "+"]
        after = [line[1:] for line in marked if line[0] != "-"]
        starts = [n for n in range(len(lines)) if before and lines[n : n + len(before)] == before]
        if len(starts) != 1:
            raise ValueError(f"what is to be changed stands {len(starts)} times, not once:\n{part}")
        if starts[0] < done:
            raise ValueError(f"not in the order of the file:\n{part}")
        made += lines[done : starts[0]] + after
        done = starts[0] + len(before)
    return "\n".join(made + lines[done:])


def put(case: Case, folder: Path) -> None:
    """Lay the bad file, or the files of a bad folder, into the data."""
    own = BAD / case.kind / case.name
    if case.kind == "folder":
        shutil.copytree(own, folder, dirs_exist_ok=True)
        return
    place = folder / PLACES[case.kind]
    if case.change:
        text = place.read_text(encoding="utf-8")
        place.write_text(changed(text, case.change), encoding="utf-8")
    else:
        shutil.copyfile(own.with_suffix(place.suffix), place)


def put_together(folder: Path) -> list[str]:
    """Lay one bad file of each kind into the data; returns what is to be printed of each."""
    for name in TOGETHER:
        put(CASES[name], folder)
    return [CASES[name].expected for name in TOGETHER]


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


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_a_bad_file_is_refused_with_its_place(case: Case, folder: Path) -> None:
    if case.kind in ("findings", "folder") and not case.change:
        only_these_findings(folder)
    put(case, folder)
    assert told(folder) == [case.expected]


def test_every_bad_file_says_what_is_expected() -> None:
    assert {path.name.removesuffix(".diff") for path in BAD.iterdir()} == {*PLACES, "folder"}
    assert all(page.read_text(encoding="utf-8").startswith("# ") for page in PAGES)
    files = {path.with_suffix("") for path in BAD.glob("*/*") if path.suffix != ".expected"}
    assert files == {path.with_suffix("") for path in FILES}
    assert len(CASES) == len(STATED) >= 219


def test_a_change_is_made_at_each_of_its_places() -> None:
    text = "a: 1\nb: 2\nc: 1\nb: 3\n"
    assert changed(text, "-a: 1") == "b: 2\nc: 1\nb: 3\n"
    assert changed(text, " c: 1\n-b: 3\n+b: 4\n+") == "a: 1\nb: 2\nc: 1\nb: 4\n\n"
    assert changed(text, "-a: 1\n+a: 2\n@@\n b: 2\n+d: 5") == "a: 2\nb: 2\nd: 5\nc: 1\nb: 3\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("-b: 4\n+b: 5", "what is to be changed stands 0 times, not once:\n-b: 4\n+b: 5"),
        ("-b: 2\n+b: 5", "what is to be changed stands 2 times, not once:\n-b: 2\n+b: 5"),
        ("+b: 5", "what is to be changed stands 0 times, not once:\n+b: 5"),
        ("-c: 1\n@@\n-a: 1", "not in the order of the file:\n-a: 1"),
        ("-a: 1\n@@\n-a: 1\n-b: 2", "not in the order of the file:\n-a: 1\n-b: 2"),
        ("-a: 1\nb: 2", "a line of a change begins with a blank, '-' or '+': 'b: 2'"),
        ("", "a line of a change begins with a blank, '-' or '+': ''"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        changed("a: 1\nb: 2\nc: 1\nb: 2\n", change)


def test_the_example_is_good(folder: Path) -> None:
    assert told(folder) == []
    only_these_findings(folder)
    assert told(folder) == []


def test_the_faults_of_all_files_are_told_in_one_run_in_file_order(folder: Path) -> None:
    texts = put_together(folder)
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


def check(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """The exit status of the command, and what it printed on each stream."""
    status = main(["check", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_check_of_good_data_counts_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = check(capsys, folder)
    assert (status, err) == (0, "")
    counts = check_folder(Folder.at(folder)).counts
    assert counts["findings"] == 3
    assert out == (
        "All is well: " + ", ".join(f"{number} {what}" for what, number in counts.items()) + "\n"
    )


def test_check_of_bad_data_prints_every_fault(folder: Path) -> None:
    put_together(folder)
    command = [sys.executable, "-m", "peel", "check", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "\n".join([*told(folder), f"{len(TOGETHER)} faults", ""])


def test_check_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = check(capsys, folder, "--format", "json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {"faults": [], "counts": check_folder(Folder.at(folder)).counts}
    put(CASES["themes/unknown-key"], folder)
    status, out, err = check(capsys, "--format", "json", folder)
    assert (status, err) == (1, "")
    assert json.loads(out)["faults"] == [
        {
            "file": "data/themes.yaml",
            "line": 4,
            "column": 5,
            "message": "unknown key 'colour'; known here: id, label, definition",
            "excerpt": "    colour: red",
        }
    ]


def test_check_of_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = check(capsys, tmp_path / "nowhere")
    assert (status, out) == (2, "")
    assert err == f"python -m peel: no folder '{tmp_path / 'nowhere'}'\n"
