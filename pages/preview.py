"""Bring your own findings file and see the whole dashboard with it, for this session only."""

import streamlit as st

from components.fault_list import fault_list
from components.page_frame import own_file_success, page_head
from components.runtime.page import OpenPage, run
from components.runtime.session import own_file, published, set_own_file
from peel.editing.own_file import open_own_file


def draw(page: OpenPage) -> None:
    page.show(
        page_head,
        "Drop a findings file to see every page with it. Only you see it, nothing is stored, "
        "and it is gone when you close this tab.",
    )
    upload = st.file_uploader("Findings file (YAML, at most 1 MB)", type=["yaml", "yml"])
    if upload is None:
        st.session_state.pop("own-file-seen", None)
    elif upload.file_id != st.session_state.get("own-file-seen"):
        opened, faults = open_own_file(published().folder, upload.name, upload.getvalue())
        if opened:
            st.session_state["own-file-seen"] = upload.file_id
            set_own_file(opened)
            st.rerun()
        page.put(fault_list(faults))
    brought = own_file()
    if brought:
        page.show(own_file_success, brought.name)
        st.button("Leave the preview", on_click=set_own_file, args=(None,))


if __name__ == "__main__":
    run("preview", draw)
