"""The answers that hold where nobody says otherwise: each amount is paid on its date, and contracts go on (FUND-10)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from habeas.domain.holds.answers import Answer, OpenAmount, Part, PayNow, PayOn
from habeas.domain.holds.hold import LONGEST


def default_answers(amounts: Iterable[OpenAmount], *, now: datetime, because: str) -> Mapping[str, tuple[Part, ...]]:
    """Return for each amount that it is paid on its date, at once where that has come, whole.

    What a milestone holds without a date for work to come, or while its contract is contested, is paid at the latest
    when the longest hold would end; for work that was handed in, now. `because` is in the member's language.
    """
    return {
        one.id: (Part(money=one.money, answer=answer, because=because if isinstance(answer, PayOn) else ""),)
        for one in amounts
        for answer in (_answer(one, now),)
    }


def _answer(amount: OpenAmount, now: datetime) -> Answer:
    if amount.due_at is not None:
        return PayOn(amount.due_at) if amount.due_at > now else PayNow()
    return PayOn(now + LONGEST) if amount.has_date else PayNow()
