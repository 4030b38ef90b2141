"""Find links, plain and disguised, and say what each is for; dismiss names of products and files."""

from collections.abc import Iterator

from habeas.detection.detector import Triggers
from habeas.detection.domains import SECOND_LEVELS, is_at
from habeas.detection.expressions import regex
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.lexicon.address_cues import OWN_SITE_CUES, SITE_CUES
from habeas.detection.lexicon.address_triggers import (
    ADDRESS_PATTERNS,
    ADDRESS_WORDS,
    FOREIGN_PATTERNS,
    LINK_WORDS,
)
from habeas.detection.lexicon.listing import listed
from habeas.detection.lexicon.sites import BRANDS, PURPOSES, SHORTENERS
from habeas.detection.lexicon.suffixes import (
    ABBREVIATIONS,
    CODE_WORDS,
    COMMON,
    COUNTRIES,
    FILE_ENDINGS,
    LENGTH_OF_COUNTRY,
    OTHER_SCRIPTS,
    STRONG,
    WORDS,
)
from habeas.detection.link_purposes import BECAUSE, purpose_of
from habeas.detection.links import Link, read_links
from habeas.detection.locating import dismissal, finding
from habeas.detection.readings import Reading

_KNOWN = frozenset(PURPOSES) | SHORTENERS
_ARTICLES = listed(
    "a an the my your our his her their this that el la un una le les der die das o os as il lo de het of in for",
)
_FRAMEWORK = regex(r"\s?(?:/|core|framework|mvc|dev|engineer|programm|backend|full|app|stack|api|maui|c#)")
_DISGUISED = "it is written so that it is not seen as a link"
_PRODUCT = "the name of a product or company"
_FILE = "the name of a file"
_LEAST_NAME = 2  # letters of a name that a country's ending may follow
_LONG_NAME = 5  # letters from which a name is seldom the last word of a sentence
_PLAIN = 2  # labels of a name without a subdomain
_NEAR = 40


class LinkDetector:
    """Finds links and bare domains."""

    name = "link"
    triggers = Triggers(words=ADDRESS_WORDS | LINK_WORDS, patterns=ADDRESS_PATTERNS, foreign=FOREIGN_PATTERNS)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the links of a text, and the names of products and files that look like one."""
        respelling = reading.respelling
        for link in read_links(respelling.text):
            start, end = respelling.to_folded(link.start, link.end)
            disguised = respelling.is_rewritten(link.start, link.end) or "xx" in link.scheme or "*" in link.scheme
            original = reading.document.slice_original(start, end)
            confidence = _confidence(link, respelling.text, original, disguised=disguised)
            rival = None if link.scheme or link.path else _rival(link, respelling.text, original)
            if rival:
                explanation, because = rival
                yield dismissal(
                    reading.document, start, end, looked_like=FindingKind.LINK, explanation=explanation, because=because
                )
            elif confidence:
                yield _found(reading, link, (start, end), original, confidence, disguised=disguised)


def _found(
    reading: Reading, link: Link, span: tuple[int, int], original: str, confidence: float, *, disguised: bool
) -> Finding:
    purpose = purpose_of(link, reading.respelling.text, disguised=disguised)
    path = original[len(original) - len(link.path) :] if link.path and not disguised else link.path
    return finding(
        reading.document,
        *span,
        kind=FindingKind.LINK,
        normalized=f"https://{link.host}{path.replace(' ', '')}",
        confidence=confidence,
        contact=purpose.is_contact,
        obfuscated=disguised,
        because=(BECAUSE[purpose],) + ((_DISGUISED,) if disguised else ()),
        purpose=purpose,
    )


def _confidence(link: Link, text: str, original: str, *, disguised: bool) -> float:
    """Return how sure it is that a link is meant; 0 when a full stop merely lacks its space."""
    if link.scheme:
        return 0.97
    if link.host.startswith("www."):
        return 0.95
    if is_at(link.host, _KNOWN):
        return 0.95
    labels = link.host.split(".")
    if labels[-1] in OTHER_SCRIPTS:
        return 0.9
    if disguised:
        return _confidence_spelled(link, labels, text)
    return _confidence_bare(link, labels, text, original)


def _confidence_spelled(link: Link, labels: list[str], text: str) -> float:
    name, ending = _registered_name(labels), labels[-1]
    if name in _ARTICLES or len(name) <= _LEAST_NAME:
        return 0.0
    if link.path:
        return 0.9
    if ending == "net" and _FRAMEWORK.match(text, link.end):
        return 0.0
    return 0.8 if ending in COMMON and ending not in WORDS else 0.0


def _confidence_bare(link: Link, labels: list[str], text: str, original: str) -> float:
    name, ending = _registered_name(labels), labels[-1]
    if (
        (labels[0] in STRONG and len(labels) > _PLAIN)
        or _is_no_name(name, ending)
        or _is_new_sentence(original, ending)
    ):
        return 0.0
    announced = bool(SITE_CUES.search(text, max(0, link.start - _NEAR), link.start + 1))
    evident = announced or bool(link.path) or len(labels) > _PLAIN or "-" in name or any(map(str.isdigit, name))
    if ending in STRONG:
        return 0.92
    if ending in COMMON and ending not in WORDS:
        return 0.85
    return 0.75 if evident else 0.65 * _closes_sentence(name, ending, text[link.end : link.end + 2])


def _closes_sentence(name: str, ending: str, after: str) -> bool:
    """Whether a country's ending that is a word as well stands where a word would not."""
    return ending in COUNTRIES and len(name) >= _LONG_NAME and (not after.strip() or after[0] in ",;:!?)\n")


def _registered_name(labels: list[str]) -> str:
    """Return the label that somebody chose: "name" of "shop.name.co.uk"."""
    grouped = len(labels) > _PLAIN and labels[-2] in SECOND_LEVELS and len(labels[-1]) == LENGTH_OF_COUNTRY
    return labels[-3] if grouped else labels[-2]


def _is_no_name(name: str, ending: str) -> bool:
    if name.isdigit():
        return ending not in STRONG or len(name) <= _LEAST_NAME
    short = len(name) < _LEAST_NAME or (len(name) == _LEAST_NAME and ending not in STRONG)
    return short or name in ABBREVIATIONS or (name in CODE_WORDS and ending != "com")


def _is_new_sentence(original: str, ending: str) -> bool:
    """Whether the ending begins like a sentence: "finished.It"."""
    written = original.partition("/")[0].rpartition(".")[2]
    return ending not in STRONG and len(written) > 1 and written[0].isupper() and written[1:].islower()


def _rival(link: Link, text: str, original: str) -> tuple[Explanation, str] | None:
    """Return what a bare name with a dot is instead of a link, in words."""
    host = link.host.removeprefix("www.")
    near = max(0, link.start - _NEAR)
    if host in BRANDS and not OWN_SITE_CUES.search(text, near, link.start + 1):
        return Explanation.BRAND, _PRODUCT
    ending = link.host.rpartition(".")[2]
    if (
        ending in FILE_ENDINGS
        and not _is_new_sentence(original, ending)
        and not SITE_CUES.search(text, near, link.start + 1)
    ):
        return Explanation.FILE_NAME, _FILE
    return None
