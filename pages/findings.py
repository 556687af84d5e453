"""All findings, strengths too, by pillar."""

from components.finding_list import finding_list
from components.page_frame import page_head
from components.results import results
from components.runtime.page import OpenPage, run
from components.silences import silence_list
from components.widgets.filters import choice_filters, theme_filter
from peel.questions.listings import FINDINGS


def draw(page: OpenPage) -> None:
    page.show(page_head, "Everything our sources say the inspectorate found, good and bad.")
    page.filtered(chosen)
    page.show(silence_list, "findings")


def chosen(page: OpenPage) -> None:
    """The filters, and the findings that are left."""
    page.widget(theme_filter, FINDINGS)
    page.widget(choice_filters, FINDINGS)
    page.show(results, FINDINGS, finding_list)


if __name__ == "__main__":
    run("findings", draw)
