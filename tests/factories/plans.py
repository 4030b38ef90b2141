"""What a person answers, at a suspension, for whatever money and contracts there are, as a body says it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any

from habeas.domain.actors import Actor
from habeas.domain.holds.answers import OpenAmount
from habeas.domain.holds.freezes import LegalBasis
from habeas.money import Money
from habeas.server.holds.at_hand import Open
from habeas.server.holds.models import Claim
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, review_freeze
from tests.factories.money import DAY, said

OFFICER = Actor("staff:7")


def any_answers(there: Open, *, chance: Random, now: datetime) -> dict[str, Any]:
    """Return some answer for each amount and some contracts: each is right in itself, whatever else is true."""
    claims = list(there.claims)
    return {
        "amounts": [
            {"id": one.id, "parts": list(_parts(one, claims, chance=chance, now=now))} for one in there.amounts
        ],
        "contracts": [
            {"contract": one.id, "fate": "paused", "until": (now + 6 * DAY).isoformat(), "because": _reasons(chance)}
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
        yield part(waits, "hold", claim=claim.id, because=_reasons(chance))
        left -= waits
    if left.amount > 1 and chance.random() < 0.5:
        first = Money(chance.randint(1, left.amount - 1), left.currency)
        yield _flows(amount, first, chance=chance, now=now)
        left -= first
    if left.amount:
        yield _flows(amount, left, chance=chance, now=now)


def _flows(amount: OpenAmount, money: Money, *, chance: Random, now: datetime) -> dict[str, Any]:
    """Return that it is paid now or, where it has a date, in some days or on its own, or that it goes back."""
    latest = amount.due_at or now + 14 * DAY
    answers = ["pay_now", "pay_on"] if amount.has_date and latest > now else ["pay_now"]
    answer = chance.choice([*answers, "refund"] if amount.milestone else answers)
    if answer != "pay_on":
        return part(money, answer)
    at = latest if amount.due_at and chance.random() < 0.5 else min(latest, now + chance.randint(1, 13) * DAY)
    return part(money, answer, at=at.isoformat())


def _reasons(chance: Random) -> str:
    """Return reasons that nobody else is given."""
    return f"a page is missing, says the paper {chance.getrandbits(64):x} {chance.getrandbits(64):x}"


@contextmanager
def frozen_by_law(member: str, *, now: datetime) -> Iterator[None]:
    """Let a freeze by law keep what is due from being asked for, till whoever is in it is done."""
    order = Order(
        member=member,
        basis=LegalBasis.COURT_ORDER,
        reference="1234/26",
        review_at=now + 20 * DAY,
        is_silent=False,
    )
    frozen = freeze_by_law(order=order, officer=OFFICER, is_test=False, now=now)["id"]
    yield
    review_freeze(freeze=frozen, still_binds=False, review_at=now + DAY, by=OFFICER, is_test=False, now=now)
