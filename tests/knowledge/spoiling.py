"""Copies of the knowledge with one mistake in them, and what the check says of it."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.check import check


def spoil(path: Path, right: str, wrong: str) -> tuple[Path, int]:
    """Put `wrong` for the first `right`; the file, and the line on which `wrong` ends."""
    before, _, after = path.read_text(encoding="utf-8").partition(right)
    assert after
    path.write_text(before + wrong + after, encoding="utf-8")
    return path, f"{before}{wrong}".count("\n") + 1


def told(folder: Path, said: str) -> list[tuple[Path | None, int]]:
    """Where each problem is that holds these words; each has a remedy."""
    problems = [problem for problem in check(folder).problems if re.search(re.escape(said), str(problem))]
    assert all(problem.remedy for problem in problems)
    return [(problem.file, problem.line) for problem in problems]
