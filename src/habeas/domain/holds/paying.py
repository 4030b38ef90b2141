"""What may become of an amount that waits for no claim: it is paid, now or on a date, or goes back to who paid it in.

Nobody is paid for work that may never come, and nobody loses what they have earned.
"""

from collections.abc import Sequence
from datetime import datetime

from habeas.domain.holds.answers import ContractAnswer, Ended, GoesOn, OpenAmount, Part, PayOn
from habeas.domain.holds.hold import LONGEST
from habeas.domain.holds.reasons import Problem, find_problem


def check_payment(amount: OpenAmount, *, fate: ContractAnswer, made_at: datetime) -> Problem:
    """Return why an amount may not be paid now. `fate` is what becomes of its contract by the same plan."""
    if amount.is_owed(made_at):
        return None
    or_due = "" if amount.due_at is None else f", or pay it when it is due, on {amount.due_at.date().isoformat()}"
    if _is_without_work(amount, fate):
        instead = f"refund it to its client{or_due}"
    else:
        instead = (
            f"let it be paid once its work is handed in, on a date by which you look for that{or_due}; or refund it to "
            f"its client, where {amount.contract} does not go on"
        )
    return "FUND-10", f"{instead}: its work is not handed in, and who paid it in would have nothing for it"


def check_date(
    amount: OpenAmount, part: Part, at: datetime, *, fate: ContractAnswer, made_at: datetime, to_others: Sequence[str]
) -> Problem:
    """Return why an amount may not be paid on a date. `to_others` are its writer's reasons for dates of others."""
    return _check_wait(amount, at, fate=fate, made_at=made_at) or _check_reasons(part, to_others)


def _check_wait(amount: OpenAmount, at: datetime, *, fate: ContractAnswer, made_at: datetime) -> Problem:
    if at != amount.due_at and _is_without_work(amount, fate):
        or_due = "" if amount.due_at is None else ", or pay it when it is due"
        return "FUND-10", (
            f"refund it to its client{or_due}: {amount.contract} is over or ends by this plan, so that the work that "
            "this date waits for cannot be handed in"
        )
    if not amount.has_date:
        return "invariant 7", (
            f"pay it now: it has no date of its own, and only a hold for a claim lets {amount.money} wait"
        )
    latest = amount.due_at or made_at + LONGEST
    if at <= made_at:
        return "FUND-10", f"pay now, or on a date after {made_at.isoformat()}"
    if at > latest:
        why = "when it is due; " if amount.due_at is not None else ""
        return "invariant 7", f"pay no later than {latest.isoformat()}; {why}only a claim lets money wait longer"
    return None


def _is_without_work(amount: OpenAmount, fate: ContractAnswer) -> bool:
    """Tell whether no work can come for what a milestone holds: its contract is over, or the plan ends it."""
    ends = bool(amount.contract) and isinstance(fate, Ended)
    return amount.is_without_work or (ends and amount.handed_in_at is None)


def check_refund(amount: OpenAmount, part: Part, *, fate: ContractAnswer, to_others: Sequence[str]) -> Problem:
    """Return why an amount may not go back to the client. `to_others` are its writer's reasons for others' refunds."""
    if not amount.milestone:
        return "FUND-5", "what a member has earned goes to nobody else; refund only what a milestone holds"
    if not amount.is_refundable and amount.handed_in_at is not None:
        return "FUND-5", (
            f"its work was handed in on {amount.handed_in_at.date().isoformat()}; pay it, or refund it once the client "
            f"claims it and an event has told of the dispute or the refund request about {amount.contract}"
        )
    if isinstance(fate, GoesOn) and not (amount.is_over or amount.is_contested):
        return "FUND-10", (
            f"end {amount.contract}, let it rest or hand it over, or give the date by which the work is handed in: by "
            "this plan the contract goes on, and its other side counts on this milestone"
        )
    return _check_reasons(part, to_others)


def _check_reasons(part: Part, to_others: Sequence[str]) -> Problem:
    """Return why the words for an answer are no reasons. A usual one says what is true of everybody's."""
    return None if part.is_usual else find_problem(part.because, to_others=to_others)


def has_own_date(amount: OpenAmount, part: Part) -> bool:
    """Tell whether an answer pays an amount when it is due anyway: there is nothing to give reasons for."""
    return isinstance(part.answer, PayOn) and part.answer.at == amount.due_at
