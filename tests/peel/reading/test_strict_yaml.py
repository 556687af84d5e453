"""YAML without its surprises: each is a fault with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel.reading.strict_yaml import MAX_DEPTH, read_yaml
from peel.reading.text import MAX_BYTES


def faults(text: str | bytes) -> list[tuple[int, int, str]]:
    data = text.encode() if isinstance(text, str) else text
    _, found = read_yaml("data/x.yaml", data)
    assert {fault.file for fault in found} <= {"data/x.yaml"}
    return [(fault.line, fault.column, fault.message) for fault in found]


def test_every_scalar_is_text() -> None:
    document, found = read_yaml("x", b"a: no\nb: 1.10\nc: 2016-02-18\nd: [on, ~x, '']\ne: null\n")
    assert found == []
    assert document.value == {
        "a": "no",
        "b": "1.10",
        "c": "2016-02-18",
        "d": ["on", "~x", ""],
        "e": "null",
    }


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "key 'a' stands twice; the first is on line 1"),
        ("a: &x 1\n", 1, 4, "an anchor ('&'); write the value out where it is needed"),
        ("a: !!int 1\n", 1, 4, "a tag ('tag:yaml.org,2002:int'); remove it"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document ('---') in one file; use one file each"),
        ("? [a, b]\n: 1\n", 1, 3, "a list or mapping used as a key; a key is plain text"),
        ("", 1, 1, "the file is empty"),
        ("# only a comment\n", 1, 1, "the file is empty"),
        ("a: 1\nb: \u200bx\n", 2, 4, "unseen character (zero width space); remove it"),
        ("a: \u202ex\n", 1, 4, "unseen character (right-to-left override); remove it"),
        ("a: \x07\n", 1, 4, "unseen character (control character 0x0007); remove it"),
    ],
)
def test_a_surprise_is_a_fault(text: str, line: int, column: int, message: str) -> None:
    assert faults(text) == [(line, column, message)]


def test_a_key_without_value_is_a_fault() -> None:
    message = "no value here; write one, or 'not stated' where that is allowed"
    assert faults("a:\nb: 1\n") == [(1, 3, message)]


def test_a_tab_is_named() -> None:
    message = "not valid YAML: a tab stands where YAML wants spaces"
    assert faults("a:\n\tb: 1\n") == [(2, 1, message)]


def test_an_alias_is_refused_where_it_stands() -> None:
    found = faults("a: &x 1\nb: *x\n")
    assert (2, 4, "an alias ('*'); write the value out instead") in found


def test_the_second_of_two_equal_keys_does_not_win() -> None:
    document, _ = read_yaml("x", b"a: 1\na: 2\n")
    assert document.value == {"a": "1"}


def test_broken_yaml_has_a_place_and_no_value() -> None:
    document, found = read_yaml("x", b"a: 1\nb: [1, 2\nc: 3\n")
    assert document.value is None
    assert [(fault.line, fault.message[:14]) for fault in found] == [(3, "not valid YAML")]


def test_what_is_not_utf8_is_refused_at_the_byte() -> None:
    assert faults(b"a: 1\nb: caf\xe9\n") == [
        (2, 7, "not UTF-8 text; save the file with the encoding UTF-8")
    ]


def test_a_mark_at_the_head_of_the_file_does_no_harm() -> None:
    assert read_yaml("x", b"\xef\xbb\xbfa: 1\n")[0].value == {"a": "1"}


def test_depth_has_a_bound() -> None:
    assert faults("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH) == []
    deep = MAX_DEPTH + 1
    message = f"nested deeper than {MAX_DEPTH} levels"
    assert faults("[" * deep + "x" + "]" * deep) == [(1, deep, message)]


def test_size_has_a_bound() -> None:
    assert faults(b"a: " + b"x" * (MAX_BYTES - 3)) == []
    assert faults(b"a: " + b"x" * MAX_BYTES) == [
        (0, 0, "file of 1,000,003 bytes; at most 1,000,000 are read")
    ]


def test_places_of_values_and_keys() -> None:
    document, _ = read_yaml("x", b"a:\n  - b: 1\n    c: 2\n")
    value = document.fault(("a", 0, "c"), "m")
    key = document.fault(("a", 0, "c"), "m", at_key=True)
    absent = document.fault(("a", 0, "z"), "m")
    assert (value.line, value.column, value.excerpt) == (3, 8, "    c: 2")
    assert (key.line, key.column) == (3, 5)
    assert (absent.line, absent.column) == (2, 5)


@given(st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!?|>'\"#, \n\t", max_size=40)))
def test_anything_is_read_or_refused(data: bytes | str) -> None:
    document, found = read_yaml("x", data.encode() if isinstance(data, str) else data)
    assert found or document.value is not None
