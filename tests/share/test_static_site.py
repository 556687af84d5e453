"""`python -m share OUT`: the same bytes as the routes, and only what has changed is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peel.library.library import Library
from peel.questions.desk import Desk
from peel.reading.faults import DataFaultsError
from share import static_site as files
from share.__main__ import main
from share.site import Site
from share.static_site import file_of
from tests.conftest import ROOT, DataCopy
from tests.share.conftest import PUBLIC_URL, serve

FINDINGS = "findings/borsetshire/2015.yaml"
Touch = Callable[[Path], None]


def write(out: Path, data: Path, *more: str) -> int:
    return main([str(out), "--data", str(data), "--url", PUBLIC_URL, "--quiet", *more])


def held(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    return {
        name: ((out / name).stat().st_mtime_ns, (out / name).stat().st_ino) for name in held(out)
    }


def test_the_same_bytes_as_the_routes(tmp_path: Path, example_site: Site) -> None:
    assert write(tmp_path / "out", ROOT / "docs" / "example") == 0
    client = serve(example_site)
    files = held(tmp_path / "out")
    for path in example_site.paths(example_site.desk()):
        answer = client.get(path)
        assert answer.status_code == (404 if path == "/404" else 200)
        assert files.pop(file_of(path)) == answer.content, path
    assert files == {}


def test_several_processes_write_the_same(
    tmp_path: Path, example_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_WORTH_A_PROCESS", 10)
    site, number = example_site, len(list(example_site.paths(example_site.desk())))
    assert number > 20
    assert files.write_site(site, tmp_path / "one") == (number, 0, 0)
    assert files.write_site(site, tmp_path / "two", jobs=2) == (number, 0, 0)
    assert held(tmp_path / "two") == held(tmp_path / "one")
    assert files.write_site(site, tmp_path / "two", jobs=2) == (0, number, 0)


def test_faults_of_another_process_are_told_here(
    tmp_path: Path, example_copy: DataCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file is damaged after this process has read it and before the others have."""
    monkeypatch.setattr(files, "_WORTH_A_PROCESS", 10)

    class Damaged(Site):
        def paths(self, desk: Desk) -> Iterator[str]:
            yield from list(super().paths(desk))
            example_copy.edit(FINDINGS, "round:", "rond:")

    with pytest.raises(DataFaultsError) as raised:
        files.write_site(Damaged(Library(example_copy.root), PUBLIC_URL), tmp_path / "out", jobs=2)
    assert any("rond" in fault.message for fault in raised.value.faults)


def test_where_files_stand() -> None:
    assert file_of("/share") == "share/index.html"
    assert file_of("/share/x/2015") == "share/x/2015/index.html"
    assert file_of("/share/x/2015/preview.png") == "share/x/2015/preview.png"
    assert file_of("/embed/x/2015/grades") == "embed/x/2015/grades/index.html"
    assert file_of("/data/findings.csv") == "data/findings.csv"
    assert file_of("/404") == "404.html"
    assert file_of("/robots.txt") == "robots.txt"


