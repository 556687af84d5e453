"""One force through all rounds: pillars, topics, and the life of each matter."""

from components.history_table import pillar_history, topic_history
from components.life_line import thread_lives
from components.page_frame import page_head
from components.runtime.page import OpenPage, run


def draw(page: OpenPage) -> None:
    with page.together():
        page.show(page_head, "Better or worse than before? Each pillar, each topic, each matter.")
        page.show(pillar_history)
        page.show(topic_history)
        page.show(thread_lives)


if __name__ == "__main__":
    run("over-time", draw)
