"""The facts on Cambridgeshire as our sources give them, and nothing beyond."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from peel.library.library import Library
from peel.model.sources import Quotation
from peel.model.values import Grade, GradeBasis, Kind, Relation
from peel.questions.areas import improvement_areas, unanswered
from peel.questions.dossier import Dossier
from peel.questions.grades import GradeCard, cards
from peel.questions.reactions import responses

ARTICLE = "cambs-times-2016"


def quotations(part: object) -> Iterator[Quotation]:
    """Every quotation within a part of the data."""
    if isinstance(part, Quotation):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from quotations(getattr(part, name))
    elif isinstance(part, tuple):
        for item in part:
            yield from quotations(item)


def sources_of(card: GradeCard) -> list[str]:
    """Ids of the sources of what a card quotes."""
    return [item.source for item in card.evidence if isinstance(item, Quotation)]


def test_grades_of_the_pillars(dossier: Dossier) -> None:
    assert {card.pillar.id: card.grade for card in cards(dossier)} == {
        "effectiveness": Grade.REQUIRES_IMPROVEMENT,
        "efficiency": Grade.GOOD,
        "legitimacy": Grade.GOOD,
        "leadership": Grade.NOT_GRADED,
    }


def test_place_on_the_scale(dossier: Dossier) -> None:
    assert [card.place for card in cards(dossier)] == [
        "third of four grades",
        "second of four grades",
        "second of four grades",
        "",
    ]


def test_change_since_the_round_before(dossier: Dossier) -> None:
    assert [card.change for card in cards(dossier)] == [
        "First overall grade for this pillar, so no change can be told.",
        "Also good in 2014.",
        "First grade for this pillar, so no change can be told.",
        "Leadership was not graded, so there is nothing to compare.",
    ]


def test_no_question_of_2015_has_a_grade_label(dossier: Dossier) -> None:
    questions = [item for card in cards(dossier) for item in card.questions]
    assert len(questions) == 14
    assert {item.grade for item in questions} == {None, Grade.NOT_GRADED}
    assert [item.question.id for item in questions if item.grade is Grade.NOT_GRADED] == [
        "legitimacy-2",
        "leadership-1",
        "leadership-2",
        "leadership-3",
    ]
    described = {item.question.id: item.described_as for item in questions if item.described_as}
    assert described == {"effectiveness-1": Grade.GOOD}


def test_pillar_grades_are_labels_of_their_source(dossier: Dossier) -> None:
    entries = [entry for entry in dossier.force_round.grades if entry.question is None]
    labelled = {entry.pillar for entry in entries if entry.basis is GradeBasis.LABEL}
    assert labelled == {"effectiveness", "efficiency", "legitimacy"}


def test_the_grade_for_legitimacy_never_cites_the_article(dossier: Dossier) -> None:
    behind = {card.pillar.id: sources_of(card) for card in cards(dossier)}
    assert behind["legitimacy"] == ["hmic-cambridgeshire-2015"]
    assert ARTICLE in behind["efficiency"]


def test_adequate_is_never_a_grade(dossier: Dossier, earlier: Dossier) -> None:
    for opened in (dossier, earlier):
        assert Grade.ADEQUATE not in opened.framework.scale
        assert Grade.ADEQUATE not in {entry.grade for entry in opened.force_round.grades}
    finding = dossier.finding_by_id["camb15-later-investigations"]
    assert "‘adequate’" in finding.evidence[0].words
    assert finding.kind is Kind.OBSERVATION


def test_leadership_of_2014_does_not_exist(earlier: Dossier) -> None:
    assert {card.pillar.id: card.grade for card in cards(earlier)} == {
        "effectiveness": Grade.NOT_PUBLISHED,
        "efficiency": Grade.GOOD,
        "legitimacy": Grade.NOT_PUBLISHED,
    }


def test_every_finding_has_words_of_a_known_source(dossier: Dossier, earlier: Dossier) -> None:
    for opened in (dossier, earlier):
        for finding in opened.findings:
            assert finding.evidence, finding.id
            for item in finding.evidence:
                assert item.words.strip()
                assert item.said_by.strip()
                assert opened.shared.sources[item.source].address.startswith("http")


def test_numbers_of_findings_and_areas(dossier: Dossier, earlier: Dossier) -> None:
    assert (len(dossier.findings), len(improvement_areas(dossier))) == (42, 8)
    assert (len(earlier.findings), len(improvement_areas(earlier))) == (14, 5)


def test_one_cause_of_concern(dossier: Dossier) -> None:
    concerns = [item.id for item in dossier.findings if item.kind is Kind.CAUSE_OF_CONCERN]
    assert concerns == ["camb15-domestic-abuse"]


def test_relations_to_what_was_asked_for(dossier: Dossier) -> None:
    told = {
        (area.finding.id, link.recommendation.id): link.asked.relation
        for area in improvement_areas(dossier)
        for link in area.earlier
        if link.recommendation
    }
    assert told == {
        ("camb15-initial-investigations", "camb14-investigation-quality"): Relation.REPEATS,
        ("camb15-supervision", "camb14-supervision"): Relation.REPEATS,
        ("camb15-domestic-abuse", "camb14-domestic-abuse"): Relation.PROGRESS_MADE,
        (
            "camb15-domestic-abuse",
            "hmic-2014-domestic-abuse-action-plan",
        ): Relation.NOT_STATED,
    }
    silent = [
        area
        for area in improvement_areas(dossier)
        if not any(x.recommendation for x in area.earlier)
    ]
    assert len(silent) == 5
    assert {x.asked.relation for area in silent for x in area.earlier} == {Relation.NOT_STATED}


def test_what_was_asked_for_again_comes_first(dossier: Dossier) -> None:
    assert [area.finding.id for area in improvement_areas(dossier)][:3] == [
        "camb15-initial-investigations",
        "camb15-supervision",
        "camb15-domestic-abuse",
    ]


def test_wording_and_deadlines_of_2014_are_not_stated(earlier: Dossier) -> None:
    asked = earlier.force_round.recommendations
    assert len(asked) == 6
    assert {(item.wording, item.deadline) for item in asked} == {(None, None)}


def test_what_no_area_of_2015_answers(dossier: Dossier) -> None:
    assert [item.id for item in unanswered(dossier)] == [
        "camb14-crime-recording",
        "camb14-integrity-training",
        "camb14-misconduct-lessons",
    ]


def test_every_paragraph_of_the_article_is_cited_or_passed_over(dossier: Dossier) -> None:
    article = dossier.shared.sources[ARTICLE]
    cited = {item.paragraph for item in quotations(dossier.force_round) if item.source == ARTICLE}
    passed = {item.paragraph for item in article.passed_over}
    assert article.paragraphs == 26
    assert cited | passed == set(range(1, 27))
    assert passed == {2, 20, 26}
    behind = (*dossier.findings, *dossier.force_round.grades, *dossier.force_round.reactions)
    found = {q.paragraph for item in behind for q in quotations(item) if q.source == ARTICLE}
    assert found.isdisjoint(passed)


def test_a_silent_article_is_not_cited_on_stop_and_search(dossier: Dossier) -> None:
    about = [item for item in dossier.findings if "stop-and-search" in item.themes]
    assert len(about) == 3
    assert ARTICLE not in {item.source for finding in about for item in finding.evidence}


def test_reactions_speak_to_what_they_name(dossier: Dossier) -> None:
    own = {r.reaction.id: [f.id for f in r.findings] for r in responses(dossier)[:1]}
    assert own == {
        "camb15-nspcc": ["camb15-identifying-vulnerable", "camb15-vulnerable-consistency"]
    }
    assert [r.is_national for r in responses(dossier)] == [False] + [True] * 7
    for response in responses(dossier)[1:]:
        assert {f.question for f in response.findings} == {response.reaction.question}


def test_a_reaction_about_no_question_is_set_beside_no_finding(earlier: Dossier) -> None:
    about_none = [r for r in responses(earlier) if r.is_national and r.reaction.question is None]
    assert about_none
    assert {r.reaction.id: len(r.findings) for r in about_none} == {
        r.reaction.id: 0 for r in about_none
    }


def test_no_source_is_later_than_its_round_allows(library: Library, dossier: Dossier) -> None:
    last = library.now().shared.frameworks["2016"].last_published
    for finding in dossier.findings:
        for item in finding.evidence:
            published = dossier.shared.sources[item.source].published
            assert published is None or not last.certainly_before(published)
