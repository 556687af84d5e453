"""Answers kept for a moment: the same for everybody, and no longer than that."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from share.middleware.micro_cache import MicroCache


class Counting:
    """An app that counts what reaches it, and a clock that stands still."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked: list[str] = []
        route = Route("/{rest:path}", self._answer, methods=["GET", "HEAD", "POST"])
        kept = Middleware(MicroCache, clock=lambda: self.now)
        self.client = TestClient(Starlette(routes=[route], middleware=[kept]))

    async def _answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        accepted = request.headers.get("accept-encoding", "")
        text = f"{len(self.asked)} {request.url.query} {accepted}"
        status = 404 if "unknown" in request.url.path else 200
        headers = {"set-cookie": "a=b"} if "cookie" in request.url.path else {}
        return Response(text, status, headers, media_type="text/plain")

    def get(self, path: str, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=named).text


def test_the_same_answer_for_half_a_second() -> None:
    app = Counting()
    first = app.get("/share/a")
    app.now = 0.49
    assert app.get("/share/a") == first
    app.now = 0.51
    assert app.get("/share/a") != first
    assert app.asked == ["/share/a", "/share/a"]


def test_head_and_headers_are_kept_too() -> None:
    app = Counting()
    first, second = app.client.get("/share/a"), app.client.get("/share/a")
    assert len(app.asked) == 1
    assert first.headers == second.headers
    assert second.headers["content-type"] == "text/plain; charset=utf-8"


def test_another_question_gets_its_own_answer() -> None:
    app = Counting()
    answers = {
        app.get("/share/a"),
        app.get("/share/b"),
        app.get("/data/a.csv"),
        app.get("/data/a.csv?theme=x"),
        app.get("/share/a", accept_encoding="identity"),
    }
    assert len(answers) == len(app.asked) == 5


def test_what_may_differ_is_not_kept() -> None:
    app = Counting()
    for path in ("/share/unknown", "/share/cookie", "/", "/healthz", "/_stcore/health"):
        assert app.get(path) != app.get(path)
    assert app.get("/share/a", if_none_match='"x"') != app.get("/share/a", if_none_match='"x"')
    before = len(app.asked)
    for _ in range(2):
        app.client.head("/share/a")
        app.client.post("/share/a")
    assert len(app.asked) == before + 4


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many answers the old ones are let go, though their time is not over."""
    monkeypatch.setattr("share.middleware.micro_cache._MOST", 20)
    app = Counting()
    first = app.get("/share/a")
    assert app.get("/share/a") == first
    for number in range(50):
        app.get(f"/share/a?{number}")
    assert app.get("/share/a") != first
