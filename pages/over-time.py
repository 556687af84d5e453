"""One force through all rounds: pillars, topics, and the life of each matter."""

from components.history_table import break_notes, history_table
from components.life_line import thread_lives
from components.page_frame import heading, page_head
from components.widgets.frame import page, show, together
from peel.history import pillar_series, topic_series

with page("over-time") as context:
    dossier = context.dossier
    pillars, topics = pillar_series(dossier.force_record), topic_series(dossier.force_record)

    with together():
        show(
            page_head, context, "Better or worse than before? Each pillar, each topic, each matter."
        )
        show(history_table, "Pillar grades, round by round", pillars)
        show(history_table, "Grades of questions and areas, by topic", topics)
        show(break_notes, topics)
        if dossier.lives:
            show(heading, "What was raised, and when")
            show(thread_lives, context, dossier.lives)
