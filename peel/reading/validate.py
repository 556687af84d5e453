"""From a data file to a model value, with a fault and its place for everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from peel.model.describe import choices, may_be_silent, model_at
from peel.model.values import NOT_STATED
from peel.reading.faults import Fault, Steps, did_you_mean
from peel.reading.strict_csv import CsvRow, read_csv
from peel.reading.strict_yaml import Document, read_yaml
from peel.words import count

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A file, or a row of one, that was read: its value, and where each part of it stands."""

    value: M
    origin: Document | CsvRow

    def fault(self, steps: Steps, message: str) -> Fault:
        """A fault at the place that `steps` lead to."""
        return self.origin.fault(steps, message)

    @property
    def text(self) -> dict[str, Any]:
        """What it says, as text: the values before any of them was understood."""
        value = self.origin.value
        assert isinstance(value, dict)
        return value


def load_yaml(file: str, data: bytes, model: type[M]) -> tuple[Loaded[M] | None, list[Fault]]:
    """Read one YAML file into `model`. Returns the value, or None and every fault."""
    document, faults = read_yaml(file, data)
    if document.value is None:
        return None, faults
    value, found = _validate(document, model, document.value)
    faults += [fault for fault in found if (fault.line, fault.column) not in document.unread]
    return (None, faults) if faults or value is None else (Loaded(value, document), [])


def load_csv(file: str, data: bytes, row: type[M]) -> tuple[list[Loaded[M]] | None, list[Fault]]:
    """Read a CSV file, one `row` a line. Returns all rows, or None and every fault."""
    records, faults = read_csv(file, data, tuple(row.model_fields))
    rows: list[Loaded[M]] = []
    for record in records:
        value, found = _validate(record, row, record.value)
        faults += found
        if value is not None:
            rows.append(Loaded(value, record))
    return (None, faults) if faults else (rows, [])


def _validate(
    origin: Document | CsvRow, model: type[M], value: Any
) -> tuple[M | None, list[Fault]]:
    if not isinstance(value, dict):
        return None, [origin.fault((), f"expected keys and values, found {_what(value)}")]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, [_fault(origin, model, detail) for detail in details if not _is_echo(detail)]


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because some of its entries have faults."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _fault(origin: Document | CsvRow, model: type[BaseModel], detail: ErrorDetails) -> Fault:
    steps: Steps = tuple(detail["loc"])
    owner = model_at(model, steps[:-1])
    match detail["type"]:
        case "missing":
            silent = owner is not None and may_be_silent(owner, str(steps[-1]))
            hint = "; write 'not stated' where our sources are silent" if silent else ""
            return origin.fault(steps[:-1], f"missing key '{steps[-1]}'{hint}")
        case "extra_forbidden":
            known = list(owner.model_fields) if owner else []
            name = str(steps[-1])
            expected = did_you_mean(name, known) or f"; known here: {', '.join(known)}"
            return origin.fault(steps, f"unknown key '{name[:80]}'{expected}", at_key=True)
        case "enum":
            return origin.fault(steps, _not_one_of(detail, choices(model, steps)))
    return origin.fault(steps, _plain(detail))


def _not_one_of(detail: ErrorDetails, known: list[str]) -> str:
    given = detail["input"]
    hint = did_you_mean(given, known) if isinstance(given, str) else ""
    if given == NOT_STATED and detail["loc"][-1] == "grade":
        hint = "; where no source says it, leave the whole entry out"
    return f"{_shown(given)} is not one of: {', '.join(known)}{hint}"


def _plain(detail: ErrorDetails) -> str:
    """Pydantic's message in the words of an editor."""
    context, given = detail.get("ctx", {}), detail["input"]
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "string_type" | "int_type" | "bool_type" | "dataclass_type":
            return f"expected text, found {_what(given)}"
        case "tuple_type":
            return f"expected a list, found {_what(given)}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"expected keys and values, found {_what(given)}"
        case "string_too_short":
            return "expected text, found nothing"
        case "string_too_long":
            return (
                f"text of {len(given):,} characters; at most {context['max_length']:,} are allowed"
            )
        case "too_short":
            least = count(context["min_length"], "entry", "entries")
            return f"expected at least {least}, found {len(given)}"
    return str(detail["msg"])


def _shown(value: Any) -> str:
    return f"'{value[:80]}'" if isinstance(value, str) else _what(value)


def _what(value: Any) -> str:
    match value:
        case str():
            return f"the text '{value[:60]}'"
        case list():
            return "a list"
        case dict():
            return "keys and values"
    return "nothing"
