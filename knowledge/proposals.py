"""Telling a question about wording that is only proposed from one about what is in force."""

from __future__ import annotations

import re

_PROVISION = r"(?:section|clause|para(?:graph)?|provision|rule|sentence|wording|words?)"
_TAKEN_OUT = (
    r"(?:binn(?:ed|ing)|scrapp(?:ed|ing)|delet(?:ed|ing)|remov(?:ed|ing)|dropp(?:ed|ing)|axed|cut|struck|going|gone"
    r"|tak(?:en|ing) out)"
)
# Officers draft much else: only at the head of a question, or where it would rule, is it the draft of the protocol.
_DRAFT = (
    r"(?<![^\n])(?:in|under) the (?:new )?draft(?=[,:])"
    r"|(?:would|will|does) the draft (?:allow|let|make|stop|require|mean)|draft \d+\.\d+"
)
_PASSED = (
    r"(?:after|if|once|when) (?:the|this|that|these|those) (?:changes?|drafts?|additions?|amended \w+) "
    r"(?:is |are |was |were |has |have )?(?:been )?"
    r"(?:adopted|approved|agreed|pass(?:es|ed)?|goes|go|comes?|gone)|after the changes?|under the additions?"
)
_ABOUT_PROPOSALS = re.compile(
    r"\b(?:proposed|proposals?|amend(?:s|ed|ing|ments?)?|redraft\w*|revis\w+|in (?:the )?future"
    r"|going to (?:be )?change\w*"
    r"|(?:new|newer|next|later|latest|updated?|draft) (?:wording|rules?|text|version|protocol|clauses?|provisions?)"
    r"|(?:in|under|of) the (?:update|overhaul)|draft (?:changes|amendments?|update)"
    r"|(?:old|present|existing) (?:wording|version|rules?|text)"
    r"|changes? (?:to|planned|coming)|(?:the|these|those|any|what) changes|what (?:would|will|is going to) change"
    r"|the (?:\d{4} |planned |new )?rewrite|rewritten|under review"
    r"|(?:will|would) (?:\w+ ){1,4}(?:chang\w+|be changed)"
    r"|(?:is|are) (?:it|this|that|they|the \w+) (?:changing|being changed)"
    rf"|{_PROVISION}s? (?:\d[\d.]* )?(?:is |are |was |being |gets? |getting |to be |really |all )*{_TAKEN_OUT}"
    rf"|(?:taking|striking|cutting|dropping|deleting|removing|leaving) (?:out )?(?:the |that |this )?{_PROVISION}"
    rf"|new (?:\w+ )?{_PROVISION}s?"
    rf"|{_DRAFT}|{_PASSED}|insertions?|(?:the|be|being) inserted|the inserts?"
    rf"|the (?:re-?worded|altered) (?:text|{_PROVISION})"
    r"|(?:the|these|those|\d{4}|suggested) edits|(?<![^\n])edits"
    r"|suggested (?:text|wording|rules?|changes?|version)"
    r"|(?:the|in|under|any|owt) new (?:bits?(?! of)|lead[- ]in)|new \d+\.\d+|fresh wording"
    r"|(?:they|you|council) (?:want|wants|plan|plans|propose|mean) to (?:stick|put|add|write|bring|slip)"
    r"|what (?:do |does |did )?(?:they|you|(?:the )?council) (?:wants?|plans?|proposes?|means?|intends?) to "
    r"(?:change|alter|move|drop)|old (?:v|vs|versus|against) new|current(?:ly)? versus|at the moment or)\b",
    re.IGNORECASE,
)


def asks_about_proposals(question: str) -> bool:
    """Whether a question is about wording that is only proposed, rather than about what is in force."""
    return bool(_ABOUT_PROPOSALS.search(question))
