"""The headers that keep a browser safe stand on every kind of answer."""

from __future__ import annotations

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from peel.library.library import Library
from share.middleware.security_headers import SecurityHeaders
from share.routes import routes
from share.site import Site
from tests.conftest import DataCopy
from tests.drawn import parse
from tests.share.conftest import PUBLIC_URL, serve

MAIN = "/share/borsetshire/2015"
KINDS = {
    "page": (MAIN, 200),
    "index": ("/share", 200),
    "finding": (f"{MAIN}/bors15-neighbourhoods", 200),
    "picture": (f"{MAIN}/preview.png", 200),
    "renamed": (f"{MAIN}/bors15-charity", 301),
    "unknown": ("/share/nobody/2015", 404),
    "not found": ("/404", 404),
    "csv": ("/data/findings.csv", 200),
    "json": ("/data/findings.json", 200),
    "dictionary": ("/data/datapackage.json", 200),
    "refused": ("/data/findings.csv?x=1", 400),
    "robots": ("/robots.txt", 200),
    "sitemap": ("/sitemap.xml", 200),
    "alive": ("/healthz", 200),
    "ready": ("/readyz", 200),
    "embed": ("/embed/borsetshire/2015/grades", 200),
    "unknown embed": ("/embed/borsetshire/2015/nothing", 404),
    "embed without a name": ("/embed", 404),
    "data without a name": ("/data", 404),
}


def policy(answer: httpx2.Response) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in parts}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer(example: TestClient, kind: str) -> None:
    path, status = KINDS[kind]
    answer = example.get(path)
    assert answer.status_code == status
    found = policy(answer)
    assert found == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "*" if path.startswith("/embed/") else "'none'",
    }
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert "server" not in answer.headers
    assert "x-powered-by" not in answer.headers
    assert "set-cookie" not in answer.headers


def test_a_page_uses_nothing_that_its_policy_forbids(example: TestClient) -> None:
    for path, _ in KINDS.values():
        answer = example.get(path)
        if "html" in answer.headers.get("content-type", ""):
            for item in parse(answer.text).everything():
                assert item.tag not in ("script", "style", "form", "base"), path
                assert not [name for name in item.attributes if name[:2] == "on"]
                assert "style" not in item.attributes


def test_answers_without_a_body_and_refused_methods(example: TestClient) -> None:
    tag = example.get(MAIN).headers["etag"]
    for answer, status in (
        (example.get(MAIN, headers={"if-none-match": tag}), 304),
        (example.head(MAIN), 200),
        (example.post(MAIN), 405),
        (example.options(MAIN), 405),
    ):
        assert answer.status_code == status
        assert policy(answer)["default-src"] == "'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_data_with_faults_tells_nothing_of_the_machine(example_copy: DataCopy) -> None:
    (example_copy.root / "themes.yaml").write_text("themes: [", encoding="utf-8")
    client = serve(Site(Library(example_copy.root, quiet=True)))
    for path in (MAIN, "/data/findings.csv", "/sitemap.xml", "/readyz"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert policy(answer)["default-src"] == "'none'"
        assert str(example_copy.root) not in answer.text
        assert "Traceback" not in answer.text
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json() == {"status": "no good data", "faults": 1}


def app_with(framing: tuple[str, ...]) -> TestClient:
    async def page(request: Request) -> Response:
        return PlainTextResponse("the app", headers={"server": "Streamlit/1.0"})

    app = Starlette(
        routes=[Route("/{path:path}", page)],
        middleware=[Middleware(SecurityHeaders, framing=framing)],
    )
    return TestClient(app, base_url=PUBLIC_URL)


@pytest.mark.parametrize(
    "path", ["/", "/findings", "/_stcore/health", "/shared", "/database", "/embedded", "/static/x"]
)
def test_the_app_is_framed_only_by_whom_the_operator_allows(path: str) -> None:
    answer = app_with(()).get(path)
    assert policy(answer)["frame-ancestors"] == "'self'"
    assert policy(answer)["object-src"] == "'none'"
    assert policy(answer)["base-uri"] == "'self'"
    assert "server" not in answer.headers
    allowed = app_with(("https://news.example.org", "https://example.net")).get(path)
    expected = "'self' https://news.example.org https://example.net"
    assert policy(allowed)["frame-ancestors"] == expected


def test_what_may_frame_the_app_may_not_frame_share_pages(example_site: Site) -> None:
    app = Starlette(
        routes=routes(lambda: example_site),
        middleware=[Middleware(SecurityHeaders, framing=["https://news.example.org"])],
    )
    client = TestClient(app, base_url=PUBLIC_URL)
    assert policy(client.get(MAIN))["frame-ancestors"] == "'none'"
    assert policy(client.get("/embed/borsetshire/2015/grades"))["frame-ancestors"] == "*"
