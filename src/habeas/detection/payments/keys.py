"""Find what a payment service knows its member by: an address, a number, a tag, a key beside its name."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.handles.names import Shape, read_name
from habeas.detection.lexicon.payment_services import SERVICES, Key, Service
from habeas.detection.lexicon.payment_words import KEY_BREAKING_WORDS, KEY_LINKING_WORDS
from habeas.detection.masks import Mask
from habeas.detection.numerals import NumberRun
from habeas.detection.payments.account import Account, NoAccount
from habeas.detection.payments.checksums import luhn
from habeas.detection.payments.surroundings import PAY, Surroundings, surroundings
from habeas.detection.phrasebook import Phrasebook, Spotted
from habeas.detection.readings import Reading

SERVICE_NAMES = Phrasebook(
    {name: (service, True) for service in SERVICES for name in service.ordinary}
    | {name: (service, False) for service in SERVICES for name in service.spellings}
)
"""Every name of a service -> the service, and whether the name is also an ordinary word."""

_LINKING = Phrasebook(dict.fromkeys(KEY_LINKING_WORDS, True))
_BREAKING = Phrasebook(dict.fromkeys(KEY_BREAKING_WORDS, True))
_REACH = 70
_MOST_UNKNOWN_WORDS = 3
_SENTENCE_END = regex(r"[.!?](?:\s|$)|\n\s*\n")
_WORD = regex(r"[^\W\d_]+")
_BEFORE_GLUE = regex(
    r"[\s(\[\-–:/|,]*(?:(?:on|via|by|with|through|using|in|por|no|en|per|auf|bei|mit|sur|par|su|con|na|w|через|на|в|для"
    r"|ile|lewat|qua|my|for|is my|ist mein|es mi)\s+){0,2}[(\[]?"
)

_EMAIL = regex(r"[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,24}){1,4}")
_CASHTAG = regex(r"\$ ?[a-z][a-z0-9_\-]{1,24}(?![\w.])")
_RANDOM = regex(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(?![0-9a-f])")
_ALIAS = regex(r"(?<![\w.@])[a-z0-9\-]{2,20}(?:\.[a-z0-9\-]{2,20}){1,3}(?![\w@])")
_MARKED = regex(r"(?<![\w@.])@[a-z0-9_](?:[\w.\-]{0,40}\w)?")
_TAG_SIGN = regex(r"[0-9_]")
_TAG_START = regex(r"(?<![\w@.])@?[a-z0-9_]")
_DIGITS = {Key.PHONE: (8, 15), Key.TAX_ID: (11, 14), Key.NUMBER: (5, 20), Key.CARD: (16, 16)}
_KEYS_BY_OTHER_NAMES = frozenset({Explanation.TAX_OR_COMPANY_NUMBER, Explanation.IDENTIFIER, Explanation.UUID})
"""What a key may be besides: a tax number or a random id is one when a service stands before it."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: str
    confidence: float
    obfuscated: bool = False


_Reader = Callable[[Reading, int, int], Iterator[_Found]]


def find_keys(reading: Reading) -> Iterator[Account | NoAccount]:
    """Yield the keys that stand beside the names of payment services."""
    text = reading.text
    for spotted in SERVICE_NAMES.find(text):
        service, ordinary = spotted.meaning
        found = _after(reading, spotted, service) or _before(reading, spotted, service)
        if found is None:
            continue
        around = surroundings(text, found.start, found.end)
        if ordinary and not _is_meant(text, spotted, around):
            continue
        if around.is_example():
            yield NoAccount(found.start, found.end, Explanation.EXAMPLE, f"presented as an example of {service.name}")
            continue
        because = f"where {service.name} pays a person"
        yield Account(found.start, found.end, found.value, found.confidence, because, found.obfuscated)


def _is_meant(text: str, spotted: Spotted[tuple[Service, bool]], around: Surroundings) -> bool:
    """Whether an ordinary word is the name of a service here."""
    if text.startswith(":", spotted.end) or around.say(PAY):
        return True
    return any(not one.meaning[1] for side in (around.before, around.after) for one in SERVICE_NAMES.find(side))


