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
from peel.desk import Desk, known_values
from peel.dossier import Dossier, UnknownRoundError
from peel.export import TABLES, Table, as_csv, as_json, data_package, rows_of
from peel.faults import did_you_mean
from peel.library import UnknownForceError
from peel.plain_text import visible
from peel.view import PAGES, View
from share import pages
from share.preview_image import in_words, preview_image

MAX_QUERY = 2000
MAX_PATH = 300
_KEPT_BYTES = 150_000_000
# What each table can be narrowed by, besides force and round.
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "findings": ("theme", "pillar", "kind", "q"),
    "areas": ("theme", "kind", "pillar", "relation", "q"),
    "recommendations": ("theme",),
    "reactions": ("theme", "organisation", "stance"),
    "grades": (),
    "sources": ("theme",),
}

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


def _unknown_value(name: str, asked: str, known: Iterable[str]) -> str:
    return f"The data has no {name} “{visible(asked, 60)}”{did_you_mean(asked, sorted(known))}."


def _weight(reply: Reply) -> int:
    """How much memory a reply takes, about."""
    return len(reply.body) + len(reply.packed or b"") + 1000


class Site:
    """Answers paths. `public_url` is where readers reach the whole, without a slash at its end."""

    def __init__(self, desk: Desk, public_url: str = "http://localhost:8501") -> None:
        self.desk = desk
        self.public_url = public_url.rstrip("/")
        # Links within the site leave the host out, so that any host can serve it.
        host = self.public_url.split("://", 1)[-1]
        self.base = "/" + host.split("/", 1)[1] if "/" in host else ""
        self._kept: OrderedDict[tuple[str, str, str], Reply] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()

    # Delivery

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Reply:
        """The reply to a path such as `/share/cambridgeshire/2015`.

        Raises DataFaultsError where no good data was ever read.
        """
        # Only data files are narrowed; elsewhere a query changes nothing.
        asked = query if query and path.startswith("/data/") else {}
        if len(path) > MAX_PATH:
            return self._problem(404, "This address is too long to be one of ours.", "")
        key = (path, json.dumps(sorted(asked.items())), self._version(path, asked))
        kept = self._kept.get(key)
        if kept is None:
            kept = _finished(self._make(path, asked))
            self._keep(key, kept)
        return kept

    def body(self, path: str) -> bytes:
        """The body of the reply to a path, made for this once: neither packed nor kept."""
        return self._make(path, {}).body

    def _keep(self, key: tuple[str, str, str], reply: Reply) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = reply
            self._kept_bytes += _weight(reply)
            while self._kept_bytes > _KEPT_BYTES:
                _, dropped = self._kept.popitem(last=False)
                self._kept_bytes -= _weight(dropped)

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

    def _context(self, dossier: Dossier, *, embedded: bool = False) -> Context:
        view = View(force=dossier.force.slug, round=dossier.framework.round)
        return Context(dossier, view, ShareLinks(self.base, embedded), footnotes=True)

    def _open(self, force: str, round_id: str, *, embedded: bool = False) -> Context | Reply:
        try:
            return self._context(self.desk.dossier(force, round_id), embedded=embedded)
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
        opened = self._open(force, round_id, embedded=True)
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
        unknown = [key for key in asked if key not in ("force", "round", *_FILTERS[name])]
        if unknown:
            text = f"Unknown filter “{visible(unknown[0], 60)}” for the table {name}."
            return self._problem(400, text, "")
        if asked.get("round") and not asked.get("force"):
            return self._problem(400, "A round needs a force: …?force=…&round=…", "")
        table = TABLES[name]
        opened = self._opened(name, asked)
        if isinstance(opened, str):
            return self._problem(400, opened, "")
        rows = rows_of(table, opened)
        headers = {**_OPEN, "content-disposition": f'attachment; filename="{name}.{form}"'}
        if form == "csv":
            return Reply(as_csv(table, rows), CSV, headers=headers)
        forces = [asked["force"]] if asked.get("force") else ()
        return Reply(as_json(table, rows, self._data_version(forces)), JSON, headers=_OPEN)

    def _opened(self, name: str, asked: Mapping[str, str]) -> list[tuple[Dossier, View]] | str:
        """The dossiers that filters ask for, each with its view; or why they cannot be read.

        A value may be known to one dossier and not to another, as pillars change from round to
        round: the other has nothing to show for it. One that no dossier knows is a mistake.
        """
        shared = self.desk.library.shared()
        places = (("force", shared.forces), ("round", shared.frameworks))
        for key, there in places:
            if asked.get(key) and asked[key] not in there:
                return _unknown_value(key, asked[key], there)
        wanted = {
            key: tuple(dict.fromkeys(part.strip() for part in asked[key].split(",")))
            for key in _FILTERS[name]
            if key != "q" and asked.get(key, "").strip(" ,")
        }
        opened: list[tuple[Dossier, View]] = []
        known: dict[str, set[str]] = {key: set() for key in wanted}
        for dossier in self._dossiers(asked.get("force", ""), asked.get("round", "")):
            here = known_values(dossier, _PAGE_OF[name])
            left = {key: [v for v in values if v in here[key]] for key, values in wanted.items()}
            for key in wanted:
                known[key].update(here[key])
            if all(left.values()):
                filters = {key: ",".join(values) for key, values in left.items()}
                filters |= {"force": dossier.force.slug, "round": dossier.framework.round}
                read = self.desk.open(_PAGE_OF[name], {**filters, "q": asked.get("q", "")})
                opened.append((read.dossier, read.view))
        for key, values in wanted.items():
            for value in values:
                if value and value not in known[key]:
                    return _unknown_value(key, value, known[key])
        return opened

    def _data_version(self, forces: Iterable[str] = ()) -> str:
        versions = (self.desk.library.force(slug).version for slug in forces or self._slugs())
        return hashlib.sha256("".join(versions).encode()).hexdigest()[:10]

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
        return data_package(self._data_version(), licences)

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
        return self._problem(
            404, f"We know no {what} “{visible(asked, 60)}”.", to.format(hint) if hint else ""
        )

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

    def _dossiers(self, force: str = "", round_id: str = "") -> Iterator[Dossier]:
        """Every force in every round, or only those of one force or one round."""
        rounds = [round_id] if round_id else sorted(self.desk.library.shared().frameworks)
        for slug in [force] if force else self._slugs():
            for name in rounds:
                yield self.desk.dossier(slug, name)


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
