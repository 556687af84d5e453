"""The plain pages: all there, small, without script, and telling what they are."""

from __future__ import annotations

import gc
import io
import re
import weakref
from collections.abc import Iterator

import pytest
from PIL import Image
from starlette.testclient import TestClient

from components.marks import grade_words
from peel.library.library import Library
from peel.questions.areas import improvement_areas
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.reactions import responses
from peel.questions.sources import source_uses
from share.site import Site
from tests.drawn import Drawn, parse
from tests.share.conftest import PUBLIC_URL

MAIN = "/share/cambridgeshire/2015"
ROUNDS = ("2014", "2015", "2016", "2017", "2018-19", "2021-22", "2023-25")


def page(client: TestClient, path: str, status: int = 200) -> Drawn:
    answer = client.get(path)
    assert answer.status_code == status, path
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.lower().count("<!doctype html>") == 1
    return parse(answer.text)


def told(drawn: Drawn) -> dict[str, str]:
    """What the head of a page says of it."""
    found = {"title": drawn.one("title").text}
    for item in drawn.all("meta"):
        name = item.attributes.get("name") or item.attributes.get("property")
        if name:
            assert name not in found
            found[name] = item.attributes["content"]
    for item in drawn.all("link"):
        found[item.attributes["rel"]] = item.attributes["href"]
    return found


def test_every_path_answers(site: Site, client: TestClient, dossier: Dossier) -> None:
    paths = list(site.paths_of(dossier))
    assert len(paths) == len(set(paths)) > 60
    kinds = {path: client.get(path).status_code for path in paths}
    assert set(kinds.values()) == {200}
    ids = {finding.id for finding in dossier.findings}
    ids |= {response.reaction.id for response in responses(dossier)}
    assert {f"{MAIN}/{name}" for name in ids} <= set(paths)


@pytest.mark.parametrize("round_id", ROUNDS)
def test_every_round_has_small_pages_without_script(
    site: Site, client: TestClient, round_id: str
) -> None:
    dossier = site.desk().dossier("cambridgeshire", round_id)
    titles: dict[str, str] = {}
    for path in site.paths_of(dossier):
        if path.endswith(".png"):
            continue
        reply = site.get(path)
        assert len(reply.body) < 50_000, path
        drawn = parse(reply.body.decode())
        assert not drawn.all("script")
        assert not drawn.all("iframe")
        ids = [item.attributes["id"] for item in drawn.everything() if "id" in item.attributes]
        assert len(ids) == len(set(ids)), path
        assert len(drawn.all("h1")) == 1, path
        if path.startswith("/share/"):
            titles[path] = drawn.one("title").text
    assert len(set(titles.values())) == len(titles)


def test_the_main_page_says_what_it_is(client: TestClient, dossier: Dossier) -> None:
    drawn = page(client, MAIN)
    head = told(drawn)
    address = f"{PUBLIC_URL}{MAIN}"
    assert head["title"] == "Cambridgeshire Constabulary in PEEL 2015: PEEL findings"
    assert dossier.force_round.story
    assert head["description"] == dossier.force_round.story.statement
    assert head["canonical"] == head["og:url"] == address
    assert head["og:title"] == head["title"]
    assert head["og:description"] == head["description"]
    assert head["og:image"] == f"{address}/preview.png"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["og:image:alt"] == (
        "Cambridgeshire Constabulary, PEEL 2015. Effectiveness: Requires improvement; "
        "Efficiency: Good; Legitimacy: Good."
    )
    assert head["twitter:card"] == "summary_large_image"
    assert "robots" not in head


def test_the_main_page_shows_what_the_app_shows(client: TestClient, dossier: Dossier) -> None:
    drawn = page(client, MAIN)
    grades = {
        card.one("h3").text: card.one("p.grade-word").text
        for card in drawn.all("article.grade-card")
    }
    assert grades == {
        card.pillar.name: grade_words(card.grade) for card in cards(dossier) if card.pillar.graded
    }
    rows = [
        row.attributes["id"]
        for row in drawn.one("#improvement-areas").one("tbody").all("tr")
        if "id" in row.attributes
    ]
    assert rows == [area.finding.id for area in improvement_areas(dossier)]
    reactions = [item.attributes["id"] for item in drawn.all("article.reaction")]
    assert sorted(reactions) == sorted(item.reaction.id for item in responses(dossier))
    assert len(drawn.one("#sources").all("li")) == len(source_uses(dossier))
    assert f"{len(dossier.findings)} findings" in drawn.one("main").text


