"""Where everything comes from, what is not known, and how this is made."""

from components.corrections import correction_list
from components.glossary import glossary, method
from components.page_frame import page_head
from components.results import results
from components.runtime.page import OpenPage, run
from components.silences import difference_list, silence_list
from components.source_table import passed_over, source_table, terms_list
from components.widgets.filters import theme_filter
from peel.questions.listings import SOURCES


def draw(page: OpenPage) -> None:
    page.show(page_head, "Where every statement comes from, and what our sources do not say.")
    page.filtered(chosen)
    with page.together():
        page.show(silence_list)
        page.show(difference_list)
        page.show(correction_list)
        page.show(method)
        page.show(glossary)


def chosen(page: OpenPage) -> None:
    """The filter, and the sources that are left."""
    page.widget(theme_filter, SOURCES)
    with page.together():
        page.show(results, SOURCES, source_table)
        page.show(terms_list)
        page.show(passed_over)


if __name__ == "__main__":
    run("sources", draw)
