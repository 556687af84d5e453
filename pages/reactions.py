"""Who reacted, and to which finding."""

from components.page_frame import empty_result, page_head, result_line
from components.reaction_panel import reaction_panel
from components.source_list import silence_list
from components.widgets.filters import choice_filters, theme_filter
from components.widgets.frame import page, show
from peel import narrowing

with page("reactions") as context:
    responses = narrowing.responses(context.dossier, context.view)

    show(page_head, context, "What organisations said about the findings, in their own words.")
    theme_filter(context, responses)
    choice_filters(context, responses, {"organisation": "Organisation", "stance": "Stance"})
    show(result_line, context, responses, "reaction")
    if responses.shown:
        show(reaction_panel, context, responses.shown)
    else:
        show(empty_result, context, responses, "reactions")
    show(silence_list, context, "reactions")
