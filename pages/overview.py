"""One force in one round at a glance."""

from components.area_grades import area_grades
from components.glossary import terms_explained
from components.grade_card import grade_cards
from components.improvement_table import areas_in_short
from components.key_fact_list import key_fact_list
from components.overview_head import grades_only, overview_head
from components.reaction_panel import reactions_in_short
from components.results import in_short, result_line
from components.runtime.page import OpenPage, run
from components.silences import silence_list
from components.widgets.filters import theme_filter
from peel.questions.listings import AREAS, FINDINGS, REACTIONS


def draw(page: OpenPage) -> None:
    dossier = page.context.dossier
    pillars = ("effectiveness", "legitimacy") if dossier.pillars else ()
    with page.together():
        page.show(overview_head)
        page.show(terms_explained, "peel", "requires-improvement", *pillars)
        page.show(grade_cards if dossier.pillars else area_grades)
    if dossier.has_findings:
        page.filtered(chosen)
    with page.together():
        if not dossier.has_findings:
            page.show(grades_only)
        page.show(key_fact_list)
        page.show(silence_list, "grades")


def chosen(page: OpenPage) -> None:
    """The first few improvement areas and reactions of the chosen themes."""
    page.widget(theme_filter, FINDINGS)
    with page.together():
        page.show(result_line, FINDINGS)
        page.show(in_short, AREAS, "improvement-areas", "What must improve", "area", areas_in_short)
        page.show(in_short, REACTIONS, "reactions", "Who reacted", "reaction", reactions_in_short)


if __name__ == "__main__":
    run("", draw)
