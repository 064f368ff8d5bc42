"""The figures by another hand: written before the desk, and kept apart from it, so that `index.evaluation` has a judge.

Nothing here may be imported by the program, or import from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any


def normal(text: str) -> str:
    """Drop layout marks and collapse white space; case is kept."""
    text = re.sub(r"</?b>", "", text)
    text = re.sub(r"(?m)^\s*(?:#+|-)\s+", "", text)
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


def met(group: Sequence[str], texts: Sequence[str]) -> bool:
    return any(normal(phrase) in text for phrase in group for text in texts)


def share(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def score(
    questions: Sequence[Mapping[str, Any]], replies: Mapping[str, Mapping[str, Any]], source: Mapping[str, str]
) -> dict[str, float | None]:
    """The figures; `source` holds the whole document of each authority, normalised."""
    first, three, full, fit, counts, refused = [], [], [], [], [], []
    false_answers, offices_found, offices_extra, exact, times = [], [], [], [], []
    for q in questions:
        r = replies[q["id"]]
        shown = r["quotes"] + r.get("proposed", [])
        texts = [normal(x["text"]) for x in shown]
        ranked = [normal(x["text"]) for x in r["quotes"]] or texts
        if q["kind"] == "amendment":
            ranked = [normal(x["text"]) for x in r.get("proposed", [])] + ranked
        for x in shown:
            exact.append(bool(x.get("spans")) and all(normal(s) in source[q["authority"]] for s in x["spans"]))
        times.append(r.get("took_ms", 0.0))
        answered = r["kind"] == "answer"
        if not q["covered"]:
            false_answers.append(answered)
            continue
        refused.append(not answered)
        flat = [p for g in q["must"] for p in g]
        first.append(answered and met(flat, ranked[:1]))
        three.append(answered and met(flat, ranked[:3]))
        full.append(answered and all(met(g, texts) for g in q["must"]))
        if answered:
            counts.append(len(shown))
            good = flat + q.get("may", []) + q.get("may_short", [])
            fit += [met(good, [t]) for t in texts]
        if q["escalate"]:
            named = {o.lower() for o in r.get("escalation", {}).get("offices", [])}
            wanted = {o.lower() for o in q["escalate"]}
            offices_found.append(wanted <= named)
            offices_extra.append(len(named - wanted))
    ordered = sorted(times)
    return {
        "first_quote_right": share(first),
        "right_within_three": share(three),
        "all_needed_quoted": share(full),
        "quotes_fit": share(fit),
        "quotes_per_answer": share(counts),
        "refused_though_covered": share(refused),
        "answered_though_not_covered": share(false_answers),
        "offices_all_named": share(offices_found),
        "offices_beyond_wanted": share(offices_extra),
        "quotations_exact": share(exact),
        "median_ms": ordered[len(ordered) // 2] if ordered else None,
    }
