"""What may become of a contract at a suspension: it goes on unless harm in it is the ground (invariant 11)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from habeas.domain.holds.answers import ContractAnswer, GoesOn, HandedOver, Harm, Paused
from habeas.domain.holds.reasons import Problem, find_problem


def find_problems(
    fate: ContractAnswer,
    *,
    sides: Collection[str],
    made_at: datetime,
    ends_at: datetime | None,
    facts: Collection[str],
    to_others: Sequence[str],
) -> Iterator[Problem]:
    """Yield why a contract may not have a fate.

    `sides` are its two parties: neither goes on in the member's place. `ends_at` is when the decision ends, as far as
    that is known, `facts` are those that it relies on, `to_others` its writer's reasons for stopping contracts of other
    members.
    """
    if isinstance(fate, GoesOn):
        return
    if isinstance(fate, HandedOver):
        if fate.to.strip() in {"", *sides}:
            yield "FUND-10", "say who goes on with it, somebody who is no side of it yet"
    else:
        yield _check_harm(fate.harm, facts)
    yield find_problem(fate.because, to_others=to_others)
    if isinstance(fate, Paused):
        yield _check_pause(fate, made_at=made_at, ends_at=ends_at)


def _check_harm(harm: Harm | None, facts: Collection[str]) -> Problem:
    if harm is None:
        return "invariant 11", (
            "contracts go on unless harm in them is the ground: say which harm there is in this one, or let it go on"
        )
    unknown = sorted(set(harm.shown_by).difference(facts))
    if unknown or not harm.shown_by:
        named = f"{', '.join(unknown)} is none of them" if unknown else "none is named"
        known = ", ".join(sorted(facts)) or "none"
        return "invariant 11", f"name the facts that show the harm, of those relied on ({known}): {named}"
    return None


def _check_pause(fate: Paused, *, made_at: datetime, ends_at: datetime | None) -> Problem:
    if fate.until <= made_at:
        return "invariant 11", "give the pause an end that is still to come"
    if ends_at is not None and fate.until > ends_at:
        return "invariant 11", (
            f"let the pause end by {ends_at.isoformat()}, when the decision does: nothing outlives it"
        )
    return None
