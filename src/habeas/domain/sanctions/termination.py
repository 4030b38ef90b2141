"""When the 30 days before a termination fall away, and what has to be shown for it (P2B4-4, DSA23-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from habeas.domain.refusals import Refused
from habeas.domain.wording import is_blank, says_why

EARLIER_FINAL_DECISIONS: Final = 2
"""How many earlier final decisions make an infringement repeated (P2B4-4c)."""


class ExemptionCode(StrEnum):
    """The closed list of reasons for which a termination needs no 30 days' notice."""

    LEGAL_DUTY = "legal_duty"
    IMPERATIVE_REASON = "imperative_reason"
    REPEATED_INFRINGEMENT = "repeated_infringement"


class ExemptionWithoutProof(Refused):
    """An exception from 30 days' notice that nothing shows: a law, by its reference and words, or earlier decisions."""

    rule = "P2B4-4"
    says = (
        "the exception '{code}' names no evidence; name the law or order and quote the words of it that ask for this, "
        "or give 30 days' notice"
    )


class TooFewFinalDecisions(Refused):
    """Repeated infringement claimed with fewer earlier final decisions than it takes."""

    rule = "P2B4-4"
    says = (
        "repeated infringement takes {needed} earlier final decisions (notified, not reversed, no appeal open or "
        "possible), {found} of {named} are: give 30 days' notice"
    )


class FirstOffenceTerminated(Refused):
    """A termination without any earlier decision that counts, and without an egregious ground."""

    rule = "DSA23-1"
    says = "no earlier decision counts against the member; take a milder step, or say what makes this one egregious"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDecision:
    """A decision of the past, as far as it matters here. `window_ends_at` is when its appeal window closes."""

    id: str
    notified_at: datetime | None
    window_ends_at: datetime | None
    is_reversed: bool = False
    is_contested: bool = False
    appeal_decided: bool = False

    def is_final(self, now: datetime) -> bool:
        """Tell whether nothing can change it any more: told, not reversed, appeal over or no longer possible."""
        if self.notified_at is None or self.notified_at > now or self.is_reversed or self.is_contested:
            return False
        return self.appeal_decided or (self.window_ends_at is not None and now >= self.window_ends_at)


@dataclass(frozen=True, slots=True)
class LawQuoted:
    """A law or an order by where it stands, and the words of it that ask for the end of an account at once."""

    reference: str
    text: str

    def __str__(self) -> str:
        """Return it as the member reads it."""
        return f"{self.reference}: “{self.text}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Why there is no notice, and what shows it: a `law`, facts of the case in `evidence`, or decisions by id there."""

    code: ExemptionCode
    evidence: tuple[str, ...] = ()
    law: LawQuoted | None = None
    earlier: tuple[EarlierDecision, ...] = ()

    @property
    def shown_by(self) -> tuple[str, ...]:
        """Return what shows it, the law first."""
        return self.evidence if self.law is None else (str(self.law), *self.evidence)


def check_exemption(exemption: Exemption, *, now: datetime) -> None:
    """Refuse an exception that is not shown. Raises ExemptionWithoutProof, TooFewFinalDecisions.

    A duty and an imperative reason are a law's, so its words show them: what the member wrote cannot.
    """
    if exemption.code is not ExemptionCode.REPEATED_INFRINGEMENT:
        law = exemption.law
        if law is None or is_blank(law.reference) or not says_why(law.text):
            raise ExemptionWithoutProof(code=exemption.code)
        return
    final = {decision.id for decision in exemption.earlier if decision.is_final(now)}
    if len(final) < EARLIER_FINAL_DECISIONS:
        raise TooFewFinalDecisions(needed=EARLIER_FINAL_DECISIONS, found=len(final), named=len(exemption.earlier))


def check_not_first(strikes: Iterable[str], *, egregious_because: str) -> None:
    """Refuse to end an account for a first offence unless it is egregious. Raises FirstOffenceTerminated."""
    if is_blank(egregious_because) and not any(True for _ in strikes):
        raise FirstOffenceTerminated
