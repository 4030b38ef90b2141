"""Map what a member said a contact is for to one declared purpose (F5). Pure; knows no rules."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from habeas.detection.findings import Finding, FindingKind
from habeas.detection.normalize import fold
from habeas.policy import purpose_words as words
from habeas.policy.shipped_facts import PURPOSES

_UNSPACED_SCRIPT: Final = re.compile("[\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_CLAUSE_END: Final = re.compile(
    "[.,;:!?\n\u3001\u3002\uff0c\uff1b\u060c\u061b\u0964]+|\\s-+\\s|\\b(?:but|only|sondern|sino|mais|ma|но|а|ale)\\b"
)

_MEMORY: Final = 4096
"""Distinct declarations remembered: members choose from few, and platforms repeat them."""

_LONGEST: Final = 2000
"""Characters of a declaration that are read; a purpose is said in its first lines."""

_INTENTS: Final = frozenset({FindingKind.INTENT_OFF_PLATFORM, FindingKind.INTENT_PAY_OUTSIDE})

_BEFORE: Final = 60
"""Characters before a finding in which an invitation to use it stands ("WhatsApp me at")."""

_DENYING: Final = frozenset({"not_contact", "tool_access", "legal", "delivery"})
"""Purposes that say the contact is not for talking or paying outside."""


@lru_cache(maxsize=_MEMORY)
def declared_purpose(said: str | None) -> str:
    """Return the code of a declared purpose, from free text in any listed language or a code (F5)."""
    if said is None or not said.strip():
        return "none"
    code = said.strip().lower().replace("-", "_").replace(" ", "_")
    if code in PURPOSES:
        return code
    folded, _ = fold(said[:_LONGEST])
    found = frozenset().union(*(_purposes(clause) for clause in _CLAUSE_END.split(folded)))
    return next((purpose for purpose, evidence in _BY_WEIGHT if evidence in found), "other")


_BY_WEIGHT: Final = (
    ("pay", "pay"),
    ("talk", "talk"),
    ("legal", "legal"),
    ("tool_access", "tool_access"),
    ("delivery", "delivery"),
    ("not_contact", "not_contact"),
    ("pay", "pay service"),
    ("talk", "contact"),
)
"""The purpose that each kind of evidence gives. What admits more comes first: an exception is for a
sole purpose. Names of services and nouns of contact come last: they also name tools."""


def _purposes(clause: str) -> frozenset[str]:
    found = {name for name in _TOPICS if _pattern(name).search(clause)}
    outside = found & {"pay", "talk", "contact"}
    if not outside:
        return frozenset(found)
    is_denied = bool(_pattern("negation").search(_pattern("not only").sub(" ", clause)))
    is_here = bool(_pattern("here").search(clause))
    if is_denied == is_here:  # "no chatting here" wants it outside; "we pay for it", too
        return frozenset(found)
    return frozenset({"not_contact"} if is_denied else found - outside)


_TOPICS: Final = ("pay", "pay service", "talk", "contact", "legal", "tool_access", "delivery")


def _word(word: str, *, is_whole: bool) -> str:
    folded = re.escape(fold(word.strip("*$"))[0])
    if word.startswith("*"):
        return folded
    if is_whole:
        return rf"(?<!\S){folded}(?!\S)"
    if word.endswith("$"):
        return rf"(?<!\w){folded}(?!\w)"
    return folded if _UNSPACED_SCRIPT.search(word) else rf"(?<!\w){folded}"


def _any_of(listed: str, *, is_whole: bool) -> str:
    found = {word for line in listed.split("\n") for word in line.split("|") if word}
    return "|".join(_word(word, is_whole=is_whole) for word in sorted(found, key=lambda word: (-len(word), word)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a list of words when it is first asked for: most messages declare nothing."""
    listed, is_whole = _LISTS[name]
    return re.compile(_any_of(listed, is_whole=is_whole))


_LISTS: Final = {
    "pay": (words.PAY, False),
    "pay service": (words.PAY_SERVICES, False),
    "talk": (words.TALK, False),
    "contact": (words.CONTACT, False),
    "legal": (words.LEGAL, False),
    "tool_access": (words.TOOL_ACCESS, False),
    "delivery": (words.DELIVERY, False),
    "invitation": (words.INVITATION, False),
    "not only": (words.NOT_ONLY, False),
    "negation": (words.NEGATION, True),
    "here": (words.HERE, True),
}
"""Each list, and whether its words stand for themselves alone."""


def is_contradicted(purpose: str, *, findings: Sequence[Finding], texts: Sequence[str]) -> bool:
    """Tell whether the text itself says that the contact is for something else than declared (F4).

    It does when it asks the reader to talk or pay outside, or invites to use what was found. Such a
    declaration does not apply, and is not punished.
    """
    if purpose not in _DENYING:
        return False
    return any(finding.kind in _INTENTS or _is_invited(finding, texts) for finding in findings)


def _is_invited(finding: Finding, texts: Sequence[str]) -> bool:
    if not finding.contact:
        return False
    before = texts[finding.part][max(0, finding.start - _BEFORE) : finding.start]
    return bool(_pattern("invitation").search(fold(before)[0]))
