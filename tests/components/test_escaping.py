"""Text with markup in it comes out of every drawing function as text."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

import pytest
from htpy import fragment
from pydantic import BaseModel

import components
from components import (
    area_grades,
    compare_table,
    copy_link,
    corrections,
    distribution,
    fault_list,
    finding_list,
    glossary,
    grade_card,
    history_table,
    improvement_table,
    key_fact_list,
    life_line,
    marks,
    overview_head,
    page_actions,
    page_frame,
    quotation,
    reaction_panel,
    report,
    results,
    silences,
    source_table,
)
from components.context import AppLinks, Context
from peel.library.library import Library
from peel.model.gradebook import Distribution, GradeBook
from peel.model.grades import GradeRow
from peel.model.values import Grade, PartialDate, Relation, Stance
from peel.model.wording import Correction
from peel.questions.areas import improvement_areas
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.history import Series, pillar_series, topic_series
from peel.questions.listings import AREAS, FINDINGS
from peel.questions.lives import lives
from peel.questions.reactions import responses
from peel.questions.sources import source_uses
from peel.questions.view import View
from peel.reading.faults import Fault
from tests.drawn import Drawn, parse

MARKUP = '<script>alert(1)</script><img src=x onerror="x">\'" &amp;'
_LEFT_ALONE = re.compile(r"[a-z0-9-]*|https?://.*")


def marked(value: Any) -> Any:
    """The same with markup before every text that is no id and no address."""
    if isinstance(value, Enum | PartialDate):
        return value
    if isinstance(value, str):
        return value if _LEFT_ALONE.fullmatch(value) else MARKUP + value
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={n: marked(getattr(value, n)) for n in type(value).model_fields}
        )
    if isinstance(value, Mapping):
        return {key: marked(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(marked(item) for item in value)
    if isinstance(value, GradeBook):
        return GradeBook(marked(tuple(value.rows.values())), marked(value.gaps))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: marked(getattr(value, f.name)) for f in fields(value) if f.init}
        )
    return value


@cache
def context(page: str = "", round_id: str = "2015") -> Context:
    """Cambridgeshire in a round with markup in all its texts, and a correction."""
    record = Library().now().force("cambridgeshire")
    correction = Correction(
        corrects="camb15-police-time",
        date="2016-03-01",
        wrong="Wrong title.",
        was="Was this.",
        now="Now this.",
        reason="A slip.",
    )
    shared = replace(record.shared, corrections=(correction,))
    dossier = Dossier(marked(replace(record, shared=shared)), round_id)
    view = View(page=page, force="cambridgeshire", round=round_id, q=MARKUP, open=_OPEN)
    return Context(dossier, view, AppLinks())


_OPEN = "camb15-domestic-abuse"
FAULT = Fault("data/x.yaml", 1, 1, MARKUP, MARKUP)


def _areas(c: Context) -> Any:
    return AREAS.narrow(c.dossier, c.view.with_changes(q="")).shown


def _nothing(c: Context) -> Context:
    """The same narrowed to a theme and words that nothing fits."""
    return replace(c, view=c.view.with_changes(theme=("offenders",)))


def _row(c: Context) -> GradeRow:
    found = c.dossier.shared.grades.row("cheshire", "2015", "efficiency")
    assert found is not None
    return found


def _topics(c: Context) -> tuple[Series, ...]:
    return topic_series(c.dossier.force_record)


TEXTS: dict[str, Callable[[Context], Any]] = {
    "area_grades": lambda c: area_grades.area_grades(context("", "2021-22")),
    "compare_table": compare_table.compare_table,
    "national_words": compare_table.national_words,
    "side_by_side": lambda c: compare_table.side_by_side(
        replace(c, view=c.view.with_changes(forces=("cheshire",)))
    ),
    "distribution_table": compare_table.distribution_table,
    "missing_note": lambda c: distribution.missing_note(
        Distribution({}, (), ("cheshire",)), c.dossier.shared.forces
    ),
    "history_table": lambda c: history_table.history_table(MARKUP, _topics(c)),
    "pillar_history": history_table.pillar_history,
    "topic_history": history_table.topic_history,
    "break_notes": lambda c: history_table.break_notes(_topics(c)),
    "key_fact_list": key_fact_list.key_fact_list,
    "life_line": lambda c: life_line.life_line(lives(c.dossier.force_record)[0]),
    "thread_life": lambda c: life_line.thread_life(c, lives(c.dossier.force_record)[0]),
    "thread_lives": life_line.thread_lives,
    "correction_notes": lambda c: corrections.correction_notes(c, "camb15-police-time"),
    "fault_page": lambda c: fault_list.fault_page([FAULT]),
    "copy_link": lambda c: copy_link.copy_link(c, "findings", _OPEN, MARKUP),
    "data_health": lambda c: fault_list.data_health(c, [FAULT]),
    "fault_list": lambda c: fault_list.fault_list([FAULT]),
    "finding_list": lambda c: finding_list.finding_list(c, c.dossier.findings),
    "finding_item": lambda c: finding_list.finding_item(c, c.dossier.findings[0]),
    "grade_cards": grade_card.grade_cards,
    "grade_card": lambda c: grade_card.grade_card(c, cards(c.dossier)[0]),
    "ungraded_line": lambda c: grade_card.ungraded_line(c, cards(c.dossier)[3]),
    "improvement_table": lambda c: improvement_table.improvement_table(c, _areas(c)),
    "area_past": lambda c: improvement_table.area_past(c, improvement_areas(c.dossier)[2]),
    "recommendation": lambda c: improvement_table.recommendation(c, c.dossier.asked[-1]),
    "areas_in_short": lambda c: improvement_table.areas_in_short(c, _areas(c)),
    "unanswered_list": improvement_table.unanswered_list,
    "theme_list": lambda c: marks.theme_list(c, ("offenders", "prevention")),
    "overview_head": overview_head.overview_head,
    "grades_only": overview_head.grades_only,
    "page_head": lambda c: page_frame.page_head(c, MARKUP),
    "in_short": lambda c: results.in_short(
        c, AREAS, "findings", MARKUP, "x", improvement_table.areas_in_short
    ),
    "results": lambda c: results.results(c, FINDINGS, finding_list.finding_list),
    "heading": lambda c: page_frame.heading(c, MARKUP),
    "paragraph": lambda c: page_frame.paragraph(c, MARKUP),
    "own_file_banner": lambda c: page_frame.own_file_banner(MARKUP),
    "own_file_success": lambda c: page_frame.own_file_success(c, MARKUP),
    "notice_list": lambda c: page_frame.notice_list([MARKUP]),
    "result_line": lambda c: results.result_line(_nothing(c), FINDINGS),
    "quotation": lambda c: quotation.quotation(c, c.dossier.findings[0].evidence[0]),
    "quotations": lambda c: quotation.quotations(c, c.dossier.findings[0].evidence),
    "folded_quotations": lambda c: quotation.folded_quotations(
        c, c.dossier.findings[0].evidence, MARKUP
    ),
    "source_line": lambda c: quotation.source_line(c, c.dossier.findings[0].evidence[0]),
    "page_words": lambda c: quotation.page_words(_row(c)),
    "reaction_panel": lambda c: reaction_panel.reaction_panel(c, responses(c.dossier)),
    "reaction_item": lambda c: reaction_panel.reaction_item(c, responses(c.dossier)[0]),
    "reactions_in_short": lambda c: reaction_panel.reactions_in_short(c, responses(c.dossier)),
    "relation_tag": lambda c: marks.relation_tag(Relation.PROGRESS_MADE, c),
    "page_actions": lambda c: page_actions.page_actions(c, "https://www.example.org"),
    "overview": lambda c: report.overview(replace(c, view=c.view.with_changes(q=""))),
    "footnotes": report.footnotes,
    "source_table": lambda c: source_table.source_table(c, source_uses(c.dossier)),
    "correction_list": corrections.correction_list,
    "passed_over": source_table.passed_over,
    "silence_list": silences.silence_list,
    "difference_list": silences.difference_list,
    "glossary": glossary.glossary,
    "terms_explained": lambda c: glossary.terms_explained(c, "peel", "recommendation"),
    "method": glossary.method,
    "terms_list": source_table.terms_list,
}
# These draw fixed words, ids and numbers; what a reader typed can reach only their addresses.
FIXED: dict[str, Callable[[Context], Any]] = {
    "distribution": lambda c: distribution.distribution(c, cards(c.dossier)[0]),
    "grade_cell": lambda c: compare_table.grade_cell(Grade.GOOD),
    "cell_words": lambda c: history_table.cell_words(
        pillar_series(c.dossier.force_record)[0].cells[0]
    ),
    "scale_bar": lambda c: marks.scale_bar(Grade.GOOD, c.dossier.framework.scale),
    "kind_tag": lambda c: marks.kind_tag(c.dossier.findings[0]),
    "stance_tag": lambda c: marks.stance_tag(Stance.MIXED),
    "heading_of": lambda c: marks.heading_of(2)["x"],
    "site_nav": page_frame.site_nav,
    "site_footer": page_frame.site_footer,
    "stale_notice": lambda c: page_frame.stale_notice(c, [FAULT]),
}


def drawing_functions() -> set[str]:
    """Names of all functions of `components`, outside its widgets, that draw."""
    found = set()
    for module in pkgutil.iter_modules(components.__path__):
        if module.ispkg:
            continue
        loaded = importlib.import_module(f"components.{module.name}")
        for name, item in inspect.getmembers(loaded, inspect.isfunction):
            draws = inspect.signature(item).return_annotation in ("h.Element", "h.Node")
            if item.__module__ == loaded.__name__ and draws and not name.startswith("_"):
                found.add(name)
    return found


def harmless(drawing: Any) -> Drawn:
    """The drawing as a tree, in which no text has become markup."""
    html = str(fragment[drawing])
    tree = parse(html)
    found = list(tree.everything())
    assert found, "nothing was drawn"
    assert {item.tag for item in found}.isdisjoint({"script", "img"})
    assert "onerror" not in {name for item in found for name in item.attributes}
    return tree


def test_every_drawing_function_is_tried() -> None:
    assert TEXTS.keys() | FIXED.keys() == drawing_functions()
    assert len(drawing_functions()) > 30


@pytest.mark.parametrize("name", TEXTS)
def test_text_stays_text(name: str) -> None:
    tree = harmless(TEXTS[name](context()))
    assert MARKUP in tree.text


@pytest.mark.parametrize("name", FIXED)
def test_fixed_words_hold_no_markup(name: str) -> None:
    tree = harmless(FIXED[name](context()))
    assert "<" not in tree.text


def test_markup_in_an_attribute_stays_in_it() -> None:
    table = harmless(TEXTS["source_table"](context("sources")))
    assert {cell.attributes["data-label"] for cell in table.all("td")} == {
        "Published",
        "Terms",
        "What we read",
        "What we took",
    }
    nav = harmless(results.result_line(_nothing(context("findings")), FINDINGS))
    (clear,) = nav.all("a")
    assert clear.attributes["href"] == "findings?force=cambridgeshire&round=2015"


def test_what_a_reader_typed_is_escaped_in_addresses() -> None:
    head = harmless(TEXTS["improvement_table"](context("improvement-areas"))).one("#sort-area")
    assert head.attributes["href"].startswith(
        "improvement-areas?force=cambridgeshire&round=2015&q="
    )
    assert re.fullmatch(r"[\w./?=&%+,#-]+", head.attributes["href"])
