"""The yardstick: sentence-transformers itself, with the same model, as its documentation says to use it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from index.embedding import DEFAULT_MODEL, find_model

os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"


class Bare:
    """The bare model. To be made before the desk's encoder, which gives torch fewer threads."""

    def __init__(self) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        self._torch, self._threads = torch, torch.get_num_threads()
        self._model = SentenceTransformer(str(find_model(DEFAULT_MODEL)), device="cpu")
        self.encode("The first one is slower.")

    def encode(self, question: str) -> object:
        return self._model.encode(question, show_progress_bar=False)

    def seconds(self, texts: Sequence[str]) -> float:
        """How long all these texts take in one call, with all of torch's threads."""
        with self.all_threads():
            started = time.perf_counter()
            self._model.encode(list(texts), show_progress_bar=False)
            return time.perf_counter() - started

    @contextmanager
    def all_threads(self) -> Iterator[None]:
        """Give torch back for a while the threads that it takes by itself."""
        few = self._torch.get_num_threads()
        self._torch.set_num_threads(self._threads)
        try:
            yield
        finally:
            self._torch.set_num_threads(few)
