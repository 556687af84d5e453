"""What must improve, beside what was asked for in the round before."""

from components.glossary import terms_explained
from components.improvement_table import improvement_table, unanswered_list
from components.page_frame import page_head
from components.results import results
from components.runtime.page import OpenPage, run
from components.silences import silence_list
from components.widgets.filters import choice_filters, theme_filter
from peel.questions.listings import AREAS


def draw(page: OpenPage) -> None:
    with page.together():
        page.show(page_head, "What the inspectorate wants improved. Had it asked before?")
        page.show(terms_explained, "cause-of-concern", "area-for-improvement", "recommendation")
    page.filtered(chosen)
    with page.together():
        page.show(unanswered_list)
        page.show(silence_list, "improvement areas", "recommendations")


def chosen(page: OpenPage) -> None:
    """The filters, and the improvement areas that are left."""
    page.widget(theme_filter, AREAS)
    page.widget(choice_filters, AREAS)
    page.show(results, AREAS, improvement_table)


if __name__ == "__main__":
    run("improvement-areas", draw)
