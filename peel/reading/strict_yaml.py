"""YAML without its surprises: every scalar is text, nothing is dropped, everything has a place.

PyYAML on its own lets the last of two equal keys win, reads `no` as False and `1.10` as 1.1,
and expands aliases without bound. Here the tree is built from the parser's events, so each of
these is a fault with its line and column, and a file is either wholly read or wholly refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from peel.reading.faults import Fault, Position, Steps
from peel.reading.text import SourceText, decode, unseen_character

MAX_DEPTH = 12
MAX_VALUES = 50_000

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """One YAML file as text values, with the place of every value and every key."""

    source: SourceText
    value: Value | None = None
    values: dict[Steps, Position] = field(default_factory=dict)
    keys: dict[Steps, Position] = field(default_factory=dict)
    unread: set[Position] = field(default_factory=set)
    """Places where no value could be read; each has its fault already."""

    def fault(self, steps: Steps, message: str, *, at_key: bool = False) -> Fault:
        """A fault at `steps`, or at its nearest parent that stands in the file."""
        positions = self.keys if at_key else self.values
        for length in range(len(steps), -1, -1):
            position = positions.get(steps[:length]) or self.values.get(steps[:length])
            if position:
                return self.source.fault(*position, message)
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
        builder.faults.append(source.fault(*error.position, error.message))
        document.value = None
    except yaml.MarkedYAMLError as error:
        position, problem = _problem(error, source)
        builder.faults.append(source.fault(*position, f"not valid YAML: {problem}"))
        document.value = None
    except (yaml.YAMLError, RecursionError) as error:
        builder.faults.append(source.fault(1, 1, f"not valid YAML: {str(error).splitlines()[0]}"))
        document.value = None
    else:
        if document.value is None and not builder.faults:
            builder.faults.append(source.fault(1, 1, "the file is empty"))
    return document, builder.faults


def _problem(error: yaml.MarkedYAMLError, source: SourceText) -> tuple[Position, str]:
    """Where the parser stopped, and why, in the words of an editor."""
    said = error.problem or error.context or "the text cannot be read"
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or "") and "end of stream" in said:
        mark, said = error.context_mark, "this quotation mark is never closed"
    position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if source.character(*position) == "\t":
        said = "a tab stands where YAML wants spaces"
    return position, said


class _TooMuchError(Exception):
    """Raised to stop reading a file that is made to be slow."""

    def __init__(self, position: Position, message: str) -> None:
        self.position = position
        self.message = message


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being read."""

    steps: Steps
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
        position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self._values += 1
        if self._values > MAX_VALUES:
            raise _TooMuchError(position, f"more than {MAX_VALUES:,} values in one file")
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents == 2:
                    message = "a second document ('---') in one file; use one file each"
                    self._fault(position, message)
            case yaml.AliasEvent():
                self._fault(position, "an alias ('*'); write the value out instead")
                self._without_value(position)
            case yaml.ScalarEvent():
                self._refuse_node_properties(event, position)
                self._scalar(position, event.value, quoted=bool(event.style))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_node_properties(event, position)
                into: dict[str, Value] | list[Value]
                into = {} if isinstance(event, yaml.MappingStartEvent) else []
                self._open(position, into)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()

    def _fault(self, position: Position, message: str) -> None:
        self.faults.append(self.document.source.fault(*position, message))

    def _refuse_node_properties(self, event: yaml.NodeEvent, position: Position) -> None:
        if event.anchor is not None:
            self._fault(position, "an anchor ('&'); write the value out where it is needed")
        if getattr(event, "tag", None) is not None:
            self._fault(position, f"a tag ('{str(event.tag)[:40]}'); remove it")  # type: ignore[attr-defined]

    def _scalar(self, position: Position, text: str, *, quoted: bool) -> None:
        # In double quotes, escapes can name what the file itself must not hold.
        column, name = unseen_character(text) if quoted else (0, "")
        if column:
            self._fault(position, f"unseen character ({name}), written as an escape; remove it")
            self._without_value(position)
            return
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._key(top, position, text)
            return
        if text in ("", "~") and not quoted:
            self._fault(position, "no value here; write one, or 'not stated' where that is allowed")
            self._without_value(position)
            return
        self._add(position, text)

    def _key(self, top: _Open, position: Position, text: str) -> None:
        top.key = text
        steps = (*top.steps, text)
        if isinstance(top.into, dict) and text in top.into:
            first = self.document.keys[steps][0]
            self._fault(position, f"key '{text[:80]}' stands twice; the first is on line {first}")
            top.skip = True
            return
        self.document.keys[steps] = position

    def _open(self, position: Position, into: dict[str, Value] | list[Value]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _TooMuchError(position, f"nested deeper than {MAX_DEPTH} levels")
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._fault(position, "a list or mapping used as a key; a key is plain text")
            top.key, top.skip = "", True
            self._stack.append(_Open((*top.steps, ""), into))
            return
        self._stack.append(_Open(self._add(position, into), into))

    def _without_value(self, position: Position) -> None:
        """Go on as if a value stood here, so that the rest of the file is read."""
        self.document.unread.add(position)
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.into, dict) and top.key is None:
            top.key, top.skip = "", True
            return
        self._add(position, "")

    def _add(self, position: Position, value: Value) -> Steps:
        """Put a value where it belongs and return its steps."""
        if not self._stack:
            if self._documents == 1:
                self.document.value = value
            self.document.values[()] = position
            return ()
        top = self._stack[-1]
        if isinstance(top.into, list):
            steps: Steps = (*top.steps, len(top.into))
            top.into.append(value)
        else:
            steps = (*top.steps, top.key or "")
            if top.key is not None and not top.skip:
                top.into[top.key] = value
            top.key = None
        if not top.skip:
            self.document.values[steps] = position
        top.skip = False
        return steps
