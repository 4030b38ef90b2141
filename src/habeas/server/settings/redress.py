"""What every statement of reasons says of the ways to ask and to contest, as the operator says it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Redress:
    """Whom a member can ask and where they can appeal; the court and the certified bodies that stay open (DSA17-3f).

    `mediators` and the `regulator` are named where the operator has them (P2B12-1).
    """

    contact: str
    contact_url: str
    appeal_url: str
    court: str
    bodies_url: str
    mediators: tuple[str, ...] = ()
    regulator: str = ""


BODIES: Final = "https://digital-strategy.ec.europa.eu/en/policies/dsa-out-court-dispute-settlement"
"""The European Commission's list of certified out-of-court bodies (DSA21-1)."""
