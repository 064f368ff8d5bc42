from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import DEFAULT_MODEL, ModelUnusable, SentenceEncoder, find_model, fingerprint_of, load_encoder

QUESTIONS = [
    "can I copy another ward councillor on this?",
    "who do I complain to about the clerk",
    "",
    "é \u202e <!channel> 🙂",
    "an officer was rude to me " * 40,
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return load_encoder()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The default model's folder, its weights by link."""
    folder = tmp_path / "model"
    shutil.copytree(find_model(DEFAULT_MODEL), folder, copy_function=os.symlink)
    return folder


def replace(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


@pytest.mark.model
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gets_the_vector_that_the_library_gives_it(encoder: SentenceEncoder, question: str) -> None:
    expected = encoder._model.encode(question, normalize_embeddings=True, show_progress_bar=False)
    vector = encoder.question(question)
    assert vector.dtype == np.float32
    np.testing.assert_allclose(vector, expected, atol=1e-6)


@pytest.mark.model
def test_questions_at_once_get_the_same_vectors_as_one_by_one(encoder: SentenceEncoder) -> None:
    questions = QUESTIONS * 4
    alone = [encoder.question(question) for question in questions]
    with ThreadPoolExecutor(12) as pool:
        together = list(pool.map(encoder.question, questions))
    np.testing.assert_allclose(together, alone, atol=1e-6)


@pytest.mark.model
def test_stored_texts_and_questions_share_one_space(encoder: SentenceEncoder) -> None:
    vectors = encoder.texts(QUESTIONS)
    assert vectors.shape == (len(QUESTIONS), encoder.dimension)
    np.testing.assert_allclose(vectors, [encoder.question(question) for question in QUESTIONS], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.model
def test_prefixes_are_put_before_the_text(encoder: SentenceEncoder) -> None:
    prefixed = load_encoder(DEFAULT_MODEL, "query: ", "passage: ")
    assert (prefixed.as_question("x"), prefixed.as_passage("x")) == ("query: x", "passage: x")
    np.testing.assert_allclose(prefixed.question("bcc"), encoder.question("query: bcc"), atol=1e-6)


@pytest.mark.model
def test_a_prefix_that_is_not_set_is_the_models_own(copied: Path) -> None:
    settings = copied / "config_sentence_transformers.json"
    own = json.loads(settings.read_text()) | {"prompts": {"query": "ask: ", "document": "doc: "}}
    replace(settings, json.dumps(own).encode())
    assert load_encoder(str(copied)).as_question("x") == "ask: x"
    assert load_encoder(str(copied)).as_passage("x") == "doc: x"
    assert load_encoder(str(copied), query_prefix="").as_question("x") == "x"


def test_the_default_model_is_a_folder_on_this_machine() -> None:
    assert (find_model(DEFAULT_MODEL) / "model.safetensors").is_file()


@pytest.mark.parametrize("model", ["no/such-model", "../nowhere", "C:\\models\\x", "no such model", ""])
def test_a_model_that_is_not_here_is_a_sentence_with_a_remedy(model: str) -> None:
    with pytest.raises(ModelUnusable, match=r"no such folder.*download it once") as refused:
        find_model(model)
    assert repr(model) in str(refused.value)


def test_a_folder_without_a_model_is_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"cannot be loaded.*complete sentence-transformers model"):
        load_encoder(str(tmp_path))


def test_broken_weights_are_a_sentence_with_a_remedy(copied: Path) -> None:
    replace(copied / "model.safetensors", b"broken")
    with pytest.raises(ModelUnusable, match="cannot be loaded"):
        load_encoder(str(copied))


def test_a_fingerprint_is_the_same_wherever_the_model_lies(copied: Path) -> None:
    assert fingerprint_of(copied, DEFAULT_MODEL) == fingerprint_of(find_model(DEFAULT_MODEL), DEFAULT_MODEL)
    assert fingerprint_of(copied, str(copied)).startswith("model:")


def test_a_fingerprint_tells_other_weights_and_other_settings(copied: Path) -> None:
    before = fingerprint_of(copied, "m")
    weights = bytearray((copied / "model.safetensors").read_bytes())
    for at in range(len(weights) // 2, len(weights), 1000):
        weights[at] ^= 1
    replace(copied / "model.safetensors", bytes(weights))
    trained = fingerprint_of(copied, "m")
    replace(copied / "sentence_bert_config.json", b'{"max_seq_length": 128, "do_lower_case": false}')
    assert len({before, trained, fingerprint_of(copied, "m")}) == 3


def test_neither_importing_nor_finding_loads_torch() -> None:
    program = (
        "import sys; from index.embedding import DEFAULT_MODEL, find_model, fingerprint_of\n"
        "fingerprint_of(find_model(DEFAULT_MODEL), DEFAULT_MODEL)\n"
        "assert not {'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=True, timeout=60)


@pytest.mark.model
def test_loading_is_silent_and_offline() -> None:
    program = (
        "import os\nfrom index.embedding import load_encoder\nload_encoder().question('x')\n"
        "assert os.environ['HF_HUB_OFFLINE'] == '1'"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
