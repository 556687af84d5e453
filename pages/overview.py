"""One force in one round at a glance."""

from components.grade_card import grade_cards
from components.improvement_table import areas_in_short
from components.page_frame import empty_result, overview_head, result_line, section_head
from components.reaction_panel import reactions_in_short
from components.widgets.filters import theme_filter
from components.widgets.frame import page, show
from peel import narrowing

with page("") as context:
    findings = narrowing.findings(context.dossier, context.view)
    areas = narrowing.areas(context.dossier, context.view)
    responses = narrowing.responses(context.dossier, context.view)

    show(overview_head(context))
    show(grade_cards(context))
    theme_filter(context, findings)
    show(result_line(context, findings, "finding"))
    show(section_head(context, "What must improve", "improvement-areas", areas, "area"))
    show(
        areas_in_short(context, areas.shown)
        if areas.shown
        else empty_result(context, areas, "improvement areas")
    )
    show(section_head(context, "Who reacted", "reactions", responses, "reaction"))
    show(
        reactions_in_short(context, responses.shown)
        if responses.shown
        else empty_result(context, responses, "reactions")
    )
