"""How old the money is that a member still has: what came in first goes out first (FUND-6)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Credit:
    """So many minor units that came in about one matter, or below nothing, that went back where they came from."""

    matter: int
    at: datetime
    amount: int


def oldest_left(credits_: Iterable[Credit], *, left: int) -> datetime | None:
    """Return when the oldest of what is left came in, None where nothing is left. Credits come the newest first.

    What went back is taken from what had come in about the same matter before.
    """
    undone: Counter[int] = Counter()
    since: datetime | None = None
    for credit in credits_:
        if left <= 0:
            break
        kept = credit.amount - undone[credit.matter]
        undone[credit.matter] = max(0, -kept)
        if kept > 0:
            since, left = credit.at, left - kept
    return since
