"""Draws docs/answer.svg: a real answer, as the program gives it. `make picture` runs it."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from bot import app, settings
from bot.cli.app import EXAMPLE, EXAMPLE_AUTHORITY, say
from bot.cli.drawing import draw
from handlers.messages import Question

PICTURE = Path(__file__).with_name("answer.svg")
WIDTH = 90  # columns: the command fits on one line


def main() -> None:
    """Ask the example question and write the picture."""
    given = settings.load(None)
    library = app.open_library(given)
    assistant = app.assemble(given, library, say)
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text(f'$ protocol-desk ask "{EXAMPLE}" --authority {EXAMPLE_AUTHORITY}', "bold"), "\n")
    console.print(draw(assistant.answer(Question(EXAMPLE, EXAMPLE_AUTHORITY))))
    drawn = console.export_svg(title="Protocol Desk", theme=MONOKAI, unique_id="answer")
    PICTURE.write_text(_without_web_fonts(drawn), encoding="utf-8")


def _without_web_fonts(svg: str) -> str:
    """A picture must not make its reader's browser fetch anything: the reader's own monospaced font does."""
    without = re.sub(r"\s*@font-face \{.*?\}(?=\s)", "", svg, flags=re.DOTALL)
    return without.replace("font-family: Fira Code, monospace", "font-family: ui-monospace, Menlo, Consolas, monospace")


if __name__ == "__main__":
    main()
