"""A figure of the benchmark: what was measured, beside what, and whether its goal is met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is in `unit` ("x" for a ratio). `most` is the goal, if there is one; `made_of` says what was compared."""

    name: str
    value: float
    unit: str
    most: float | None = None
    made_of: str = ""

    @property
    def met(self) -> bool:
        return self.most is None or self.value <= self.most

    def __str__(self) -> str:
        goal = "" if self.most is None else f"at most {self.most:g} {self.unit}"
        verdict = "" if self.most is None else ("met" if self.met else "MISSED")
        return f"{self.name:44s} {self.value:8.2f} {self.unit:2s}  {goal:16s} {verdict:7s} {self.made_of}"
