"""What a person answers, at a suspension, for whatever money and contracts there are, as a body says it."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from habeas.domain.holds.answers import OpenAmount
from habeas.money import Money
from habeas.server.holds.models import Claim
from habeas.server.holds.plans import Open
from tests.factories.money import DAY, said


def any_answers(there: Open, *, chance: Random, now: datetime) -> dict[str, Any]:
    """Return some answer for each amount and some contracts: each is right in itself, whatever else is true."""
    claims = list(there.claims)
    return {
        "amounts": [
            {"id": one.id, "parts": list(_parts(one, claims, chance=chance, now=now))} for one in there.amounts
        ],
        "contracts": [
            {"contract": one.id, "fate": "paused", "until": (now + 9 * DAY).isoformat(), "because": "its room rests"}
            for one in there.contracts
            if chance.random() < 0.3
        ],
    }


def part(money: Money, answer: str, **more: object) -> dict[str, Any]:
    """Return one answer."""
    return {"amount": said(money.amount, money.currency), "answer": answer, "because": "it was looked at", **more}


def _parts(amount: OpenAmount, claims: list[Claim], *, chance: Random, now: datetime) -> Iterator[dict[str, Any]]:
    left = amount.money
    fitting = [one for one in claims if not amount.milestone and one.currency == left.currency]
    if fitting and chance.random() < 0.7:
        claims.remove(claim := chance.choice(fitting))
        waits = Money(chance.randint(1, min(claim.amount, left.amount)), left.currency)
        yield part(waits, "hold", claim=claim.id)
        left -= waits
    if left.amount > 1 and chance.random() < 0.5:
        first = Money(chance.randint(1, left.amount - 1), left.currency)
        yield _flows(amount, first, chance=chance, now=now)
        left -= first
    if left.amount:
        yield _flows(amount, left, chance=chance, now=now)


def _flows(amount: OpenAmount, money: Money, *, chance: Random, now: datetime) -> dict[str, Any]:
    """Return that it is paid now or in some days, on its own date where it has one, or that it goes back."""
    latest = amount.due_at or now + 14 * DAY
    answers = ["pay_now", "pay_on"] if latest > now else ["pay_now"]
    answer = chance.choice([*answers, "refund"] if amount.milestone else answers)
    if answer != "pay_on":
        return part(money, answer)
    at = latest if amount.due_at and chance.random() < 0.5 else min(latest, now + chance.randint(1, 13) * DAY)
    return part(money, answer, at=at.isoformat())
