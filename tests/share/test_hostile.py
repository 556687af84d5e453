"""Hostile values everywhere a stranger can put one: refused, or shown as text and nothing more."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from streamlit.testing.v1 import AppTest

from components.page_frame import notice_list
from peel.library.library import Library
from peel.questions.pages import PAGES
from peel.reading.faults import DataFaultsError
from share.site import Site
from tests.conftest import ROOT, DataCopy
from tests.drawn import Drawn, parse
from tests.share.conftest import serve
from tests.share.hostile import Answer, ask, inert, payloads

HEADERS = {
    *("access-control-allow-origin", "cache-control", "content-disposition", "content-length"),
    *("content-security-policy", "content-type", "cross-origin-opener-policy", "etag"),
    *("permissions-policy", "referrer-policy", "vary", "x-content-type-options", "location"),
}
PLACES = (
    "/share/{}",
    "/share/borsetshire/{}",
    "/share/borsetshire/2015/{}",
    "/embed/{}/2015/grades",
    "/embed/borsetshire/{}/grades",
    "/embed/borsetshire/2015/{}",
    "/data/{}",
    "/data/{}.csv",
)
TABLES = {
    "findings.csv": ("force", "round", "theme", "pillar", "kind", "q", "x"),
    "areas.json": ("relation",),
    "reactions.csv": ("organisation", "stance"),
    "grades.json": ("theme",),
}
PARAMETERS = (
    *("force", "round", "theme", "pillar", "kind", "relation", "organisation", "stance", "q"),
    *("forces", "sort", "open", "v", "x"),
)
UNSEEN = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")


def faults(answer: Answer) -> Iterator[str]:
    """What is wrong with an answer to something hostile."""
    if answer.status not in (200, 301, 400, 404):
        yield f"status {answer.status}"
    if not set(answer.headers) <= HEADERS:
        yield f"headers {set(answer.headers) - HEADERS}"
    if answer.status == 200 and b"root:" in answer.body:
        yield "a file of this machine"
    if answer.headers.get("content-type", "").startswith("text/html"):
        page = answer.body.decode()
        alive = inert(page)
        if alive:
            yield alive
        unseen = {c for c in page if unicodedata.category(c) in UNSEEN} - {"\n"}
        if unseen:
            yield f"unseen characters {unseen!r}"


def bad(answers: list[Answer]) -> list[str]:
    return [f"{answer.target[:80]!r}: {fault}" for answer in answers for fault in faults(answer)]


def spellings(text: str) -> set[str]:
    """A value as one step of a path: encoded, encoded twice, and as it is where that may be."""
    once = quote(text, safe="")
    as_it_is = {text} if re.fullmatch(r"[!-~]+", text) and not re.search(r"[?#]", text) else set()
    return {once, quote(once, safe=""), *as_it_is}


def test_the_corpus_is_large_and_has_no_value_twice() -> None:
    found = payloads()
    assert len(found) >= 150
    assert len(set(found)) == len(found)
    assert "\u202egnp.x" in found
    assert "A" * 100_000 in found


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>x</script></p>",
        "<p onclick='x'>y</p>",
        "<a href='JavaScript:x'>y</a>",
        "<a href='java\tscript:x'>y</a>",
        "<a href='data:text/html,x'>y</a>",
        "<img src=x>",
        "<x-y>z</x-y>",
    ],
)
def test_what_is_alive_is_found(html: str) -> None:
    assert inert(html)
    assert inert("<p>a<b>c</b> <a href='findings?q=javascript:x#y'>d</a></p>") == ""


def test_every_value_as_every_step_of_a_path(example_site: Site) -> None:
    targets = [
        place.format(spelling)
        for place in PLACES
        for text in payloads()
        for spelling in sorted(spellings(text))
    ]
    answers = ask(serve(example_site).app, targets)
    assert bad(answers) == []
    # A few values are, or lead by dots that a browser takes away to, what we have.
    found = {answer.target for answer in answers if answer.status == 200}
    assert found == {"/share/borsetshire/2015/preview.png"}
    assert [answer.target for answer in answers if answer.status == 301] == []


def test_every_value_as_every_filter_of_a_data_file(example_site: Site) -> None:
    targets = [
        f"/data/{file}?{urlencode({name: text})}"
        for file, names in TABLES.items()
        for name in names
        for text in payloads()
    ]
    targets += [f"/data/findings.csv?{urlencode({text: 'x'})}" for text in payloads()]
    targets += [f"/data/findings.csv?theme={urlencode({'theme': text})}" for text in payloads()]
    answers = ask(serve(example_site).app, targets)
    assert bad(answers) == []
    assert {answer.status for answer in answers} == {200, 400}


def test_every_value_in_the_query_of_a_page_changes_nothing(example_site: Site) -> None:
    for path in ("/share", "/share/borsetshire/2015", "/embed/borsetshire/2015/grades", "/404"):
        targets = [f"{path}?{urlencode({'theme': text})}" for text in payloads()]
        plain, *answers = ask(serve(example_site).app, [path, *targets])
        assert bad(answers) == []
        assert {answer.body for answer in answers if answer.status != 400} == {plain.body}


@pytest.mark.parametrize("query", ["?q=" + "x" * 2000, "?q=1&q=2", "?force=a&round=1&force=b"])
@pytest.mark.parametrize("path", ["/share/borsetshire/2015", "/data/findings.csv", "/404"])
def test_long_queries_and_repeated_names_are_refused(
    example_site: Site, path: str, query: str
) -> None:
    (answer,) = ask(serve(example_site).app, [path + query])
    assert answer.status == 400
    assert bad([answer]) == []


def test_what_is_told_of_an_unknown_value_hides_nothing(example_site: Site) -> None:
    (answer,) = ask(serve(example_site).app, [f"/share/{quote(chr(0x202E) + 'cod' + 'x' * 99)}"])
    text = parse(answer.body.decode()).one("main").text
    assert f"We know no force “\ufffdcod{'x' * 56}…”." in text or "There is no such page" in text
    (answer,) = ask(serve(example_site).app, [f"/share/{quote(chr(0x202E) + 'cod')}/2015"])
    assert "We know no force “\ufffdcod”." in answer.body.decode()


# The app


def test_every_value_as_every_parameter_is_told_or_does_nothing(example_site: Site) -> None:
    desk = example_site.desk()
    everywhere = ("force", "round", "theme", "v", "x")
    for page, found in PAGES.items():
        names = (*found.filters, "sort", "open")
        for name in (*names, *everywhere) if page == "findings" else names:
            for text in payloads():
                opened = desk.open(page, {name: text})
                html = str(notice_list(opened.notices) or "")
                assert inert(html) == "", (page, name, text[:60])
                told = "".join(opened.notices)
                assert len(told) < 1500
                assert not any(unicodedata.category(c) in UNSEEN for c in told + opened.view.q)


@pytest.mark.parametrize("page", PAGES)
def test_every_value_on_every_page(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("PEEL_DATA", str(ROOT / "docs" / "example"))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.run()
    app.switch_page(f"pages/{page or 'overview'}.py")
    names = [*PARAMETERS, "x&y", "<b>"]
    for shift, start in enumerate(range(0, len(payloads()), len(names))):
        texts = payloads()[start : start + len(names)]
        turned = [*names[shift % len(names) :], *names[: shift % len(names)]]
        app.query_params.clear()
        for name, text in zip(turned, texts, strict=False):
            app.query_params[name] = text
        app.run()
        assert not app.exception, texts
        assert "Borsetshire" in check_app(app)


def check_app(app: AppTest) -> str:
    """Nothing alive on the page, and nothing drawn as Markdown; returns all its HTML."""
    bodies = [item.proto.body for item in app.get("html")]
    html = "".join(body for body in bodies if not body.startswith("<style"))
    assert inert(html) == ""
    assert not app.markdown
    return html


# The data

PART = "findings/borsetshire/2015.yaml"
FIELDS = {
    "statement": "    statement: Victims are not always protected.",
    "title": "    title: Victims of domestic abuse",
    "words": "        words: this is a cause of concern",
    "organisation": "    organisation: Helpline for Borsetshire",
}


def scalar(text: str) -> str:
    """Any text as a YAML scalar in quotation marks, so that it is the value and not the syntax."""
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"{}"'.format(
        "".join(signs.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in text)
    )


def with_value(text: str, field: str, value: str) -> str:
    line = FIELDS[field]
    assert line in text
    return text.replace(line, f"{line.partition(': ')[0]}: {scalar(value)}", 1)


@pytest.fixture
def accepted(example_copy: DataCopy, touch: Callable[[Path], None]) -> dict[str, list[str]]:
    """For each field the values that the checks let in; those they refuse have a fault."""
    file = example_copy.root / PART
    good = file.read_text(encoding="utf-8")
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    library = Library(example_copy.root, quiet=True)
    for field in FIELDS:
        for value in payloads():
            file.write_text(with_value(good, field, value), encoding="utf-8")
            touch(file)
            look = library.now()
            record, faults = look.force("borsetshire"), look.faults("borsetshire")
            if faults:
                fault = faults[0]
                assert fault.file.endswith(PART), fault
                assert fault.line > 0
                assert fault.message
                assert fault.message.isprintable(), value[:60]
            else:
                assert record.rounds["2015"]
                found[field].append(value)
    file.write_text(good, encoding="utf-8")
    return found


def test_values_in_the_data_are_refused_or_shown_as_text(
    accepted: dict[str, list[str]], example_copy: DataCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = example_copy.root / PART
    good = file.read_text(encoding="utf-8")
    start, end = good.index("  - id: bors15-domestic-abuse"), good.index("\nreactions:")
    finding = good[start:end]
    assert "<script>alert(1)</script>" in accepted["statement"]
    assert "=1+1" in accepted["statement"]
    refused = {field: set(payloads()) - set(found) for field, found in accepted.items()}
    for found in refused.values():
        assert {"\u202egnp.x", "\u200bfindings\u200d", "x" * 5000} <= found
    many = []
    count = max(len(found) for found in accepted.values())
    for number in range(count):
        copied = finding.replace("id: bors15-domestic-abuse", f"id: bors15-hostile-{number}")
        for field in ("statement", "title", "words"):
            if number < len(accepted[field]):
                copied = with_value(copied, field, accepted[field][number])
        many.append(copied)
    text = f"{good[:end]}\n{''.join(many)}{good[end:]}"
    file.write_text(text, encoding="utf-8")

    site = Site(Library(example_copy.root, quiet=True))
    desk = site.desk()
    dossier = desk.dossier("borsetshire", "2015")
    assert desk.look.faults("borsetshire") == ()
    held = {item.id: item for item in dossier.findings if "hostile" in item.id}
    assert len(held) == count

    # Share pages and embeds
    for path in site.paths_of(dossier):
        reply = site.get(path)
        assert reply.status == 200
        if reply.media_type.startswith("text/html"):
            assert inert(reply.body.decode()) == "", path
    for name, item in held.items():
        drawn = parse(site.get(f"/share/borsetshire/2015/{name}").body.decode())
        article = next(a for a in drawn.all("article") if a.attributes["id"] == name)
        assert drawn.one("h1").text == " ".join(item.title.split())
        assert article.one("p.statement").text == " ".join(item.statement.split())
        words = article.all("blockquote")[0].text
        assert words == " ".join(f"“{item.evidence[0].words}”".split())
        assert drawn.one("title").text.startswith(" ".join(item.title.split()))

    # Data files
    rows = {
        row["id"]: row
        for row in csv.DictReader(
            io.StringIO(site.get("/data/findings.csv").body.decode("utf-8-sig"), newline="")
        )
    }
    objects = {row["id"]: row for row in json.loads(site.get("/data/findings.json").body)["rows"]}
    for name, item in held.items():
        texts = {
            "title": item.title,
            "statement": item.statement,
            "quotation": item.evidence[0].words,
        }
        for column, value in texts.items():
            assert objects[name][column] == value
            assert rows[name][column] in (value, f"'{value}")
            assert not rows[name][column].startswith(tuple("=+-@\t\r\n＝＋－＠"))

    # The app
    monkeypatch.setenv("PEEL_DATA", str(example_copy.root))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.run()
    for page in PAGES:
        app.switch_page(f"pages/{page or 'overview'}.py")
        app.query_params.clear()
        for opened in ("", *list(held)[:3]):
            if opened:
                app.query_params["open"] = opened
            app.run()
            assert not app.exception
            html = check_app(app)
            if page == "findings":
                drawn = parse(html)
                titles = [heading(a) for a in drawn.all("article.finding")]
                assert {" ".join(item.title.split()) for item in held.values()} <= set(titles)


def heading(article: Drawn) -> str:
    return next(item.text for item in article.everything() if re.fullmatch("h[1-6]", item.tag))


# Links in the data folder


@pytest.mark.parametrize("file", ["themes.yaml", "grades.csv", PART, "threads/borsetshire.yaml"])
def test_a_link_in_the_data_folder_reads_nothing(
    example_copy: DataCopy, tmp_path: Path, file: str
) -> None:
    path = example_copy.root / file
    secret = tmp_path / "elsewhere"
    secret.write_bytes(path.read_bytes() + b"# the secret\n")
    path.unlink()
    path.symlink_to(secret)
    refused(example_copy, file)


def test_a_link_to_a_folder_reads_nothing(example_copy: DataCopy, tmp_path: Path) -> None:
    folder = example_copy.root / "findings" / "borsetshire"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    refused(example_copy, PART)


def refused(copy: DataCopy, file: str) -> None:
    site = Site(Library(copy.root, quiet=True))
    answers = ask(serve(site).app, ["/share/borsetshire/2015", "/data/findings.csv"])
    assert [answer.status for answer in answers] == [503, 503]
    assert all(b"secret" not in answer.body for answer in answers)
    with pytest.raises(DataFaultsError) as raised:
        site.library.now().force("borsetshire")
    messages = {fault.file: fault.message for fault in raised.value.faults}
    assert messages[f"data/{file}"] == "not a plain file; links and folders are not read"


def test_a_link_to_the_data_folder_itself_is_followed(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(ROOT / "docs" / "example")
    assert Library(tmp_path / "data").now().force("borsetshire").rounds
