"""For whoever keeps the data: what is loaded, and what is wrong with newer data."""

from components.fault_list import data_health
from components.page_frame import page_head
from components.widgets.frame import page, published, show

with page("data-health") as context:
    library = published().library
    show(page_head, context, "For whoever keeps the data: what is loaded, and what is wrong.")
    show(data_health, context, library.faults)
