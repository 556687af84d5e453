"""The site as Starlette routes, with conditional requests and gzipped bodies."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from peel.reading.faults import DataFaultsError
from share.reply import Reply
from share.site import Site

_log = logging.getLogger("share")
MAX_QUERY = 2000
_PATHS = (
    "/share",
    "/share/{rest:path}",
    "/embed",
    "/embed/{rest:path}",
    "/data",
    "/data/{rest:path}",
    "/robots.txt",
    "/sitemap.xml",
    "/404",
)


def routes(site: Callable[[], Site]) -> list[Route]:
    """The routes of a site; `site` gives it once the server has started."""

    async def answer(request: Request) -> Response:
        found = site()
        problem = _refused(request)
        if problem:
            return _response(request, found.problem(400, problem))
        try:
            query = dict(request.query_params)
            # Not of `request.url`, which leaves line ends and tabs out.
            path = request.scope["path"].rstrip("/")
            reply = await run_in_threadpool(found.get, path, query)
        except DataFaultsError:
            return _response(request, _NO_DATA)
        return _response(request, reply)

    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers=_FRESH)

    async def ready(request: Request) -> Response:
        try:
            look = await run_in_threadpool(site().library.now)
        except DataFaultsError as error:
            body = {"status": "no good data", "faults": len(error.faults)}
            return JSONResponse(body, status_code=503, headers=_FRESH)
        faults = len(look.faults())
        body = {"status": "ready", "version": look.shared.version, "faults_in_newer_data": faults}
        return JSONResponse(body, headers=_FRESH)

    methods = ["GET", "HEAD"]
    return [
        Route("/healthz", alive, methods=methods),
        Route("/readyz", ready, methods=methods),
        *(Route(path, answer, methods=methods) for path in _PATHS),
    ]


_FRESH = {"cache-control": "no-store"}
_NO_DATA = Reply(
    b"The data has faults, so nothing is shown until they are mended.\n",
    "text/plain; charset=utf-8",
    503,
    _FRESH,
)


def _refused(request: Request) -> str:
    """Why a request is not read any further; empty where it is."""
    if len(request.scope["query_string"]) > MAX_QUERY:
        return "The query of this address is too long."
    names = [name for name, _ in request.query_params.multi_items()]
    if len(names) != len(set(names)):
        return "The address names a filter twice. Join its values with commas."
    return ""


def _response(request: Request, reply: Reply) -> Response:
    headers = {"cache-control": "public, max-age=60", "vary": "accept-encoding", **reply.headers}
    if reply.etag:
        headers["etag"] = reply.etag
        if reply.status == 200 and _matches(request.headers.get("if-none-match", ""), reply.etag):
            return Response(status_code=304, headers=headers)
    body = reply.body
    if reply.gzipped is not None and _takes_gzip(request.headers.get("accept-encoding", "")):
        body = reply.gzipped
        headers["content-encoding"] = "gzip"
        # A strong tag is of the bytes themselves, so the gzipped ones get a weak one.
        headers["etag"] = f"W/{reply.etag}"
    return Response(body, reply.status, headers, reply.media_type)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        if name == "gzip":
            return not any(re.fullmatch(r"q=0(\.0*)?", option) for option in options)
    return False


def _matches(asked: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    return etag in tags or "*" in tags
