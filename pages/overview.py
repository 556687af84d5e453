"""One force in one round at a glance."""

from components.area_grades import area_grades
from components.context import Context
from components.grade_card import grade_cards
from components.improvement_table import areas_in_short
from components.key_fact_list import key_fact_list
from components.page_frame import (
    empty_result,
    grades_only,
    overview_head,
    result_line,
    section_head,
)
from components.reaction_panel import reactions_in_short
from components.source_list import silence_list, terms_explained
from components.widgets.filters import theme_filter
from components.widgets.frame import filtered, page, show, together
from peel import narrowing
from peel.key_facts import key_facts


def in_short(context: Context) -> None:
    """The first few improvement areas and reactions of the chosen themes."""
    findings = narrowing.findings(context.dossier, context.view)
    areas = narrowing.areas(context.dossier, context.view)
    responses = narrowing.responses(context.dossier, context.view)

    theme_filter(context, findings)
    with together():
        show(result_line, context, findings, "finding")
        show(section_head, context, "What must improve", "improvement-areas", areas, "area")
        if areas.shown:
            show(areas_in_short, context, areas)
        else:
            show(empty_result, context, areas, "improvement areas")
        show(section_head, context, "Who reacted", "reactions", responses, "reaction")
        if responses.shown:
            show(reactions_in_short, context, responses)
        else:
            show(empty_result, context, responses, "reactions")


with page("") as context:
    with together():
        show(overview_head, context)
        pillars = ("effectiveness", "legitimacy") if context.dossier.cards else ()
        show(terms_explained, context, "peel", "requires-improvement", *pillars)
        show(grade_cards if context.dossier.cards else area_grades, context)
    if context.dossier.has_findings:
        filtered(in_short, context)
    with together():
        if not context.dossier.has_findings:
            show(grades_only, context)
        show(key_fact_list, context, key_facts(context.dossier))
        show(silence_list, context, "grades")
