"""Find telephone numbers, plain or disguised, that a reader could dial.

A number is one when it can be dialled, is written like one, or is announced as one; a mask (date,
price, order number ...) wins over all but a clear announcement.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from habeas.detection import locating
from habeas.detection.detector import Triggers
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.masks import Mask
from habeas.detection.number_spread import read_pieces, read_sequences
from habeas.detection.numerals import NumberRun
from habeas.detection.phone_candidates import Candidate, read_candidates
from habeas.detection.phone_context import (
    Announcement,
    Strength,
    find_announcement,
    has_announcement,
    is_emergency,
    is_example,
    read_instructions,
)
from habeas.detection.phone_evidence import Evidence, explain, weigh
from habeas.detection.phone_triggers import PATTERNS, RARE_WORDS, is_triggered
from habeas.detection.readings import Reading
from habeas.detection.telephony import Standing, Telephone, has_country_code, read_telephone

_SHOWN = 0.5
_FEWEST_DIGITS = 7
_EXTENSION = re.compile(r"[0-9]\)?[ ,;]{0,4}(?:ext|extension|x|int|anexo|ramal|durchwahl|poste|interno|доб|wew|ต่อ)\.? ?:? {0,4}#?$")
_LONGEST_EXTENSION = 24
_ENOUGH_MASKED = 0.4
_FEWEST_WITH_COUNTRY_CODE = 11


@dataclass(frozen=True, slots=True)
class _Reading:
    """A candidate, what it is as a telephone, and what speaks for it."""

    candidate: Candidate
    telephone: Telephone
    evidence: Evidence
    confidence: float


class PhoneDetector:
    """Finds telephone numbers."""

    name = "phone"
    triggers = Triggers(words=RARE_WORDS, patterns=PATTERNS)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield the numbers that can be dialled, and those that look so and are something else."""
        told: list[tuple[int, int]] = []
        for run in reading.numbers:
            if not _EXTENSION.search(reading.text, max(0, run.start - _LONGEST_EXTENSION), run.start):
                for result, span in _read_run(reading, run, spread=False):
                    told.append(span)
                    yield result
        for spread in (*read_sequences(reading.document, reading.numbers), *read_pieces(reading.document, reading.numbers)):
            if not any(start < spread.end and spread.start < end for start, end in told):
                for result, span in _read_run(reading, spread, spread=True):
                    told.append(span)
                    yield result


def _read_run(reading: Reading, run: NumberRun, *, spread: bool) -> Iterator[tuple[Finding | Dismissal, tuple[int, int]]]:
    if len(run.digits) < _FEWEST_DIGITS or not is_triggered(reading.text, run.start, run.end):
        return
    first = 0
    while first < len(run.groups):
        best = _best_from(reading, run, first, spread=spread)
        if best is None:
            first += 1
            continue
        result = _conclude(reading, best)
        if result is None:
            first += 1
            continue
        yield result, (best.candidate.start, best.candidate.end)
        first += len(best.candidate.groups)


def _best_from(reading: Reading, run: NumberRun, first: int, *, spread: bool) -> _Reading | None:
    text = reading.text
    announcement: Announcement | None = None
    best: _Reading | None = None
    for candidate in read_candidates(text, run, first, spread=spread):
        announcement = announcement or _announce(reading, candidate)
        read = _read(reading, candidate, announcement)
        fits = candidate.closed or read.telephone.standing is Standing.VALID
        if fits and (best is None or _rank(read) > _rank(best)):
            best = read
    return best


def _rank(read: _Reading) -> tuple[float, ...]:
    candidate = read.candidate
    disguised = candidate.is_disguised or candidate.is_scattered
    breaks = 0 if disguised or candidate.spread else -candidate.breaks()
    return (read.telephone.standing, breaks, candidate.closed, len(candidate.digits))


def _announce(reading: Reading, candidate: Candidate) -> Announcement:
    announcement = find_announcement(reading.text, candidate.start, candidate.end)
    if announcement.strength is Strength.DIRECT or len(reading.document.part_starts) == 1:
        return announcement
    return Announcement(Strength.DIRECT, "phone") if has_announcement(reading.text[:4000]) else announcement


def _read(reading: Reading, candidate: Candidate, announcement: Announcement) -> _Reading:
    text, country = reading.text, reading.document.country
    instructions = read_instructions(text, candidate.start, candidate.end)
    plus = candidate.plus or instructions.plus
    telephone = read_telephone(candidate.digits, plus=plus, country=country)
    if instructions.backwards:
        mirrored = read_telephone(candidate.digits[::-1], plus=plus, country=country)
        telephone = max(telephone, mirrored, key=lambda each: each.standing)
    if telephone.standing < Standing.VALID and announcement.strength and len(candidate.digits) >= _FEWEST_WITH_COUNTRY_CODE:
        telephone = has_country_code(candidate.digits) or telephone
    if candidate.is_glued and telephone.standing < Standing.VALID:
        candidate, telephone = _without_tail(candidate, telephone, country)
    evidence = Evidence(
        candidate=candidate,
        telephone=telephone,
        announcement=announcement,
        plus=plus,
        instructed=instructions.given,
        country=country,
        alone=_is_alone(reading, candidate),
        split=_is_split(reading, candidate),
    )
    return _Reading(candidate, telephone, evidence, weigh(evidence))


