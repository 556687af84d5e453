"""What a single field may hold, with the words that tell an editor what it should have been.

`None` stands for "not stated in our sources" and is written `not stated` in the files; a key whose
value may be silent must still be there, so that silence is a statement and not an oversight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from peel.model.values import NOT_STATED, PartialDate

MAX_QUOTED_WORDS = 40
_TOO_LONG = "text of {:,} characters; at most {:,} are allowed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of the data files that stands for None, so that the JSON Schema allows it."""

    word: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        options = schema.get("anyOf", [schema])
        spoken = [item for item in options if item != {"type": "null"}]
        return {"anyOf": [*spoken, {"const": self.word}]}


@dataclass(frozen=True, slots=True)
class Form:
    """Text that must fit a regular expression, and how that is said to an editor."""

    pattern: str
    in_words: str
    name: str
    """What the field holds, for the documentation."""
    longest: int = 0

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        longest = {"maxLength": self.longest} if self.longest else {}
        return {**handler(core), **longest, "pattern": f"^{self.pattern}$"}

    def _checked(self, value: str) -> str:
        if self.longest and len(value) > self.longest:
            raise ValueError(_TOO_LONG.format(len(value), self.longest))
        if not re.fullmatch(self.pattern, value):
            raise ValueError(f"'{value[:80]}' is not of the form expected: {self.in_words}")
        return value


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise ValueError("expected a date as 2016-02-18, 2016-02 or 2016")
    return PartialDate.parse(value)


def _silence(value: Any) -> Any:
    return None if value == NOT_STATED else value


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str) and value not in ("yes", "no"):
        raise ValueError("expected 'yes' or 'no'")
    return value == "yes" if isinstance(value, str) else value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise ValueError("expected a whole number from 1, as 12")
    return value


def _at_most_40_words(value: str) -> str:
    count = len(value.split())
    if count > MAX_QUOTED_WORDS:
        raise ValueError(f"quotation of {count} words; at most {MAX_QUOTED_WORDS} are allowed")
    return value


def _one_run(value: str) -> str:
    if "…" in value or "..." in value:
        raise ValueError("'…' in a quotation; quote one run of words, or make two quotations of it")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/<>\"'`\\{}|^]+\.[^\s<>\"'`\\{}|^]+", value):
        raise ValueError("expected an address that begins with http:// or https://")
    return value


T = TypeVar("T")
_TEXT = StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)
_ID = Form(
    r"[a-z0-9]+(-[a-z0-9]+)*",
    "lower-case letters, digits and single hyphens, as domestic-abuse",
    "an id (small letters, digits, hyphens)",
    longest=60,
)

Id = Annotated[str, _ID]
RoundId = Annotated[str, replace(_ID, longest=20), WithJsonSchema({"type": ["string", "integer"]})]
FileName = Annotated[
    str, Form(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "a plain file name, as article.txt", "text")
]
Sha256 = Annotated[str, Form(r"[0-9a-f]{64}", "64 hexadecimal digits", "text")]
Digest = Annotated[str, Form(r"[0-9a-f]{16}", "16 hexadecimal digits", "text")]
Text = Annotated[str, _TEXT]
Words = Annotated[str, _TEXT, AfterValidator(_at_most_40_words), AfterValidator(_one_run)]
# Notes of a page, in which '...' stands for words left out.
Noted = Annotated[str, _TEXT, AfterValidator(_at_most_40_words)]
Address = Annotated[str, _TEXT, AfterValidator(_address)]
YesNo = Annotated[
    bool, BeforeValidator(_yes_or_no), WithJsonSchema({"type": "string", "enum": ["yes", "no"]})
]
Number = Annotated[
    int,
    BeforeValidator(_whole_number),
    WithJsonSchema({"type": ["integer", "string"], "pattern": "^[1-9][0-9]{0,5}$"}),
]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
Stated = Annotated[T | None, BeforeValidator(_silence), Spoken(NOT_STATED)]
OrNone = Annotated[
    T | None, BeforeValidator(lambda value: None if value == "none" else value), Spoken("none")
]


class Part(BaseModel):
    """Common ground of all classes: unknown keys are refused, nothing can be changed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True
    )
