"""YAML without its surprises: every scalar is text, nothing is dropped, everything has a place.

PyYAML on its own lets the last of two equal keys win, reads `no` as False and `1.10` as 1.1,
and expands aliases without bound. Here the tree is built from the parser's events, so each of
these is a fault with its line and column, and a file is either wholly read or wholly refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from peel.faults import Fault
from peel.plain_text import SourceText, decode, unseen_character

MAX_DEPTH = 12
MAX_VALUES = 50_000

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """One YAML file as text values, with the place of every value and every key."""

    source: SourceText
    value: Value | None = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    unread: set[Place] = field(default_factory=set)
    """Places where no value could be read; each has its fault already."""

    def fault(self, path: Path, message: str, *, at_key: bool = False) -> Fault:
        """A fault at `path`, or at its nearest parent that stands in the file."""
        places = self.keys if at_key else self.values
        for length in range(len(path), -1, -1):
            place = places.get(path[:length]) or self.values.get(path[:length])
            if place:
                return self.source.fault(*place, message)
        return self.source.fault(1, 1, message)


def read_yaml(file: str, data: bytes) -> tuple[Document, list[Fault]]:
    """Read the bytes of a YAML file named `file` in messages.

    Returns the document and every fault found; `Document.value` is None where the text is
    not YAML at all. Never raises on bad input.
    """
    source, faults = decode(file, data)
    document = Document(source)
    if faults:
        return document, faults
    builder = _Builder(document)
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            builder.take(event)
    except _TooMuchError as error:
        builder.faults.append(source.fault(*error.place, error.message))
        document.value = None
    except yaml.MarkedYAMLError as error:
        place, problem = _problem(error, source)
        builder.faults.append(source.fault(*place, f"not valid YAML: {problem}"))
        document.value = None
    except (yaml.YAMLError, RecursionError) as error:
        builder.faults.append(source.fault(1, 1, f"not valid YAML: {str(error).splitlines()[0]}"))
        document.value = None
    else:
        if document.value is None and not builder.faults:
            builder.faults.append(source.fault(1, 1, "the file is empty"))
    return document, builder.faults


def _problem(error: yaml.MarkedYAMLError, source: SourceText) -> tuple[Place, str]:
    """Where the parser stopped, and why, in the words of an editor."""
    said = error.problem or error.context or "the text cannot be read"
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or "") and "end of stream" in said:
        mark, said = error.context_mark, "this quotation mark is never closed"
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if source.character(*place) == "\t":
        said = "a tab stands where YAML wants spaces"
    return place, said


class _TooMuchError(Exception):
    """Raised to stop reading a file that is made to be slow."""

    def __init__(self, place: Place, message: str) -> None:
        self.place = place
        self.message = message


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being read."""

    path: Path
    into: dict[str, Value] | list[Value]
    key: str | None = None
    skip: bool = False


class _Builder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []
        self._stack: list[_Open] = []
        self._documents = 0
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self._values += 1
        if self._values > MAX_VALUES:
            raise _TooMuchError(place, f"more than {MAX_VALUES:,} values in one file")
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents == 2:
                    self._fault(place, "a second document ('---') in one file; use one file each")
            case yaml.AliasEvent():
                self._fault(place, "an alias ('*'); write the value out instead")
                self._without_value(place)
            case yaml.ScalarEvent():
                self._refuse_node_properties(event, place)
                self._scalar(place, event.value, quoted=bool(event.style))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_node_properties(event, place)
                into: dict[str, Value] | list[Value]
                into = {} if isinstance(event, yaml.MappingStartEvent) else []
                self._open(place, into)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()

    def _fault(self, place: Place, message: str) -> None:
        self.faults.append(self.document.source.fault(*place, message))

    def _refuse_node_properties(self, event: yaml.NodeEvent, place: Place) -> None:
        if event.anchor is not None:
            self._fault(place, "an anchor ('&'); write the value out where it is needed")
        if getattr(event, "tag", None) is not None:
            self._fault(place, f"a tag ('{str(event.tag)[:40]}'); remove it")  # type: ignore[attr-defined]

    def _scalar(self, place: Place, text: str, *, quoted: bool) -> None:
        # In double quotes, escapes can name what the file itself must not hold.
        column, name = unseen_character(text) if quoted else (0, "")
        if column:
            self._fault(place, f"unseen character ({name}), written as an escape; remove it")
            self._without_value(place)
            return
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._key(top, place, text)
            return
        if text in ("", "~") and not quoted:
            self._fault(place, "no value here; write one, or 'not stated' where that is allowed")
            self._without_value(place)
            return
        self._add(place, text)

    def _key(self, top: _Open, place: Place, text: str) -> None:
        top.key = text
        path = (*top.path, text)
        if isinstance(top.into, dict) and text in top.into:
            first = self.document.keys[path][0]
            self._fault(place, f"key '{text[:80]}' stands twice; the first is on line {first}")
            top.skip = True
            return
        self.document.keys[path] = place

    def _open(self, place: Place, into: dict[str, Value] | list[Value]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _TooMuchError(place, f"nested deeper than {MAX_DEPTH} levels")
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._fault(place, "a list or mapping used as a key; a key is plain text")
            top.key, top.skip = "", True
            self._stack.append(_Open((*top.path, ""), into))
            return
        self._stack.append(_Open(self._add(place, into), into))

    def _without_value(self, place: Place) -> None:
        """Go on as if a value stood here, so that the rest of the file is read."""
        self.document.unread.add(place)
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.into, dict) and top.key is None:
            top.key, top.skip = "", True
            return
        self._add(place, "")

    def _add(self, place: Place, value: Value) -> Path:
        """Put a value where it belongs and return its path."""
        if not self._stack:
            if self._documents == 1:
                self.document.value = value
            self.document.values[()] = place
            return ()
        top = self._stack[-1]
        if isinstance(top.into, list):
            path: Path = (*top.path, len(top.into))
            top.into.append(value)
        else:
            path = (*top.path, top.key or "")
            if top.key is not None and not top.skip:
                top.into[top.key] = value
            top.key = None
        if not top.skip:
            self.document.values[path] = place
        top.skip = False
        return path
