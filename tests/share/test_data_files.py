"""The data files, read back by the programs that readers use: the same numbers as the page."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from starlette.testclient import TestClient

from peel.library.library import Library, Look
from peel.publishing.tables import TABLES
from peel.questions.desk import Desk
from peel.questions.dossier import Dossier
from peel.questions.grades import cards
from peel.questions.listings import AREAS, FINDINGS, REACTIONS, SOURCES
from peel.questions.view import View
from peel.reading.folder import Folder
from peel.settings import DATA
from share.site import Site
from tests.conftest import DataCopy
from tests.peel.counting import CountingDisk
from tests.share.conftest import serve

HERE = {"force": "cambridgeshire", "round": "2015"}
WHOLE = View(force="cambridgeshire", round="2015")
# What each table has a row for, as the page of the app narrows it.
NARROWED: Mapping[str, Callable[[Dossier, View], Sequence[str]]] = {
    "findings": lambda d, v: [f.id for f in FINDINGS.narrow(d, v).shown],
    "areas": lambda d, v: [a.finding.id for a in AREAS.narrow(d, v).shown for _ in a.earlier],
    "reactions": lambda d, v: [r.reaction.id for r in REACTIONS.narrow(d, v).shown],
    "sources": lambda d, v: [s.source.id for s in SOURCES.narrow(d, v).shown],
}


def read_csv(client: TestClient, table: str, **query: str) -> pd.DataFrame:
    answer = client.get(f"/data/{table}.csv?{urlencode(query)}")
    assert answer.status_code == 200, answer.text[-400:]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{table}.csv"'
    return pd.read_csv(io.BytesIO(answer.content), dtype=str, keep_default_na=False)


def read_json(client: TestClient, table: str, **query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/data/{table}.json?{urlencode(query)}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    held = json.loads(answer.content)
    assert held["table"] == table
    rows: list[dict[str, Any]] = held["rows"]
    return rows


@pytest.mark.parametrize(
    ("table", "filters"),
    [
        ("findings", {}),
        ("findings", {"theme": "domestic-abuse"}),
        ("findings", {"theme": "domestic-abuse,resources"}),
        ("findings", {"kind": "strength"}),
        ("findings", {"kind": "cause-of-concern,area-for-improvement"}),
        ("findings", {"pillar": "efficiency"}),
        ("findings", {"pillar": "efficiency", "kind": "strength"}),
        ("findings", {"q": "domestic abuse"}),
        ("findings", {"theme": "resources", "kind": "cause-of-concern"}),
        ("areas", {}),
        ("areas", {"relation": "repeats"}),
        ("areas", {"relation": "not-stated", "theme": "domestic-abuse"}),
        ("areas", {"kind": "cause-of-concern"}),
        ("areas", {"pillar": "effectiveness"}),
        ("areas", {"q": "supervision"}),
        ("reactions", {}),
        ("reactions", {"organisation": "nspcc"}),
        ("reactions", {"stance": "critical"}),
        ("reactions", {"theme": "domestic-abuse"}),
        ("sources", {}),
        ("sources", {"theme": "domestic-abuse"}),
    ],
)
def test_the_same_numbers_as_the_page(
    client: TestClient, dossier: Dossier, table: str, filters: dict[str, str]
) -> None:
    # Values stand in the address as the page has them.
    themes = set(dossier.shared.themes)
    for theme in filters.get("theme", "").split(","):
        assert not theme or theme in themes
    lists = {name: tuple(v.split(",")) for name, v in filters.items() if name != "q"}
    view = WHOLE.with_changes(**lists, q=filters.get("q", ""))
    expected = list(NARROWED[table](dossier, view))
    key = "finding" if table == "areas" else "id"
    assert [row[key] for row in read_json(client, table, **HERE, **filters)] == expected
    assert list(read_csv(client, table, **HERE, **filters)[key]) == expected
    whole = list(NARROWED[table](dossier, WHOLE))
    assert (len(expected) == len(whole)) == (not filters)


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_json_say_the_same(client: TestClient, table: str) -> None:
    frame = read_csv(client, table)
    rows = read_json(client, table)
    assert list(frame.columns) == [column.name for column in TABLES[table].columns]
    assert len(frame) == len(rows) > 0
    for row, cells in zip(rows, frame.to_dict("records"), strict=True):
        assert list(row) == [column.name for column in TABLES[table].columns]
        for name, value in row.items():
            text = "" if value is None else str(value)
            assert cells[name] in (text, f"'{text}")


def test_whole_tables_have_every_force_and_round(desk: Desk, client: TestClient) -> None:
    shared = desk.shared
    findings = read_csv(client, "findings")
    expected = {
        (slug, name): len(desk.dossier(slug, name).findings)
        for slug in desk.look.forces_with_files()
        for name in shared.frameworks
    }
    counted = findings.groupby(["force", "round"]).size().to_dict()
    assert counted == {key: number for key, number in expected.items() if number}
    assert not findings["id"].duplicated().any()
    grades = read_csv(client, "grades")
    assert set(grades["force"]) == set(shared.forces)
    assert not grades.duplicated(["force", "round", "pillar", "question"]).any()


class CountingLibrary(Library):
    """Says how often the data was looked at."""

    looks = 0

    def now(self) -> Look:
        self.looks += 1
        return super().now()


@pytest.mark.parametrize("path", ["/data/findings.csv", "/data/findings.json", "/sitemap.xml"])
def test_what_is_of_all_forces_takes_one_look_and_stats_each_file_once(path: str) -> None:
    disk = CountingDisk(DATA)
    library = CountingLibrary(folder=Folder(disk))
    assert len(list(library.now().forces())) == 43
    site = Site(library)
    # Made for the first time, then given again from memory.
    for _ in range(2):
        library.looks = 0
        disk.forget()
        assert site.get(path).status == 200
        assert library.looks == 1
        assert disk.looked_at == dict.fromkeys(disk.all(), 1)
        assert disk.opened == {}


def test_the_grades_are_those_of_the_page(client: TestClient, dossier: Dossier) -> None:
    rows = read_json(client, "grades", **HERE)
    pillars = {row["pillar"]: row["grade"] for row in rows if row["question"] is None}
    assert pillars["effectiveness"] == "requires improvement"
    assert pillars["efficiency"] == pillars["legitimacy"] == "good"
    for card in cards(dossier):
        if card.grade:
            assert pillars[card.pillar.id] == card.grade
    silent = {row["question"] for row in rows if row["grade"] is None}
    assert silent == {
        item.question.id for card in cards(dossier) for item in card.questions if not item.grade
    }
    assert silent


def test_a_filter_that_only_some_rounds_know(client: TestClient) -> None:
    """PEEL 2021/22 has no pillars; that is no reason to refuse those of the others."""
    found = read_csv(client, "findings", pillar="efficiency")
    assert set(found["pillar"]) == {"efficiency"}
    whole = read_csv(client, "findings")
    assert set(found["id"]) == set(whole[whole["pillar"] == "efficiency"]["id"])
    assert "2021-22" in set(whole["round"]) - set(found["round"])
    both = read_csv(client, "findings", pillar="efficiency,leadership")
    assert set(both["pillar"]) == {"efficiency", "leadership"}
    assert set(found["id"]) < set(both["id"])
    nspcc = read_csv(client, "reactions", organisation="nspcc")
    assert set(nspcc["organisation"]) == {"NSPCC"}


def test_a_force_without_a_round_is_all_of_its_rounds(client: TestClient) -> None:
    found = read_csv(client, "findings", force="cambridgeshire")
    whole = read_csv(client, "findings")
    assert list(found["id"]) == list(whole[whole["force"] == "cambridgeshire"]["id"])
    assert len(set(found["round"])) > 3


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("colour=red", "Unknown filter “colour” for the table findings."),
        ("relation=repeats", "Unknown filter “relation” for the table findings."),
        ("theme=domestic-abus", "The data has no theme “domestic-abus” (did you mean 'domestic-a"),
        ("theme=domestic-abuse,nothing", "The data has no theme “nothing”."),
        ("pillar=honesty", "The data has no pillar “honesty”."),
        ("kind=Strength", "The data has no kind “Strength” (did you mean 'strength'?)."),
        ("force=cambridgshire", "The data has no force “cambridgshire” (did you mean 'cambridg"),
        ("force=cambridgeshire&round=1999", "The data has no round “1999”."),
        ("round=2015", "A round needs a force"),
        ("theme=a&theme=b", "The address names a filter twice."),
        ("q=" + "a" * 2000, "The query of this address is too long."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(
    client: TestClient, query: str, text: str
) -> None:
    answer = client.get(f"/data/findings.csv?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert text.replace("'", "&#39;") in answer.text


@pytest.mark.parametrize("table", ["grades", "sources", "recommendations", "reactions"])
def test_a_filter_that_would_do_nothing_is_refused(client: TestClient, table: str) -> None:
    assert client.get(f"/data/{table}.csv?kind=strength").status_code == 400


# Spreadsheets

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1,1)", '=HYPERLINK("https://example.org","x")', "＝1+1")


def test_the_mark_that_spreadsheets_need(client: TestClient) -> None:
    for table in TABLES:
        content = client.get(f"/data/{table}.csv").content
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\xef\xbb\xbf") == 1
        assert b"\r\n" in content
    assert "’" in client.get("/data/findings.csv").content.decode("utf-8-sig")


def test_no_cell_is_run_as_a_formula(example_copy: DataCopy) -> None:
    file = "findings/borsetshire/2015.yaml"
    example_copy.edit(file, "Local teams know their area.", "'=1+1'")
    example_copy.edit(file, "title: Local knowledge", "title: '@SUM(1,1)'")
    example_copy.edit(file, "local teams know their patch", "'-1+1'")
    example_copy.edit(file, "The quality of first steps is inconsistent.", "'+1+1'")
    example_copy.edit(file, "title: First steps of", "title: ＝1+1 steps of")
    example_copy.edit(file, "Jo Grundy\n", '\'=HYPERLINK("https://example.org","x")\'\n')
    client = serve(Site(Library(example_copy.root)))
    found = set()
    for table in TABLES:
        frame = read_csv(client, table)
        for cell in frame.to_numpy().ravel():
            assert not cell.startswith(
                ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
            )
            found |= {text for text in FORMULAS if cell == f"'{text}"}
    assert found == set(FORMULAS) - {"＝1+1"}
    assert "'＝1+1 steps of investigations" in set(read_csv(client, "findings")["title"])
    statements = [row["statement"] for row in read_json(client, "findings")]
    assert "=1+1" in statements


# The dictionary


def test_the_dictionary_has_every_column_of_every_table(client: TestClient, desk: Desk) -> None:
    package = client.get("/data/datapackage.json").json()
    assert package["profile"] == "tabular-data-package"
    assert [item["name"] for item in package["resources"]] == list(TABLES)
    for item in package["resources"]:
        content = client.get(f"/data/{item['path']}").content
        frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        fields = item["schema"]["fields"]
        assert [field["name"] for field in fields] == list(frame.columns)
        assert all(len(field["description"]) > 3 for field in fields)
        assert item["schema"]["missingValues"] == [""]
        for field in fields:
            cells = [cell for cell in frame[field["name"]] if cell]
            numbers = bool(cells) and all(cell.isdigit() for cell in cells)
            if field["type"] == "integer":
                assert numbers or not cells, field["name"]
            else:
                assert field["type"] == "string"
                assert not numbers, f"{item['name']}: {field['name']}"
    names = {item["name"] for item in package["licenses"]}
    assert names == set(desk.shared.terms)
    assert all(item["title"] for item in package["licenses"])


def test_the_version_of_the_dictionary_follows_every_file(
    example_copy: DataCopy, touch: Callable[..., None]
) -> None:
    client = serve(Site(Library(example_copy.root)))
    before = client.get("/data/datapackage.json").json()["version"]
    rows = client.get("/data/findings.json").json()
    assert rows["version"] == before
    example_copy.edit("findings/borsetshire/2015.yaml", "know their area", "know their town")
    touch(example_copy.root / "findings/borsetshire/2015.yaml")
    after = client.get("/data/datapackage.json").json()["version"]
    assert after != before
    newer = client.get("/data/findings.json").json()
    assert newer["version"] == after
    assert newer["rows"][0]["statement"] == "Local teams know their town."


# Delivery

PATHS = (
    *("/data/findings.csv", "/data/grades.json", "/data/datapackage.json"),
    *("/share/cambridgeshire/2015", "/share/cambridgeshire/2015/preview.png", "/sitemap.xml"),
)


@pytest.mark.parametrize("path", PATHS)
def test_conditional_requests(client: TestClient, path: str) -> None:
    plain = client.get(path, headers={"accept-encoding": "identity"})
    tag = plain.headers["etag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"if-none-match": asked})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"].removeprefix("W/") == tag
    for asked in ('"other"', "", "x"):
        assert client.get(path, headers={"if-none-match": asked}).status_code == 200


def test_the_tag_changes_with_the_data(example_copy: DataCopy, touch: Callable[..., None]) -> None:
    client = serve(Site(Library(example_copy.root)))
    paths = ("/data/findings.csv", "/share/borsetshire/2015")
    before = {path: client.get(path).headers["etag"] for path in paths}
    example_copy.edit("findings/borsetshire/2015.yaml", "Local knowledge", "Knowing the place")
    touch(example_copy.root / "findings/borsetshire/2015.yaml")
    for path, tag in before.items():
        answer = client.get(path, headers={"if-none-match": tag})
        assert answer.status_code == 200
        assert "Knowing the place" in answer.text or path.endswith("2015")


@pytest.mark.parametrize(
    ("accepted", "gzipped"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("identity", False),
        ("", False),
        ("gzip;q=0, identity", False),
        ("x-gzip-like", False),
    ],
)
def test_gzipped_where_the_reader_takes_it(
    client: TestClient, accepted: str, gzipped: bool
) -> None:
    for path in PATHS:
        plain = client.get(path, headers={"accept-encoding": "identity"})
        with client.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
            raw = b"".join(answer.iter_raw())
        fits = gzipped and not path.endswith(".png")
        assert (answer.headers.get("content-encoding") == "gzip") is fits
        assert int(answer.headers["content-length"]) == len(raw)
        assert (gzip.decompress(raw) if fits else raw) == plain.content
        assert answer.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("path", [*PATHS, "/healthz", "/readyz", "/share/nobody/2015"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert head.status_code == whole.status_code
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    for path in ("/share/cambridgeshire/2015", "/data/findings.csv", "/healthz"):
        assert client.request(method, path).status_code == 405


def test_other_sites_may_read_the_data_and_nothing_else(client: TestClient) -> None:
    name = "access-control-allow-origin"
    assert client.get("/data/findings.csv").headers[name] == "*"
    assert client.get("/data/findings.json").headers[name] == "*"
    assert client.get("/data/datapackage.json").headers[name] == "*"
    assert name not in client.get("/share/cambridgeshire/2015").headers
