"""Matters that must not wait for a protocol: danger to a person, a crime, wrongdoing to be reported in confidence.

The desk says where they belong before anything else, and keeps nothing. The phrases are narrow on purpose: "kill the
proposal" is no danger to anybody.
"""

from __future__ import annotations

import re

from handlers import wording

_SOMEBODY = r"(?:me|him|her|somebody|someone|a colleague|my colleague|another officer)"
_DANGER = re.compile(
    r"\b(?:suicid\w*|kill (?:him|her|my|them|your)self|kill (?:me|him|her|them)\b|end (?:my|her|his) life"
    r"|self[- ]harm\w*|in danger|at risk of harm|threaten\w* (?:to (?:hit|hurt|kill|stab|attack)|me with|violence)"
    r"|stabb?(?:ed|ing)"
    r"|(?:hit|punched|slapped|kicked|pushed|shoved|choked|strangled|groped|assaulted|attacked|raped|stalk(?:ed|ing)) "
    + _SOMEBODY
    + r"|grabbed "
    + _SOMEBODY
    + r" by\b"
    r"|(?:(?:going|trying|about|wants?|tried) to|gonna|will|might|would|could|may|[’']ll) (?:hit|hurt|attack|stab) "
    + _SOMEBODY
    + r"|(?:fear\w*|afraid|scared|frightened|worried) for (?:my|his|her|their) (?:life|safety)"
    r"|(?:sexual(?:ly)?|physical(?:ly)?) (?:assault\w*|abus\w*|harass\w*)|child (?:abuse|at risk)|safeguarding concern"
    r"|death threats?|with a (?:knife|weapon))\b",
    re.IGNORECASE,
)
_WRONGDOING = re.compile(
    r"\b(?:whistle ?-?blow\w*|blow(?:ing|n|s)? the whistle|brib(?:e|es|ed|ery|ing)|back ?handers?|on the take"
    r"|kickbacks?|fraud\w*|embezzl\w*|stealing|stolen|stole|steals|thefts?|corrupt(?:ion)?"
    r"|(?:cook|fiddl)(?:es|ed|ing)? (?:the|his|her|their) (?:books|expenses|figures)|money launder\w*"
    r"|forg(?:ed|ing|ery)|(?:committed|committing|commits) (?:a|any) (?:crime|offence)|criminal offences?)\b",
    re.IGNORECASE,
)


def urgent_words(text: str, contact: str) -> tuple[str, ...]:
    """What the desk says first where a message is about danger, a crime or wrongdoing; nothing elsewhere."""
    if _DANGER.search(text):
        return (wording.IN_DANGER, wording.NOT_FOR_A_DESK)
    if _WRONGDOING.search(text):
        return (wording.report_wrongdoing(contact), wording.NOT_FOR_A_DESK)
    return ()
