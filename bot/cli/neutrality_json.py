"""A neutrality check as the JSON that outside programs rely on (docs/command-line.md): never rename a key."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.cli.outbound import banner_json, quote_json
from handlers.messages import Quote
from handlers.neutrality.messages import Check, Entry
from knowledge.neutrality import Part


def check_json(check: Check) -> dict[str, Any]:
    """As plain data; `changes` are what facts that were not given would add."""
    facts = check.facts
    return {
        "authority": check.authority,
        "meeting": facts.meeting,
        "facts": {
            "date": facts.on.isoformat() if facts.on else None,
            "side": facts.side,
            **{str(circumstance): answer for circumstance, answer in facts.known.items()},
        },
        **{str(part): [_entry(entry) for entry in check.entries[part]] for part in Part},
        "silent": [
            {
                "circumstance": one.circumstance,
                "sentence": one.sentence,
                "nearest": [_short(quote) for quote in one.nearest],
            }
            for one in check.silent
        ],
        "decides": asdict(check.decides),
        "banner": check.banner and banner_json(check.banner),
        "changes": [
            {
                "circumstance": change.circumstance,
                "answer": change.answer,
                "if": change.if_so,
                "clauses": [_entry(entry) for entry in change.entries],
            }
            for change in check.changes
        ],
        "tensions": [
            {"sentence": sentence, "clauses": [_short(quote) for quote in quotes]}
            for sentence, quotes in check.tensions
        ],
        "duties": [asdict(duty) for duty in check.duties],
        "request": check.request or None,
        "protocol": asdict(check.protocol),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        **_short(entry.quote),
        "because": entry.because,
        "case": entry.case,
        "found": entry.found,
        "proposed": [_short(quote) for quote in entry.proposed],
    }


def _short(quote: Quote) -> dict[str, Any]:
    whole = quote_json(quote)
    return {key: whole[key] for key in ("clause", "label", "heading", "text", "spans", "status")}
