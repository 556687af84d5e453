"""Who reacted, and to which finding."""

from components.page_frame import page_head
from components.reaction_panel import reaction_panel
from components.results import results
from components.runtime.page import OpenPage, run
from components.silences import silence_list
from components.widgets.filters import choice_filters, theme_filter
from peel.questions.listings import REACTIONS


def draw(page: OpenPage) -> None:
    page.show(page_head, "What organisations said about the findings, in their own words.")
    page.filtered(chosen)
    page.show(silence_list, "reactions")


def chosen(page: OpenPage) -> None:
    """The filters, and the reactions that are left."""
    page.widget(theme_filter, REACTIONS)
    page.widget(choice_filters, REACTIONS)
    page.show(results, REACTIONS, reaction_panel)


if __name__ == "__main__":
    run("reactions", draw)
