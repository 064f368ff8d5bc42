"""What is written beside the vectors: by what and from what they were made, and how to tell that they are whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from knowledge.errors import DeskError

FORMAT = 1
MADE_BY = "protocol-desk"
MANIFEST = "manifest.json"
VECTORS_PREFIX = "vectors-"
BUILD = "Run: protocol-desk index build"
FOLDER_OF_ITS_OWN = "Give the index a folder of its own, then run: protocol-desk index build"
_FIELDS = {
    "made_by": str, "format": int, "model": str, "dimension": int, "texts": int, "sources": dict,
    "vectors": str, "bytes": int, "sha256": str, "built_at": str,
}  # fmt: skip


class Problem(StrEnum):
    """What is wrong with an index."""

    MISSING = "missing"
    STALE = "stale"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    OTHER_MODEL = "made by another model"
    OLDER = "made by an older version of the desk"
    NEWER = "made by a newer version of the desk"
    NOT_OURS = "not an index of the desk"
    NOT_WRITABLE = "not writable"


class IndexUnusable(DeskError):  # noqa: N818 - named after what it says
    """An index must not be used. Says what is wrong with which folder, and the command that mends it."""

    def __init__(self, problem: Problem, folder: Path, details: str, remedy: str = BUILD) -> None:
        super().__init__(f"The index in {folder} is {problem}: {details} {remedy}")
        self.problem, self.folder, self.details = problem, folder, details


@dataclass(frozen=True, slots=True)
class Manifest:
    """`sources` is the digest of each authority's published document when the index was built; `vectors` the name of
    the file with the vectors, `bytes` and `sha256` its length and digest; `built_at` a moment in UTC (ISO 8601).
    """

    model: str
    dimension: int
    texts: int
    sources: Mapping[str, str]
    vectors: str
    bytes: int
    sha256: str
    built_at: str
    format: int = FORMAT
    made_by: str = MADE_BY

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an index. Raise IndexUnusable where there is none that can be relied on."""
    try:
        fields = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise IndexUnusable(Problem.MISSING, folder, "there is no manifest.") from None
    except ValueError:
        raise IndexUnusable(Problem.DAMAGED, folder, "its manifest is not JSON.") from None
    except OSError as error:
        raise IndexUnusable(Problem.DAMAGED, folder, f"its manifest cannot be read ({error.strerror}).") from error
    return _checked(fields, folder)


def _checked(fields: Any, folder: Path) -> Manifest:
    if not isinstance(fields, dict) or fields.get("made_by") != MADE_BY:
        details = "its manifest was written by something else."
        raise IndexUnusable(Problem.NOT_OURS, folder, details, FOLDER_OF_ITS_OWN)
    version = fields.get("format")
    if isinstance(version, int) and version != FORMAT:
        problem = Problem.NEWER if version > FORMAT else Problem.OLDER
        raise IndexUnusable(problem, folder, f"it has format {version}, this version reads format {FORMAT}.")
    wrong = [name for name, kind in _FIELDS.items() if type(fields.get(name)) is not kind]
    if wrong or fields.keys() - _FIELDS or not _plausible(fields):
        details = f"its manifest lacks or garbles {', '.join(wrong) or 'some of its fields'}."
        raise IndexUnusable(Problem.DAMAGED, folder, details)
    return Manifest(**fields)


def _plausible(fields: Mapping[str, Any]) -> bool:
    """Whether numbers are counts, and the name of the file is a name and no path out of the folder."""
    name = fields["vectors"]
    return min(fields["dimension"], fields["texts"]) > 0 and name.startswith(VECTORS_PREFIX) and "/" not in name