def test_a_finding_has_a_page_of_its_own(client: TestClient, dossier: Dossier) -> None:
    finding = dossier.finding_by_id["camb15-domestic-abuse"]
    path = f"{MAIN}/{finding.id}"
    drawn = page(client, path)
    head = told(drawn)
    assert drawn.one("h1").text == finding.title
    assert head["title"].startswith(f"{finding.title}: Cambridgeshire Constabulary in PEEL 2015")
    assert head["canonical"] == f"{PUBLIC_URL}{path}"
    assert finding.title in head["description"]
    article = drawn.one("article.finding")
    assert article.one("p.statement").text == finding.statement
    words = [item.text for item in article.all("blockquote")]
    assert words == [f"“{item.words}”" for item in finding.evidence]


def test_pages_link_into_the_app_and_back(client: TestClient, dossier: Dossier) -> None:
    for path, target in (
        (MAIN, "/?force=cambridgeshire&round=2015"),
        (
            f"{MAIN}/camb15-domestic-abuse",
            "/findings?force=cambridgeshire&round=2015&open=camb15-domestic-abuse"
            "#camb15-domestic-abuse",
        ),
    ):
        links = {a.text: a.attributes["href"] for a in page(client, path).one("header").all("a")}
        assert links == {"PEEL findings": "/share", "Open in the dashboard": target}


def inner_links(drawn: Drawn) -> Iterator[str]:
    for item in drawn.all("a"):
        address = item.attributes["href"]
        if address.startswith(("/share", "/data", "/embed")):
            yield address


def test_no_link_between_pages_leads_nowhere(
    site: Site, dossier: Dossier, earlier: Dossier
) -> None:
    """Neither on a server nor among static files, which have only what `paths` lists."""
    static = set(site.paths(site.desk()))
    missing: set[str] = set()
    for path in (*site.paths_of(dossier), *site.paths_of(earlier)):
        reply = site.get(path)
        if not reply.media_type.startswith("text/html"):
            continue
        drawn = parse(reply.body.decode())
        for address in inner_links(drawn):
            where, _, anchor = address.partition("#")
            if where not in static:
                missing.add(f"{path} -> {where}")
                continue
            found = parse(site.get(where).body.decode()) if anchor else None
            if found and not found.all(f"#{anchor}"):
                missing.add(f"{path} -> {address}")
        ids = {item.attributes.get("id") for item in drawn.everything()}
        for item in drawn.all("a"):
            address = item.attributes["href"]
            if address.startswith("#") and address[1:] not in ids:
                missing.add(f"{path} -> {address}")
    assert sorted(missing) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2015/bors15-first-steps", "2015/bors15-initial-investigations"),
        ("2015/bors15-charity", "2015/bors15-helpline"),
        ("2014/bors14-old-id", "2014/bors14-investigations"),
    ],
)
def test_a_renamed_id_still_leads_there(example: TestClient, old: str, new: str) -> None:
    answer = example.get(f"/share/borsetshire/{old}")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/share/borsetshire/{new}"
    assert page(example, answer.headers["location"]).one("h1").text


@pytest.mark.parametrize(
    ("path", "text", "near"),
    [
        (
            "/share/cambridgshire/2015",
            "We know no force “cambridgshire”.",
            "/share/cambridgeshire/2015",
        ),
        (
            "/share/cambridgeshire/2105",
            "We know no round “2105”.",
            "/share/cambridgeshire/2015",
        ),
        (
            f"{MAIN}/camb15-domestic-abus",
            "We know no id “camb15-domestic-abus”.",
            f"{MAIN}/camb15-domestic-abuse",
        ),
        (
            "/embed/cambridgeshire/2015/grade",
            "We know no card “grade”.",
            "/embed/cambridgeshire/2015/grades",
        ),
        ("/data/finding.csv", "We know no file “finding.csv”.", "/data/findings.csv"),
        ("/share/zzz/2015", "We know no force “zzz”.", ""),
        ("/share/a/b/c/d/e", "There is no such page here.", ""),
        ("/404", "There is no such page here.", ""),
    ],
)
def test_the_unknown_is_said_with_the_nearest_name(
    client: TestClient, path: str, text: str, near: str
) -> None:
    drawn = page(client, path, status=404)
    main = drawn.one("main")
    assert main.one("h1").text == "Not found"
    assert main.all("p")[0].text == text
    assert [item.text for item in main.all("li")] == ([f"Did you mean: {near}"] if near else [])
    assert told(drawn)["robots"] == "noindex"
    if near:
        assert client.get(near).status_code == 200
    assert "All forces and rounds" in main.text


