"""deploy/nginx.conf with a real nginx in front of two real servers."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from tests.deploy.conftest import Front, wait_for

SHARE = "/share/cambridgeshire/2015"
HEALTH = "/_stcore/health"
SECURITY = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
)
RESULT = "3 of 42 findings: domestic abuse"


def script_of(front: Front) -> str:
    """The path of Streamlit's main script."""
    found = re.search(r'src="\./(static/js/index\.[^"]+\.js)"', front.get("/").body.decode())
    assert found
    return f"/{found[1]}"


def test_it_runs_without_rights(front: Front) -> None:
    owner = (front.prefix / "access.log").stat().st_uid
    assert owner != 0
    assert (front.prefix / "cache").stat().st_uid == owner


def test_a_share_page_comes_packed_and_is_kept(front: Front) -> None:
    plain = front.get(SHARE)
    packed = front.get(SHARE, accept_encoding="br, gzip")
    assert packed.status == plain.status == 200
    assert plain.headers["content-encoding"] is None
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert packed.headers["cache-control"] == "public, max-age=60"
    assert packed.headers["vary"] == "accept-encoding"
    front.get(SHARE, accept_encoding="gzip, deflate, br, zstd")
    states = [line["cache"] for line in front.logged(path=SHARE)]
    assert states == ["MISS", "MISS", "HIT"]


def test_a_page_that_has_not_changed_is_not_sent_again(front: Front) -> None:
    tag = front.get(SHARE).headers["etag"]
    again = front.get(SHARE, if_none_match=tag)
    assert (again.status, again.body) == (304, b"")


def test_scripts_of_streamlit_come_packed_and_are_kept(front: Front) -> None:
    path = script_of(front)
    sizes = [len(front.get(path, accept_encoding="gzip").body) for _ in range(2)]
    assert sizes[0] == sizes[1]
    assert sizes[0] < len(front.get(path).body) / 2
    answer = front.get(path, accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert front.logged(path=path)[-1]["cache"] == "HIT"


def test_nothing_personal_is_kept(front: Front) -> None:
    for path in ("/", "/findings?theme=domestic-abuse", HEALTH, "/readyz"):
        front.get(path)
        front.get(path)
        assert {line["cache"] for line in front.logged(path=path)} == {"-"}


@pytest.mark.parametrize(
    "path", ["/", SHARE, "/embed/cambridgeshire/2015/grades", "/data/findings.csv", "/readyz", "/x"]
)
def test_security_headers_stay_as_the_app_sets_them(front: Front, path: str) -> None:
    try:
        direct = urllib.request.urlopen(f"http://{front.replicas[0].name}{path}").headers
    except urllib.error.HTTPError as error:
        direct = error.headers
    answer = front.get(path)
    for name in SECURITY:
        assert answer.headers.get_all(name) == direct.get_all(name)
        assert answer.headers.get_all(name)
    assert answer.headers.get_all("server") == ["nginx"]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/./metrics",
        "/_stcore//metrics",
        "/_stcore/%6detrics",
        "/share/../_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
    ],
)
def test_what_is_not_for_the_public(front: Front, path: str) -> None:
    answer = front.get(path)
    assert answer.status == 404
    assert re.search(r"nginx/\d", answer.body.decode()) is None
    assert answer.headers["server"] == "nginx"


def test_a_large_body_is_refused(front: Front) -> None:
    answer = front.get("/_stcore/upload_file/a/b", method="PUT", content_length="3000000")
    assert answer.status == 413


def test_a_visitor_stays_at_one_replica(front: Front) -> None:
    first = front.get("/", client="127.0.0.2")
    found = re.fullmatch(
        r"replica=([0-9a-f]{2}); Path=/; HttpOnly; SameSite=Lax", first.headers["set-cookie"]
    )
    assert found
    for number in range(12):
        # A laptop on the move: the address changes, the cookie does not.
        again = front.get("/", client=f"127.0.0.{number + 10}", cookie=f"replica={found[1]}")
        assert again.headers["set-cookie"] is None
    assert len({line["replica"] for line in front.logged(cookie=found[1])}) == 1


def test_a_cookie_of_a_visitor_with_tls_is_for_tls(front: Front) -> None:
    cookie = front.get("/", x_forwarded_proto="https").headers["set-cookie"]
    assert cookie.endswith("; Secure")


