"""Everything that is delivered without Streamlit, by its path: pages, embeds, data, small files.

A reply depends on the path, the query and the state of the data, and on nothing else; so it is
made once for each state of the data and then served from memory.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping

import htpy as h

from components.addresses import data_path, embed_path, share_path
from components.context import Context, ShareLinks
from components.document import About, document, stylesheet, stylesheet_name
from components.report import overview
from peel.library.library import Library, UnknownForceError
from peel.questions.address import renamed
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier, UnknownRoundError
from peel.questions.view import View
from peel.reading.faults import nearest
from peel.reading.text import visible
from peel.settings import LOCAL_URL
from share import data_files, pages
from share.reply import CSS, FOR_EVER, HTML, PNG, TEXT, XML, NoAnswerError, Reply
from share.small_files import robots, sitemap
from share.social_image import in_words, social_image

MAX_PATH = 300
_KEPT_BYTES = 150_000_000


class Site:
    """Answers paths. `public_url` is where readers reach the whole, without a slash at its end."""

    def __init__(self, library: Library, public_url: str = LOCAL_URL) -> None:
        self.library = library
        self.public_url = public_url.rstrip("/")
        # Links within the site leave the host out, so that any host can serve it.
        host = self.public_url.split("://", 1)[-1]
        self.base = "/" + host.split("/", 1)[1] if "/" in host else ""
        self._kept: OrderedDict[tuple[str, str, str], Reply] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Reply:
        """The reply to a path such as `/share/cambridgeshire/2015`.

        Raises DataFaultsError where no good data was ever read.
        """
        # Only data files are narrowed; elsewhere a query changes nothing.
        asked = query if query and path.startswith(data_path("")) else {}
        if len(path) > MAX_PATH:
            return self.problem(404, "This address is too long to be one of ours.")
        desk = self.desk()
        key = (path, json.dumps(sorted(asked.items())), _version(desk, path, asked))
        kept = self._kept.get(key)
        if kept is None:
            kept = self._answer(desk, path, asked).finished()
            self._keep(key, kept)
        return kept

    def desk(self) -> Desk:
        """The data as it is now, for one request."""
        return Desk(self.library.now())

    def body(self, desk: Desk, path: str) -> bytes:
        """The body of the reply to a path, made for this once: neither gzipped nor kept."""
        return self._answer(desk, path, {}).body

    def problem(self, status: int, text: str) -> Reply:
        """A plain page that says why something is not answered."""
        return self._problem_page(NoAnswerError(status, text)).finished()

    def paths(self, desk: Desk) -> Iterator[str]:
        """Every path of the static site, without filters."""
        yield from (share_path(), f"{share_path()}/{stylesheet_name()}")
        yield from ("/robots.txt", "/sitemap.xml", "/404")
        yield from map(data_path, data_files.names())
        for dossier in desk.dossiers():
            yield from self.paths_of(dossier)

    def paths_of(self, dossier: Dossier) -> Iterator[str]:
        """The paths of one force and round."""
        place = dossier.force.slug, dossier.framework.round
        for name in ("", "preview.png", *pages.ids(dossier)):
            yield share_path(*place, name)
        for name in pages.embeds(self._context(dossier)):
            yield embed_path(*place, name)

    def _keep(self, key: tuple[str, str, str], reply: Reply) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = reply
            self._kept_bytes += reply.weight
            while self._kept_bytes > _KEPT_BYTES:
                _, dropped = self._kept.popitem(last=False)
                self._kept_bytes -= dropped.weight

    def _answer(self, desk: Desk, path: str, asked: Mapping[str, str]) -> Reply:
        try:
            return self._make(desk, path, asked)
        except NoAnswerError as problem:
            return self._problem_page(problem)

    def _make(self, desk: Desk, path: str, asked: Mapping[str, str]) -> Reply:
        match path.strip("/").split("/"):
            case ["share"]:
                return self._index(desk)
            case ["share", name] if name == stylesheet_name():
                return Reply(stylesheet(), CSS, headers=FOR_EVER)
            case ["share", force, round_id]:
                return self._whole(self._open(desk, force, round_id))
            case ["share", force, round_id, "preview.png"]:
                dossier = self._open(desk, force, round_id)
                return Reply(social_image(dossier), PNG)
            case ["share", force, round_id, name]:
                return self._single(self._open(desk, force, round_id), name)
            case ["embed", force, round_id, name]:
                return self._embed(self._open(desk, force, round_id), name)
            case ["data", file]:
                return data_files.data_file(desk, file, asked)
            case ["robots.txt"]:
                return Reply(robots(self.public_url), TEXT)
            case ["sitemap.xml"]:
                return Reply(sitemap(desk, self.public_url), XML)
        raise NoAnswerError(404, "There is no such page here.")

    def _open(self, desk: Desk, force: str, round_id: str) -> Dossier:
        try:
            return desk.dossier(force, round_id)
        except UnknownForceError:
            raise _unknown("force", force, desk.shared.forces, "/share/{}/2015") from None
        except UnknownRoundError:
            to = f"/share/{force}/{{}}"
            raise _unknown("round", round_id, desk.shared.frameworks, to) from None

    def _context(self, dossier: Dossier, *, embedded: bool = False) -> Context:
        view = View(force=dossier.force.slug, round=dossier.framework.round)
        return Context(dossier, view, ShareLinks(self.base, embedded), footnotes=True)

    def _address(self, dossier: Dossier, name: str = "") -> str:
        return f"{self.public_url}{share_path(dossier.force.slug, dossier.framework.round, name)}"

    def _index(self, desk: Desk) -> Reply:
        about = About(
            "PEEL findings, force by force",
            "What police inspectors found in each force in England and Wales, with sources.",
            f"{self.public_url}{share_path()}",
        )
        return self._page(about, pages.index(desk.shared, self.base), View())

    def _whole(self, dossier: Dossier) -> Reply:
        context = self._context(dossier)
        story = dossier.force_round.story
        words = f"{in_words(dossier)} With the source and the words for every statement."
        about = About(
            title=f"{dossier.force.name} in {dossier.framework.name}: PEEL findings",
            description=story.statement if story else words,
            canonical=self._address(dossier),
            image=self._address(dossier, "preview.png"),
            image_alt=in_words(dossier),
        )
        content = h.fragment[overview(context), pages.embed_list(context, self.public_url)]
        return self._page(about, content, context.view)

    def _single(self, dossier: Dossier, name: str) -> Reply:
        place = share_path(dossier.force.slug, dossier.framework.round)
        now = renamed(dossier).get(name)
        if now:
            return Reply(b"", TEXT, 301, {"location": f"{self.base}{place}/{now}"})
        context = self._context(dossier)
        content = pages.single(context, name)
        if content is None:
            raise _unknown("id", name, pages.ids(dossier), f"{place}/{{}}")
        where = f"{dossier.force.name} in {dossier.framework.name}"
        title = pages.title_of(dossier, name)
        about = About(
            title=f"{title}: {where}",
            description=f"{title}: what is said of {where}, with the source and its words.",
            canonical=self._address(dossier, name),
            image=self._address(dossier, "preview.png"),
            image_alt=in_words(dossier),
        )
        return self._page(about, content, context.view.on("findings", open=name))

    def _embed(self, dossier: Dossier, name: str) -> Reply:
        context = self._context(dossier, embedded=True)
        parts = pages.embeds(context)
        if name not in parts:
            to = embed_path(dossier.force.slug, dossier.framework.round, "{}")
            raise _unknown("card", name, parts, to)
        title, drawing = parts[name]
        address = self._address(dossier)
        about = About(title, f"{title}, with sources.", address, index=False)
        content = pages.embedded(context, title, drawing, address)
        return Reply(document(self.base, about, content, plain=True).encode(), HTML)

    def _page(self, about: About, content: h.Node, view: View) -> Reply:
        app = f"{self.base}/{view.address().removeprefix('./')}"
        return Reply(document(self.base, about, content, app=app).encode(), HTML)

    def _problem_page(self, problem: NoAnswerError) -> Reply:
        title = "Not found" if problem.status == 404 else "This cannot be answered"
        near = problem.near
        way_on = h.ul[h.li["Did you mean: ", h.a(href=f"{self.base}{near}")[near]]]
        content = h.fragment[
            h.h1[title],
            h.p[problem.text],
            way_on if near else None,
            h.p[h.a(href=f"{self.base}{share_path()}")["All forces and rounds"]],
        ]
        about = About(f"{title}: PEEL findings", problem.text, "", index=False)
        return Reply(document(self.base, about, content).encode(), HTML, problem.status)


def _version(desk: Desk, path: str, asked: Mapping[str, str]) -> str:
    """The state of the data that a path depends on."""
    steps = path.strip("/").split("/")
    if len(steps) >= 2 and steps[0] in ("share", "embed") and steps[1] in desk.shared.forces:
        return desk.look.force(steps[1]).version
    if steps[0] in ("data", "sitemap.xml"):
        return data_files.version(desk, asked)
    return desk.shared.version


def _unknown(what: str, asked: str, known: Iterable[str], to: str) -> NoAnswerError:
    """That a name is unknown, with the path of the nearest known one."""
    near = nearest(asked, known)
    return NoAnswerError(
        404, f"We know no {what} “{visible(asked, 60)}”.", to.format(near) if near else ""
    )
