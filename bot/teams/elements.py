"""Small builders of Adaptive Cards: one function for each thing that the desk shows.

Words stand in text runs, whose text is literal: nothing in it can become a link, a mention or markdown. Headings alone
are text blocks, for the sake of screen readers, and never hold what a person wrote. Sources:
https://adaptivecards.io/explorer and
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

Element = dict[str, Any]
_BESIDE = 100
"""Characters beside a button, of which a phone shows about 25 in a line."""
VERSION = "1.5"
"""The newest that Teams shows everywhere."""
BUTTON, VALUE = "desk", "v"
"""The keys under which an action carries the name of its button and what that does."""
_INLINE = re.compile(r"([\\`*_\[\]<~]|&(?=#?\w+;))")
_AT_START = re.compile(r"^(\s*)(#|>|[-+](?=\s)|\d+(?=[.)]\s))", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<~&#>.\-+)])")


def run(
    text: str, *, bold: bool = False, italic: bool = False, underline: bool = False, subtle: bool = False
) -> Element:
    """A stretch of literal text; `subtle` is small and grey."""
    made: Element = {"type": "TextRun", "text": text}
    if bold:
        made["weight"] = "Bolder"
    if italic:
        made["italic"] = True
    if underline:
        made["underline"] = True
    if subtle:
        made |= {"isSubtle": True, "size": "Small"}
    return made


def paragraph(*runs: Element, **others: Any) -> Element:
    """A paragraph of runs. `others` are properties such as `spacing`."""
    return {"type": "RichTextBlock", "inlines": list(runs), **others}


def text(words: str, **others: Any) -> Element:
    """A plain paragraph."""
    return paragraph(run(words), **others)


def small(words: str, **others: Any) -> Element:
    """Small grey print."""
    return paragraph(run(words, subtle=True), **others)


def heading(words: str, *, large: bool = False, **others: Any) -> Element:
    """A heading, which screen readers announce as one. Never for what a person wrote."""
    size = "Large" if large else "Medium"
    return {
        "type": "TextBlock", "text": escape(words), "style": "heading", "weight": "Bolder", "size": size, "wrap": True,
        **others,
    }  # fmt: skip


def quotation(*items: Element, **others: Any) -> Element:
    """A block that stands out: what is quoted, and nothing else."""
    return {"type": "Container", "style": "emphasis", "items": list(items), **others}


def container(*items: Element, **others: Any) -> Element:
    """Elements that belong together."""
    return {"type": "Container", "items": list(items), **others}


def numbered(lines: Iterable[Sequence[Element]], *, ordered: bool = True) -> Element:
    """Lines of runs behind numbers or bullets, each indented as a whole."""
    return container(
        *(
            {
                "type": "ColumnSet",
                "spacing": "Small",
                "columns": [
                    {"type": "Column", "width": "auto", "items": [text(f"{number}." if ordered else "•")]},
                    {"type": "Column", "width": "stretch", "spacing": "Small", "items": [paragraph(*runs)]},
                ],
            }
            for number, runs in enumerate(lines, 1)
        ),
        spacing="Small",
    )


def beside(left: Sequence[Element], *actions: Element) -> Element:
    """Elements with a button beside them, as in a list; below them, where a phone would leave them too little room."""
    if sum(len(words_of(one)) for one in left) > _BESIDE:
        return container(*left, buttons(actions, spacing="Small"))
    return {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": "stretch", "items": list(left)},
            {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": [buttons(actions)]},
        ],
    }


def buttons(actions: Iterable[Element], **others: Any) -> Element:
    """A row of buttons (Teams shows six at most; more go behind three dots: see `secondary`)."""
    return {"type": "ActionSet", "actions": list(actions), **others}


def submit(title: str, button: str, value: str) -> Element:
    """A button that sends a message with data; the card stays as it is."""
    return {"type": "Action.Submit", "title": title, "data": {BUTTON: button, VALUE: value}}


def prompt(words: str, button: str, value: str) -> Element:
    """A line to press, which does what `submit` does: a button would be cut off where its words need two lines."""
    line = paragraph(run(f"› {words}", bold=True) | {"color": "Accent"})
    return container(line, selectAction=submit(words, button, value), spacing="Small")


def execute(title: str, button: str, value: str, *, with_inputs: bool = False, style: str = "") -> Element:
    """A button whose card the answer replaces. `with_inputs`: what was typed goes with it, once it is valid."""
    made: Element = {"type": "Action.Execute", "title": title, "verb": button, "data": {BUTTON: button, VALUE: value}}
    made["associatedInputs"] = "auto" if with_inputs else "none"
    return made | ({"style": style} if style else {})


def unfold(title: str, body: Sequence[Element], *, style: str = "") -> Element:
    """A button that opens a card within the card, without asking the desk."""
    inner: Element = {"type": "AdaptiveCard", "version": VERSION, "body": list(body)}
    return {"type": "Action.ShowCard", "title": title, "card": inner} | ({"style": style} if style else {})


def secondary(action: Element) -> Element:
    """The same behind the three dots at the end of its row."""
    return action | {"mode": "secondary"}


def adaptive_card(body: Sequence[Element], fallback: str) -> Element:
    """A card. `fallback` is all of it in plain text, for what cannot show cards."""
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": fallback,
        "body": list(body),
    }


def escape(words: str) -> str:
    """Words of the desk or of a document as they may stand in a text block: no markdown can arise from them.

    As little as possible is escaped: where a client does not know escapes, it shows the backslash.
    """
    return _AT_START.sub(lambda found: found[1] + _mark(found[2]), _INLINE.sub(r"\\\1", words))


def words_of(element: Element) -> str:
    """The readable words of an element (none for buttons): labels of fields, but not what may be typed into them."""
    match element["type"]:
        case "TextBlock":
            return _ESCAPED.sub(r"\1", element["text"])
        case "RichTextBlock":
            return "".join(one["text"] for one in element["inlines"])
        case "Container" | "Column":
            return "\n".join(filter(None, map(words_of, element["items"])))
        case "ColumnSet":
            return " ".join(filter(None, map(words_of, element["columns"])))
    return str(element.get("label", ""))


def _mark(start: str) -> str:
    """A number at the start of a line is escaped by its full stop, any other mark by itself."""
    return f"{start}\\" if start.isdigit() else f"\\{start}"
