"""What `protocol-desk doctor` finds out, one line for each thing looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is what was looked at, `what` was found, `remedy` is what to do ("" where all is well)."""

    name: str
    ok: bool
    what: str
    remedy: str = ""
