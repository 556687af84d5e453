"""From the bytes of a data file to text, or to faults that name the place."""

from __future__ import annotations

import re
import unicodedata

from peel.reading.faults import Fault

MAX_BYTES = 1_000_000
_MAX_EXCERPT = 160
_ALLOWED_CONTROLS = frozenset("\n\r\t")
# Not seen, but they change what is read: controls, direction marks and zero-width characters,
# line and paragraph separators, and code points that are no characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# What an editor's program, the YAML parser and the CSV reader all count as the end of a line.
_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceText:
    """A decoded file: its text, its lines for excerpts, and a way to make faults in it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines = _LINE_END.split(text)

    def character(self, line: int, column: int) -> str:
        """The character at a line and column counted from 1; empty beyond the end of the line."""
        return self._lines[line - 1][column - 1 : column] if line <= len(self._lines) else ""

    def fault(self, line: int, column: int, message: str) -> Fault:
        """A fault at a line and column counted from 1, with that line as its excerpt."""
        if line > len(self._lines):
            # The parser counts one line more where the last has no line end.
            return self.fault_at_end(message)
        excerpt = self._lines[line - 1] if line > 0 else ""
        excerpt = _printable(excerpt[:_MAX_EXCERPT]).rstrip()
        return Fault(self.file, line, column, _printable(message), excerpt)

    def fault_at_end(self, message: str) -> Fault:
        """A fault after the last character."""
        return self.fault(len(self._lines), len(self._lines[-1]) + 1, message)


def decode(file: str, data: bytes) -> tuple[SourceText, list[Fault]]:
    """Decode a file as UTF-8. Faults: too large, not UTF-8, unseen or control characters."""
    nothing = SourceText(file, "")
    if len(data) > MAX_BYTES:
        message = f"file of {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return nothing, [nothing.fault(0, 0, message)]
    try:
        source = SourceText(file, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = SourceText(file, error.object[: error.start].decode("utf-8"))
        return nothing, [
            before.fault_at_end("not UTF-8 text; save the file with the encoding UTF-8")
        ]
    faults = []
    for number, line in enumerate(_LINE_END.split(source.text), start=1):
        if line.isascii() and line.isprintable():
            continue
        column, name = unseen_character(line)
        if column:
            faults.append(source.fault(number, column, f"unseen character ({name}); remove it"))
    return source, faults


def unseen_character(text: str) -> tuple[int, str]:
    """Column, counted from 1, and name of the first character that is refused; 0 if none is."""
    for column, char in enumerate(text, start=1):
        if char not in _ALLOWED_CONTROLS and unicodedata.category(char) in _UNSEEN:
            return column, unicodedata.name(char, f"control character {ord(char):#06x}").lower()
    return 0, ""


def visible(text: str, most: int) -> str:
    """Text of unknown origin as it can be shown: not too long, a sign for what is not seen."""
    cut = text if len(text) <= most else f"{text[:most]}…"
    return "".join("\ufffd" if unicodedata.category(char) in _UNSEEN else char for char in cut)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
