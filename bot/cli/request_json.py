"""What the desk says about formal requests as the JSON that outside programs rely on (docs/command-line.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from handlers.messages import Notice
from handlers.requests.messages import Checking, Form, RequestList, RequestView, TypeChoice


def request_json(shown: TypeChoice | Form | Checking | RequestView | RequestList | Notice) -> dict[str, Any]:
    """As plain data: never rename a key."""
    match shown:
        case RequestView():
            data = asdict(shown)
            kept = "reference title state lead rows due tasks history deliveries".split()
            moves = [{"move": one.move, "label": one.label, "words": one.words} for one in shown.actions]
            return {"kind": "request", **{key: data[key] for key in kept}, "moves": moves}
        case Form():
            keys = "key label kind required options cited words error".split()
            return {"kind": "form", "type": shown.type, "title": shown.title, "fields": _kept(shown.fields, keys)}
        case Checking():
            return {"kind": "check", "rows": shown.rows, "told": shown.told}
        case TypeChoice():
            keys = "type name cited fits status".split()
            return {"kind": "types", "types": _kept(shown.offers, keys), "absent": shown.absent}
        case RequestList():
            lines = [asdict(one) for one in shown.lines]
            return {"kind": "list", "title": shown.title, "requests": lines, "more": shown.more}
        case Notice():
            return {"kind": "notice", "error": " ".join((shown.title, *shown.paragraphs))}


def _kept(rows: tuple[Any, ...], keys: list[str]) -> list[dict[str, Any]]:
    return [{key: asdict(row)[key] for key in keys} for row in rows]
