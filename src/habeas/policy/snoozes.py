"""Snoozes: one rule that only reports for one member or pair, until a date, by a named person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from habeas.policy.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """One rule that does not act before an instant, for one member or pair or for all; by a named person."""

    rule: str
    until: datetime
    by: str
    reason: str
    member: str | None = None
    pair: frozenset[str] | None = None
    place: Place | None = None

    @property
    def id(self) -> str:
        """Return what tells it from others: the rule and whom it is for."""
        whom = sorted(self.pair) if self.pair is not None else ["all"] if self.member is None else [self.member]
        return f"{self.rule} for {' and '.join(whom)}"

    def covers(self, *, sender: str | None, recipient: str | None, at: datetime) -> bool:
        """Return whether the rule is snoozed for this message; one that names nobody is covered by none but for all."""
        if at >= self.until:
            return False
        if self.pair is not None:
            return self.pair == {sender, recipient}
        return self.member is None or self.member == sender


def snoozed_rules(
    snoozes: Iterable[Snooze], *, sender: str | None, recipient: str | None, at: datetime
) -> frozenset[str]:
    """Return the rules that are snoozed for a message from the sender to the recipient."""
    return frozenset(snooze.rule for snooze in snoozes if snooze.covers(sender=sender, recipient=recipient, at=at))
