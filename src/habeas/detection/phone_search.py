"""Tell which runs of digits are telephone numbers that a reader could dial, and what the others are.

A number is one when it can be dialled, is written like one, or is announced as one; a mask (date,
price, order number ...) wins over all but a clear announcement.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from habeas.detection import locating
from habeas.detection.expressions import regex
from habeas.detection.findings import Dismissal, Finding, FindingKind
from habeas.detection.masks import Mask
from habeas.detection.numerals import NumberRun
from habeas.detection.phone_candidates import Candidate, read_candidates
from habeas.detection.phone_context import (
    NO_INSTRUCTIONS,
    Announcement,
    Instructions,
    Strength,
    find_announcement,
    has_announcement,
    has_instructions,
    read_instructions,
)
from habeas.detection.phone_evidence import Evidence, explain, weigh
from habeas.detection.phone_rivals import Rival, count_dated, find_cover, find_rival
from habeas.detection.readings import Reading
from habeas.detection.telephony import Standing, Telephone, read_telephone, with_country_code

_SHOWN = 0.5
FEWEST_DIGITS = 7
_FEWEST_LIKE_A_PHONE, _MOST_LIKE_A_PHONE = 9, 13
_LONGEST_TALK = 4000
_PHONE = "phone"
_EXTENSION = regex(
    r"[0-9]\)?[ ,;]{0,4}(?:ext|extension|x|int|anexo|ramal|durchwahl|poste|interno|доб|wew|ต่อ)\.? ?:? {0,4}#?$"
)
_LONGEST_EXTENSION = 24
_FEWEST_WITH_COUNTRY_CODE = 11


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A candidate, what it is as a telephone, what speaks for it and how much."""

    candidate: Candidate
    telephone: Telephone
    evidence: Evidence
    confidence: float

    @property
    def rank(self) -> tuple[float, ...]:
        """The order in which readings of the same figures are preferred."""
        candidate = self.candidate
        apart = self.evidence.is_hidden or candidate.is_scattered or candidate.spread
        breaks = 0 if apart else -candidate.breaks()
        return (self.telephone.standing, breaks, candidate.closed, len(candidate.digits))


