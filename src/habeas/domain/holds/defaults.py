"""The answers that hold where nobody says otherwise: each amount is paid on its date, and contracts go on (FUND-10).

What a contract that is over holds for work that nobody handed in goes back to its client.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.domain.holds.answers import Answer, OpenAmount, Part, PayNow, PayOn, RefundClient
from habeas.domain.holds.hold import LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualReasons:
    """Why an amount is paid on its date, and why one goes back whose contract is over, in the member's language."""

    its_date: str
    no_work: str

    def of(self, answer: Answer) -> str:
        """Return the reason of an answer; empty where it needs none."""
        if isinstance(answer, RefundClient):
            return self.no_work
        return self.its_date if isinstance(answer, PayOn) else ""


def default_answers(
    amounts: Iterable[OpenAmount], *, now: datetime, reasons: UsualReasons
) -> Mapping[str, tuple[Part, ...]]:
    """Return for each amount that it is paid on its date, at once where that has come, whole.

    What a milestone holds without a date for work to come, or while its contract is contested, is paid at the latest
    when the longest hold would end; for work that was handed in, now. For work that cannot come any more, as the
    contract is over, it goes back to who put it in.
    """
    return {
        one.id: (Part(money=one.money, answer=answer, because=reasons.of(answer), is_usual=True),)
        for one in amounts
        for answer in (_answer(one, now),)
    }


def _answer(amount: OpenAmount, now: datetime) -> Answer:
    if amount.due_at is not None:
        return PayOn(amount.due_at) if amount.due_at > now else PayNow()
    if amount.is_without_work:
        return RefundClient()
    return PayOn(now + LONGEST) if amount.has_date else PayNow()
