from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.builder import build
from index.manifest import IndexUnusable, Problem
from index.opening import open_index, open_or_build
from index.search import SearchIndex
from tests.fakes.stock import FakeEncoder, FakeStock, stock


def opened(
    folder: Path, of: FakeStock | None = None, encoder: FakeEncoder | None = None
) -> tuple[SearchIndex, list[str]]:
    said: list[str] = []
    return open_or_build(of or stock(), encoder or FakeEncoder(), folder, said.append), said


def edit(folder: Path, **changed: object) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | changed))


def test_a_good_index_is_opened_without_a_word(tmp_path: Path) -> None:
    build(stock(), FakeEncoder(), tmp_path)
    encoder = FakeEncoder()
    search, said = opened(tmp_path, encoder=encoder)
    assert search.find("is bcc allowed", "moor", None).accepted[0].clause == "moor/copying"
    assert said == []
    assert encoder.embedded == []


def test_a_good_index_is_opened_even_where_nothing_can_be_written(tmp_path: Path) -> None:
    build(stock(), FakeEncoder(), tmp_path)
    (tmp_path / "lock").unlink()
    open_index(stock(), FakeEncoder(), tmp_path)
    assert not (tmp_path / "lock").exists()


def test_a_missing_index_is_built_with_a_word(tmp_path: Path) -> None:
    search, said = opened(tmp_path / "index")
    assert search.find("is bcc allowed", "moor", None).accepted[0].clause == "moor/copying"
    assert said == [f"The index in {tmp_path / 'index'} is missing: there is no manifest. It is being built anew."]


def test_a_stale_index_is_brought_up_to_date(tmp_path: Path) -> None:
    build(stock(), FakeEncoder(), tmp_path)
    encoder = FakeEncoder()
    _, said = opened(tmp_path, stock(gifts="Changed."), encoder)
    assert "is stale" in said[0]
    assert encoder.embedded == ["Changed."]


def test_an_index_by_another_model_is_built_anew(tmp_path: Path) -> None:
    build(stock(), FakeEncoder(fingerprint="other:1"), tmp_path)
    _, said = opened(tmp_path)
    assert "other:1" in said[0]
    assert "bag-of-words:1" in said[0]


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_a_spoilt_index_is_built_anew(tmp_path: Path, content: bytes) -> None:
    made = build(stock(), FakeEncoder(), tmp_path)
    (tmp_path / made.manifest.vectors).write_bytes(content)
    _, said = opened(tmp_path)
    assert "is truncated" in said[0]


def test_an_older_format_is_built_anew_and_a_newer_one_refused(tmp_path: Path) -> None:
    build(stock(), FakeEncoder(), tmp_path)
    edit(tmp_path, format=0)
    assert "older version" in opened(tmp_path)[1][0]
    edit(tmp_path, format=99)
    before = (tmp_path / "manifest.json").read_bytes()
    with pytest.raises(IndexUnusable, match=r"newer version.*protocol-desk index build"):
        opened(tmp_path)
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_what_mends_a_newer_index_is_what_the_error_says(tmp_path: Path) -> None:
    build(stock(), FakeEncoder(), tmp_path)
    edit(tmp_path, format=99)
    build(stock(), FakeEncoder(), tmp_path)
    open_index(stock(), FakeEncoder(), tmp_path)


def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web app"}')
    with pytest.raises(IndexUnusable) as refused:
        opened(tmp_path)
    assert refused.value.problem is Problem.NOT_OURS
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]


def test_without_leave_to_build_a_bad_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="protocol-desk index build"):
        open_index(stock(), FakeEncoder(), tmp_path)
    assert list(tmp_path.iterdir()) == []
