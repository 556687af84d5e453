"""The model told in words: what a field may hold, and which parts lie in which."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from peel.model.fields import Form
from peel.model.values import PartialDate


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The parts that a field of this annotation may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def model_at(model: type[BaseModel], steps: Sequence[str | int]) -> type[BaseModel] | None:
    """The part that `steps`, keys and places in lists, lead to; None where they lead nowhere."""
    for step in steps:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = next(models_in(field.annotation), None) if field else None
        if inner is None:
            return None
        model = inner
    return model


def may_be_silent(model: type[BaseModel], name: str) -> bool:
    """Whether a field may say that our sources are silent."""
    field = model.model_fields.get(name)
    return field is not None and type(None) in get_args(field.annotation)


def choices(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """The words that the field at `steps` may be, where it is one of a closed list."""
    keys = [step for step in steps if isinstance(step, str)]
    owner = model_at(model, keys[:-1])
    field = owner.model_fields.get(keys[-1]) if owner else None
    return [item.value for item in _enum_in(field.annotation)] if field else []


def _enum_in(annotation: Any) -> Iterable[Enum]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    return next(filter(None, map(_enum_in, get_args(annotation))), ())


_NAMES: dict[Any, str] = {str: "text", int: "a whole number", bool: "`yes` or `no`"}


def holds(annotation: Any) -> str:
    """What a field may hold, in words."""
    extra: list[str] = []
    while get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        for item in metadata:
            word = getattr(item, "word", None)
            if word:
                extra.append(f"`{word}`")
            if isinstance(item, Form):
                return " or ".join([item.name, *extra])
    origin = get_origin(annotation)
    if origin is tuple:
        return f"a list of: {holds(get_args(annotation)[0])}"
    if origin in (Union, types.UnionType):
        inner = [item for item in get_args(annotation) if item is not type(None)]
        return " or ".join([*(holds(item) for item in inner), *extra])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(f"`{item.value}`" for item in annotation)
    if annotation is PartialDate:
        text = "a date as `2016-02-18`, `2016-02` or `2016`"
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        text = f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    else:
        text = _NAMES.get(annotation, "text")
    return " or ".join([text, *extra])
