"""Numbers and lists in words."""

from __future__ import annotations

import pytest

from peel.words import count, listed, lower_first, number, ordinal, sentence


@pytest.mark.parametrize(
    ("value", "words"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (1649, "1,649")]
)
def test_number(value: int, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(("value", "words"), [(1, "first"), (3, "third"), (7, "seventh")])
def test_ordinal(value: int, words: str) -> None:
    assert ordinal(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0 findings"), (1, "1 finding"), (17, "17 findings")]
)
def test_count(value: int, words: str) -> None:
    assert count(value, "finding") == words


def test_count_with_its_own_plural() -> None:
    assert count(1, "summary", "summaries") == "1 summary"
    assert count(2, "summary", "summaries") == "2 summaries"


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listed(items: list[str], words: str) -> None:
    assert listed(items) == words


def test_listed_with_another_last_word() -> None:
    assert listed(["mixed", "critical"], "or") == "mixed or critical"


def test_first_letters() -> None:
    assert sentence("third of four grades") == "Third of four grades"
    assert lower_first("How well") == "how well"
    assert lower_first("PEEL 2015") == "PEEL 2015"
    assert sentence(lower_first("")) == ""
