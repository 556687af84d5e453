"""Bring your own findings file and see the whole dashboard with it, for this session only."""

import streamlit as st

from components.fault_list import fault_list
from components.page_frame import page_head, preview_success
from components.widgets.frame import page, preview, published, set_preview, show
from peel.preview import open_preview

with page("preview") as context:
    show(
        page_head,
        context,
        "Drop a findings file to see every page with it. Only you see it, nothing is stored, "
        "and it is gone when you close this tab.",
    )
    upload = st.file_uploader("Findings file (YAML, at most 1 MB)", type=["yaml", "yml"])
    if upload is None:
        st.session_state.pop("preview-seen", None)
    elif upload.file_id != st.session_state.get("preview-seen"):
        opened, faults = open_preview(published().library.folder, upload.name, upload.getvalue())
        if opened:
            st.session_state["preview-seen"] = upload.file_id
            set_preview(opened)
            st.rerun()
        show(fault_list, tuple(faults))
    brought = preview()
    if brought:
        show(preview_success, context, brought.name)
        st.button("Leave the preview", on_click=set_preview, args=(None,))
