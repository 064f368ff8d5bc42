from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.builder import build, embedded_texts
from index.corpus import read_corpus
from index.manifest import IndexUnusable, Problem
from index.neutral import RULES
from index.storage import StoredVectors, load_vectors, locked, read_vectors, refuse_foreign
from tests.fakes.stock import FakeEncoder, FakeStock, stock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good index."""
    build(stock(), FakeEncoder(), tmp_path / "index")
    return tmp_path / "index"


def loaded(folder: Path, of: FakeStock | None = None, encoder: FakeEncoder | None = None) -> StoredVectors:
    encoder = encoder or FakeEncoder()
    return load_vectors(folder, encoder, embedded_texts(read_corpus(of or stock()), encoder).keys())


def vectors_file(folder: Path) -> Path:
    (file,) = folder.glob("vectors-*")
    return file


def edit(folder: Path, **changed: object) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | changed))


def test_what_was_written_is_read_to_the_bit(folder: Path) -> None:
    encoder = FakeEncoder()
    texts = embedded_texts(read_corpus(stock()), encoder)
    read = loaded(folder).vectors(list(texts))
    assert read.dtype == np.float32
    assert (read == encoder.texts(list(texts.values()))).all()


def test_no_texts_mean_no_rows(folder: Path) -> None:
    assert loaded(folder).vectors([]).shape == (0, 64)


def test_texts_are_not_kept_only_their_digests(folder: Path) -> None:
    written = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"builder" not in written
    assert b"Correspondence" not in written


def test_the_manifest_says_what_the_index_was_made_of(folder: Path) -> None:
    manifest = read_vectors(folder).manifest
    assert (manifest.model, manifest.dimension, manifest.texts) == (f"bag-of-words:1+{RULES}", 64, 14)
    assert manifest.sources == read_corpus(stock()).sources
    assert manifest.bytes == vectors_file(folder).stat().st_size


def truncate(folder: Path) -> None:
    file = vectors_file(folder)
    file.write_bytes(file.read_bytes()[:-100])


def flip_a_bit(folder: Path) -> None:
    content = bytearray(vectors_file(folder).read_bytes())
    content[-1] ^= 1
    vectors_file(folder).write_bytes(content)


def append(folder: Path) -> None:
    with vectors_file(folder).open("ab") as file:
        file.write(b"\0")


def write_manifest(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "manifest.json").write_text(text)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), Problem.MISSING),
        (lambda folder: vectors_file(folder).unlink(), Problem.MISSING),
        (truncate, Problem.TRUNCATED),
        (lambda folder: vectors_file(folder).write_bytes(b""), Problem.TRUNCATED),
        (flip_a_bit, Problem.DAMAGED),
        (append, Problem.DAMAGED),
        (write_manifest(""), Problem.DAMAGED),
        (write_manifest('{"made_by": "protocol-desk", "form'), Problem.DAMAGED),
        (write_manifest('{"made_by": "protocol-desk", "format": 1}'), Problem.DAMAGED),
        (lambda folder: edit(folder, texts="14"), Problem.DAMAGED),
        (lambda folder: edit(folder, texts=13), Problem.DAMAGED),
        (lambda folder: edit(folder, dimension=-1), Problem.DAMAGED),
        (lambda folder: edit(folder, vectors="vectors-/../../secret"), Problem.DAMAGED),
        (lambda folder: edit(folder, more=1), Problem.DAMAGED),
        (lambda folder: edit(folder, format=0), Problem.OLDER),
        (lambda folder: edit(folder, format=2), Problem.NEWER),
        (write_manifest("[]"), Problem.NOT_OURS),
        (write_manifest('{"name": "a web app"}'), Problem.NOT_OURS),
    ],
)
def test_what_is_not_whole_is_refused(folder: Path, spoil: Callable[[Path], object], problem: Problem) -> None:
    spoil(folder)
    with pytest.raises(IndexUnusable, match="protocol-desk index build") as refused:
        loaded(folder)
    assert refused.value.problem is problem
    assert str(folder) in str(refused.value)
    assert problem in str(refused.value)


def test_a_vectors_file_that_is_something_else_is_damaged(folder: Path) -> None:
    file = vectors_file(folder)
    np.save(file, np.zeros(3))
    edit(folder, bytes=file.stat().st_size, sha256=_digest(file))
    with pytest.raises(IndexUnusable, match="disagree"):
        loaded(folder)
    file.write_bytes(b"not numpy")
    edit(folder, bytes=9, sha256=_digest(file))
    with pytest.raises(IndexUnusable, match="cannot be read") as refused:
        loaded(folder)
    assert refused.value.problem is Problem.DAMAGED


def test_no_folder_is_a_missing_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable) as refused:
        loaded(tmp_path / "nowhere")
    assert refused.value.problem is Problem.MISSING


def test_changed_texts_make_it_stale(folder: Path) -> None:
    with pytest.raises(IndexUnusable, match="1 new, 1 gone") as refused:
        loaded(folder, stock(gifts="Officers may accept a cup of tea."))
    assert refused.value.problem is Problem.STALE


@pytest.mark.parametrize("other", [FakeEncoder(fingerprint="bag-of-words:2"), FakeEncoder(dimension=32)])
def test_another_model_is_refused(folder: Path, other: FakeEncoder) -> None:
    with pytest.raises(IndexUnusable, match="bag-of-words") as refused:
        loaded(folder, encoder=other)
    assert refused.value.problem is Problem.OTHER_MODEL


def test_other_rules_for_names_make_it_another_models(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.RULES", "changed")
    with pytest.raises(IndexUnusable) as refused:
        loaded(folder)
    assert refused.value.problem is Problem.OTHER_MODEL


def test_another_prefix_makes_it_stale(folder: Path) -> None:
    with pytest.raises(IndexUnusable) as refused:
        loaded(folder, encoder=FakeEncoder(query_prefix="query: "))
    assert refused.value.problem is Problem.STALE


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(IndexUnusable, match=r"thesis\.txt.*folder of its own"):
        refuse_foreign(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("years of work")
    with pytest.raises(IndexUnusable) as refused:
        refuse_foreign(tmp_path / "index")
    assert refused.value.problem is Problem.NOT_OURS


def test_the_desks_own_folder_is_known_in_any_state(folder: Path) -> None:
    (folder / "notes.txt").write_text("kept by the operator")
    refuse_foreign(folder)
    (folder / "notes.txt").unlink()
    (folder / "manifest.json").write_text("")
    refuse_foreign(folder)
    refuse_foreign(folder / "not there yet")


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnusable, match="writable") as refused, locked(tmp_path / "file" / "index"):
        pass
    assert refused.value.problem is Problem.NOT_WRITABLE


def _digest(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()
