"""Who reacted, and to which finding."""

from components.context import Context
from components.page_frame import empty_result, page_head, result_line
from components.reaction_panel import reaction_panel
from components.source_list import silence_list
from components.widgets.filters import choice_filters, theme_filter
from components.widgets.frame import filtered, page, show, together
from peel import narrowing


def chosen_reactions(context: Context) -> None:
    """The filters, and the reactions that are left."""
    responses = narrowing.responses(context.dossier, context.view)

    theme_filter(context, responses)
    choice_filters(context, responses, {"organisation": "Organisation", "stance": "Stance"})
    with together():
        show(result_line, context, responses, "reaction")
        if responses.shown:
            show(reaction_panel, context, responses.shown)
        else:
            show(empty_result, context, responses, "reactions")


with page("reactions") as context:
    show(page_head, context, "What organisations said about the findings, in their own words.")
    filtered(chosen_reactions, context)
    show(silence_list, context, "reactions")
