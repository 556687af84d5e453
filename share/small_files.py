"""What search engines ask for: robots.txt and the sitemap."""

from __future__ import annotations

from xml.sax.saxutils import escape

from components.addresses import share_path
from peel.questions.desk import Desk
from share import pages


def robots(public_url: str) -> bytes:
    """Everybody may read the share pages."""
    return f"User-agent: *\nAllow: /share\nSitemap: {public_url}/sitemap.xml\n".encode()


def sitemap(desk: Desk, public_url: str) -> bytes:
    """Every share page."""
    found = [f"{public_url}{share_path()}"]
    for dossier in desk.dossiers():
        force, round_id = dossier.force.slug, dossier.framework.round
        found += [
            f"{public_url}{share_path(force, round_id, name)}" for name in ("", *pages.ids(dossier))
        ]
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in found)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    start = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{start}<urlset xmlns="{space}">\n{entries}</urlset>\n'.encode()