def test_visitors_behind_one_address_use_all_replicas(front: Front) -> None:
    for number in range(64):
        front.get(HEALTH, client="127.0.0.3", cookie=f"replica={number:02x}")
    used = [line["replica"] for line in front.logged(client="127.0.0.3")]
    assert set(used) == {replica.name for replica in front.replicas}
    assert min(used.count(name) for name in set(used)) > 10


def test_without_a_cookie_the_address_decides(front: Front) -> None:
    for number in range(24):
        for _ in range(2):
            front.get("/healthz", client=f"127.0.4.{number}")
    used = set()
    for number in range(24):
        replicas = {line["replica"] for line in front.logged(client=f"127.0.4.{number}")}
        assert len(replicas) == 1
        used |= replicas
    assert len(used) == 2


def test_a_flood_is_turned_away_and_others_are_served(front: Front) -> None:
    statuses = [front.get("/robots.txt", client="127.0.0.9").status for _ in range(500)]
    assert set(statuses) == {200, 429}
    assert statuses[:300] == [200] * 300
    assert front.get("/robots.txt", client="127.0.0.8").status == 200


@pytest.fixture
def page(front: Front, chromium: Browser) -> Iterator[Page]:
    """A page of a new visitor, who came through nginx."""
    with chromium.new_context() as context:
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        yield opened


def cookie_of(page: Page) -> str:
    return next(c["value"] for c in page.context.cookies() if c["name"] == "replica")


def theme(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^{name} \d+$"))


def no_error(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-testid=stException], [data-testid=stAlert]")).to_have_count(0)
    expect(page.locator("[data-testid=stConnectionStatus]")).to_have_count(0)


@pytest.mark.browser
def test_a_replica_is_killed_and_its_viewer_keeps_the_view(front: Front, page: Page) -> None:
    runs: list[int] = []

    def on_socket(socket: WebSocket) -> None:
        # A new session answers with the page, drawn anew.
        runs.append(0)
        socket.on("framereceived", lambda _: runs.append(runs.pop() + 1))

    page.on("websocket", on_socket)
    page.goto(f"{front.address}/findings")
    theme(page, "Domestic abuse").click()
    result = page.locator(".result-line strong")
    expect(result).to_have_text(RESULT)
    page.evaluate("window.sameLoad = true")
    view = page.url
    assert "theme=domestic-abuse" in view
    replica = front.replica_of(cookie_of(page))
    assert len(runs) == 1

    replica.end()
    # It comes back by itself: the same view, without a page load, and it can be used.

    def is_back() -> bool:
        page.wait_for_timeout(50)
        return len(runs) > 1 and runs[-1] > 3

    wait_for(is_back, "a new session")
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    expect(result).to_have_text(RESULT)
    expect(theme(page, "Domestic abuse")).to_have_attribute("aria-pressed", "true")
    theme(page, "Domestic abuse").click()
    expect(result).to_have_text("42 findings")
    theme(page, "Domestic abuse").click()
    expect(result).to_have_text(RESULT)
    no_error(page)
    assert page.url == view
    assert page.evaluate("window.sameLoad") is True
    assert front.replica_of(cookie_of(page)) is not replica

    # The replica comes back. The cookie is for it again, the session is with the other: what
    # the other makes for its viewer still arrives.
    replica.start()
    replica.wait()
    wait_for(
        lambda: (
            front.get(HEALTH, cookie=f"replica={cookie_of(page)}").status == 200
            and front.replica_of(cookie_of(page)) is replica
        ),
        "visitors at the replica that came back",
    )
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="(CSV)").click()
    text = downloading.value.path().read_text(encoding="utf-8-sig")
    assert text.count("\n") > 3
    page.keyboard.press("Escape")
    expect(result).to_have_text(RESULT)
    no_error(page)


def test_without_any_replica_kept_pages_are_served(front: Front) -> None:
    assert front.get(SHARE).status == 200
    for replica in front.replicas:
        replica.end()
    kept = front.get(SHARE)
    assert (kept.status, len(kept.body) > 10_000) == (200, True)
    answer = front.get("/findings")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.body.startswith(b"The dashboard does not answer at the moment.")
    for replica in front.replicas:
        replica.start()
    for replica in front.replicas:
        replica.wait()
    wait_for(lambda: front.get("/readyz").status == 200, "replicas that came back")
