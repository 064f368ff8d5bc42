"""Reading the TOML files that people edit: every mistake in them is told with its line and what to do."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.errors import KnowledgeError

Model = TypeVar("Model", bound=BaseModel)
_AT_LINE = re.compile(r"\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def read_text(path: Path) -> str:
    """The text of a file in UTF-8. Raises KnowledgeError where it is missing, empty, or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(
            f"the file cannot be read ({error.strerror}).", file=path, remedy="Put the file there, or correct its name."
        ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(
            "the file is not UTF-8 text.",
            file=path,
            line=data.count(b"\n", 0, error.start) + 1,
            remedy="Save it again with the encoding UTF-8.",
        ) from error
    if not text.strip():
        raise KnowledgeError("the file is empty.", file=path, remedy="Put the text into it, or remove the file.")
    return text


def read_toml(path: Path, model: type[Model], problems: list[KnowledgeError]) -> Model | None:
    """The file as a `model`; None where it has mistakes, which are then added to `problems`, all of them."""
    try:
        text = read_text(path)
        return model.model_validate(_tables(text, path))
    except KnowledgeError as error:
        problems.append(error)
    except ValidationError as error:
        problems.extend(_mistake(detail, model, text, path) for detail in error.errors())
    return None


def line_of(text: str, *keys: str | int) -> int:
    """The line (from 1) on which the last of the nested `keys` stands, or that of its table, or 0.

    A number after a key is the place (from 0) in an array of tables: `"route", 2` is the third `[[route]]`.
    """
    lines = text.splitlines()
    found = 0
    for position, key in enumerate(keys):
        if isinstance(key, int):
            continue
        place = keys[position + 1] if position + 1 < len(keys) else 0
        name = rf"[\"']?{re.escape(key)}[\"']?"
        here = re.compile(rf"\s*(?:\[+\s*(?:[^\]]*\.)?{name}\s*\]|{name}\s*=)")
        later = [number for number, line in enumerate(lines[found:], found + 1) if here.match(line)]
        if isinstance(place, int) and place < len(later):
            found = later[place]
        elif later:
            found = later[0]
    return found


def _tables(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _AT_LINE.search(said)
        at_end = text.count("\n") + 1
        raise KnowledgeError(
            f"this is not TOML: {_AT_LINE.sub('', said)}.",
            file=path,
            line=int(place["line"]) if place and place["line"] else at_end,
            remedy="Compare the line, and the one above it, with the same place in another protocol's file.",
        ) from error


def _mistake(detail: ErrorDetails, model: type[BaseModel], text: str, path: Path) -> KnowledgeError:
    keys = [part for part in detail["loc"] if isinstance(part, str)]
    dotted = ".".join(keys)
    line = line_of(text, *detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = ", ".join(_known_keys(model, keys[:-1]))
        return KnowledgeError(
            f"the key “{dotted}” is unknown.", file=path, line=line, remedy=f"Correct or remove it; known are: {known}."
        )
    if detail["type"] == "missing":
        return KnowledgeError(f"the key “{dotted}” is missing.", file=path, line=line, remedy="Add it.")
    return KnowledgeError(
        f"“{dotted}” cannot be used: {detail['msg']}.", file=path, line=line, remedy="Correct the value."
    )


def _known_keys(model: type[BaseModel], tables: list[str]) -> list[str]:
    """The keys that the table reached through `tables` may have."""
    for table in tables:
        field = model.model_fields.get("root") or model.model_fields.get(table)
        inner = _models(field.annotation) if field else []
        if not inner:
            break
        model = inner[0]
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
