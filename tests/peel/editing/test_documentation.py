"""What is written of the data files is complete, current and true."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel

from peel.__main__ import main
from peel.editing import documentation
from peel.editing.documentation import ROOT, outdated_documents
from peel.model.describe import models_in
from peel.model.layout import KINDS, FileKind

YAML_KINDS = {kind.name: kind for kind in KINDS if not kind.is_table}
PAGE = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")


def models() -> list[type[BaseModel]]:
    """Every class that a data file can hold."""
    found: dict[type[BaseModel], None] = {}

    def visit(model: type[BaseModel]) -> None:
        if model not in found:
            found[model] = None
            for field in model.model_fields.values():
                for inner in models_in(field.annotation):
                    visit(inner)

    for kind in KINDS:
        visit(kind.model)
    return list(found)


def rows(model: type[BaseModel]) -> dict[str, list[str]]:
    """The table of a class in docs/fields.md: cells by field."""
    _, _, rest = PAGE.partition(f"\n### {model.__name__}\n")
    section = re.split(r"\n##", rest)[0]
    found = {}
    for line in section.split("\n"):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and cells[0].startswith("`"):
            found[cells[0].strip("`")] = cells[1:]
    return found


def test_the_documents_are_current() -> None:
    assert [str(path) for path in outdated_documents()] == []


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_has_its_meaning(model: type[BaseModel]) -> None:
    table = rows(model)
    assert list(table) == list(model.model_fields)
    for name, field in model.model_fields.items():
        needed, holds, meaning, _ = table[name]
        assert needed == ("yes" if field.is_required() else "no")
        assert holds
        assert meaning == " ".join((field.description or "").split())
        assert meaning.endswith((".", "`"))


@pytest.mark.parametrize(
    "model",
    [pytest.param(m, id=m.__name__) for m in models()],
)
def test_every_field_has_an_example(model: type[BaseModel]) -> None:
    without = [name for name, cells in rows(model).items() if len(cells[3].strip("` ")) == 0]
    assert without == []


def test_a_changed_document_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(documentation, "ROOT", tmp_path)
    everything = [str(path) for path in documentation.documents()]
    assert [str(path) for path in outdated_documents()] == everything
    assert main(["schema"]) == 0
    assert main(["schema", "--check"]) == 0
    (tmp_path / "docs/fields.md").write_text("old", encoding="utf-8")
    capsys.readouterr()
    assert main(["schema", "--check"]) == 1
    assert capsys.readouterr().out == (
        "docs/fields.md is not current; run: python -m peel schema\n"
    )
    assert main(["schema"]) == 0
    assert (tmp_path / "docs/fields.md").read_text(encoding="utf-8") == PAGE


def test_the_kinds_of_files_are_told_to_editors() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`data/{kind.path}`" in text, f"{kind.path} is not in docs/data.md"


# The schemas, as an editor's program uses them.


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, where `yes` and dates are text and only whole numbers are not."""


AsEditorsRead.yaml_implicit_resolvers = {}
AsEditorsRead.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789")
)
AsEditorsRead.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|false|True|False|TRUE|FALSE)$"), list("tTfF")
)
AsEditorsRead.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:null|Null|NULL|~|)$"), ["n", "N", "~", ""]
)
AsEditorsRead.yaml_constructors = {
    **yaml.SafeLoader.yaml_constructors,
    "tag:yaml.org,2002:int": lambda loader, node: int(node.value, 10),
}


def files(root: Path, kind: FileKind) -> list[Path]:
    return sorted(root.glob(kind.file(force="*", round_id="*")))


def validator(kind: str) -> Draft7Validator:
    schema = json.loads((ROOT / "docs" / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=AsEditorsRead)


def example(kind: str) -> Any:
    return copy.deepcopy(loaded(files(documentation.EXAMPLE, YAML_KINDS[kind])[0]))


@pytest.mark.parametrize("root", [ROOT / "data", documentation.EXAMPLE], ids=["data", "example"])
@pytest.mark.parametrize("kind", YAML_KINDS)
def test_a_schema_accepts_the_data(kind: str, root: Path) -> None:
    paths = files(root, YAML_KINDS[kind])
    assert paths
    for path in paths:
        faults = [
            f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in validator(kind).iter_errors(loaded(path))
        ]
        assert faults == []


@pytest.mark.parametrize("kind", YAML_KINDS)
def test_a_schema_refuses_an_unknown_key(kind: str) -> None:
    value = example(kind)
    value["colour"] = "red"
    assert not validator(kind).is_valid(value)
    value = example(kind)
    entries = next(held for held in value.values() if isinstance(held, list) and held)
    if isinstance(entries[0], dict):
        entries[0]["colour"] = "red"
        assert not validator(kind).is_valid(value)


@pytest.mark.parametrize("kind", YAML_KINDS)
def test_a_schema_refuses_a_missing_key(kind: str) -> None:
    model = YAML_KINDS[kind].model
    for name, field in model.model_fields.items():
        if field.is_required():
            value = example(kind)
            del value[name]
            assert not validator(kind).is_valid(value), name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "weakness"),
        ("kind", "not stated"),
        ("kind", None),
        ("themes", "domestic-abuse"),
        ("themes", []),
        ("title", ["a", "b"]),
        ("title", {"en": "a"}),
        ("title", ""),
        ("title", None),
        ("id", "Not An Id"),
        ("question", None),
        ("evidence", []),
        ("asked_before", None),
    ],
)
def test_a_schema_refuses_what_check_refuses(name: str, value: object) -> None:
    whole = loaded(documentation.EXAMPLE / "findings/borsetshire/2015.yaml")
    assert validator("findings").is_valid(whole)
    whole["findings"][0][name] = value
    assert not validator("findings").is_valid(whole)


@pytest.mark.parametrize(
    "value",
    [
        "not stated",
        "2016",
        "2016-02",
        "2016-02-18",
        2016,
    ],
)
def test_a_schema_accepts_every_form_of_a_date(value: object) -> None:
    whole = loaded(documentation.EXAMPLE / "findings/borsetshire/2015.yaml")
    whole["inspected"] = value
    assert validator("findings").is_valid(whole)


@pytest.mark.parametrize("value", ["May 2016", "18/02/2016", "", None, 16, {"year": 2016}])
def test_a_schema_refuses_other_forms_of_a_date(value: object) -> None:
    whole = loaded(documentation.EXAMPLE / "findings/borsetshire/2015.yaml")
    whole["inspected"] = value
    assert not validator("findings").is_valid(whole)


@pytest.mark.parametrize("root", [ROOT / "data"])
def test_each_data_file_names_its_schema(root: Path) -> None:
    for name, kind in YAML_KINDS.items():
        for path in files(root, kind):
            first = path.read_text(encoding="utf-8").split("\n", 1)[0]
            match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
            assert match, f"{path} names no schema"
            assert (path.parent / match[1]).resolve() == ROOT / "docs" / "schema" / f"{name}.json"