def test_a_second_run_writes_nothing(
    tmp_path: Path, example_copy: DataCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    write(out, example_copy.root)
    first, before = capsys.readouterr().out, stamps(out)
    assert first == f"{out}: {len(before)} files written, 0 unchanged, 0 removed.\n"
    write(out, example_copy.root)
    assert (
        capsys.readouterr().out == f"{out}: 0 files written, {len(before)} unchanged, 0 removed.\n"
    )
    assert stamps(out) == before


def test_a_change_rewrites_only_what_depends_on_it(tmp_path: Path, example_copy: DataCopy) -> None:
    out = tmp_path / "out"
    write(out, example_copy.root)
    before = held(out)
    example_copy.edit(FINDINGS, "Local teams know their area.", "Local teams know their town.")
    write(out, example_copy.root)
    after = held(out)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {
        "data/datapackage.json",
        "data/findings.csv",
        *(f"data/{name}.json" for name in VERSIONED),
        "embed/borsetshire/2015/findings-effectiveness/index.html",
        "share/borsetshire/2015/bors15-neighbourhoods/index.html",
        "share/borsetshire/2015/findings-effectiveness/index.html",
    }
    assert b"know their town" in after["data/findings.csv"]


# Every JSON file names the version of the data.
VERSIONED = ("findings", "areas", "recommendations", "reactions", "grades", "sources")


def test_a_removed_id_takes_its_file_along_and_nothing_else(
    tmp_path: Path, example_copy: DataCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    write(out, example_copy.root)
    ours = set(held(out))
    others = ("CNAME", ".htaccess", "data/themes.yaml", "share/logo.svg", "share/notes/index.html")
    for name in others:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("not ours", encoding="utf-8")
    example_copy.edit(FINDINGS, "id: bors15-helpline", "id: bors15-hotline")
    example_copy.edit(FINDINGS, "aliases: [bors15-charity]", "aliases: [bors15-helpline]")
    capsys.readouterr()
    write(out, example_copy.root)
    assert capsys.readouterr().out.endswith(" 1 removed.\n")
    after = set(held(out))
    old, new = (f"share/borsetshire/2015/bors15-{name}" for name in ("helpline", "hotline"))
    assert after - ours == {f"{new}/index.html", *others} - {".htaccess"}
    assert ours - after == {f"{old}/index.html"}
    assert not (out / old).exists()
    for name in others:
        assert (out / name).read_text(encoding="utf-8") == "not ours"


def test_the_folder_of_the_project_itself_comes_to_no_harm(
    example_copy: DataCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m share .` in a project that has folders `data` and `share`."""
    project = example_copy.root.parent
    (project / "share").mkdir()
    (project / "share" / "site.py").write_text("# ours\n", encoding="utf-8")
    before = held(project)
    assert write(project, example_copy.root) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{project} has files that did not come from here: data/grades.csv. ")
    assert held(project) == before


def test_a_run_that_was_cut_short_is_taken_up(
    tmp_path: Path, example_copy: DataCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, made = tmp_path / "out", Site.body

    def body(site: Site, desk: Desk, path: str) -> bytes:
        if path.startswith("/embed"):
            raise KeyboardInterrupt
        return made(site, desk, path)

    monkeypatch.setattr(Site, "body", body)
    with pytest.raises(KeyboardInterrupt):
        write(out, example_copy.root)
    assert 5 < len(held(out)) < 40
    monkeypatch.undo()
    assert write(out, example_copy.root) == 0
    assert len(held(out)) > 40


def test_a_list_that_was_tampered_with_removes_nothing_outside(
    tmp_path: Path, example_copy: DataCopy
) -> None:
    out = tmp_path / "out"
    write(out, example_copy.root)
    (tmp_path / "precious").write_text("x", encoding="utf-8")
    (out / "precious").write_text("x", encoding="utf-8")
    listed = (out / ".peel-files").read_text(encoding="utf-8")
    extra = ["../precious", f"{tmp_path}/precious", "precious", "share/../../precious", "", "share"]
    (out / ".peel-files").write_text(listed + "\n".join(extra) + "\n", encoding="utf-8")
    assert write(out, example_copy.root) == 0
    assert (tmp_path / "precious").is_file()
    assert (out / "precious").is_file()
    assert (out / ".peel-files").read_text(encoding="utf-8") == listed


def test_progress_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ROOT / "docs" / "example"
    assert main([str(tmp_path), "--data", str(data), "--url", PUBLIC_URL]) == 0
    total = len(held(tmp_path))
    assert f"{total} of {total}\n" in capsys.readouterr().out


def test_data_with_faults_writes_nothing(
    tmp_path: Path, example_copy: DataCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    write(out, example_copy.root)
    before = stamps(out)
    example_copy.edit(FINDINGS, "themes: [investigations]", "themes: [no-such-theme]")
    assert write(out, example_copy.root) == 1
    assert "data/findings/borsetshire/2015.yaml:" in capsys.readouterr().err
    assert stamps(out) == before


def test_static_pages_can_stand_below_a_path(tmp_path: Path) -> None:
    data = ROOT / "docs" / "example"
    main([str(tmp_path), "--data", str(data), "--url", "https://example.org/peel", "--quiet"])
    page = (tmp_path / "share/borsetshire/2015/index.html").read_text(encoding="utf-8")
    assert 'href="/peel/share/style-' in page
    assert (
        Site(Library(data), "https://example.org/peel").get("/share/borsetshire/2015").body
        == page.encode()
    )
