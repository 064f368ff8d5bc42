from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.builder import Build, build
from index.manifest import IndexUnusable, Problem
from index.opening import open_index
from index.storage import read_vectors
from tests.fakes.stock import FakeEncoder, FakeStock, stock, typical


def built(folder: Path, of: FakeStock) -> tuple[Build, list[str]]:
    """What a build says, and the texts that went through the model."""
    encoder = FakeEncoder()
    return build(of, encoder, folder), encoder.embedded


def test_the_first_build_embeds_each_text_once(tmp_path: Path) -> None:
    result, embedded = built(tmp_path, stock())
    assert (result.embedded, result.reused) == (14, 0)
    assert len(embedded) == len(set(embedded)) == 14
    assert embedded.count("who may see my letters") == 1  # asked in both authorities


def test_names_are_taken_out_before_a_question_is_embedded(tmp_path: Path) -> None:
    documents = dict(stock().documents)
    asked = {"moor/copying": ("may the Labour group see my letters",)}
    documents["moor"] = replace(documents["moor"], typical=typical(asked))
    _, embedded = built(tmp_path, replace(stock(), documents=documents))
    assert "may the party group see my letters" in embedded
    assert not [text for text in embedded if "Labour" in text]


def test_an_unchanged_stock_embeds_nothing(tmp_path: Path) -> None:
    built(tmp_path, stock())
    result, embedded = built(tmp_path, stock())
    assert (result.embedded, result.reused) == (0, 14)
    assert embedded == []


def test_only_what_changed_is_embedded(tmp_path: Path) -> None:
    built(tmp_path, stock())
    result, embedded = built(tmp_path, stock(gifts="Officers may accept a cup of tea."))
    assert (result.embedded, result.reused) == (1, 13)
    assert embedded == ["Officers may accept a cup of tea."]
    assert read_vectors(tmp_path).manifest == result.manifest


def test_reused_vectors_are_the_same_as_new_ones(tmp_path: Path) -> None:
    built(tmp_path / "grown", stock(ward="Something else."))
    built(tmp_path / "grown", stock())
    built(tmp_path / "new", stock())
    grown, new = read_vectors(tmp_path / "grown"), read_vectors(tmp_path / "new")
    assert grown.at.keys() == new.at.keys()
    assert (grown.vectors(list(new.at)) == new.vectors(list(new.at))).all()


def test_another_model_takes_nothing_over(tmp_path: Path) -> None:
    built(tmp_path, stock())
    assert build(stock(), FakeEncoder(fingerprint="other:1"), tmp_path).embedded == 14


def test_nothing_is_taken_from_a_damaged_index(tmp_path: Path) -> None:
    result, _ = built(tmp_path, stock())
    (tmp_path / result.manifest.vectors).write_bytes(b"spoilt")
    assert built(tmp_path, stock())[0].embedded == 14
    open_index(stock(), FakeEncoder(), tmp_path)


def test_progress_ends_at_the_number_of_new_texts(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    build(stock(), FakeEncoder(), tmp_path, lambda done, total: told.append((done, total)))
    assert told[-1] == (14, 14)
    told.clear()
    build(stock(), FakeEncoder(), tmp_path, lambda done, total: told.append((done, total)))
    assert told == []


def test_only_the_files_that_count_are_left(tmp_path: Path) -> None:
    built(tmp_path, stock())
    (tmp_path / "vectors-.unfinished").write_bytes(b"left by a killed build")
    result, _ = built(tmp_path, stock(gifts="Changed."))
    assert {file.name for file in tmp_path.iterdir()} == {"lock", "manifest.json", result.manifest.vectors}


def test_a_failing_model_leaves_the_old_index(tmp_path: Path) -> None:
    built(tmp_path, stock())

    def fail() -> None:
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError):
        build(stock(gifts="Changed."), FakeEncoder(before=fail), tmp_path)
    open_index(stock(), FakeEncoder(), tmp_path)
    built(tmp_path, stock(gifts="Changed."))


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(IndexUnusable) as refused:
        built(tmp_path, stock())
    assert refused.value.problem is Problem.NOT_OURS
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_place_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    built(tmp_path, stock())
    (tmp_path / "vectors-.unfinished").mkdir()
    with pytest.raises(IndexUnusable) as refused:
        built(tmp_path, stock(gifts="Changed."))
    assert refused.value.problem is Problem.NOT_WRITABLE
    open_index(stock(), FakeEncoder(), tmp_path)


def test_a_second_build_waits_for_the_first_and_finds_its_work_done(tmp_path: Path) -> None:
    inside, most, guard = 0, 0, threading.Lock()

    def linger() -> None:
        nonlocal inside, most
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.1)
        with guard:
            inside -= 1

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: build(stock(), FakeEncoder(before=linger), tmp_path), range(4)))
    assert most == 1
    assert sorted(result.embedded for result in results) == [0, 0, 0, 14]
    open_index(stock(), FakeEncoder(), tmp_path)
