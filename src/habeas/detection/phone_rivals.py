"""What else a number that looks like a phone could be, and whether that wins."""

from bisect import bisect_left

from habeas.detection.findings import Explanation
from habeas.detection.masks import Mask
from habeas.detection.numerals import NumberRun
from habeas.detection.phone_candidates import Candidate
from habeas.detection.phone_context import Strength, is_emergency, is_example
from habeas.detection.phone_evidence import Evidence
from habeas.detection.telephony import Standing

Rival = tuple[Explanation, str]
_COUNTED: Rival = (Explanation.COUNTING, "the numbers are listed, or count up or down")
_PLACEHOLDER: Rival = (Explanation.EXAMPLE, "the digits are a placeholder, not a number anybody has")
_PRESENTED: Rival = (Explanation.EXAMPLE, "it is presented as an example")
_EMERGENCY: Rival = (Explanation.EMERGENCY_LINE, "it is a free line for emergencies")

_ENOUGH_MASKED, _ALL_BUT_SIGNS = 0.4, 0.9
_MOST_MASKS_OVER_ONE = 12
_SHORTEST_DATE = 8


def find_rival(evidence: Evidence, masks: tuple[Mask, ...]) -> Rival | None:
    """Return the other explanation of a candidate that wins, if one does, with the words for it."""
    candidate = evidence.candidate
    if _is_listing(evidence):
        return _COUNTED
    if candidate.is_placeholder():
        return _PLACEHOLDER
    mask = _mask_over(masks, candidate)
    if mask is not None and _wins(mask, evidence):
        return mask.explanation, mask.because
    if not evidence.is_obfuscated and is_example(candidate.text, candidate.start, candidate.end):
        return _PRESENTED
    if evidence.telephone.free_of_charge and is_emergency(candidate.text, candidate.start):
        return _EMERGENCY
    return None


def _is_listing(evidence: Evidence) -> bool:
    candidate = evidence.candidate
    announced = evidence.announcement.strength is Strength.DIRECT
    listed = candidate.is_list() and not evidence.is_national
    return listed or candidate.counts() or (candidate.runs_through_the_digits() and not announced)


def find_cover(run: NumberRun, masks: tuple[Mask, ...]) -> Mask | None:
    """Return the mask that a whole run of plain figures lies in, the first of several strong ones, if it does."""
    first = bisect_left(masks, run.start + 1, key=_end_of)
    if first == len(masks) or masks[first].start > run.start:
        return None
    if any(group.style in ("spelled", "leet") for group in run.groups):
        return None
    cover = masks[first]
    return cover if cover.end >= run.end or _lies_in(run, masks[first:]) else None


def _lies_in(run: NumberRun, masks: tuple[Mask, ...]) -> bool:
    """Say whether every group lies in a strong mask."""
    place = 0
    for group in run.groups:
        while place < len(masks) and masks[place].end < group.end:
            place += 1
        if place == len(masks) or masks[place].start > group.start or not masks[place].strong:
            return False
    return True


def _end_of(mask: Mask) -> int:
    return mask.end


def count_dated(run: NumberRun, first: int, masks: tuple[Mask, ...]) -> int:
    """Return how many groups from `first` on are a date in figures, with more of the run behind it."""
    start = run.groups[first].start
    place = bisect_left(masks, start + 1, key=_end_of)
    if place == len(masks) or masks[place].start > start or not masks[place].strong:
        return 0
    mask = masks[place]
    if mask.explanation is not Explanation.DATE or mask.end >= run.end or mask.end - start < _SHORTEST_DATE:
        return 0
    return sum(start <= group.start < mask.end for group in run.groups)


def _wins(mask: Mask, evidence: Evidence) -> bool:
    if evidence.instructed and evidence.announcement.strength:
        return False
    doubtful = evidence.telephone.standing < Standing.POSSIBLE
    if doubtful and not (evidence.is_obfuscated or evidence.is_written_like_a_phone):
        return True
    return mask.strong or evidence.announcement.strength is not Strength.DIRECT


def _mask_over(masks: tuple[Mask, ...], candidate: Candidate) -> Mask | None:
    """Return the mask that covers a good part of the candidate."""
    place = bisect_left(masks, candidate.start, key=_end_of)
    for mask in masks[place : place + _MOST_MASKS_OVER_ONE]:
        covered = min(mask.end, candidate.end) - max(mask.start, candidate.start)
        enough = _ALL_BUT_SIGNS if mask.explanation is Explanation.COUNTING else _ENOUGH_MASKED
        if covered >= enough * (candidate.end - candidate.start):
            return mask
    return None
