"""Good files, damaged in every way we can think of: read whole, or refused with a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from peel.editing.documentation import EXAMPLE
from peel.model.findings import ForceRound
from peel.model.grades import GradeRow
from peel.model.layout import KINDS
from peel.model.rounds import Topic
from peel.reading.faults import Fault
from peel.reading.text import MAX_BYTES
from peel.reading.validate import Loaded, load_csv, load_yaml

Part = tuple[bytes, type[BaseModel]]
Damage = Callable[[bytes, st.DataObject], bytes]


def _files(*, tables: bool) -> list[Part]:
    found: list[Part] = []
    for kind in KINDS:
        if kind.is_table is tables:
            paths = sorted(EXAMPLE.glob(kind.file(force="*", round_id="*")))
            assert paths, f"no example of {kind.path}"
            found += [(path.read_bytes(), kind.model) for path in paths]
    return found


HEAD = b"topic,label,definition\n"
YAML_PARTS = _files(tables=False)
CSV_PARTS = _files(tables=True)

often = settings(
    max_examples=90,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# What is done to a file.


def _place(data: bytes, draw: st.DataObject) -> int:
    return draw.draw(st.integers(0, len(data)))


def _span(items: int, draw: st.DataObject) -> tuple[int, int]:
    start = draw.draw(st.integers(0, max(items - 1, 0)))
    return start, draw.draw(st.integers(start, min(items, start + 12)))


def delete_lines(data: bytes, draw: st.DataObject) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = _span(len(lines), draw)
    return b"".join(lines[:start] + lines[end:])


def delete_a_slice(data: bytes, draw: st.DataObject) -> bytes:
    start, end = _span(len(data), draw)
    return data[:start] + data[end:]


def double_lines(data: bytes, draw: st.DataObject) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = _span(len(lines), draw)
    return b"".join(lines[:end] + lines[start:])


def swap_lines(data: bytes, draw: st.DataObject) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = (draw.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def indent_lines(data: bytes, draw: st.DataObject) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = _span(len(lines), draw)
    by = draw.draw(st.sampled_from([b" ", b"  ", b"    ", b"\t"]))
    return b"".join([*lines[:start], *(by + line for line in lines[start:end]), *lines[end:]])


def truncate(data: bytes, draw: st.DataObject) -> bytes:
    return data[: _place(data, draw)]


def put_in_bytes(data: bytes, draw: st.DataObject) -> bytes:
    at = _place(data, draw)
    return data[:at] + draw.draw(st.binary(min_size=1, max_size=8)) + data[at:]


def put_in_characters(data: bytes, draw: st.DataObject) -> bytes:
    text = data.decode()
    at = draw.draw(st.integers(0, len(text)))
    more = draw.draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6))
    return (text[:at] + more + text[at:]).encode()


SIGNS = ['"', "'", '""', "''", "`", "“", "’", ",", ":", ": ", "#", " #", "- ", "-", "?", "? ", "&x"]
SIGNS += ["*x", "!!", "!x ", "%", "@", "|", ">", "[", "]", "{", "}", "<<: ", "---\n", "...\n", "~"]
SIGNS += ['"\\u200b"', '"\\0": ', '"\\n": ', '"\\e[31m"', "!<%1b>"]
SIGNS += ["\t", "\r", "\n", "\\", "\0", "\u200b", "\u2028", "\u2029", "\x85", "\ufeff", "\u202e"]


def put_in_signs(data: bytes, draw: st.DataObject) -> bytes:
    text = data.decode()
    for _ in range(draw.draw(st.integers(1, 3))):
        at = draw.draw(st.integers(0, len(text)))
        text = text[:at] + draw.draw(st.sampled_from(SIGNS)) + text[at:]
    return text.encode()


def replace_a_value(data: bytes, draw: st.DataObject) -> bytes:
    values = [
        *("", "~", "null", "no", "none", "not stated", "0", "-1", "1e9", "0x10", "1:30", ".nan"),
        *("[]", "{}", "[x]", "{x: y}", "[[[]]]", "{x: {y: z}}", '""', "'  '", "2015-02-30"),
        *("0000", "9999", "2015-13", "2015-00-00", "٢٠١٥", "x" * 3000, "1" * 5000, "-" * 99),
    ]
    lines = data.decode().splitlines(keepends=True)
    at = draw.draw(st.integers(0, len(lines) - 1))
    key, mark, _ = lines[at].partition(":")
    lines[at] = f"{key}{mark} {draw.draw(st.sampled_from(values))}\n"
    return "".join(lines).encode()


def nest(data: bytes, draw: st.DataObject) -> bytes:
    at, depth = _place(data, draw), draw.draw(st.sampled_from([3, 11, 13, 400, 5000]))
    sign, end = draw.draw(
        st.sampled_from([(b"[", b"]"), (b"{x: ", b"}"), (b"- ", b""), (b"? ", b""), (b"(", b")")])
    )
    return data[:at] + sign * depth + b"x" + end * depth + data[at:]


def put_in_much(data: bytes, draw: st.DataObject) -> bytes:
    at = _place(data, draw)
    sign = draw.draw(st.sampled_from([b"x", b"x ", b"-", b"a-", b"'", b'"', b",", b"x\n", b"#"]))
    size = draw.draw(st.sampled_from([1300, 150_000, MAX_BYTES, MAX_BYTES + 1]))
    return data[:at] + (sign * size)[:size] + data[at:]


def other_encoding(data: bytes, draw: st.DataObject) -> bytes:
    name = draw.draw(
        st.sampled_from(
            ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-7"]
        )
    )
    return (data.decode() + "# café\n").encode(name, errors="replace")


def other_line_ends(data: bytes, draw: st.DataObject) -> bytes:
    end = draw.draw(st.sampled_from([b"\r\n", b"\r", b"\n\r", b"\n\n", b" \n", b"\t\n", b"\x0b"]))
    return data.replace(b"\n", end)


def mark_at_the_head(data: bytes, draw: st.DataObject) -> bytes:
    return draw.draw(st.integers(1, 2)) * b"\xef\xbb\xbf" + data


DAMAGES: list[Damage] = [
    delete_lines,
    delete_a_slice,
    double_lines,
    swap_lines,
    indent_lines,
    truncate,
    put_in_bytes,
    put_in_characters,
    put_in_signs,
    replace_a_value,
    nest,
    put_in_much,
    other_encoding,
    other_line_ends,
    mark_at_the_head,
]
NAMES = [damage.__name__ for damage in DAMAGES]


# What must come of it.


def assert_refused_with_a_place(name: str, data: bytes, faults: list[Fault]) -> None:
    lines = len(re.split(rb"\r\n|\r|\n", data))
    for fault in faults:
        assert fault.file == name
        assert fault.message
        if len(data) > MAX_BYTES:
            assert (fault.line, fault.column) == (0, 0)
        else:
            assert 1 <= fault.line <= lines
            assert fault.column >= 1
        assert str(fault).startswith(name)
        assert fault.message.isprintable()
        assert fault.excerpt.isprintable()


def entries(text: str, heading: str) -> list[str]:
    """Ids that begin an entry under `heading`, read as plainly as a person reads them."""
    found: list[str] = []
    under = False
    for line in re.split(r"\r\n|\r|\n", text):
        if re.match(r"[^\s#-]", line):
            under = line.rstrip() == f"{heading}:"
        match = re.fullmatch(r"\s+- id: ([a-z0-9-]+)\s*(#.*)?", line) if under else None
        found += [match[1]] if match else []
    return found


def read(
    loader: Callable[..., Any], data: bytes, model: type[BaseModel]
) -> tuple[Any, list[Fault]]:
    value, faults = loader("data/x", data, model)
    assert (value is None) == bool(faults), "either a value or faults, never both or neither"
    assert_refused_with_a_place("data/x", data, faults)
    return value, faults


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES)
@often
@given(part=st.sampled_from(YAML_PARTS), draw=st.data())
def test_a_damaged_yaml_file(damage: Damage, part: Part, draw: st.DataObject) -> None:
    data = damage(part[0], draw)
    value, _ = read(load_yaml, data, part[1])
    if value is not None:
        assert_no_finding_is_lost(data, value)


@often
@given(
    part=st.sampled_from(YAML_PARTS),
    damages=st.lists(st.sampled_from(DAMAGES[:6]), min_size=2, max_size=4),
    draw=st.data(),
)
def test_a_yaml_file_damaged_again_and_again(
    part: Part, damages: list[Damage], draw: st.DataObject
) -> None:
    data = part[0]
    for damage in damages:
        data = damage(data, draw) or b"\n"
    value, _ = read(load_yaml, data, part[1])
    if value is not None:
        assert_no_finding_is_lost(data, value)


def assert_no_finding_is_lost(data: bytes, loaded: Loaded[Any]) -> None:
    """Every entry that stands in the text is in the model.

    Quotation marks and block text can make an entry part of a text; such files are left out.
    """
    if not isinstance(loaded.value, ForceRound) or re.search(rb"[\"'|>]", data):
        return
    text = data.decode("utf-8-sig")
    for heading in ("findings", "recommendations", "reactions", "sources"):
        there = Counter(item.id for item in getattr(loaded.value, heading))
        assert Counter(entries(text, heading)) - there == Counter()


def test_the_entries_of_the_good_file_are_seen() -> None:
    data = (EXAMPLE / "findings/borsetshire/2015.yaml").read_bytes()
    loaded, faults = load_yaml("x", data, ForceRound)
    assert faults == []
    assert loaded is not None
    assert entries(data.decode(), "findings") == [
        "bors15-neighbourhoods",
        "bors15-initial-investigations",
        "bors15-domestic-abuse",
    ]
    assert_no_finding_is_lost(data, loaded)


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES)
@often
@given(part=st.sampled_from(CSV_PARTS), draw=st.data())
def test_a_damaged_csv_file(damage: Damage, part: Part, draw: st.DataObject) -> None:
    data = damage(part[0], draw)
    value, _ = read(load_csv, data, part[1])
    if value is not None and b'"' not in data:
        lines = [line for line in re.split(rb"\r\n|\r|\n", data) if line]
        assert len(value) == len(lines) - 1, "a row was lost without a word"


@often
@given(data=st.binary(max_size=200))
def test_any_bytes_at_all(data: bytes) -> None:
    read(load_yaml, data, ForceRound)
    read(load_csv, data, GradeRow)


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (
            b"a: &a [x]\n" + b"".join(b"b%d: [*a, *a, *a]\n" % n for n in range(2000)),
            *(1, 4, "an anchor ('&')"),
        ),
        (b"{" * 50_000, 1, 1001, "not valid YAML: exceeded maximum nesting depth"),
        (b"? " * 50_000, 1, 3, "a list or mapping used as a key"),
        (b"- " * 50_000, 1, 25, "nested deeper than 12 levels"),
        (b"[" * 500_000, 1, 1001, "not valid YAML: exceeded maximum nesting depth"),
        (b"a: '" + b"''" * 400_000, 1, 4, "not valid YAML: this quotation mark is never closed"),
        (b'a: "' + b"\\x41" * 200_000 + b'"', 1, 1, "unknown key 'a'"),
        (b"a: |\n" + b" x\n" * 300_000, 1, 1, "unknown key 'a'"),
        (b"# x\n" * 200_000, 1, 1, "the file is empty"),
        (b"%YAML 1.1\n" * 50_000, 2, 1, "not valid YAML: found duplicate %YAML directive"),
        (b"x" * 900_000, 1, 1, "expected keys and values"),
        (b"a" * 500_000 + b": b", 1, 500_001, "not valid YAML: mapping values are not allowed"),
        (
            b"".join(b"k%d: v\n" % n for n in range(60_000)),
            *(24_999, 9, "more than 50,000 values in one file"),
        ),
        (b"k: v\n" * 20_000, 20_000, 1, "key 'k' stands twice; the first is on line 1"),
        (b"findings:\n" + b"  - x\n" * 40_000, 40_001, 5, "expected keys and values"),
        (b"force: " + b"a-" * 400_000, 1, 8, "text of 800,000 characters; at most 60"),
        (b"inspected: " + b"1" * 900_000, 1, 12, "expected a date"),
    ],
    ids=lambda given: repr(given[:12]) if isinstance(given, bytes) else "",
)
def test_what_is_made_to_be_slow_is_refused(
    data: bytes, line: int, column: int, message: str
) -> None:
    assert_told(read(load_yaml, data, ForceRound)[1], line, column, message)


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"," * 900_000, 1, 1, "unknown column ''"),
        (b"topic," * 150_000, 1, 2, "column 'topic' stands twice"),
        (HEAD + b"," * 900_000, 2, 3, "900001 cells, expected 3"),
        (HEAD + b"\n" * 100_000, 100_001, 1, "an empty line; remove it"),
        (HEAD + b"A,b,c\n" * 20_000, 20_001, 1, "column topic: 'A' is not of the form"),
        (HEAD + b'"' + b'""' * 60_000, 2, 1, "not valid CSV"),
        (HEAD + b"a," + b"b" * 130_000 + b",c\n", 2, 2, "column label: text of 130,000 characters"),
    ],
    ids=lambda given: repr(given[-12:]) if isinstance(given, bytes) else "",
)
def test_a_table_that_is_made_to_be_slow_is_refused(
    data: bytes, line: int, column: int, message: str
) -> None:
    assert_told(read(load_csv, data, Topic)[1], line, column, message)


def assert_told(faults: list[Fault], line: int, column: int, message: str) -> None:
    there = [fault.message for fault in faults if (fault.line, fault.column) == (line, column)]
    assert any(told.startswith(message) for told in there), (there, faults[:3])
