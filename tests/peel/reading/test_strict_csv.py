"""CSV with exactly the columns expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel.model.rounds import Topic
from peel.reading.strict_csv import read_csv
from peel.reading.validate import load_csv

COLUMNS = ("slug", "name", "region")
HEAD = "slug,name,region\n"


def faults(text: str) -> list[tuple[int, int, str]]:
    _, found = read_csv("data/x.csv", text.encode(), COLUMNS)
    return [(fault.line, fault.column, fault.message) for fault in found]


def test_rows_with_their_lines() -> None:
    rows, found = read_csv("x", (HEAD + 'a,"A, ""B""\nC",North\nb,, \n').encode(), COLUMNS)
    assert found == []
    assert [(row.line, row.value) for row in rows] == [
        (2, {"slug": "a", "name": 'A, "B"\nC', "region": "North"}),
        (4, {"slug": "b"}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the file is empty"),
        ("slug,nam,region\n", 1, 2, "unknown column 'nam' (did you mean 'name'?)"),
        ("slug,region\n", 1, 1, "missing column 'name'"),
        ("slug,name,region,name\n", 1, 4, "column 'name' stands twice"),
        ("name,slug,region\n", 1, 1, "columns out of order, expected: slug, name, region"),
        (HEAD + "a,A\n", 2, 2, "2 cells, expected 3: slug, name, region"),
        (HEAD + "a,A,N,x\n", 2, 3, "4 cells, expected 3: slug, name, region"),
        (HEAD + "a,A,N\n\nb,B,N\n", 3, 1, "an empty line; remove it"),
        (HEAD + "a,A\u200b,N\n", 2, 4, "unseen character (zero width space); remove it"),
    ],
)
def test_a_fault_has_its_place(text: str, line: int, column: int, message: str) -> None:
    assert (line, column, message) in faults(text)


def test_an_open_quotation_mark_is_a_fault() -> None:
    found = faults(HEAD + 'a,A,N\nb,"B,N\n')
    assert [(line, message[:13]) for line, _, message in found] == [(3, "not valid CSV")]


def test_a_missing_cell_is_a_fault_of_the_model() -> None:
    rows, found = load_csv("x", b"topic,label,definition\na,,What it is\n", Topic)
    assert rows is None
    assert [(fault.line, fault.message) for fault in found] == [(2, "missing key 'label'")]


def test_a_bad_cell_names_its_column() -> None:
    _, found = load_csv("x", b"topic,label,definition\nBad Id,L,D\n", Topic)
    assert (found[0].line, found[0].column) == (2, 1)
    assert found[0].message.startswith("column topic: 'Bad Id' is not of the form expected")


@given(st.one_of(st.binary(max_size=60), st.text('ab,"\n\r', max_size=40).map(str.encode)))
def test_anything_is_read_or_refused(data: bytes) -> None:
    rows, found = read_csv("x", HEAD.encode() + data, COLUMNS)
    assert found or all(set(row.value) <= set(COLUMNS) for row in rows)
