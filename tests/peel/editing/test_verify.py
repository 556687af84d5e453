"""Quotations against texts: what counts as verbatim, and what is said where it is not."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from peel.__main__ import main
from peel.editing.verify import alike, as_csv, paragraphs, verify
from peel.library.checking import check_folder
from peel.library.loading import Reader, load_force, load_shared
from peel.model.layout import KINDS
from peel.model.sources import Quotation, Source
from peel.model.values import Held
from peel.reading.folder import Folder
from peel.rules.references import quotations_in
from peel.settings import DATA
from tests.conftest import DataCopy

ROOT = DATA.parent
TEXTS = ROOT.parent / "shared" / "facts"
FORCE = "borsetshire"
ROUND = f"findings/{FORCE}/2015.yaml"


@dataclass(frozen=True)
class Copy:
    """A copy of the example data, and a folder with the texts that its quotations are from."""

    data: Path
    texts: Path

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.data / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def rewrite(self, file: str, old: str, new: str) -> None:
        """Change a text, and let the data mean the changed one."""
        text = (self.texts / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        self.write(file, text.replace(old, new, 1))

    def write(self, file: str, text: str) -> None:
        (self.texts / file).write_text(text, encoding="utf-8")
        sources = self.data / "sources.yaml"
        said = sources.read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        said = re.sub(
            rf"(file: {re.escape(file)}\n    sha256: )[0-9a-f]{{64}}", rf"\g<1>{digest}", said
        )
        assert digest in said
        sources.write_text(said, encoding="utf-8")

    @property
    def failures(self) -> list[str]:
        return [str(fault) for fault in verify(Folder.at(self.data), self.texts).failures]


def quoted_in(folder: Folder) -> Iterator[tuple[Source, Quotation]]:
    """Every quotation of the example data, with its source."""
    record = load_force(folder, load_shared(folder), FORCE)
    read = Reader(folder)
    for kind in KINDS:
        if not kind.is_table:
            force = FORCE if kind.of_a_force else ""
            for loaded in read.each(kind, kind.model, force).values():
                for _, quotation in quotations_in(loaded.value):
                    yield record.sources[quotation.source], quotation


@pytest.fixture
def copy(example: DataCopy, tmp_path: Path) -> Copy:
    made = Copy(example.root, tmp_path / "texts")
    made.texts.mkdir()
    lines = ["# Notes", ""]
    blocks: dict[int | None, list[str]] = defaultdict(list)
    for source, quotation in quoted_in(Folder.at(made.data)):
        if source.held is Held.FULL_TEXT:
            blocks[quotation.paragraph].append(quotation.words)
        else:
            sign = source.known_as or source.address
            lines.append(f"- {sign} says “{quotation.words}” there.")
    echo = [", ".join(dict.fromkeys(blocks.get(n, ["nothing of note"]))) for n in range(1, 7)]
    made.write("echo.txt", "\n\n".join(f"It said: {words}, so it is." for words in echo) + "\n")
    made.write("notes.md", "\n".join(lines) + "\n")
    return made


def place(copy: Copy, words: str, after: str = "") -> tuple[int, str]:
    """Line of the first `words: WORDS` after a line that contains `after`, and the line itself."""
    lines = (copy.data / ROUND).read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if after in line)
    found = next(n for n in range(start, len(lines)) if lines[n].endswith(f"words: {words}"))
    return found + 1, lines[found]


def failure(copy: Copy, words: str, message: str, after: str = "") -> str:
    line, excerpt = place(copy, words, after)
    column = excerpt.index("words: ") + 8
    mark = " " * (column - 1) + "^"
    return f"data/{ROUND}:{line}:{column}: {message}\n    {excerpt}\n    {mark}"


def test_every_quotation_is_found(copy: Copy) -> None:
    verified = verify(Folder.at(copy.data), copy.texts)
    assert verified.failures == []
    assert verified.unread == {}
    assert len(verified.checks) == verified.total > 10
    held = [check.against for check in verified.checks.values()]
    assert verified.count(Held.FULL_TEXT) == held.count(Held.FULL_TEXT) == 3
    assert verified.count(Held.BEGINNING) == len(held) - 3


def test_another_word_is_a_failure_and_the_nearest_is_shown(copy: Copy) -> None:
    copy.rewrite("echo.txt", "this is shameful", "this was shameful")
    message = "not in paragraph 5 of echo.txt; nearest there: “this was shameful,”"
    assert copy.failures == [failure(copy, "this is shameful", message)]


def test_another_paragraph_is_a_failure(copy: Copy) -> None:
    copy.edit(ROUND, "        paragraph: 5\n", "        paragraph: 4\n")
    message = "not in paragraph 4 of echo.txt"
    assert copy.failures == [failure(copy, "this is shameful", message)]


def test_words_far_from_any_show_no_nearest(copy: Copy) -> None:
    copy.edit(ROUND, "words: this is shameful", "words: Xylophones quack by moonlight")
    message = "not in paragraph 5 of echo.txt"
    assert copy.failures == [failure(copy, "Xylophones quack by moonlight", message)]


def test_words_that_run_over_two_paragraphs_are_a_failure(copy: Copy) -> None:
    copy.rewrite("echo.txt", "this is shameful", "this is\n\nshameful")
    miscounted, missing = copy.failures
    assert miscounted == "echo.txt: source 'borchester-echo-2016' says 6 paragraphs; the text has 7"
    assert "not in paragraph 5 of echo.txt" in missing


def test_an_excerpt_must_stand_in_a_line_that_names_its_source(copy: Copy) -> None:
    copy.rewrite("notes.md", "- B01 says “this is a cause of", "- B02 says “this is a cause of")
    (found,) = copy.failures
    message = "not in what notes.md holds of 'borsetshire-2015-effectiveness'"
    assert found.startswith(failure(copy, "this is a cause of concern", message).split("\n", 1)[0])


def test_a_sign_is_a_whole_word(copy: Copy) -> None:
    copy.rewrite("notes.md", "- B01 says “this is a cause of", "- B012 says “this is a cause of")
    assert len(copy.failures) == 1


def test_typographic_and_straight_quotation_marks_are_alike(copy: Copy) -> None:
    copy.edit(ROUND, "words: this is shameful", 'words: "it’s “shameful”"')
    copy.rewrite("echo.txt", "this is shameful", 'it\'s "shameful"')
    assert copy.failures == []


def test_white_space_is_alike(copy: Copy) -> None:
    copy.rewrite("echo.txt", "this is shameful", "this\u00a0 is\nshameful")
    assert copy.failures == []


@pytest.mark.parametrize(
    ("quoted", "there"),
    [
        ("shameful – again", "shameful - again"),
        ("shameful — again", "shameful – again"),
        ("Shameful again", "shameful again"),
        ("shameful, again", "shameful again"),
        ("shameful again", "shameful … again"),
    ],
    ids=["dash", "long dash", "capital", "comma", "left out"],
)
def test_what_is_not_alike(copy: Copy, quoted: str, there: str) -> None:
    copy.edit(ROUND, "words: this is shameful", f"words: {quoted}")
    copy.rewrite("echo.txt", "this is shameful", there)
    (found,) = copy.failures
    assert "not in paragraph 5 of echo.txt" in found
    assert f"nearest there: “{there.split()[0]}" in found


def test_a_changed_text_is_noticed_and_not_read(copy: Copy) -> None:
    with (copy.texts / "echo.txt").open("a", encoding="utf-8") as opened:
        opened.write("\n")
    verified = verify(Folder.at(copy.data), copy.texts)
    assert [str(fault) for fault in verified.failures] == [
        f"{copy.texts / 'echo.txt'}: echo.txt is not the text that sources.yaml means: "
        "its SHA-256 differs"
    ]
    assert set(verified.unread.values()) == {"borchester-echo-2016"}
    assert len(verified.checks) + len(verified.unread) == verified.total


def test_a_missing_text_is_no_failure_and_no_check(copy: Copy) -> None:
    (copy.texts / "echo.txt").unlink()
    verified = verify(Folder.at(copy.data), copy.texts)
    assert verified.failures == []
    assert set(verified.unread.values()) == {"borchester-echo-2016"}
    assert "borchester-echo-2016" not in {check.source for check in verified.checks.values()}


def test_paragraphs_are_the_blocks_between_blank_lines() -> None:
    assert paragraphs("\na\nb\n\n \n\nc\n") == ["a\nb", "c"]


def test_alike() -> None:
    assert alike("‘It’s’  “so”\n") == "'It's' \"so\""


# The command.


def test_the_command_counts(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    total = verify(Folder.at(copy.data), copy.texts).total
    command = ["verify", "--data", str(copy.data), "--texts", str(copy.texts)]
    assert main(command) == 0
    assert capsys.readouterr().out == (
        f"{total} of {total} quotations verified: "
        f"3 against a full text, {total - 3} against an excerpt. "
        f"0 could not be checked, as their text is not in {copy.texts}; 0 failures.\n"
    )
    (copy.texts / "echo.txt").unlink()
    assert main(command) == 0
    assert capsys.readouterr().out == (
        f"{total - 3} of {total} quotations verified: "
        f"0 against a full text, {total - 3} against an excerpt. "
        f"3 could not be checked, as their text is not in {copy.texts}; 0 failures.\n"
    )


def test_the_command_fails_where_a_quotation_does(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    total = verify(Folder.at(copy.data), copy.texts).total
    copy.rewrite("echo.txt", "this is shameful", "this was shameful")
    assert main(["verify", "--data", str(copy.data), "--texts", str(copy.texts)]) == 1
    told = capsys.readouterr().out
    assert "nearest there: “this was shameful,”" in told
    assert f"\n{total - 1} of {total} quotations verified: 2 against a full text" in told


def test_the_command_wants_a_folder(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    missing = copy.texts / "no"
    assert main(["verify", "--data", str(copy.data), "--texts", str(missing)]) == 2
    assert capsys.readouterr().err == f"python -m peel: no folder '{missing}'\n"


def test_bad_data_are_not_verified(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.edit(ROUND, "themes: [investigations]", "themes: [investigation]")
    assert main(["verify", "--data", str(copy.data), "--texts", str(copy.texts)]) == 1
    told = capsys.readouterr().out
    assert "unknown theme 'investigation' (did you mean 'investigations'?)" in told
    assert "verified" not in told


def test_the_result_is_written(copy: Copy) -> None:
    command = ["verify", "--data", str(copy.data), "--texts", str(copy.texts), "--write"]
    before = (copy.data / "checked.csv").read_bytes()
    assert main(command[:-1]) == 0
    assert (copy.data / "checked.csv").read_bytes() == before
    assert main(command) == 0
    written = (copy.data / "checked.csv").read_bytes()
    verified = verify(Folder.at(copy.data), copy.texts)
    assert written == as_csv(verified.checks)
    assert written.count(b"\n") == verified.total + 1
    assert check_folder(Folder.at(copy.data)).faults == ()
    # What could not be checked again keeps its earlier check.
    (copy.texts / "echo.txt").unlink()
    assert main(command) == 0
    assert "borchester-echo-2016" in (copy.data / "checked.csv").read_text(encoding="utf-8")


# The data that are shown.


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts are not here")
def test_every_quotation_shown_is_verbatim() -> None:
    verified = verify(Folder.at(DATA), TEXTS)
    assert [str(fault) for fault in verified.failures] == []
    assert verified.unread == {}
    assert verified.total > 100


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts are not here")
def test_the_list_of_what_was_checked_is_current() -> None:
    verified = verify(Folder.at(DATA), TEXTS)
    assert (DATA / "checked.csv").read_bytes() == as_csv(verified.checks)
