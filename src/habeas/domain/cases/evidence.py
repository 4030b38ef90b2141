"""What was opened before it was decided: every item relied on, and the evidence before the machine's opinion.

A score on which somebody draws strongly is itself the decision (GDPR22-b), so it is shown last and that is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused


class Shown(StrEnum):
    """What a reviewer had before them."""

    EVIDENCE = "evidence"
    IN_FAVOUR = "in_favour"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """That a person opened something of a case, as recorded. `item` is the id of a piece of evidence."""

    by: Actor
    at: datetime
    what: Shown
    item: str = ""


class EvidenceNotOpened(Refused):
    """A decision on what its decider never looked at."""

    rule = "GDPR22-b"
    says = "{actor} has not opened {items}; open what the decision relies on, or rely on less"


class FavourNotOpened(Refused):
    """A decision whose decider did not look at what speaks for the member."""

    rule = "GDPR22-b"
    says = "{actor} has not opened what speaks for the member; look at it before deciding"


class ProposalBeforeEvidence(Refused):
    """A look at what the machine proposes before the evidence was opened."""

    rule = "GDPR22-b"
    says = "{actor} has not opened {items}; the proposal and its confidence are shown after the evidence"


class FindNotOpened(Refused):
    """An end of a case of the random sample by who never saw what a machine made of it: that would count as right."""

    rule = "design 5"
    says = "{actor} has not opened what a machine made of {items}; open the proposal, then say what of it was wrong"


class NotOfThisCase(Refused):
    """A correction of what the case does not hold, or what was undone before."""

    rule = "invariant 6"
    says = "{items} is no decision of this case that still stands; take back only what the case shows"


def check_opened(*, relied_on: Iterable[str], by: Actor, opened: Iterable[Opened]) -> None:
    """Refuse a decision before its decider opened all it relies on. Raises EvidenceNotOpened, FavourNotOpened."""
    seen = list(opened)
    missing = _missing(relied_on, by, seen)
    if missing:
        raise EvidenceNotOpened(actor=by.id, items=missing)
    if not has_opened(Shown.IN_FAVOUR, by=by, opened=seen):
        raise FavourNotOpened(actor=by.id)


def open_proposal(*, evidence: Iterable[str], by: Actor, opened: Iterable[Opened], now: datetime) -> Opened:
    """Return that somebody opened the proposal, to be recorded. Raises ProposalBeforeEvidence."""
    missing = _missing(evidence, by, opened)
    if missing:
        raise ProposalBeforeEvidence(actor=by.id, items=missing)
    return Opened(by=by, at=now, what=Shown.PROPOSAL)


def check_found(*, found: Iterable[str], by: Actor, opened: Iterable[Opened]) -> None:
    """Refuse to count as right what nobody looked at after they read its words alone. Raises FindNotOpened."""
    items = ", ".join(sorted(found))
    if items and not has_opened(Shown.PROPOSAL, by=by, opened=opened):
        raise FindNotOpened(actor=by.id, items=items)


def has_opened(what: Shown, *, by: Actor, opened: Iterable[Opened]) -> bool:
    """Tell whether somebody had something before them."""
    return any(one.by.id == by.id and one.what is what for one in opened)


def _missing(items: Iterable[str], by: Actor, opened: Iterable[Opened]) -> str:
    seen = {one.item for one in opened if one.by.id == by.id and one.what is Shown.EVIDENCE}
    return ", ".join(sorted(set(items) - seen))
