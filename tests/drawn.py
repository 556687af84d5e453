"""What stands on a page: its HTML as a small tree that can be asked for elements and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


@dataclass
class Drawn:
    """An element with its attributes and what it holds."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Drawn | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._words()
                yield " " if part.tag not in ("a", "strong", "span") else ""

    def everything(self) -> Iterator[Drawn]:
        """Every element within, in order."""
        for part in self.parts:
            if isinstance(part, Drawn):
                yield part
                yield from part.everything()

    def all(self, wanted: str) -> list[Drawn]:
        """Elements that fit `tag`, `tag.class`, `.class` or `#id`."""
        return [item for item in self.everything() if item._fits(wanted)]

    def one(self, wanted: str) -> Drawn:
        """The only element that fits."""
        found = self.all(wanted)
        assert len(found) == 1, f"{len(found)} elements fit {wanted}"
        return found[0]

    def texts(self, wanted: str) -> list[str]:
        return [item.text for item in self.all(wanted)]

    def _fits(self, wanted: str) -> bool:
        if wanted.startswith("#"):
            return self.attributes.get("id") == wanted[1:]
        tag, _, name = wanted.partition(".")
        classes = self.attributes.get("class", "").split()
        return (not tag or self.tag == tag) and (not name or name in classes)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Drawn()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Drawn(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(found)
        if tag not in _VOID:
            self.open.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def parse(html: str) -> Drawn:
    """HTML as a tree. Every element must be closed."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].tag}> is not closed"
    return parser.open[0]
