"""Taking out of a question whom it is about: names of parties, people and wards must not change what is found.

By rule where there is one (a name follows its title, a ward stands before the word "ward"), by a table of parties where
there is none. Not recognised: names without a title, wards without the word. Which service somebody is the head of goes
the same way: protocols speak of a head of service, and "parks" or "housing" would lead away from them. Pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

RULES = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
"""Changes with the rules: vectors that were made under others are made anew."""

_SURE = (
    r"(?:conservatives?|tory|tories|lib(?:eral)?[ -]?dem(?:ocrat)?s?|ukip|reform uk|plaid(?: cymru)?|independents"
    r"|(?<!village )(?<!bowling )greens|labour(?! (?:costs?|law|market|relations|force|intensive|dispute)))"
)
_UNSURE = r"(?:lab|con|cons|ld|lds|lib|libs|liberals?|green|reform|independent|residents['’]? association)"
_COMPANY = (
    r"(?:groups?|party|parties|councillors?|cllrs?|leader(?:ship)?|lot|whips?|side|bench(?:es)?|backbenchers?"
    r"|opposition|administration|colleagues?|candidates?|spokes\w+|politicians?|caucus|manifesto|leaflets?|flyers?"
    r"|rally|newsletter|campaign|branch|club|meetings?|ward members?|voters?|pre-?meets?|get-?togethers?|huddles?"
    r"|away days?|posters?|lads|lasses)"
)
_OF_PARTY = re.compile(rf"\b(?:{_SURE}|{_UNSURE})(?:['’]s|s?['’])?[ -](?={_COMPANY}\b)", re.IGNORECASE)
_PARTY_MEMBER = re.compile(rf"\b(?:{_SURE}|(?!independent){_UNSURE}) (?=members?\b)", re.IGNORECASE)
_PARTY = re.compile(rf"(?:\b(the|an?|our|my|your|his|her|their|local|pro|us) )?\b{_SURE}\b", re.IGNORECASE)
_IN_CAPITALS = re.compile(
    r"(?<=[a-z,] )(?:(the|an?|our|my|your|his|her|their|local|pro|us) )?(?:Green|Reform|Independent)\b(?!['’-]| [A-Z]"
    r"| (?:pa(?:per|nel)|belt|bins?|waste|spaces?|persons?|review|members?|investigat\w+|advi\w+|remuneration))"
)
"""Within a sentence, and before a small letter, these are parties: "I was in with Reform last night"."""
_OPENING = re.compile(
    r"^(?:party group|(?:Green|Reform|Independent)(?= (?:want|ask|invit|said|say|are|were|have|had|think|keep)))\b",
    re.IGNORECASE,
)
_TWICE = re.compile(r"\bparty part(?=y\b|ies\b)", re.IGNORECASE)
_LOT = re.compile(r"\bparty lot\b", re.IGNORECASE)
_AN = re.compile(r"\b(a)n(?= party\b)", re.IGNORECASE)

_CAPITAL = r"[A-Z](?:\.|[^\W\d_]*(?:-[^\W\d_]+|['’](?!s\b)[^\W\d_]+)*)"
_TITLE = r"\b(?:cllr|councill?or)\.?"
_NO_NAME = r"(?!(?:I|A|Code|Call|Conduct|Development|Officers?|Allowances|Expenses|Portal|Surgery|Group|Ward)\b)"
_NAMED = re.compile(rf"(\w+ )?(?i:{_TITLE}) {_NO_NAME}{_CAPITAL}(?: {_NO_NAME}{_CAPITAL}){{0,2}}")
_SEVERAL_NAMED = re.compile(rf"\b(?i:cllrs|councillors) {_CAPITAL}(?:(?:,| and| &) {_CAPITAL})+")
_IN_SMALL_LETTERS = re.compile(rf"(\w+ )?{_TITLE} ([^\W\d_]+(?:-[^\W\d_]+)?)\b", re.IGNORECASE)
_WITH_TITLE = re.compile(rf"\b(?:(?i:mr|mrs|ms|mx|dr)\.?|Miss|Sir|Dame|Lord|Lady) {_CAPITAL}(?: {_CAPITAL})?")

_PLACE = r"[A-Z][\w.'’-]*\w(?: (?:(?:&|and|with|upon|on|le) )?[A-Z][\w.'’-]*\w)*"
_WARD = re.compile(rf"\b(?:(?i:the) )?({_PLACE}) [Ww]ard\b")
_FOR_WARD = re.compile(rf"\b(?i:(councillors?|cllrs?|members?) for) {_PLACE}")

_HEAD = re.compile(
    r"\bhead of (?!(?:service|services|paid|the|an?|each|every|all|our|my|your|their|his|her|this|that|one|council"
    r"|department|state|next|committee|legal)\b)[a-z&]+(?:['’]s)?(?:(?: and| &) [a-z]+)?(?: services?| care)?\b",
    re.IGNORECASE,
)

_BEFORE_NOUN = frozenset(
    "a an the my our your his her their this that another other every each any some no which ward parish town county"
    " local lead opposition backbench fellow new senior party portfolio executive cabinet committee independent one"
    " same absent former deputy group borough district city multi single neighbouring next".split()
)
"""Before a title, these make it a common noun ("another councillor asked"), so that no name need follow."""
_NO_NAMES = frozenset(
    "about access accuse acts actually after afterwards against all almost also always am and angling angry apparently"
    " apply are aren argue as asap ask asks at ate away bcc be became been before began behaves behaviour being bent"
    " bin bit blew blind both bought break bring brings broke brought built bullies burst but by bypass call called"
    " calls came can cannot cant changes choose chose chum claims clung code come comes complain complains conduct"
    " confidential contact contradicts copies cos could couldn couldnt crept cut data dealt demand demands did didn"
    " didnt do does doesn doesnt doing don done dont drew drives drove email emails end ends enquiries enquiry even"
    " ever every expects facebook fancies fed feel feels fell felt fight first flew flung for forgot fought found"
    " friend friends from froze gave get gets give gives go goes gone got grumbles had hadn hadnt hands happy has hasn"
    " hasnt hates have haven havent he heard held helps her here hid high him himself his hit hopes how hung hurt i if"
    " ignores in input insists instead interfere interferes into is isn isnt it its job just keep keeps kept knew know"
    " knows laid lay leaks leans leant leaves led left lent let lets lied likes lit lives looks lost made mail make"
    " makes mate matters may me meant meddles meet meeting meets member members merely met might misled misses moans"
    " must mustn my myself nasty needs never next no nor not now objects of off offers officer officers often on one"
    " only openly opposes or order orders our out outside over overheard owe owns paid pal pals passes pay pays"
    " pesters phone phones pick plays posts presses promises protocol pulls pushes put puts queries questions quit"
    " quite quote quotes raises ran rang rather read reads really reckons redrew reduced refuses relations replies"
    " represents request requests resigns rings rode role round rows rude rules runs rush said sang sat saw say"
    " says see seems sees send sends sent set shares she shook shot should shouldn shouldnt shout shouts showed shows"
    " shut side sides since sits slags slept slid slung snuck so socially sold some someone something sought spat speak"
    " speaks spent split spoke spread spun stands starts stays steps still stole stood stop stops strode struck stuck"
    " stung succeeds sued surgery swears swept swore swung take takes talk talks taught tell tells text texts than that"
    " the their them then there they thing think thinks this though thought threatens threw title to told too took tore"
    " towards training treats tried tries trod turn turns twist under understood unhappy until up upset use uses versus"
    " very visits vs waits walk walks want wants was wasn wasnt we went were weren werent what whatever when where"
    " whether which while who whose why will wishes with without woke won wont wore work works would wouldn wouldnt"
    " wound writes wrong wrote you your".split()
)
"""Small words and verbs that follow a title which stands for somebody without a name ("cllr rang at 9pm")."""
_ENDINGS_OF_VERBS = ("ed", "ing", "nt", "s")
_NAMES_LIKE_VERBS = frozenset(
    "abbas adams ahmed amos andrews atkins banks bates bayliss beavis bellis bevins blessing bowles brent briggs"
    " brooks browning burgess burns burrows carlos chambers childs clements collins cross daniels darling davies davis"
    " dawkins dennis dent dickens dowling edwards elias ellis evans fairless ferris fields fleming forbes foulkes"
    " frances francis gibbons gibbs giles golding grant griffiths grimes groves hamed harding harries harris hawkins"
    " haynes hicks higgins hobbs hodges holmes hopkins howells hughes humphries hunt hutchings jacobs james jeffries"
    " jenkins jennings jones keating keeling kent laws lewis lucas lyons manning marks mathews matthews meadows"
    " miles mills mohammed morris moss muhammed myers nicholas nichols norris owens parsons perkins peters phillips"
    " powers prentis ramos reed rees reeves reynolds rhys richards roberts robins rogers ross rowlands"
    " russ samuels sanders sant saunders simmons simms simons stephens stevens stirling stubbs summers syed symonds"
    " thomas travers trent vickers walters waters watkins watts wells whiting wilkins williams willis"
    " wills woods yates".split()
)
_OPENING_WORDS = _BEFORE_NOUN | _NO_NAMES


def neutralised(question: str) -> str:
    """The question with "party" for a party, "the councillor" for one with a name, and "the ward" for one with a name.

    Questions that differ in such a name only come out the same.
    """
    lower = question.lower()
    for needed, pattern, instead in _RULES:
        for piece in needed:
            if piece in lower:
                question = pattern.sub(instead, question)
                lower = question.lower()
                break
    return question


def _ward(found: re.Match[str]) -> str:
    """A sentence may open before the name ("Does Hale Barns ward"), or hold none ("My ward")."""
    words = found[1].split()
    opening = next((at for at, word in enumerate(words) if word.lower() not in _OPENING_WORDS), None)
    return found[0] if opening is None else " ".join([*words[:opening], "the ward"])


def _councillor(found: re.Match[str]) -> str:
    before = found[1] or ""
    return before + ("councillor" if before.strip().lower() in _BEFORE_NOUN else "the councillor")


def _councillor_in_small_letters(found: re.Match[str]) -> str:
    name = found[2].lower()
    like_a_verb = name.endswith(_ENDINGS_OF_VERBS) and name not in _NAMES_LIKE_VERBS
    if name in _NO_NAMES or like_a_verb or (found[1] or "").strip().lower() in _BEFORE_NOUN:
        return found[0]
    return f"{found[1] or ''}the councillor"


def _party(found: re.Match[str]) -> str:
    before = found[1] or ""
    return "the party group" if before.lower() in {"", "the"} else f"{before} party"


_PIECES_OF_TITLES = ("cllr", "counc")
_PIECES_OF_SURE = ("conserv", "tory", "tories", "lib", "ukip", "reform", "plaid", "independ", "greens", "labour")
_PIECES_OF_PARTIES = (*_PIECES_OF_SURE, "green", "lab", "con", "ld", "residents")
_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (("head of",), _HEAD, "head of service"),
    (("ward",), _WARD, _ward),
    ((" for ",), _FOR_WARD, r"\1 for the ward"),
    (("cllrs", "councillors"), _SEVERAL_NAMED, "the councillors"),
    (_PIECES_OF_TITLES, _NAMED, _councillor),
    (_PIECES_OF_TITLES, _IN_SMALL_LETTERS, _councillor_in_small_letters),
    (("mr", "ms", "mx", "dr", "miss", "sir", "dame", "lord", "lady"), _WITH_TITLE, "Mr X"),
    (_PIECES_OF_PARTIES, _OF_PARTY, "party "),
    (_PIECES_OF_PARTIES, _PARTY_MEMBER, "party "),
    (_PIECES_OF_SURE, _PARTY, _party),
    (("green", "reform", "independent"), _IN_CAPITALS, _party),
    (("party",), _TWICE, "part"),
    (("party",), _LOT, "party group"),
    (("party",), _AN, r"\1"),
    (("party group", "green", "reform", "independent"), _OPENING, "the party group"),
)
"""In this order: a councillor may be called Green, and a ward may be called after a party's colour.

First stand pieces of which a text must hold one, in small letters, for the rule to find anything: to look for them
takes a fifth of the time.
"""
