"""Where everything comes from, what is not known, and how this is made."""

from components.context import Context
from components.page_frame import empty_result, page_head, result_line
from components.source_list import (
    correction_list,
    difference_list,
    glossary,
    method,
    passed_over,
    silence_list,
    source_table,
    terms_list,
)
from components.widgets.filters import theme_filter
from components.widgets.frame import filtered, page, show, together
from peel import narrowing


def chosen_sources(context: Context) -> None:
    """The filter, and the sources that are left."""
    sources = narrowing.sources(context.dossier, context.view)

    theme_filter(context, sources)
    with together():
        show(result_line, context, sources, "source")
        if sources.shown:
            show(source_table, context, sources)
        else:
            show(empty_result, context, sources, "sources")
        show(terms_list, context, sources.shown)
        show(passed_over, sources.shown)


with page("sources") as context:
    shared = context.dossier.shared

    show(page_head, context, "Where every statement comes from, and what our sources do not say.")
    filtered(chosen_sources, context)
    with together():
        show(silence_list, context)
        show(difference_list, context)
        show(correction_list, shared.corrections)
        show(method, shared.method)
        show(glossary, context, shared.glossary)
