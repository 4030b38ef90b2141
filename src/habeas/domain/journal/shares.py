"""What one side put into a milestone and another got of it: who paid and who is paid may change while it runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What moved between two in minor units. `held` is what the payer put in and nobody got yet.

    `released` is what the payee keeps of it, `fees` the host's part, `most_released` the most that it ever was.
    `returned` is what the payer got back of it although the payee keeps it.
    """

    payer: str
    payee: str
    held: int = 0
    released: int = 0
    most_released: int = 0
    returned: int = 0
    fees: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """Return between whom it is."""
        return self.payer, self.payee


Shares = tuple[Share, ...]


def sum_shares(shares: Iterable[Share]) -> Shares:
    """Return shares with one for each two, in the order in which they first moved anything."""
    found: dict[tuple[str, str], Share] = {}
    for one in shares:
        before = found.get(one.pair)
        found[one.pair] = one if before is None else _sum(before, one)
    return tuple(found.values())


def _sum(before: Share, one: Share) -> Share:
    released = before.released + one.released
    return replace(
        before,
        held=before.held + one.held,
        released=released,
        most_released=max(before.most_released, released),
        returned=before.returned + one.returned,
        fees=before.fees + one.fees,
    )


def take_held(shares: Sequence[Share], amount: int) -> tuple[list[Share], list[tuple[str, int]]]:
    """Return shares without so much of what they hold, what was put in first before all else, and who had put it in."""
    rest: list[Share] = []
    taken: list[tuple[str, int]] = []
    for one in shares:
        part = min(one.held, amount)
        amount -= part
        rest.append(replace(one, held=one.held - part))
        if part:
            taken.append((one.payer, part))
    return rest, taken


def release(shares: Sequence[Share], amount: int, *, fee: int, payee: str) -> Shares:
    """Return shares after a payee got so much of what they hold, less a fee."""
    rest, taken = take_held(shares, amount)
    got = []
    for payer, part in taken:
        kept = min(fee, part)
        fee -= kept
        got.append(Share(payer=payer, payee=payee, released=part, most_released=part, fees=kept))
    return sum_shares([*rest, *got])


def refund(shares: Sequence[Share], amount: int) -> Shares:
    """Return shares after so much went back to who paid: what is held, then what was released last."""
    rest, taken = take_held(shares, amount)
    left = amount - sum(part for _, part in taken)
    back = []
    for one in reversed(rest):
        part = min(left, one.released - one.returned)
        left -= part
        back.append(replace(one, returned=one.returned + part))
    return tuple(reversed(back))


def room_to_give_back(shares: Iterable[Share], *, payee: str, fee: int) -> int:
    """Return how much a payee can give back of what they were given, where so much of a fee comes back with it."""
    return sum(part for _, part, _ in _parts_to_give_back(shares, payee=payee, fee=fee))


def give_back(shares: Sequence[Share], amount: int, *, payee: str, fee: int) -> Shares:
    """Return shares after a payee gave so much back of what they were given, the last of it first."""
    changed = {}
    for one, most, part_of_fee in _parts_to_give_back(shares, payee=payee, fee=fee):
        part = min(amount, most)
        amount -= part
        changed[one.pair] = replace(one, released=one.released - part, fees=one.fees - part_of_fee)
    return tuple(changed.get(one.pair, one) for one in shares)


def _parts_to_give_back(shares: Iterable[Share], *, payee: str, fee: int) -> list[tuple[Share, int, int]]:
    """Return each share of a payee, the last first, with how much of it and of its fee can come back."""
    parts = []
    for one in reversed([one for one in shares if one.payee == payee]):
        part_of_fee = min(one.fees, fee)
        fee -= part_of_fee
        parts.append((one, min(one.released - one.fees + part_of_fee, one.released - one.returned), part_of_fee))
    return parts
