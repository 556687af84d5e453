"""Small turns of plain British English, used wherever a number or a list becomes a sentence."""

from __future__ import annotations

from collections.abc import Iterable

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


def number(value: int) -> str:
    """`3` as `three`, from nought (`no`) to ten; figures beyond."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def ordinal(value: int) -> str:
    """`3` as `third`, counted from 1."""
    return _ORDINALS[value - 1] if 1 <= value <= len(_ORDINALS) else f"{value}th"


def count(value: int, singular: str, plural: str = "") -> str:
    """`1 finding`, `17 findings`."""
    return f"{value:,} {singular if value == 1 else plural or singular + 's'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """The same with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The same with a small first letter, for use within a sentence; `PEEL` stays as it is."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def slug(text: str) -> str:
    """`area for improvement` as it stands in an address or a class: `area-for-improvement`."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def indefinite(noun: str) -> str:
    """`an area for improvement`, `a strength`."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