class PhoneSearch:
    """One document, and the spans in it that are told already."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.plain = reading.document.original.isascii()
        self.told: list[tuple[int, int]] = []

    @cached_property
    def instructs(self) -> bool:
        """Whether the text tells anywhere how to undo a disguise."""
        return has_instructions(self.text, tokens=self.reading.tokens)

    @cached_property
    def speaks_of_phones(self) -> bool:
        """Whether one of several messages announces a number that may stand in another."""
        return len(self.reading.document.part_starts) > 1 and has_announcement(self.text[:_LONGEST_TALK])

    def is_free(self, run: NumberRun) -> bool:
        """Whether nothing between the ends of a run is told yet."""
        place = bisect_left(self.told, (run.start, 0))
        beside = self.told[max(0, place - 1) : place + 1]
        return not any(start < run.end and run.start < end for start, end in beside)

    def read(self, run: NumberRun, *, spread: bool) -> Iterator[Finding | Dismissal]:
        """Yield what the groups of a run with `FEWEST_DIGITS` or more are, from left to right."""
        if _EXTENSION.search(self.text[max(0, run.start - _LONGEST_EXTENSION) : run.start]):
            return
        if not spread and self._says_nothing(run):
            return
        masks = self.reading.masks_over(run.start, run.end)
        cover = find_cover(run, masks)
        if cover is None or (spread and cover.end < run.end) or self._is_announced_after_all(run, cover):
            yield from self._read_groups(run, masks, spread=spread)
        elif _FEWEST_LIKE_A_PHONE <= len(run.digits) <= _MOST_LIKE_A_PHONE:
            yield _dismiss(self.reading, run.start, run.end, (cover.explanation, cover.because))

    def _says_nothing(self, run: NumberRun) -> bool:
        """Say whether a run has too few or too many digits for what nothing announces, in no known country.

        Such a number is told neither as a phone nor as what else it is.
        """
        size, document = len(run.digits), self.reading.document
        if size >= _FEWEST_LIKE_A_PHONE and not (size > _MOST_LIKE_A_PHONE and len(run.groups) == 1):
            return False
        if document.country is not None or len(document.part_starts) > 1 or run.digits.startswith("0"):
            return False
        if "+" in self.text[run.start : run.end] or run.plus or self.instructs:
            return False
        return find_announcement(self.text, run.start, run.end).strength is Strength.NONE

    def _is_announced_after_all(self, run: NumberRun, cover: Mask) -> bool:
        """Say whether words, or the right number of figures, may make a phone of what a mask explains."""
        if self.instructs:
            return True
        if cover.strong:
            return False
        if len(run.digits) < _FEWEST_LIKE_A_PHONE and self._may_speak_for_itself(run):
            return True
        return self._announce(run.start, run.end).strength is Strength.DIRECT

    def _may_speak_for_itself(self, run: NumberRun) -> bool:
        """Whether something in the writing of a short number, or the country it is of, may make a phone of it."""
        if len(run.groups) > 1 or run.digits.startswith("0") or run.plus:
            return True
        return self.reading.document.country is not None

    def _read_groups(self, run: NumberRun, masks: tuple[Mask, ...], *, spread: bool) -> Iterator[Finding | Dismissal]:
        first = 0
        while first < len(run.groups):
            dated = 0 if spread else count_dated(run, first, masks)
            if dated:
                first += dated
                continue
            best = self._best_from(run, first, spread=spread)
            result = _conclude(self.reading, best, masks) if best else None
            if best is None or result is None:
                first += 1
                continue
            insort(self.told, (best.candidate.start, best.candidate.end))
            yield result
            first += len(best.candidate.groups)

    def _best_from(self, run: NumberRun, first: int, *, spread: bool) -> _Judgement | None:
        announcement: Announcement | None = None
        best: _Judgement | None = None
        for candidate in read_candidates(self.text, run, first, spread=spread):
            announcement = announcement or self._announce(candidate.start, candidate.end)
            if spread and len(candidate.groups) < len(run.groups):
                continue
            judged = self._judge(candidate, announcement)
            if judged and (best is None or judged.rank > best.rank):
                best = judged
        return best

    def _announce(self, start: int, end: int) -> Announcement:
        announcement = find_announcement(self.text, start, end)
        if announcement.strength is not Strength.DIRECT and self.speaks_of_phones:
            return Announcement(Strength.DIRECT, _PHONE)
        return announcement

    def _judge(self, candidate: Candidate, announcement: Announcement) -> _Judgement | None:
        """Weigh a candidate; None where its run goes on behind it and it is no number that is given out."""
        reading, country = self.reading, self.reading.document.country
        instructions = (
            read_instructions(self.text, candidate.start, candidate.end) if self.instructs else NO_INSTRUCTIONS
        )
        telephone = _telephone(candidate, instructions, announcement, country)
        if candidate.is_glued and telephone.standing < Standing.VALID:
            candidate, telephone = _without_tail(candidate, telephone, country)
        if not (candidate.closed or candidate.spread or telephone.standing is Standing.VALID):
            return None
        evidence = Evidence(
            candidate=candidate,
            telephone=telephone,
            announcement=announcement,
            plus=candidate.plus or instructions.plus,
            instructed=instructions.given,
            country=country,
            alone=_is_alone(reading, candidate),
            odd=candidate.is_oddly_separated or (not self.plain and _has_odd_figures(reading, candidate)),
            split=_is_split(reading, candidate),
        )
        return _Judgement(candidate, telephone, evidence, weigh(evidence))


def _telephone(
    candidate: Candidate, instructions: Instructions, announcement: Announcement, country: str | None
) -> Telephone:
    digits, plus = candidate.digits, candidate.plus or instructions.plus
    telephone = read_telephone(digits, plus=plus, country=country)
    if instructions.backwards:
        mirrored = read_telephone(digits[::-1], plus=plus, country=country)
        telephone = max(telephone, mirrored, key=lambda each: each.standing)
    if telephone.standing < Standing.VALID and announcement.strength and len(digits) >= _FEWEST_WITH_COUNTRY_CODE:
        telephone = with_country_code(digits) or telephone
    return telephone


_LONGEST_TAIL = 3


def _without_tail(candidate: Candidate, telephone: Telephone, country: str | None) -> tuple[Candidate, Telephone]:
    """Take off the figures of a price that sticks to the end ("0871277810910p/min")."""
    last = candidate.groups[-1]
    for tail in range(1, _LONGEST_TAIL + 1):
        shorter = read_telephone(candidate.digits[:-tail], plus=candidate.plus, country=country)
        if shorter.standing is Standing.VALID and len(last.digits) > tail:
            group = last._replace(end=last.end - tail, digits=last.digits[:-tail])
            return replace(candidate, groups=(*candidate.groups[:-1], group), digits=candidate.digits[:-tail]), shorter
    return candidate, telephone


_FEW_WORDS = 2
_WORD = regex(r"[^\W\d_]+")
_OTHER_FIGURES = regex("[0-9]")
_LITTLE_ELSE = 80


def _is_alone(reading: Reading, candidate: Candidate) -> bool:
    """Say whether the message holds hardly anything but the number."""
    text = reading.text
    if reading.document.country is None or len(text) - (candidate.end - candidate.start) > _LITTLE_ELSE:
        return False
    around = text[: candidate.start], text[candidate.end :]
    if any(map(_OTHER_FIGURES.search, around)):
        return False
    return sum(len(_WORD.findall(side)) for side in around) <= _FEW_WORDS


_ODD = regex("[\u200b-\u200f\u2060\ufeff\u00ad\u20e3\u2460-\u24ff\u2776-\u2793\u0300-\u036f\U0001d7ce-\U0001d7ff]")
"""Keycaps, circles, invisible characters: figures that look like figures to people alone."""


def _has_odd_figures(reading: Reading, candidate: Candidate) -> bool:
    return _ODD.search(reading.document.slice_original(candidate.start, candidate.end)) is not None


def _is_split(reading: Reading, candidate: Candidate) -> bool:
    """Say whether the number goes over several messages."""
    document = reading.document
    if len(document.part_starts) == 1:
        return False
    first, last = (document.original_span(place, place + 1)[0] for place in (candidate.start, candidate.end - 1))
    return document.part_of(first) != document.part_of(last)


# --- what becomes of a candidate --------------------------------------------------------------


def _conclude(reading: Reading, read: _Judgement, masks: tuple[Mask, ...]) -> Finding | Dismissal | None:
    candidate = read.candidate
    if read.confidence < _SHOWN and read.telephone.standing < Standing.POSSIBLE:
        return None
    rival = find_rival(read.evidence, masks)
    if rival is not None:
        return _dismiss(reading, candidate.start, candidate.end, rival)
    if read.confidence < _SHOWN:
        return None
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


def _dismiss(reading: Reading, start: int, end: int, rival: Rival) -> Dismissal:
    explanation, because = rival
    return locating.dismissal(
        reading.document, start, end, looked_like=FindingKind.PHONE, explanation=explanation, because=because
    )
