"""Find postal addresses that are offered as a place to come or send to, or that are asked for.

A street alone is nothing: a flat that is let, a roof to be measured and a venue have streets too.
"""

import re
from collections.abc import Iterable, Iterator

from habeas.detection.detector import Triggers
from habeas.detection.expressions import regex
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.grammar import find_matches
from habeas.detection.lexicon.intents.requests import POSTAL_GATE, POSTAL_REQUESTS
from habeas.detection.lexicon.postal import INNOCENT, OFFERS, STREET_ENDINGS, STREET_PATTERNS, STREET_WORDS, STREETS
from habeas.detection.locating import dismissal, finding
from habeas.detection.normalize import fold
from habeas.detection.phrases import NO_SPACES
from habeas.detection.readings import Reading
from habeas.detection.suppress import explain_request_away

_REACH = 60  # characters between "come to" and the street
_AFTER = 40  # characters after a street that may say what it is
_OFFERED = 0.8
_OFFERED_WITH_CODE = 0.9

_OFFER_OF_STREET = "a street and a number, offered as a place to come or send to"
_NOT_OFFERED = "the address belongs to what is talked about"

_KIND = FindingKind.POSTAL_ADDRESS
_HOUSE_NUMBER = regex(r"(?<!\d)\d{1,5}(?!\d)")
_WORD = regex(r"\w+")
_CODE = regex(r"[\s,]{1,3}(?:\d{4,6}\b|\d{2}-\d{3}\b|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b|[^\W\d_]{3,20},?\s\d{4,6}\b)")
_STREETS = tuple((street.words, regex(street.expression)) for street in STREETS)
_ENDINGS = regex(STREET_ENDINGS)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    unspaced = regex(f"[{NO_SPACES}]")
    folded = sorted({fold(phrase)[0] for phrase in phrases}, key=lambda phrase: -len(phrase))
    return regex("|".join(re.escape(p) if unspaced.search(p) else rf"(?<!\w){re.escape(p)}" for p in folded))


_OFFER = _any_of(OFFERS)
_INNOCENT = _any_of(INNOCENT)


class PostalAddressDetector:
    """Looks for postal addresses."""

    name = "postal_address"
    triggers = Triggers(words=STREET_WORDS, patterns=STREET_PATTERNS, cues=POSTAL_GATE)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the addresses offered, then the requests."""
        yield from _offered(reading)
        yield from _asked(reading)


def _offered(reading: Reading) -> Iterator[Finding | Dismissal]:
    text, until = reading.text, 0
    streets = _streets_in(reading)
    for number in _HOUSE_NUMBER.finditer(text) if streets else ():
        if number.start() < until:
            continue
        street = _street_around(text, max(until, number.start() - _REACH), number, streets)
        offer = _OFFER.search(text, max(0, street[0] - _REACH), number.start()) if street else None
        if street is None or offer is None:
            continue
        until = street[1]
        yield _judged(reading, _begin(text, street[0], offer), until)


def _streets_in(reading: Reading) -> list[re.Pattern[str]]:
    """Return the expressions for streets that a text meets; quick to tell where its words can be told apart."""
    text, tokens = reading.text, reading.tokens
    return [
        street
        for words, street in _STREETS
        if (tokens is None or (_ENDINGS.search(text) if not words else not words.isdisjoint(tokens)))
        and street.search(text)
    ]


def _street_around(
    text: str, earliest: int, number: re.Match[str], streets: Iterable[re.Pattern[str]]
) -> tuple[int, int] | None:
    """Return the street that a number belongs to."""
    latest = number.end() + _REACH
    earliest = _word_start(text, earliest, number.start())
    found = [match.span() for street in streets for match in street.finditer(text, earliest, latest)]
    return min((span for span in found if span[0] <= number.start() < span[1]), default=None)


def _begin(text: str, start: int, offer: re.Match[str]) -> int:
    """Return where the street begins, without words of offer that look like a part of its name."""
    if offer.end() <= start:
        return start
    following = _WORD.search(text, offer.end())
    return following.start() if following else start


def _word_start(text: str, place: int, limit: int) -> int:
    """Return the first place from which no word is cut, since a search does not see what stands before it."""
    while 0 < place < limit and text[place - 1].isalnum() and text[place].isalnum():
        place += 1
    return place


def _judged(reading: Reading, start: int, end: int) -> Finding | Dismissal:
    text = reading.text
    if _INNOCENT.search(text, max(0, start - _REACH), end + _AFTER):
        return dismissal(
            reading.document,
            start,
            end,
            looked_like=_KIND,
            explanation=Explanation.SUBJECT_OF_WORK,
            because=_NOT_OFFERED,
        )
    code = _CODE.match(text, end)
    end = code.end() if code else end
    return finding(
        reading.document,
        start,
        end,
        kind=_KIND,
        normalized=" ".join(text[start:end].split()),
        confidence=_OFFERED_WITH_CODE if code else _OFFERED,
        contact=True,
        because=(_OFFER_OF_STREET,),
    )


def _asked(reading: Reading) -> Iterator[Finding | Dismissal]:
    for sentence in reading.sentences_through(POSTAL_GATE):
        for match in find_matches(sentence, POSTAL_REQUESTS):
            reason = explain_request_away(sentence, match)
            if reason:
                explanation, because = reason
                yield dismissal(
                    reading.document,
                    match.start,
                    match.end,
                    looked_like=_KIND,
                    explanation=explanation,
                    because=because,
                )
            else:
                yield finding(
                    reading.document,
                    match.start,
                    match.end,
                    kind=_KIND,
                    normalized=f"asks for {_KIND.value}",
                    confidence=match.pattern.confidence,
                    contact=False,
                    asks=True,
                    because=(match.pattern.because,),
                )
            break
