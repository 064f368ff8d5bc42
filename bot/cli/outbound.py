"""A reply as the JSON that outside programs rely on (docs/command-line.md): never rename a key."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from handlers.messages import Banner, Duty, Escalation, Question, Quote, Reply, Telling

# Line separators that only Unicode knows, where some readers break lines, and halves of surrogate pairs.
_UNSAFE = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


def as_json(reply: Reply, question: Question) -> dict[str, Any]:
    """The reply to `question` as plain data; times are in milliseconds."""
    return {
        "question": question.text,
        "authority": question.authority,
        "role": question.role or "any",
        "kind": reply.kind,
        "lead": list(reply.lead),
        "quotes": [quote_json(quote) for quote in reply.quotes],
        "proposed": [quote_json(quote) for quote in reply.proposed],
        "escalation": _escalation(reply.escalation),
        "further_escalations": [_escalation(one) for one in reply.further],
        "notes": list(reply.notes),
        "protocol": {
            "authority": reply.protocol.authority,
            "name": reply.protocol.name,
            "title": reply.protocol.title,
            "version": reply.protocol.version,
        },
        "took_ms": round(reply.took_ms, 3),
        "stages_ms": {stage: round(took, 3) for stage, took in reply.stages_ms.items()},
        "banner": reply.banner and banner_json(reply.banner),
    }


def line(data: dict[str, Any]) -> str:
    """One line of JSON Lines, fit for UTF-8."""
    written = json.dumps(data, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def banner_json(banner: Banner) -> dict[str, Any]:
    """The time before an election, with days as in 2027-03-22."""
    return {
        "sentence": banner.sentence,
        "begins": banner.begins.isoformat(),
        "ends": banner.ends.isoformat(),
        "soon": banner.soon,
        "quotes": [quote_json(quote) for quote in banner.quotes],
    }


def quote_json(quote: Quote) -> dict[str, Any]:
    """A quotation, its words to the letter."""
    return {
        "clause": quote.clause,
        "label": quote.label,
        "heading": list(quote.heading),
        "text": quote.text,
        "spans": list(quote.spans),
        "status": quote.status,
        "companion": quote.companion,
        "answering": quote.answering and quote.text[slice(*quote.answering)],
    }


def _escalation(escalation: Escalation) -> dict[str, Any]:
    fallback = escalation.fallback
    return {
        "offices": list(escalation.offices),
        "steps": [
            {
                "office": step.office,
                "action": step.action,
                "clause": step.clause,
                "words": step.words,
                "label": step.label,
                "status": step.status,
                "further": step.further,
            }
            for step in escalation.steps
        ],
        "must_state": [_duty(duty) for duty in escalation.must_state],
        "told": [{"office": one.office, "by": one.by} | _duty(one) for one in escalation.told],
        "follows": [_duty(duty) for duty in escalation.follows],
        "conflicts": list(escalation.conflicts),
        "notes": list(escalation.notes),
        "holders": [asdict(holder) for holder in escalation.holders],
        "fallback": fallback and {"contact": fallback.contact, "from_the_protocol": False},
        "route": escalation.route or None,
        "request": escalation.request,
    }


def _duty(duty: Duty | Telling) -> dict[str, Any]:
    return {"clause": duty.clause, "words": duty.words, "label": duty.label, "status": duty.status}