def test_embeds_name_their_source(site: Site, client: TestClient, dossier: Dossier) -> None:
    embeds = [path for path in site.paths_of(dossier) if path.startswith("/embed/")]
    assert {path.rsplit("/", 1)[1] for path in embeds} >= {
        *("grades", "effectiveness", "efficiency", "legitimacy"),
        *("improvement-areas", "reactions", "over-time"),
    }
    for path in embeds:
        drawn = page(client, path)
        line = drawn.one("p.site-footer")
        assert line.text == "Source: HMIC; gathered in PEEL findings. The whole page"
        link = line.one("a").attributes
        assert link == {"href": f"{PUBLIC_URL}{MAIN}", "target": "_top"}
        assert told(drawn)["robots"] == "noindex"
        assert not drawn.all("header")
    grades = page(client, "/embed/cambridgeshire/2015/grades")
    assert grades.texts("p.grade-word") == ["Requires improvement", "Good", "Good"]


def test_the_snippet_to_paste_shows_an_embed(client: TestClient) -> None:
    snippet = page(client, MAIN).one("pre.snippet").text
    frame = parse(f"{snippet}").one("iframe").attributes
    assert frame["src"] == f"{PUBLIC_URL}/embed/cambridgeshire/2015/grades"
    assert frame["title"] == "Grades of Cambridgeshire Constabulary in PEEL 2015"
    assert client.get(frame["src"].removeprefix(PUBLIC_URL)).status_code == 200


@pytest.mark.parametrize("round_id", ["2014", "2015", "2021-22"])
def test_the_preview_is_a_picture_for_messengers(client: TestClient, round_id: str) -> None:
    answer = client.get(f"/share/cambridgeshire/{round_id}/preview.png")
    assert answer.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(answer.content) < 300_000
    colours = image.convert("RGB").getcolors(100_000)
    assert colours
    assert max(count for count, _ in colours) < 1200 * 630 * 0.99


def test_the_style_sheet_never_changes_under_its_name(client: TestClient) -> None:
    name = told(page(client, MAIN))["stylesheet"]
    assert re.fullmatch(r"/share/style-[0-9a-f]{10}\.css", name)
    answer = client.get(name)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "@media print" in answer.text
    assert "size: A4" in answer.text


def test_sitemap_and_robots(site: Site, client: TestClient, dossier: Dossier) -> None:
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {PUBLIC_URL}/sitemap.xml" in robots
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    listed = set(re.findall(r"<loc>(.*?)</loc>", answer.text))
    pages = {path for path in site.paths_of(dossier) if path.startswith("/share/")}
    pages -= {f"{MAIN}/preview.png"}
    assert {f"{PUBLIC_URL}{path}" for path in pages} <= listed
    forces = site.library.now().shared.forces
    assert {f"{PUBLIC_URL}/share/{slug}/2015" for slug in forces} <= listed


def test_alive_and_ready(client: TestClient, site: Site) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "version": site.library.now().shared.version,
        "faults_in_newer_data": 0,
    }
    assert client.get("/healthz").headers["cache-control"] == "no-store"


def test_a_public_address_below_a_path(library: Library) -> None:
    site = Site(library, "https://example.org/peel/")
    drawn = parse(site.get(MAIN).body.decode())
    head = told(drawn)
    assert head["canonical"] == f"https://example.org/peel{MAIN}"
    assert head["stylesheet"].startswith("/peel/share/style-")
    links = [a.attributes["href"] for a in drawn.all("a")]
    assert {address.split("/")[1] for address in links if address.startswith("/")} == {"peel"}


def test_queries_do_not_fill_the_memory(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("share.site._KEPT_BYTES", 200_000)
    site = Site(library, PUBLIC_URL)
    first = site.get(MAIN)
    replies = [weakref.ref(site.get("/data/findings.csv", {"q": f"p{n}"})) for n in range(2)]
    for number in range(12):
        assert site.get(MAIN, {"x": str(number)}) is first
    for number in range(12):
        replies.append(weakref.ref(site.get("/data/findings.csv", {"q": f"other {number}"})))
        replies.append(weakref.ref(site.get(f"{MAIN}/camb15-domestic-abuse")))
        site.get("/data/grades.json", {"force": "kent"})
    gc.collect()
    kept = {id(reply): reply for item in replies if (reply := item())}
    assert sum(len(reply.body) for reply in kept.values()) < 200_000
    # Replies that are not kept are made anew, with the same bytes.
    assert site.get(MAIN).body == first.body
