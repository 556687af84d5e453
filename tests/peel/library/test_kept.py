"""Answers are kept in the data that they are about, up to a limit, and go with it."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from typing import ClassVar
from weakref import WeakSet, ref

import pytest

from peel.library.kept import Answers, kept
from peel.library.library import Library
from peel.questions.dossier import Dossier, dossier_of
from peel.questions.listings import AREAS, FINDINGS
from peel.questions.lives import lives
from peel.questions.view import View


class Thing:
    """Something that questions can be asked of."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []
        self.answers = Answers()


def identity(thing: Thing) -> Thing:
    return thing


@kept
def greeting(thing: Thing, word: str = "Hello", *, end: str = ".") -> str:
    """How a thing is greeted."""
    thing.asked.append(word)
    return f"{word}, {thing.name}{end}"


def test_a_question_is_answered_once_for_the_data_it_is_asked_of() -> None:
    one, other = Thing("one"), Thing("other")
    for _ in range(3):
        assert greeting(one) == "Hello, one."
        assert greeting(one, "Bye") == "Bye, one."
        assert greeting(one, "Bye", end="!") == "Bye, one!"
        assert greeting(other) == "Hello, other."
    assert one.asked == ["Hello", "Bye", "Bye"]
    assert other.asked == ["Hello"]
    assert (len(one.answers), len(other.answers)) == (3, 1)


def test_an_answer_may_be_none() -> None:
    answers = Answers()
    assert answers.get("key", lambda: None) is None
    assert answers.get("key", lambda: "asked again") is None


def test_a_question_that_cannot_be_answered_is_asked_again() -> None:
    def fail() -> str:
        raise LookupError("not yet")

    answers = Answers()
    with pytest.raises(LookupError, match="not yet"):
        answers.get("key", fail)
    assert len(answers) == 0
    assert answers.get("key", lambda: "found") == "found"


def test_answers_go_with_their_data() -> None:
    thing = Thing("one")
    greeting(thing)
    # An answer that holds its data, as a dossier holds its record, keeps it from nothing.
    thing.answers.get("itself", partial(identity, thing))
    gone = ref(thing)
    del thing
    gc.collect()
    assert gone() is None


class Few(Answers):
    """Answers of which no more than ten are kept in all."""

    limit: ClassVar[int] = 10
    _all: ClassVar[WeakSet[Answers]] = WeakSet()


def test_no_more_is_kept_than_the_limit() -> None:
    busy, quiet = Few(), Few()
    for number in range(3):
        quiet.get(number, partial(int, number))
    for number in range(103):
        busy.get(number, partial(int, number))
        assert len(busy) + len(quiet) <= 10
    assert len(busy) + len(quiet) == 10
    quiet.get("one too many", lambda: 1)
    assert len(busy) + len(quiet) < 10
    assert len(quiet) == 4, "only the data with the most answers lets go of some"
    assert busy.get(102, lambda: -1) == 102, "the newest are kept"
    assert busy.get(0, lambda: -1) == -1, "the oldest are not"


def test_data_that_are_gone_count_no_more() -> None:
    """Ten that are gone leave room for ten."""
    left = Few()
    for number in range(9):
        left.get(number, partial(int, number))
    gone = Few()
    gone.get("a", lambda: "a")
    del gone
    gc.collect()
    left.get("b", lambda: "b")
    assert len(left) == 10


# As the data use it


def test_a_changed_copy_of_a_record_has_answers_of_its_own(library: Library) -> None:
    record = library.now().force("cambridgeshire")
    assert lives(record)
    assert lives(replace(record, threads=())) == ()
    assert dossier_of(replace(record, threads=()), "2015") is not dossier_of(record, "2015")


def test_a_choice_is_kept_and_a_search_is_not(library: Library) -> None:
    dossier = Dossier(library.now().force("cambridgeshire"), "2015")
    view = View(force="cambridgeshire", round="2015")
    chosen = view.with_changes(theme=("prevention",), kind=("area-for-improvement",))
    for listing in (FINDINGS, AREAS):
        assert listing.narrow(dossier, chosen) is listing.narrow(dossier, chosen)
        before = len(dossier.answers)
        for words in ("crime", "abuse", "victims", "no such words"):
            searched = view.with_changes(q=words)
            found = listing.narrow(dossier, searched)
            assert found is not listing.narrow(dossier, searched)
            assert len(found.shown) < found.total
        assert len(dossier.answers) == before
