"""For whoever keeps the data: what is loaded, and what is wrong in any data file."""

from components.fault_list import data_health
from components.page_frame import page_head
from components.runtime.page import OpenPage, run


def draw(page: OpenPage) -> None:
    page.show(page_head, "For whoever keeps the data: what is loaded, and what is wrong.")
    page.put(data_health(page.context, page.look.check().faults))


if __name__ == "__main__":
    run("data-health", draw)