_LONGEST_TAIL = 3


def _without_tail(candidate: Candidate, telephone: Telephone, country: str | None) -> tuple[Candidate, Telephone]:
    """Take off the figures of a price that sticks to the end ("0871277810910p/min")."""
    last = candidate.groups[-1]
    for tail in range(1, _LONGEST_TAIL + 1):
        shorter = read_telephone(candidate.digits[:-tail], plus=candidate.plus, country=country)
        if shorter.standing is Standing.VALID and len(last.digits) > tail:
            group = replace(last, end=last.end - tail, digits=last.digits[:-tail])
            return replace(candidate, groups=(*candidate.groups[:-1], group), digits=candidate.digits[:-tail]), shorter
    return candidate, telephone


_FEW_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_FIGURES = re.compile("[0-9]")
_LONGEST_AROUND = 60


def _is_alone(reading: Reading, candidate: Candidate) -> bool:
    """Say whether the message holds hardly anything but the number."""
    text = reading.text
    line_start = text.rfind("\n", 0, candidate.start) + 1
    if reading.document.country is None or candidate.start - line_start > _LONGEST_AROUND or len(text) > _LONGEST_AROUND + candidate.end:
        return False
    around = text[: candidate.start], text[candidate.end :]
    if any(len(side) > _LONGEST_AROUND or _OTHER_FIGURES.search(side) for side in around):
        return False
    return sum(len(_WORD.findall(side)) for side in around) <= _FEW_WORDS


def _is_split(reading: Reading, candidate: Candidate) -> bool:
    """Say whether the number goes over several messages."""
    document = reading.document
    if len(document.part_starts) == 1:
        return False
    first, last = (document.original_span(place, place + 1)[0] for place in (candidate.start, candidate.end - 1))
    return document.part_of(first) != document.part_of(last)


# --- what becomes of a candidate --------------------------------------------------------------


def _conclude(reading: Reading, read: _Reading) -> Finding | Dismissal | None:
    rival = _rival(reading, read)
    if rival is not None:
        explanation, because = rival
        if read.confidence < _SHOWN and read.telephone.standing < Standing.POSSIBLE:
            return None
        return locating.dismissal(
            reading.document,
            read.candidate.start,
            read.candidate.end,
            looked_like=FindingKind.PHONE,
            explanation=explanation,
            because=because,
        )
    if read.confidence < _SHOWN:
        return None
    candidate = read.candidate
    return locating.finding(
        reading.document,
        candidate.start,
        candidate.end,
        kind=FindingKind.PHONE,
        normalized=read.telephone.e164,
        confidence=read.confidence,
        contact=True,
        obfuscated=read.evidence.is_obfuscated,
        because=explain(read.evidence),
    )


def _rival(reading: Reading, read: _Reading) -> tuple[Explanation, str] | None:
    """Return the other explanation of a candidate that wins, if one does."""
    candidate, text = read.candidate, reading.text
    if candidate.counts():
        return Explanation.COUNTING, "the numbers count up or down"
    if candidate.is_placeholder():
        return Explanation.EXAMPLE, "the digits are a placeholder, not a number anybody has"
    mask = _mask_over(reading.masks, candidate)
    if mask is not None and _wins(mask, read):
        return mask.explanation, mask.because
    if not read.evidence.is_obfuscated and is_example(text, candidate.start, candidate.end):
        return Explanation.EXAMPLE, "it is presented as an example"
    if read.telephone.free_of_charge and is_emergency(text, candidate.start):
        return Explanation.EMERGENCY_LINE, "it is a free line for emergencies"
    return None


def _wins(mask: Mask, read: _Reading) -> bool:
    evidence = read.evidence
    if evidence.instructed and evidence.announcement.strength:
        return False
    return mask.strong or evidence.announcement.strength is not Strength.DIRECT


def _mask_over(masks: tuple[Mask, ...], candidate: Candidate) -> Mask | None:
    """Return the mask that covers a good part of the candidate."""
    place = bisect_left(masks, candidate.start, key=lambda mask: mask.end)
    for mask in masks[place : place + 12]:
        covered = min(mask.end, candidate.end) - max(mask.start, candidate.start)
        if covered >= _ENOUGH_MASKED * (candidate.end - candidate.start):
            return mask
    return None
