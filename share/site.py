"""Everything that is delivered without Streamlit, by its path: pages, embeds, data, small files.

A reply depends on the path, the query and the state of the data, and on nothing else; so it is
made once for each state of the data and then served from memory.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from htpy import Node, a, fragment, h1, li, p, ul

from components.context import Context, ShareLinks
from components.document import About, document, stylesheet, stylesheet_name
from components.report import overview
from peel.desk import Desk
from peel.dossier import Dossier, UnknownRoundError
from peel.export import TABLES, Table, as_csv, as_json, data_package, rows_of
from peel.faults import did_you_mean
from peel.library import UnknownForceError
from peel.view import PAGES, View
from share import pages
from share.preview_image import in_words, preview_image

MAX_QUERY = 2000
MAX_PATH = 300
_KEPT = 6000
_FILTERS = ("force", "round", "theme", "pillar", "kind", "relation", "organisation", "stance", "q")

HTML, CSS, PNG = "text/html; charset=utf-8", "text/css; charset=utf-8", "image/png"
CSV, JSON = "text/csv; charset=utf-8", "application/json"
TEXT, XML = "text/plain; charset=utf-8", "application/xml"


@dataclass(frozen=True)
class Reply:
    """What a path is answered with. `etag` and `packed` are of the body."""

    body: bytes
    media_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    packed: bytes | None = None


def _finished(reply: Reply) -> Reply:
    """The reply with its tag, and packed once where that saves something."""
    packed = None
    if reply.media_type != PNG and len(reply.body) > 500:
        packed = gzip.compress(reply.body, 6, mtime=0)
    etag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
    return Reply(reply.body, reply.media_type, reply.status, reply.headers, etag, packed)


class Site:
    """Answers paths. `public_url` is where readers reach the whole, without a slash at its end."""

    def __init__(self, desk: Desk, public_url: str = "http://localhost:8501") -> None:
        self.desk = desk
        self.public_url = public_url.rstrip("/")
        # Links within the site leave the host out, so that any host can serve it.
        host = self.public_url.split("://", 1)[-1]
        self.base = "/" + host.split("/", 1)[1] if "/" in host else ""
        self._kept: OrderedDict[tuple[str, str, str], Reply] = OrderedDict()
        self._lock = threading.Lock()

    # Delivery

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Reply:
        """The reply to a path such as `/share/cambridgeshire/2015`.

        Raises DataFaultsError where no good data was ever read.
        """
        asked = query or {}
        if len(path) > MAX_PATH:
            return self._problem(404, "This address is too long to be one of ours.", "")
        key = (path, json.dumps(sorted(asked.items())), self._version(path, asked))
        kept = self._kept.get(key)
        if kept is None:
            kept = _finished(self._make(path, asked))
            with self._lock:
                self._kept[key] = kept
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return kept

    def paths(self) -> Iterator[str]:
        """Every path of the static site, without filters."""
        yield from ("/share", f"/share/{stylesheet_name()}", "/robots.txt", "/sitemap.xml", "/404")
        yield "/data/datapackage.json"
        for name in TABLES:
            yield f"/data/{name}.csv"
            yield f"/data/{name}.json"
        for dossier in self._dossiers():
            yield from self.paths_of(dossier)

    def paths_of(self, dossier: Dossier) -> Iterator[str]:
        """The paths of one force and round."""
        place = f"{dossier.force.slug}/{dossier.framework.round}"
        yield f"/share/{place}"
        yield f"/share/{place}/preview.png"
        for name in pages.ids(dossier):
            yield f"/share/{place}/{name}"
        for name in pages.embeds(self._context(dossier)):
            yield f"/embed/{place}/{name}"

    def _version(self, path: str, asked: Mapping[str, str]) -> str:
        """The state of the data that a path depends on."""
        steps = path.strip("/").split("/")
        shared = self.desk.library.shared()
        if len(steps) >= 2 and steps[0] in ("share", "embed") and steps[1] in shared.forces:
            return self.desk.library.force(steps[1]).version
        if steps[0] in ("data", "sitemap.xml"):
            slugs = [asked["force"]] if asked.get("force") in shared.forces else self._slugs()
            return "".join(self.desk.library.force(slug).version for slug in slugs)
        return shared.version

    # Making

    def _make(self, path: str, asked: Mapping[str, str]) -> Reply:
        match path.strip("/").split("/"):
            case ["share"]:
                return self._index()
            case ["share", name] if name == stylesheet_name():
                return Reply(stylesheet(), CSS, headers={"cache-control": _FOR_EVER})
            case ["share", force, round_id]:
                return self._share(force, round_id)
            case ["share", force, round_id, "preview.png"]:
                return self._preview(force, round_id)
            case ["share", force, round_id, name]:
                return self._single(force, round_id, name)
            case ["embed", force, round_id, name]:
                return self._embed(force, round_id, name)
            case ["data", "datapackage.json"]:
                return Reply(self._package(), JSON, headers=_OPEN)
            case ["data", file]:
                return self._data(file, asked)
            case ["robots.txt"]:
                return Reply(self._robots(), TEXT)
            case ["sitemap.xml"]:
                return Reply(self._sitemap(), XML)
        return self._problem(404, "There is no such page here.", "")

    def _context(self, dossier: Dossier) -> Context:
        view = View(force=dossier.force.slug, round=dossier.framework.round)
        return Context(dossier, view, ShareLinks(self.base), footnotes=True)

    def _open(self, force: str, round_id: str) -> Context | Reply:
        try:
            return self._context(self.desk.dossier(force, round_id))
        except UnknownForceError:
            return self._unknown(
                "force", force, self.desk.library.shared().forces, "/share/{}/2015"
            )
        except UnknownRoundError:
            rounds = self.desk.library.shared().frameworks
            return self._unknown("round", round_id, rounds, f"/share/{force}/{{}}")

    def _share(self, force: str, round_id: str) -> Reply:
        opened = self._open(force, round_id)
        if isinstance(opened, Reply):
            return opened
        dossier = opened.dossier
        address = f"{self.public_url}/share/{force}/{round_id}"
        about = About(
            title=f"{dossier.force.name} in {dossier.framework.name}: PEEL findings",
            description=self._description(dossier),
            canonical=address,
            image=f"{address}/preview.png",
            image_alt=in_words(dossier),
        )
        content = fragment[overview(opened), pages.embed_list(opened, self.public_url)]
        return self._page(about, content, opened.view)

    def _single(self, force: str, round_id: str, name: str) -> Reply:
        opened = self._open(force, round_id)
        if isinstance(opened, Reply):
            return opened
        renamed = opened.dossier.renamed.get(name)
        if renamed:
            where = f"{self.base}/share/{force}/{round_id}/{renamed}"
            return Reply(b"", TEXT, 301, {"location": where})
        content = pages.single(opened, name)
        if content is None:
            known = pages.ids(opened.dossier)
            return self._unknown("id", name, known, f"/share/{force}/{round_id}/{{}}")
        dossier = opened.dossier
        place = f"{dossier.force.name} in {dossier.framework.name}"
        title = pages.title_of(dossier, name)
        address = f"{self.public_url}/share/{force}/{round_id}"
        about = About(
            title=f"{title}: {place}",
            description=f"{title}: what is said of {place}, with the source and its words.",
            canonical=f"{address}/{name}",
            image=f"{address}/preview.png",
            image_alt=in_words(dossier),
        )
        return self._page(about, content, opened.view.on("findings", open=name))

    def _embed(self, force: str, round_id: str, name: str) -> Reply:
        opened = self._open(force, round_id)
        if isinstance(opened, Reply):
            return opened
        parts = pages.embeds(opened)
        if name not in parts:
            return self._unknown("card", name, parts, f"/embed/{force}/{round_id}/{{}}")
        title, drawing = parts[name]
        address = f"{self.public_url}/share/{force}/{round_id}"
        about = About(title, f"{title}, with sources.", address, index=False)
        content = pages.embedded(opened, title, drawing, address)
        page = document(self.base, about, content, plain=True)
        return Reply(page.encode(), HTML)

    def _preview(self, force: str, round_id: str) -> Reply:
        opened = self._open(force, round_id)
        if isinstance(opened, Reply):
            return opened
        return Reply(preview_image(opened.dossier), PNG)

    def _index(self) -> Reply:
        about = About(
            "PEEL findings, force by force",
            "What police inspectors found in each force in England and Wales, with sources.",
            f"{self.public_url}/share",
        )
        return self._page(about, pages.index(self.desk, self.base), View())

    def _page(self, about: About, content: Node, view: View) -> Reply:
        app = f"{self.base}/{view.address().removeprefix('./')}"
        return Reply(document(self.base, about, content, app=app).encode(), HTML)

    def _description(self, dossier: Dossier) -> str:
        if dossier.record.story:
            return dossier.record.story.statement
        return f"{in_words(dossier)} With the source and the words for every statement."

    # Data

    def _data(self, file: str, asked: Mapping[str, str]) -> Reply:
        name, _, form = file.rpartition(".")
        if name not in TABLES or form not in ("csv", "json"):
            known = [f"{table}.{kind}" for table in TABLES for kind in ("csv", "json")]
            return self._unknown("file", file, known, "/data/{}")
        unknown = [key for key in asked if key not in _FILTERS]
        if unknown:
            return self._problem(400, f"Unknown filter “{unknown[0][:60]}”.", "")
        if asked.get("round") and not asked.get("force"):
            return self._problem(400, "A round needs a force: …?force=…&round=…", "")
        table = TABLES[name]
        opened: list[tuple[Dossier, View]] = []
        for dossier, filters in self._chosen(asked):
            page = _PAGE_OF.get(name, "findings")
            read = self.desk.open(page, filters)
            if read.notices:
                return self._problem(400, read.notices[0], "")
            opened.append((dossier, read.view))
        rows = rows_of(table, opened)
        headers = {**_OPEN, "content-disposition": f'attachment; filename="{name}.{form}"'}
        if form == "csv":
            return Reply(as_csv(table, rows), CSV, headers=headers)
        return Reply(as_json(table, rows, self._data_version(opened)), JSON, headers=_OPEN)

    def _chosen(self, asked: Mapping[str, str]) -> Iterator[tuple[Dossier, dict[str, str]]]:
        """The dossiers that filters ask for, each with the filters in full."""
        if asked.get("force"):
            opened = self.desk.open("", {k: asked[k] for k in ("force", "round") if k in asked})
            yield opened.dossier, dict(asked)
            return
        filters = {key: value for key, value in asked.items() if key not in ("force", "round")}
        for dossier in self._dossiers():
            place = {"force": dossier.force.slug, "round": dossier.framework.round}
            yield dossier, {**filters, **place}

    def _data_version(self, opened: list[tuple[Dossier, View]]) -> str:
        versions = "".join(sorted({dossier.version for dossier, _ in opened}))
        return hashlib.sha256(versions.encode()).hexdigest()[:10]

    def _package(self) -> bytes:
        shared = self.desk.library.shared()
        licences = [
            {
                "name": terms.id,
                "title": terms.name,
                **({"path": terms.address} if terms.address else {}),
            }
            for terms in shared.terms.values()
        ]
        return data_package(shared.version, licences)

    # Small files

    def _robots(self) -> bytes:
        return f"User-agent: *\nAllow: /share\nSitemap: {self.public_url}/sitemap.xml\n".encode()

    def _sitemap(self) -> bytes:
        found = [f"{self.public_url}/share"]
        for dossier in self._dossiers():
            place = f"/share/{dossier.force.slug}/{dossier.framework.round}"
            found.append(f"{self.public_url}{place}")
            found += [f"{self.public_url}{place}/{name}" for name in pages.ids(dossier)]
        entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in found)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        start = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return f'{start}<urlset xmlns="{space}">\n{entries}</urlset>\n'.encode()

    # Problems

    def _unknown(self, what: str, asked: str, known: Iterable[str], to: str) -> Reply:
        """A plain page for an unknown name, with the nearest known one."""
        hint = did_you_mean(asked, known).removeprefix(" (did you mean '").removesuffix("'?)")
        shown = asked if len(asked) <= 60 else f"{asked[:60]}…"
        return self._problem(404, f"We know no {what} “{shown}”.", to.format(hint) if hint else "")

    def _problem(self, status: int, text: str, near: str) -> Reply:
        title = "Not found" if status == 404 else "This cannot be answered"
        content = fragment[
            h1[title],
            p[text],
            ul[li["Did you mean: ", a(href=f"{self.base}{near}")[near]]] if near else None,
            p[a(href=f"{self.base}/share")["All forces and rounds"]],
        ]
        about = About(f"{title}: PEEL findings", text, "", index=False)
        return Reply(document(self.base, about, content).encode(), HTML, status)

    def problem(self, status: int, text: str) -> Reply:
        """A plain page that says why something is not answered."""
        return _finished(self._problem(status, text, ""))

    # The data

    def _slugs(self) -> list[str]:
        return sorted(self.desk.library.shared().forces)

    def _dossiers(self) -> Iterator[Dossier]:
        """Every force in every round."""
        rounds = sorted(self.desk.library.shared().frameworks)
        for slug in self._slugs():
            for round_id in rounds:
                yield self.desk.dossier(slug, round_id)


_FOR_EVER = "public, max-age=31536000, immutable"
_OPEN = {"access-control-allow-origin": "*"}
_PAGE_OF = {
    "findings": "findings",
    "areas": "improvement-areas",
    "recommendations": "sources",
    "reactions": "reactions",
    "grades": "sources",
    "sources": "sources",
}
assert set(_PAGE_OF) == set(TABLES)
assert set(_PAGE_OF.values()) <= set(PAGES)

__all__ = ["MAX_QUERY", "Reply", "Site", "Table"]
