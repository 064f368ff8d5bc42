"""Vectors on disk: one file with a row for each text, and a manifest that says which file counts.

A new index is a new file under a new name; then the manifest is replaced in one step. So at every moment the folder
holds either the old index or the new one, whole, whatever is killed when.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from index.embedding import Encoder
from index.manifest import FOLDER_OF_ITS_OWN, MANIFEST, VECTORS_PREFIX, IndexUnusable, Manifest, Problem, read_manifest
from index.neutral import RULES
from index.vectors import Matrix

_LOCK = "lock"
_UNFINISHED = ".unfinished"
_TEXT = "S64"  # a SHA-256 in hex


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """An index as it was read: the rows of its file, and in which row the vector of a text stands, by text digest."""

    manifest: Manifest
    rows: NDArray[Any]
    at: Mapping[str, int]

    def vectors(self, digests: Sequence[str]) -> Matrix:
        """The vectors of texts that are all in the index, shape (texts, dimension), as a copy."""
        picked: Matrix = self.rows["vector"][[self.at[digest] for digest in digests]]
        return picked.reshape(len(digests), self.manifest.dimension)


def made_by(encoder: Encoder) -> str:
    """What decides the vector of a text: the model, and the rules that take names out of it before."""
    return f"{encoder.fingerprint}+{RULES}"


def read_vectors(folder: Path) -> StoredVectors:
    """Read an index and prove that it is whole. Raise IndexUnusable where it is not."""
    manifest = read_manifest(folder)
    try:
        return _read_rows(folder, manifest)
    except IndexUnusable:
        newer = read_manifest(folder)
        if newer == manifest:
            raise
        return _read_rows(folder, newer)  # a build ended between our two looks


def load_vectors(folder: Path, encoder: Encoder, digests: Set[str]) -> StoredVectors:
    """Read an index that holds exactly the texts with these digests, embedded by this encoder.

    Raise IndexUnusable where it is missing, stale, truncated, damaged, or made by another model or version.
    """
    stored = read_vectors(folder)
    manifest = stored.manifest
    if (manifest.model, manifest.dimension) != (made_by(encoder), encoder.dimension):
        details = f"it was made by {manifest.model}, the desk is set to {made_by(encoder)}."
        raise IndexUnusable(Problem.OTHER_MODEL, folder, details)
    new, gone = len(digests - stored.at.keys()), len(stored.at.keys() - digests)
    if new or gone:
        details = f"the texts have changed since it was built on {manifest.built_at} ({new} new, {gone} gone)."
        raise IndexUnusable(Problem.STALE, folder, details)
    return stored


def write_vectors(
    folder: Path, encoder: Encoder, vectors: Mapping[str, NDArray[np.float32]], sources: Mapping[str, str]
) -> Manifest:
    """Put a new index in the place of the old one, in one step. To be called under `locked`."""
    rows = np.zeros(len(vectors), dtype=_row_type(encoder.dimension))
    for row, (digest, vector) in zip(rows, vectors.items(), strict=True):
        row["text"], row["vector"] = digest.encode(), vector
    unfinished = folder / (VECTORS_PREFIX + _UNFINISHED)
    with unfinished.open("wb") as file:
        np.save(file, rows, allow_pickle=False)
        _flush(file)
    sha256 = _digest(unfinished)
    manifest = Manifest(
        model=made_by(encoder), dimension=encoder.dimension, texts=len(rows), sources=dict(sources),
        vectors=f"{VECTORS_PREFIX}{sha256[:16]}.npy", bytes=unfinished.stat().st_size, sha256=sha256,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    unfinished.replace(folder / manifest.vectors)
    _flush_folder(folder)
    _replace_manifest(folder, manifest)
    _sweep(folder, keep=manifest.vectors)
    return manifest


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder if need be and keep other builds out of it; a killed build leaves no lock behind."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")
    except OSError as error:
        details = f"{error.strerror}."
        remedy = "Make the folder writable, or set another one."
        raise IndexUnusable(Problem.NOT_WRITABLE, folder, details, remedy) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_foreign(folder: Path) -> None:
    """Raise IndexUnusable unless the folder is absent, or an index of the desk, whatever state that is in."""
    try:
        read_manifest(folder)
    except IndexUnusable as unusable:
        if unusable.problem is Problem.NOT_OURS:
            raise
        if unusable.problem is Problem.NEWER or not folder.exists():
            return
        strange = (
            [file.name for file in folder.iterdir() if not _is_part(file.name)] if folder.is_dir() else [folder.name]
        )
        if strange:
            raise IndexUnusable(Problem.NOT_OURS, folder, f"it holds {strange[0]!r}.", FOLDER_OF_ITS_OWN) from None


def _is_part(name: str) -> bool:
    return name in {_LOCK, MANIFEST, MANIFEST + _UNFINISHED} or name.startswith(VECTORS_PREFIX)


def _row_type(dimension: int) -> np.dtype[Any]:
    return np.dtype([("text", _TEXT), ("vector", "<f4", (dimension,))])


def _read_rows(folder: Path, manifest: Manifest) -> StoredVectors:
    file = folder / manifest.vectors
    try:
        size = file.stat().st_size
        if size < manifest.bytes:
            details = f"{file.name} has {size} bytes of {manifest.bytes}."
            raise IndexUnusable(Problem.TRUNCATED, folder, details)
        if size > manifest.bytes or _digest(file) != manifest.sha256:
            raise IndexUnusable(Problem.DAMAGED, folder, f"{file.name} is not as it was written.")
        # Mapped, not read: only the rows of the authorities that are asked about come into memory. Looking through all
        # texts touches every page, so that is done on a mapping of its own.
        texts = np.load(file, mmap_mode="r", allow_pickle=False)
        rows = np.load(file, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        raise IndexUnusable(Problem.MISSING, folder, f"{file.name} is not there.") from None
    except (OSError, ValueError) as error:
        raise IndexUnusable(Problem.DAMAGED, folder, f"{file.name} cannot be read ({error}).") from error
    if rows.dtype != _row_type(manifest.dimension) or rows.shape != (manifest.texts,):
        raise IndexUnusable(Problem.DAMAGED, folder, f"{file.name} and the manifest disagree.")
    return StoredVectors(manifest, rows, {text.decode(): at for at, text in enumerate(texts["text"].tolist())})


def _replace_manifest(folder: Path, manifest: Manifest) -> None:
    unfinished = folder / (MANIFEST + _UNFINISHED)
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(manifest.to_json())
        _flush(file)
    unfinished.replace(folder / MANIFEST)
    _flush_folder(folder)


def _sweep(folder: Path, keep: str) -> None:
    """Remove what earlier builds, finished or killed, have left."""
    for file in folder.glob(VECTORS_PREFIX + "*"):
        if file.name != keep:
            file.unlink()


def _flush(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a renaming last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