def _after(reading: Reading, spotted: Spotted[tuple[Service, bool]], service: Service) -> _Found | None:
    text, start = reading.text, spotted.end
    stop = min(len(text), start + _REACH)
    candidates = [found for key in service.keys for found in _KEYS[key](reading, start, stop)]
    for found in sorted(candidates, key=lambda one: (one.start, -one.end, -one.confidence)):
        if _leads(text, start, found.start):
            return found
    return None


def _before(reading: Reading, spotted: Spotted[tuple[Service, bool]], service: Service) -> _Found | None:
    """Read `joe@example.org (Zelle)`: only blanks and a preposition stand between."""
    text = reading.text
    window = max(0, spotted.start - _REACH)
    readers = [_KEYS_BEFORE[key] for key in service.keys & _KEYS_BEFORE.keys()]
    candidates = [found for read in readers for found in read(reading, window, spotted.start)]
    for found in sorted(candidates, key=lambda one: (-one.end, one.start, -one.confidence)):
        if _BEFORE_GLUE.fullmatch(text, found.end, spotted.start):
            return found
    return None


def _leads(text: str, start: int, end: int) -> bool:
    """Whether what stands between a service and a key lets the one belong to the other."""
    between = text[start:end]
    if _SENTENCE_END.search(between) or _BREAKING.is_in(between) or SERVICE_NAMES.is_in(between):
        return False
    return _unknown_words(between) <= _MOST_UNKNOWN_WORDS


def _unknown_words(between: str) -> int:
    return len(_WORD.findall(between)) - sum(1 for _ in _LINKING.find(between))


def _numbers(key: Key) -> _Reader:
    fewest, most = _DIGITS[key]

    def read(reading: Reading, start: int, stop: int) -> Iterator[_Found]:
        runs = reading.numbers
        first, last = (bisect_left(runs, place, key=_start_of) for place in (start, stop))
        for index in range(first, last):
            run = runs[index]
            fits = fewest <= len(run.digits) <= most and (key is not Key.CARD or luhn(run.digits))
            if fits and not _means_something_else(reading.masks, run.start, run.end):
                yield _Found(run.start, run.end, run.digits, 0.85, run.obfuscated)

    return read


def _means_something_else(masks: Sequence[Mask], start: int, end: int) -> bool:
    """Whether a mask, none of which overlap, says that the number is something else."""
    index = bisect_left(masks, end, key=_start_of) - 1
    while index >= 0 and masks[index].end > start:
        if _rules_out(masks[index]):
            return True
        index -= 1
    return False


def _start_of(place: Mask | NumberRun) -> int:
    return place.start


def _rules_out(mask: Mask) -> bool:
    return mask.strong and mask.explanation not in _KEYS_BY_OTHER_NAMES


def _tags(reading: Reading, start: int, stop: int) -> Iterator[_Found]:
    text = reading.text
    for match in _TAG_START.finditer(text, start, stop):
        name = read_name(text, match.start())
        if name is None or (name.shape is Shape.SHAPED and not _TAG_SIGN.search(name.value)):
            continue
        if name.shape is Shape.MARKED:
            yield _Found(name.start, name.end, name.value, 0.93)
            return
        if name.shape in {Shape.SHAPED, Shape.SPELLED} and not _unknown_words(text[start : name.start]):
            yield _Found(name.start, name.end, name.value, 0.8, name.shape is Shape.SPELLED)
            return


def _matches(pattern: re.Pattern[str], confidence: float) -> _Reader:
    def read(reading: Reading, start: int, stop: int) -> Iterator[_Found]:
        for match in pattern.finditer(reading.text, start, min(len(reading.text), stop + _REACH)):
            if match.start() < stop:
                yield _Found(match.start(), match.end(), match.group(), confidence)

    return read


_KEYS: Mapping[Key, _Reader] = {
    Key.EMAIL: _matches(_EMAIL, 0.92),
    Key.TAG: _tags,
    Key.CASHTAG: _matches(_CASHTAG, 0.95),
    Key.RANDOM: _matches(_RANDOM, 0.95),
    Key.ALIAS: _matches(_ALIAS, 0.7),
    **{key: _numbers(key) for key in _DIGITS},
}
"""How to read each key after a service is named."""

_KEYS_BEFORE = {key: _KEYS[key] for key in (Key.EMAIL, Key.PHONE, Key.CASHTAG, Key.RANDOM)} | {
    Key.TAG: _matches(_MARKED, 0.93)
}
"""How to read each key that may stand before its service."""
