"""The frame of a plain page: head, header, footer. No script, one stylesheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import htpy as h
from markupsafe import Markup

_STYLE = Path(__file__).resolve().parent / "style.css"
_PLAIN = Path(__file__).resolve().parent / "plain.css"


@cache
def stylesheet() -> bytes:
    """The stylesheet of the components, with what a plain page and print need besides."""
    return _STYLE.read_bytes() + _PLAIN.read_bytes()


@cache
def stylesheet_name() -> str:
    """Changes with its content, so that it can be kept for ever."""
    return f"style-{hashlib.sha256(stylesheet()).hexdigest()[:10]}.css"


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself to browsers, search engines and messengers."""

    title: str
    description: str
    canonical: str
    image: str = ""
    image_alt: str = ""
    index: bool = True


def document(
    base: str,
    about: About,
    content: h.Node,
    *,
    app: str = "",
    plain: bool = False,
    inline: bool = False,
) -> str:
    """A whole page. `app` is where the app shows the same; `plain` leaves header and footer out;
    `inline` puts the stylesheet into the page, so that it stands by itself as a file."""
    page = h.html(lang="en-GB")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title[about.title],
            h.meta(name="description", content=about.description),
            None if about.index else h.meta(name="robots", content="noindex"),
            h.link(rel="canonical", href=about.canonical) if about.canonical else None,
            h.style[Markup(stylesheet().decode())]
            if inline
            else h.link(rel="stylesheet", href=f"{base}/share/{stylesheet_name()}"),
            h.link(rel="icon", href="data:,"),
            _open_graph(about) if about.image else None,
        ],
        h.body(".peel.share")[
            None if plain else _header(base, app),
            h.main(id="content")[content],
            None if plain else _footer(base),
        ],
    ]
    return f"{page}\n"


def _open_graph(about: About) -> h.Node:
    found = {
        "og:type": "article",
        "og:site_name": "PEEL findings",
        "og:locale": "en_GB",
        "og:title": about.title,
        "og:description": about.description,
        "og:url": about.canonical,
        "og:image": about.image,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": about.image_alt,
    }
    return [
        *(h.meta(property=name, content=value) for name, value in found.items()),
        h.meta(name="twitter:card", content="summary_large_image"),
    ]


def _header(base: str, app: str) -> h.Node:
    return h.header[
        h.nav(".site-nav", aria_label="Site")[
            h.a(href=f"{base}/share", class_="site-name")["PEEL findings"],
            h.a(href=app)["Open in the dashboard"] if app else None,
        ]
    ]


def _footer(base: str) -> h.Node:
    return h.footer(".site-footer")[
        h.p[
            "Findings and grades are those of the inspectorate; statements are in our own words. ",
            "Quotations belong to those quoted. ",
            h.a(href=f"{base}/data/datapackage.json")["The data and its terms"],
        ]
    ]
