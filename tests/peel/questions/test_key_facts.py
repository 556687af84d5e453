"""Sentences computed from the data: each true by itself, none where a hole could change it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from peel.library.library import Library
from peel.library.loading import ForceRecord
from peel.model.gradebook import GradeBook
from peel.model.grades import GradeRow
from peel.model.shared import Shared
from peel.model.values import Grade
from peel.questions import comparison
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier
from peel.questions.key_facts import key_facts

NUMBERS = {"three": 3, "four": 4, "five": 5}
ONE = {
    "was outstanding": Grade.OUTSTANDING,
    "was good": Grade.GOOD,
    "required improvement": Grade.REQUIRES_IMPROVEMENT,
    "was inadequate": Grade.INADEQUATE,
}
MANY = {said.replace("was", "were"): grade for said, grade in ONE.items()}


@pytest.fixture(scope="session")
def shared(library: Library) -> Shared:
    return library.now().shared


def told(desk: Desk, force: str, round_id: str) -> list[str]:
    return [fact.sentence for fact in key_facts(desk.dossier(force, round_id))]


class Judge:
    """Whether a sentence is true, told from the full data without the code that makes it."""

    def __init__(self, shared: Shared) -> None:
        self.grades = {
            (row.force, row.round, row.pillar): row.grade
            for row in shared.grades.rows.values()
            if row.question_id is None
        }
        self.forces = {force.short_name: slug for slug, force in shared.forces.items()}
        self.names = {item.name: key for key, item in shared.frameworks.items()}
        self.short = {item.short_name: key for key, item in shared.frameworks.items()}
        self.order = sorted(shared.frameworks)
        self.scale = shared.frameworks["2015"].scale

    def is_true(self, sentence: str) -> bool:
        for form, judge in self._forms():
            match = re.fullmatch(form, sentence)
            if match:
                return judge(*match.groups())
        return False

    def _forms(self) -> tuple[tuple[str, Callable[..., bool]], ...]:
        return (
            (r"(\d+) of (?:the )?(\d+) forces( graded)? (.+) for (\w+) in (.+); (.+) was one\.",
             self._many),
            (r"(.+?) (was \w+|required improvement) for (\w+) in (PEEL .+), the only one of "
             r"(?:the )?(\d+) forces( graded)?\.", self._only),
            (r"(.+)’s grade for (\w+) stayed (.+) between (.+) and (.+)\.", self._stayed),
            (r"(.+)’s grade for (\w+) (rose|fell) from (.+) to (.+) between (.+) and (.+)\.",
             self._moved),
            (r"(.+?) (was \w+|required improvement) for (\w+) in each of the (\w+) rounds "
             r"from (.+) to (.+)\.", self._streak),
        )  # fmt: skip

    def _all(self, round_id: str, pillar: str) -> list[Grade | None]:
        return [self.grades.get((slug, round_id, pillar)) for slug in self.forces.values()]

    def _counted(
        self, round_id: str, pillar: str, grade: Grade, count: int, of: int, some: str | None
    ) -> bool:
        found = self._all(round_id, pillar)
        judged = [item for item in found if item in self.scale]
        whole = None not in found and (len(judged) < 43) == (some is not None)
        return whole and (found.count(grade), len(judged)) == (count, of)

    def _many(
        self, count: str, of: str, some: str | None, said: str, pillar: str, name: str, force: str
    ) -> bool:
        grade, round_id = MANY[said], self.names[name]
        own = self.grades.get((self.forces[force], round_id, pillar))
        return own is grade and self._counted(round_id, pillar, grade, int(count), int(of), some)

    def _only(
        self, force: str, said: str, pillar: str, name: str, of: str, some: str | None
    ) -> bool:
        grade, round_id = ONE[said], self.names[name]
        own = self.grades.get((self.forces[force], round_id, pillar))
        return own is grade and self._counted(round_id, pillar, grade, 1, int(of), some)

    def _stayed(self, force: str, pillar: str, grade: str, before: str, now: str) -> bool:
        return self._pair(force, pillar, before, now) == (grade, grade)

    def _moved(
        self, force: str, pillar: str, how: str, earlier: str, later: str, before: str, now: str
    ) -> bool:
        better = self.scale.index(Grade(later)) < self.scale.index(Grade(earlier))
        pair = self._pair(force, pillar, before, now)
        return pair == (earlier, later) and better == (how == "rose") and earlier != later

    def _pair(self, force: str, pillar: str, before: str, now: str) -> tuple[Grade | None, ...]:
        rounds = self.names[before], self.names[now]
        assert self.order.index(rounds[1]) == self.order.index(rounds[0]) + 1
        return tuple(self.grades.get((self.forces[force], name, pillar)) for name in rounds)

    def _streak(
        self, force: str, said: str, pillar: str, count: str, first: str, last: str
    ) -> bool:
        start, end = self.order.index(self.short[first]), self.order.index(self.short[last])
        rounds = self.order[start : end + 1]
        found = {self.grades.get((self.forces[force], name, pillar)) for name in rounds}
        return found == {ONE[said]} and len(rounds) == NUMBERS[count]


@pytest.fixture(scope="session")
def judge(shared: Shared) -> Judge:
    return Judge(shared)


# What is said


def test_the_sentence_of_cambridgeshire_in_2015(desk: Desk) -> None:
    found = told(desk, "cambridgeshire", "2015")
    assert found[0] == (
        "18 of 43 forces required improvement for effectiveness in PEEL 2015; Cambridgeshire was "
        "one."
    )
    assert found == [
        found[0],
        "29 of 43 forces were good for efficiency in PEEL 2015; Cambridgeshire was one.",
        "37 of 43 forces were good for legitimacy in PEEL 2015; Cambridgeshire was one.",
        "Cambridgeshire’s grade for efficiency stayed good between PEEL 2014 and PEEL 2015.",
        *THREADS,
    ]


THREADS = [
    "Quality and consistency of investigations: raised in 4 of 7 rounds since 2014 "
    "(2014, 2015, 2017, 2021/22).",
    "Supervision of investigations: raised in 5 of 7 rounds since 2014 "
    "(2014, 2015, 2017, 2018/19, 2021/22). Our sources are silent on 2016 and 2023–25.",
    "Domestic abuse: raised in 4 of 7 rounds since 2014 (2014, 2015, 2017, 2021/22).",
    "Crime recording: raised in 2 of 7 rounds since 2014 (2014, 2017). "
    "Our sources are silent on 2016, 2018/19 and 2023–25.",
    "Evaluating what works: raised in 3 of 6 rounds since 2015 (2015, 2016, 2018/19). "
    "Our sources are silent on 2017, 2021/22 and 2023–25.",
]


@pytest.mark.parametrize(
    ("force", "round_id", "sentence"),
    [
        (
            "humberside",
            "2015",
            "Humberside was inadequate for efficiency in PEEL 2015, the only one of 43 forces.",
        ),
        (
            "humberside",
            "2015",
            "Humberside’s grade for efficiency fell from good to inadequate between PEEL 2014 and "
            "PEEL 2015.",
        ),
        (
            "derbyshire",
            "2016",
            "2 of 43 forces were outstanding for legitimacy in PEEL 2016; Derbyshire was one.",
        ),
        (
            "lincolnshire",
            "2018-19",
            "Lincolnshire was good for legitimacy in each of the four rounds from 2015 to 2018/19.",
        ),
        (
            "kent",
            "2017",
            "Kent was outstanding for legitimacy in PEEL 2017, the only one of the 42 forces "
            "graded.",
        ),
    ],
)
def test_other_sentences(desk: Desk, force: str, round_id: str, sentence: str) -> None:
    assert sentence in told(desk, force, round_id)


def test_every_sentence_is_true(desk: Desk, shared: Shared, judge: Judge) -> None:
    made = 0
    for force in shared.forces:
        for round_id in shared.frameworks:
            for sentence in told(desk, force, round_id):
                assert sentence in THREADS or judge.is_true(sentence), sentence
                made += 1
    assert made > 500


def test_a_wrong_sentence_is_seen(judge: Judge) -> None:
    for wrong in (
        "17 of 43 forces required improvement for effectiveness in PEEL 2015; Cambridgeshire was "
        "one.",
        "18 of 42 forces required improvement for effectiveness in PEEL 2015; Cambridgeshire was "
        "one.",
        "24 of 43 forces were good for effectiveness in PEEL 2015; Cambridgeshire was one.",
        "29 of 42 forces were good for effectiveness in PEEL 2017; Kent was one.",
        "Kent was outstanding for legitimacy in PEEL 2017, the only one of 42 forces.",
        "Cambridgeshire’s grade for effectiveness rose from good to requires improvement between "
        "PEEL 2016 and PEEL 2017.",
        "Cambridgeshire was good for efficiency in each of the three rounds from 2014 to 2016.",
        "Kent is best.",
    ):
        assert not judge.is_true(wrong), wrong


def test_every_fact_has_a_source(desk: Desk, shared: Shared) -> None:
    for round_id in shared.frameworks:
        for fact in key_facts(desk.dossier("cambridgeshire", round_id)):
            assert fact.source.startswith(("Counted from the pages", "The pages", "The reports"))


# Holes


@pytest.mark.parametrize(
    ("round_id", "pillar"),
    [
        ("2017", "effectiveness"),
        ("2017", "efficiency"),
        ("2018-19", "effectiveness"),
        ("2018-19", "efficiency"),
        ("2018-19", "legitimacy"),
    ],
)
def test_no_count_where_a_grade_is_missing(
    desk: Desk, shared: Shared, round_id: str, pillar: str
) -> None:
    name = shared.frameworks[round_id].name
    for force in shared.forces:
        for sentence in told(desk, force, round_id):
            assert not (f"for {pillar} in {name}" in sentence and "forces" in sentence), sentence


def test_a_force_without_a_grade_has_no_sentence_of_it(desk: Desk) -> None:
    for force, round_id in (("derbyshire", "2017"), ("derbyshire", "2018-19")):
        assert not [x for x in told(desk, force, round_id) if "effectiveness" in x]
    manchester = told(desk, "greater-manchester", "2017")
    assert not [x for x in manchester if "efficiency" in x or "legitimacy" in x]


def test_rounds_without_pillars_have_no_sentence_of_grades(desk: Desk, shared: Shared) -> None:
    for force in shared.forces:
        for round_id in ("2021-22", "2023-25"):
            assert told(desk, force, round_id) == (THREADS if force == "cambridgeshire" else [])


def test_no_sentence_crosses_the_break_or_names_adequate(desk: Desk, shared: Shared) -> None:
    for force in shared.forces:
        for round_id in shared.frameworks:
            for sentence in told(desk, force, round_id):
                if sentence not in THREADS:
                    assert "2021" not in sentence
                    assert "2023" not in sentence
                    assert "adequate" not in sentence.replace("inadequate", "")


def without(record: ForceRecord, rows: Iterable[GradeRow]) -> ForceRecord:
    """The record with a grade book of these rows, and no grades in its findings files either."""
    grades = GradeBook(tuple(rows), record.shared.grades.gaps)
    rounds = {name: item.model_copy(update={"grades": ()}) for name, item in record.rounds.items()}
    return replace(record, shared=replace(record.shared, grades=grades), rounds=rounds)


def test_removing_any_pillar_grade_never_makes_a_wrong_sentence(
    library: Library, judge: Judge
) -> None:
    """Of every pillar row of every force.

    What is said of a pillar in a round hangs on the national picture and on a force's own grades
    alone. So the force that lost the row is asked in every round, and of the others one of each
    grade in that round.
    """
    shared = library.now().shared
    # Question rows serve no key fact, so the books here are of pillar rows alone.
    rows = [row for row in shared.grades.rows.values() if row.question_id is None]
    records = {slug: library.now().force(slug) for slug in shared.forces}
    # Built once from all rows, so that nothing but the missing row differs.
    whole = {slug: without(record, rows) for slug, record in records.items()}
    full = {
        (slug, name): {fact.sentence for fact in key_facts(Dossier(record, name))}
        for slug, record in whole.items()
        for name in shared.frameworks
    }
    assert full["cambridgeshire", "2015"] == {
        fact.sentence for fact in key_facts(Dossier(records["cambridgeshire"], "2015"))
    }
    shorter = 0
    for gone in rows:
        left = [row for row in rows if row is not gone]
        record = without(records[gone.force], left)
        asked = [(gone.force, name) for name in shared.frameworks]
        one_of_each = {
            row.grade: row.force
            for row in rows
            if (row.round, row.pillar) == (gone.round, gone.pillar) and row is not gone
        }
        asked += [(force, gone.round) for force in one_of_each.values()]
        for force, name in asked:
            other = replace(records[force], shared=record.shared)
            dossier = Dossier(record if force == gone.force else other, name)
            for sentence in {fact.sentence for fact in key_facts(dossier)}:
                if sentence not in full[force, name]:
                    assert judge.is_true(sentence), (gone, sentence)
                    assert "in each of the" in sentence
                    shorter += 1
                elif name == gone.round and "forces" in sentence:
                    assert f"for {gone.pillar} in" not in sentence, (gone, sentence)
    assert len(rows) == 578
    assert shorter > 0


def test_all_holes_at_once_leave_no_sentence_of_grades(library: Library) -> None:
    record = library.now().force("kent")
    empty = without(record, ())
    for name in comparison.all_pillars(record.shared):
        assert empty.shared.grades.grade("kent", "2015", name) is None
    for round_id in record.shared.frameworks:
        assert key_facts(Dossier(empty, round_id)) == ()
