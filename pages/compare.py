"""All forces side by side: a round by pillar, and a pillar through the rounds."""

from components.compare_table import (
    compare_table,
    distribution_table,
    national_words,
    side_by_side,
)
from components.page_frame import heading, page_head, paragraph
from components.runtime.page import OpenPage, run
from components.widgets.compare import force_choice, pictures, pillar_choice


def draw(page: OpenPage) -> None:
    framework = page.context.dossier.framework
    page.show(page_head, "How common was a grade, and who else had it?")
    if framework.pillars:
        page.show(national_words)
        page.show(compare_table)
    else:
        text = f"{framework.name} has no pillar grades, so there is nothing to compare by pillar."
        page.show(paragraph, text)
    page.show(heading, "One pillar through the rounds")
    page.widget(pillar_choice)
    page.widget(force_choice)
    page.show(side_by_side)
    page.widget(pictures)
    page.show(distribution_table)


if __name__ == "__main__":
    run("compare", draw)
