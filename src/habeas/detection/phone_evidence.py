"""Weigh what speaks for a telephone number, and say it in words a member can read.

The confidences are the shares of such findings that were right on labelled messages.
"""

from dataclasses import dataclass
from itertools import compress

from habeas.detection.lexicon.phone_cues import DIRECT_WORDS
from habeas.detection.phone_candidates import Candidate
from habeas.detection.phone_context import Announcement, Strength
from habeas.detection.telephony import Standing, Telephone

_NORTH_AMERICA = frozenset({"US", "CA"})
_WITHOUT_AREA = 8
_MOST_DIGITS_AT_HOME = 12
_LABELS = tuple(word for word in DIRECT_WORDS if len(word) > 1)
_FEW_GROUPS = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a candidate."""

    candidate: Candidate
    telephone: Telephone
    announcement: Announcement
    plus: bool
    instructed: bool
    country: str | None
    alone: bool
    split: bool
    odd: bool

    @property
    def is_hidden(self) -> bool:
        """Whether somebody took pains to write it so."""
        return self.candidate.is_disguised or self.split

    @property
    def is_obfuscated(self) -> bool:
        """Whether the number is written so that a filter would miss it."""
        candidate = self.candidate
        written = self.is_hidden or candidate.is_scattered or candidate.spread or candidate.priced()
        return written or self.odd or self.instructed

    @property
    def is_international(self) -> bool:
        """Whether a plus or the zeros that stand for it lead."""
        return self.plus or self.candidate.digits.startswith("00")

    @property
    def is_national(self) -> bool:
        """Whether it leads with the zero that is dialled inside a country."""
        return self.candidate.digits.startswith("0") and not self.is_international

    @property
    def is_part_of_a_code(self) -> bool:
        """Whether letters that announce nothing stick to it."""
        label = self.candidate.label
        if label:
            return not label.endswith(_LABELS)
        return self.candidate.is_glued and self.announcement.strength is not Strength.DIRECT

    @property
    def is_dialled_far(self) -> bool:
        """Whether a prefix explains that there are more digits than a number at home has."""
        return self.is_international or (self.is_national and len(self.candidate.groups) > _FEW_GROUPS)

    @property
    def is_written_like_a_phone(self) -> bool:
        """Whether brackets and groups are those of a telephone number."""
        candidate = self.candidate
        if candidate.is_glued or candidate.is_scattered:
            return False
        north_american = self.telephone.region in _NORTH_AMERICA or self.country in _NORTH_AMERICA
        if north_american and not self.is_international and not self.is_national:
            return candidate.is_grouped(north_american=True)
        return candidate.is_grouped(north_american=False) or (candidate.is_in_brackets() and not candidate.is_bare)


def weigh(evidence: Evidence) -> float:
    """Return the confidence that this is a number which somebody gives."""
    if evidence.candidate.spread:
        return _weigh_spread(evidence)
    if evidence.is_part_of_a_code:
        return 0.2
    if evidence.candidate.priced() and evidence.announcement.strength is not Strength.DIRECT:
        return 0.2
    if evidence.announcement.strength is Strength.DIRECT:
        return _weigh_announced(evidence)
    if evidence.announcement.strength is Strength.INDIRECT:
        return max(_weigh_hinted(evidence), _weigh_by_itself(evidence))
    return _weigh_by_itself(evidence)


def _weigh_announced(evidence: Evidence) -> float:
    size = len(evidence.candidate.digits)
    match evidence.telephone.standing:
        case Standing.VALID:
            return 0.93 if evidence.is_obfuscated else 0.98
        case Standing.POSSIBLE:
            return 0.88
        case Standing.PLAUSIBLE if _is_in_one_piece(evidence) and (
            size <= _MOST_DIGITS_AT_HOME or evidence.is_dialled_far
        ):
            sure = size > _WITHOUT_AREA and (evidence.is_hidden or evidence.is_written_like_a_phone)
            return 0.85 if sure else 0.7
        case _:
            return 0.4


def _is_in_one_piece(evidence: Evidence) -> bool:
    candidate = evidence.candidate
    plain = not (evidence.is_hidden or candidate.is_scattered or evidence.instructed)
    return not plain or (candidate.breaks() == 0 and not candidate.priced()) or candidate.is_in_brackets()


def _weigh_hinted(evidence: Evidence) -> float:
    candidate = evidence.candidate
    match evidence.telephone.standing:
        case Standing.VALID:
            return 0.6 if candidate.is_bare and not (evidence.is_international or evidence.is_national) else 0.9
        case Standing.POSSIBLE if evidence.is_written_like_a_phone or candidate.is_disguised:
            return 0.75
        case Standing.PLAUSIBLE if evidence.is_international or (
            candidate.is_disguised and len(candidate.digits) > _WITHOUT_AREA
        ):
            return 0.6
        case _:
            return 0.4


def _weigh_by_itself(evidence: Evidence) -> float:
    match evidence.telephone.standing:
        case Standing.VALID:
            return _weigh_valid(evidence)
        case Standing.POSSIBLE:
            return _weigh_possible(evidence)
        case Standing.PLAUSIBLE if evidence.is_international and evidence.plus:
            return 0.6
        case Standing.PLAUSIBLE if evidence.is_national and evidence.candidate.is_in_brackets():
            return 0.6
        case Standing.PLAUSIBLE | Standing.IMPOSSIBLE if (
            evidence.alone
            and evidence.is_national
            and not (evidence.candidate.is_disguised or evidence.candidate.has_sign)
        ):
            return 0.55
        case _:
            return 0.2


def _weigh_valid(evidence: Evidence) -> float:
    candidate, telephone = evidence.candidate, evidence.telephone
    if evidence.is_international:
        return 0.88
    if evidence.is_hidden:
        return 0.85
    if evidence.is_written_like_a_phone and (telephone.mobile or telephone.free_of_charge or evidence.is_national):
        return 0.85
    if evidence.instructed or (evidence.alone and _is_like_one_number(evidence)):
        return 0.7
    if candidate.is_bare and (evidence.is_national or evidence.country == "CN"):
        return 0.75
    return 0.4


def _is_like_one_number(evidence: Evidence) -> bool:
    candidate = evidence.candidate
    if candidate.is_scattered:
        return candidate.is_strung()
    return candidate.breaks() == 0 and not candidate.has_years() and (min(candidate.sizes) > 1 or evidence.is_national)


def _weigh_possible(evidence: Evidence) -> float:
    candidate = evidence.candidate
    if evidence.plus:
        return 0.7
    if evidence.is_written_like_a_phone and candidate.is_in_brackets():
        return 0.75
    if evidence.is_hidden:
        return 0.82 if sum(group.style != "plain" for group in candidate.groups) > 1 or evidence.split else 0.6
    if evidence.is_written_like_a_phone and (evidence.alone or evidence.country in _NORTH_AMERICA):
        return 0.6
    return 0.55 if evidence.alone and evidence.is_national else 0.3


def _weigh_spread(evidence: Evidence) -> float:
    if evidence.telephone.standing is Standing.VALID and evidence.announcement.strength is not Strength.DIRECT:
        candidate = evidence.candidate
        if sum(group.style == "spelled" for group in candidate.groups) >= _FEWEST_SPELLED:
            return 0.7
        plain = min(candidate.sizes) >= _SHORTEST_PIECE and not candidate.is_disguised
        return 0.6 if plain and "\n" not in candidate.text[candidate.start : candidate.end] else 0.3
    if evidence.telephone.standing is Standing.VALID:
        return 0.85
    if evidence.telephone.standing is Standing.POSSIBLE and evidence.announcement.strength is Strength.DIRECT:
        return 0.8
    return 0.3


_SHORTEST_PIECE, _FEWEST_SPELLED = 3, 3


_REASONS = (
    "the digits are a phone number that can be dialled",
    "the digits have the form of a phone number",
    "the word “{}” stands near it",
    "it begins with an international prefix",
    "words or letters stand for digits",
    "the digits are given in pieces",
    "the digits stand apart from each other",
    "the text says how to read it",
    "it is written as phone numbers are",
)
"""What may speak for a phone number; braces stand for the word that announces it."""


def explain(evidence: Evidence) -> tuple[str, ...]:
    """Return why this is taken for a phone number."""
    candidate, standing = evidence.candidate, evidence.telephone.standing
    holds = (
        standing is Standing.VALID,
        standing is Standing.POSSIBLE,
        bool(evidence.announcement.strength),
        evidence.is_international,
        candidate.is_disguised,
        candidate.spread or evidence.split,
        candidate.is_scattered and not candidate.spread,
        evidence.instructed,
        evidence.is_written_like_a_phone,
    )
    return tuple(reason.replace("{}", evidence.announcement.word) for reason in compress(_REASONS, holds))
