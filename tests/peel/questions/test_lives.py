"""The life of a matter through the rounds: counted from what sources say, silence named."""

from __future__ import annotations

import pytest

from components.life_line import life_line
from peel.library.library import Library
from peel.model.threads import Thread, ThreadEntry
from peel.questions.dossier import Dossier
from peel.questions.lives import Life, State, life, life_of, lives
from tests.drawn import parse

# As a count of rounds raised, the rounds since the first, and those our sources are silent on.
SIX = {
    "Quality and consistency of investigations": ("4 of 7 rounds since 2014", ""),
    "Supervision of investigations": ("5 of 7 rounds since 2014", "2016 and 2023–25"),
    "Domestic abuse": ("4 of 7 rounds since 2014", ""),
    "Crime recording": ("2 of 7 rounds since 2014", "2016, 2018/19 and 2023–25"),
    "Stop and search": ("1 of 6 rounds since 2015", "2017, 2018/19 and 2021/22"),
    "Evaluating what works": ("3 of 6 rounds since 2015", "2017, 2021/22 and 2023–25"),
}


@pytest.fixture
def matters(dossier: Dossier) -> dict[str, Life]:
    return {item.thread.title: item for item in lives(dossier.force_record)}


def test_six_matters_of_cambridgeshire(matters: dict[str, Life]) -> None:
    assert {title: (item.sentence, item.silence) for title, item in matters.items()} == {
        title: (f"Raised in {count}.", f"Our sources are silent on {silent}." if silent else "")
        for title, (count, silent) in SIX.items()
    }


def test_supervision_in_one_line(matters: dict[str, Life]) -> None:
    supervision = matters["Supervision of investigations"]
    assert supervision.sentence == "Raised in 5 of 7 rounds since 2014."
    assert supervision.rounds(State.RAISED) == ("2014", "2015", "2017", "2018/19", "2021/22")
    assert supervision.rounds(State.NOT_RAISED) == ()
    assert supervision.rounds(State.SILENT) == ("2016", "2023–25")
    assert supervision.last_said == (
        "Last spoken of in 2021/22: The inspector said that the force did not supervise "
        "investigations effectively."
    )
    drawn = parse(str(life_line(supervision)))
    assert drawn.one("p").text == (
        "Raised in 5 of 7 rounds since 2014. Our sources are silent on 2016 and 2023–25."
    )
    marks = [mark.attributes["class"].split()[1] for mark in drawn.all("span.moment")]
    assert marks == ["raised", "raised", "silent", "raised", "raised", "raised", "silent"]


def test_counts_come_from_the_entries_alone(dossier: Dossier) -> None:
    """Whatever findings and recommendations a thread names, they do not count."""
    for item in lives(dossier.force_record):
        entries = {entry.round: entry for entry in item.thread.entries}
        raised = sum(entry.raised for entry in entries.values())
        first = min(entries)
        since = [name for name in sorted(dossier.shared.frameworks) if name >= first]
        assert item.sentence.startswith(f"Raised in {raised} of {len(since)} rounds since ")
        assert len(item.rounds(State.SILENT)) == len(since) - len(entries)
        bare = item.thread.model_copy(update={"findings": (), "recommendations": ()})
        assert life(bare, dossier.shared.rounds).sentence == item.sentence


def test_every_count_has_its_words_and_source(library: Library, matters: dict[str, Life]) -> None:
    sources = library.now().force("cambridgeshire").sources
    for item in matters.values():
        for moment in item.moments:
            assert (moment.entry is None) == (moment.state is State.SILENT)
            if moment.entry is not None:
                assert moment.entry.statement
                assert all(q.words and q.source in sources for q in moment.entry.evidence)


def test_a_round_taken_away_is_silence_and_never_counted(dossier: Dossier) -> None:
    thread = next(
        x.thread for x in lives(dossier.force_record) if x.thread.id == "camb-supervision"
    )
    for gone in thread.entries[1:]:
        left = tuple(entry for entry in thread.entries if entry is not gone)
        found = life(thread.model_copy(update={"entries": left}), dossier.shared.rounds)
        assert found.sentence == "Raised in 4 of 7 rounds since 2014."
        assert dossier.shared.frameworks[gone.round].short_name in found.rounds(State.SILENT)
        assert dossier.shared.frameworks[gone.round].short_name in found.silence


def test_spoken_of_is_not_raised(dossier: Dossier) -> None:
    entry = dossier.force_record.threads[0].entries[0]
    entries = tuple(
        ThreadEntry(round=name, raised=raised, statement="said", evidence=entry.evidence)
        for name, raised in (("2016", "no"), ("2017", "yes"))
    )
    thread = Thread(id="x", title="X", themes=("prevention",), entries=entries)
    found = life(thread, dossier.shared.rounds)
    assert found.sentence == "Raised in 1 of 5 rounds since 2016."
    assert [moment.state for moment in found.moments] == [
        State.NOT_RAISED,
        State.RAISED,
        *[State.SILENT] * 3,
    ]


def test_a_finding_knows_its_thread(dossier: Dossier) -> None:
    finding = dossier.finding_by_id["camb15-supervision"]
    found = life_of(dossier.force_record, finding)
    assert found is not None
    assert found.thread.id == "camb-supervision"
    assert life_of(dossier.force_record, dossier.finding_by_id["camb15-technology"]) is None


def test_a_force_without_threads_has_none(library: Library) -> None:
    record = library.now().force("kent")
    assert record.threads == ()
    assert lives(record) == ()
