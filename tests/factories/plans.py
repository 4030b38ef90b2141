"""What a person answers, at a suspension, for whatever money and contracts there are, as a body says it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.domain.holds.answers import OpenAmount
from habeas.domain.holds.freezes import LegalBasis
from habeas.money import Money
from habeas.server.holds.at_hand import Open
from habeas.server.holds.models import Claim
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, review_freeze
from tests.factories.money import DAY, said

FATES: Final = (None, None, None, "paused", "ended", "handed_over")
"""What becomes of contracts: most go on, of which nothing is said."""

OFFICER: Final = Actor("staff:7")

HARM: Final = {"kind": "safety", "shown_by": ["f1"]}
"""Harm in a contract, which is the ground on which it rests or ends."""

ROOM: Final = "its room is looked at"
"""Why a contract stops."""


def any_answers(there: Open, *, chance: Random, now: datetime) -> dict[str, Any]:
    """Return some answer for each amount and some contracts: each is right in itself, whatever else is true."""
    claims = list(there.claims)
    fates = {one.id: chance.choice(FATES) for one in there.contracts if not one.is_over}
    return {
        "amounts": [
            {"id": one.id, "parts": list(_parts(one, claims, fates.get(one.contract), chance=chance, now=now))}
            for one in there.amounts
        ],
        "contracts": [
            stops(name, fate, until=now + 6 * DAY, because=_reasons(chance))
            for name, fate in fates.items()
            if fate is not None
        ],
    }


def part(money: Money, answer: str, **more: object) -> dict[str, Any]:
    """Return one answer, with reasons where it needs any."""
    because = "" if answer == "pay_now" else "it was looked at with care"
    return {"amount": said(money.amount, money.currency), "answer": answer, "because": because, **more}


def stops(contract: str, fate: str, *, until: datetime | None = None, because: str = ROOM) -> dict[str, Any]:
    """Return that a contract rests until a time, ends, or is handed over to Gil; for harm in it but for the last."""
    needs: dict[str, dict[str, Any]] = {
        "paused": {"until": until.isoformat() if until else None, "harm": HARM},
        "ended": {"harm": HARM},
        "handed_over": {"to": "gil"},
    }
    return {"contract": contract, "fate": fate, "because": because, **needs[fate]}


def _parts(
    amount: OpenAmount, claims: list[Claim], fate: str | None, *, chance: Random, now: datetime
) -> Iterator[dict[str, Any]]:
    left = amount.money
    fitting = [one for one in claims if not amount.milestone and one.currency == left.currency]
    if fitting and chance.random() < 0.7:
        claims.remove(claim := chance.choice(fitting))
        waits = Money(chance.randint(1, min(claim.amount, left.amount)), left.currency)
        yield part(waits, "hold", claim=claim.id, because=_reasons(chance))
        left -= waits
    if left.amount > 1 and chance.random() < 0.5:
        first = Money(chance.randint(1, left.amount - 1), left.currency)
        yield _flows(amount, first, fate, chance=chance, now=now)
        left -= first
    if left.amount:
        yield _flows(amount, left, fate, chance=chance, now=now)


def _flows(amount: OpenAmount, money: Money, fate: str | None, *, chance: Random, now: datetime) -> dict[str, Any]:
    """Return that it is paid now, in some days or on its own date, or that it goes back: what may be of these."""
    latest = amount.due_at or now + 14 * DAY
    can_come = amount.handed_in_at is not None or not (amount.is_over or fate == "ended")
    answers = ["pay_now"] if amount.is_owed(now) else []
    if amount.has_date and latest > now and (can_come or amount.due_at):
        answers.append("pay_on")
    if amount.is_refundable and (fate is not None or amount.is_over or amount.is_contested):
        answers.append("refund")
    answer = chance.choice(answers)
    if answer != "pay_on":
        return part(money, answer, because=_reasons(chance))
    on_its_own = amount.due_at and (not can_come or chance.random() < 0.5)
    at = latest if on_its_own else min(latest, now + chance.randint(1, 13) * DAY)
    return part(money, answer, at=at.isoformat(), because=_reasons(chance))


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
