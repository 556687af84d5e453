"""What must improve, beside what was asked for in the round before."""

from components.context import Context
from components.improvement_table import improvement_table, unanswered
from components.page_frame import empty_result, heading, page_head, result_line
from components.source_list import silence_list, terms_explained
from components.widgets.filters import choice_filters, theme_filter
from components.widgets.frame import filtered, page, show, together
from peel import narrowing


def chosen_areas(context: Context) -> None:
    """The filters, and the improvement areas that are left."""
    areas = narrowing.areas(context.dossier, context.view)

    theme_filter(context, areas)
    choice_filters(
        context,
        areas,
        {"kind": "Kind", "pillar": "Pillar", "relation": "Asked for before?"},
        "Search words",
    )
    with together():
        show(result_line, context, areas, "improvement area")
        if areas.shown:
            show(improvement_table, context, areas)
        else:
            show(empty_result, context, areas, "improvement areas")


with page("improvement-areas") as context:
    now, previous = context.dossier.framework, context.dossier.previous

    with together():
        show(page_head, context, "What the inspectorate wants improved. Had it asked before?")
        show(terms_explained, context, "cause-of-concern", "area-for-improvement", "recommendation")
    filtered(chosen_areas, context)
    with together():
        if context.dossier.unanswered and previous:
            then = previous.short_name
            title = (
                f"Asked for in {then}, and not linked by our sources to an area of {now.short_name}"
            )
            show(heading, title)
            show(unanswered, context)
        show(silence_list, context, "improvement areas", "recommendations")
