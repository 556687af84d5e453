"""All forces side by side: a round by pillar, and a pillar through the rounds."""

from components.compare_table import (
    compare_table,
    distribution_table,
    national_words,
    side_by_side,
)
from components.page_frame import heading, page_head, paragraph
from components.widgets.compare import force_choice, pictures, pillar_choice
from components.widgets.frame import page, show

with page("compare") as context:
    framework = context.dossier.framework

    show(page_head, context, "How common was a grade, and who else had it?")
    if framework.pillars:
        show(national_words, context)
        show(compare_table, context)
    else:
        show(
            paragraph,
            f"{framework.name} has no pillar grades, so there is nothing to compare by pillar.",
        )
    show(heading, "One pillar through the rounds")
    pillar = pillar_choice(context)
    force_choice(context)
    if context.view.forces:
        show(side_by_side, context, pillar, context.view.forces)
    pictures(context, pillar)
    show(distribution_table, context, pillar)
