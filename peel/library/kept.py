"""Answers are kept in the data that they are about, and go with it.

A question is a plain function of a dossier, or of a force's record, and of more that can be
compared. Asked again, it gives the answer of the first time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from itertools import islice
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar
from weakref import WeakSet

P = ParamSpec("P")
T = TypeVar("T")


class Answers:
    """The answers that one piece of data keeps.

    Choices in addresses have no end, so there is a limit to what a process keeps in all: beyond it
    the data with the most answers lets go of its older half.
    """

    limit: ClassVar[int] = 12_000
    _all: ClassVar[WeakSet[Answers]] = WeakSet()
    _lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        with self._lock:
            self._all.add(self)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under `key`, made now if there is none."""
        try:
            found: T = self._kept[key]
        except KeyError:
            found = make()
            with self._lock:
                self._kept[key] = found
                if sum(map(len, self._all)) > self.limit:
                    max(self._all, key=len)._drop_half()
        return found

    def _drop_half(self) -> None:
        for key in list(islice(self._kept, (len(self._kept) + 1) // 2)):
            del self._kept[key]


class HasAnswers(Protocol):
    """Data that keeps the answers to questions about it."""

    @property
    def answers(self) -> Answers: ...


D = TypeVar("D", bound=HasAnswers)


def kept(question: Callable[Concatenate[D, P], T]) -> Callable[Concatenate[D, P], T]:
    """Let a question be answered once for the data it is asked of."""

    @wraps(question)
    def ask(data: D, /, *more: P.args, **named: P.kwargs) -> T:
        key = (question, *more, *named.items())
        return data.answers.get(key, lambda: question(data, *more, **named))

    return ask
