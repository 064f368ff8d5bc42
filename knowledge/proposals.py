"""Telling a question about wording that is only proposed from one about what is in force."""

from __future__ import annotations

import re

_ABOUT_PROPOSALS = re.compile(
    r"\b(?:proposed|proposals?|amend\w*|redraft\w*|revis\w+|in (?:the )?future|going to (?:be )?change\w*"
    r"|new (?:wording|rules?|text|version|protocol)|old (?:wording|version|rules?)"
    r"|changes? (?:to|planned|coming)|the changes|rewritten|under review"
    r"|(?:will|would) (?:\w+ ){1,4}(?:chang\w+|be changed)"
    r"|(?:is|are) (?:it|this|that|they|the \w+) (?:changing|being changed)"
    r"|current(?:ly)? versus|at the moment or)\b",
    re.IGNORECASE,
)


def asks_about_proposals(question: str) -> bool:
    """Whether a question is about wording that is only proposed, rather than about what is in force."""
    return bool(_ABOUT_PROPOSALS.search(question))
