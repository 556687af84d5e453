"""From the bytes of a data file to text, or to faults that name the place."""

from __future__ import annotations

import unicodedata

from peel.faults import Fault

MAX_BYTES = 1_000_000
_MAX_EXCERPT = 160
_ALLOWED_CONTROLS = frozenset("\n\r\t")
# Characters that are not seen but change what is read: direction marks and zero-width ones.
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u00ad\ufeff") | frozenset(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


class SourceText:
    """A decoded file: its text, its lines for excerpts, and a way to make faults in it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines = text.splitlines()

    def fault(self, line: int, column: int, message: str) -> Fault:
        """A fault at a line and column counted from 1, with that line as its excerpt."""
        excerpt = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        printable = "".join(char if char.isprintable() else " " for char in excerpt)
        return Fault(self.file, line, column, message, printable[:_MAX_EXCERPT].rstrip())


def decode(file: str, data: bytes) -> tuple[SourceText, list[Fault]]:
    """Decode a file as UTF-8. Faults: too large, not UTF-8, unseen or control characters."""
    nothing = SourceText(file, "")
    if len(data) > MAX_BYTES:
        message = f"file of {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return nothing, [nothing.fault(0, 0, message)]
    try:
        source = SourceText(file, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start].split(b"\n")
        message = "not UTF-8 text; save the file with the encoding UTF-8"
        return nothing, [nothing.fault(len(before), len(before[-1]) + 1, message)]
    faults = []
    for number, line in enumerate(source.text.split("\n"), start=1):
        if line.isascii() and line.isprintable():
            continue
        for column, char in enumerate(line, start=1):
            if _is_refused(char):
                name = unicodedata.name(char, f"control character {ord(char):#06x}").lower()
                faults.append(source.fault(number, column, f"unseen character ({name}); remove it"))
                break
    return source, faults


def _is_refused(char: str) -> bool:
    if char in _ALLOWED_CONTROLS:
        return False
    return char in _UNSEEN or unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")
