"""Facts that do not fit what is known: kept, shown, and not booked till what they need is heard."""

from dataclasses import dataclass

from habeas.domain.journal.facts import Fact
from habeas.money import MOST, Money


@dataclass(frozen=True, slots=True)
class SetAside:
    """A fact that is not booked: the field that does not fit, as a JSON pointer into its event, and why."""

    fact: Fact
    field: str
    because: str


def beyond(fact: Fact, limit: Money, what: str) -> SetAside:
    """Return a fact set aside because it moves more than there is."""
    return SetAside(fact, "/data/amount", f"{fact.money} is more than the {limit} that {what}")


def past_most(fact: Fact, *, currency: str, whose: str) -> SetAside:
    """Return a fact set aside because a sum with it is larger than every reader keeps exactly."""
    because = f"with it {whose} would come to more than {Money(MOST, currency)}, the most that is kept exactly"
    return SetAside(fact, "/data/amount", because)
