"""A button that copies the lasting link to one thing; the app's script does the copying."""

from __future__ import annotations

import htpy as h

from components.context import Context
from peel.questions.fingerprint import fingerprint
from peel.questions.view import View


def lasting_address(context: Context, view: View) -> str:
    """The address of a view with the state of the data, so that a later change can be told."""
    address, _, anchor = view.address().partition("#")
    version = f"{address}&v={fingerprint(context.dossier)}"
    return f"{version}#{anchor}" if anchor else version


def copy_link(context: Context, page: str, name: str, what: str) -> h.Node:
    """The link to the thing with id `name` on `page`; nothing on pages without script."""
    if context.footnotes:
        return None
    view = context.view.on(page, theme=(), open=name)
    address = lasting_address(context, view)
    return h.p(".item-link")[
        h.button(".copy-quote", type="button", data_copy_link=address)[
            "Copy link", h.span(".visually-hidden")[f" to {what}"]
        ]
    ]
