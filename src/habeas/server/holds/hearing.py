"""What events tell about money, taken in with them: booked, compared, claims kept, claims that fell let go of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from habeas.domain.holds.changes import PlanChange
from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.told import Outcome, list_claims, list_outcomes
from habeas.domain.journal.facts import Fact, FactKind
from habeas.domain.journal.reading import read_money_event
from habeas.domain.journal.reconciliation import Report
from habeas.domain.journal.set_aside import SetAside
from habeas.server.audit.operations import Happening
from habeas.server.events.names import renamed
from habeas.server.holds.claims import close_claims, keep_claims, list_claims_about
from habeas.server.holds.details import CHANGED, freeze_details
from habeas.server.holds.following import lessen_claims, move_claims
from habeas.server.holds.models import Deduction
from habeas.server.holds.operations import Freed, free_answered, free_rejected
from habeas.server.holds.payments import ask_for_milestones, drop_of_ended, drop_of_handed_over, gather, take_up
from habeas.server.holds.reversing import give_back_rejected
from habeas.server.journal.operations import Posted, keep_reports, list_owners, post_facts, rename_owner
from habeas.server.screening.admission import Admission

ENDS: Final = frozenset({"contract.ended", "contract.expired"})
"""What tells that a contract that ran is over."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it: facts set aside by the id of their event, and what the audit log says of freed money.

    `freed` waited for claims that fell, `restored` are deductions that were given back, `changes` what comes out
    otherwise than plans said: their members have to be told.
    """

    set_aside: Mapping[str, SetAside] = field(default_factory=dict)
    happenings: Sequence[Happening] = ()
    freed: Sequence[Freed] = ()
    restored: Sequence[Deduction] = ()
    changes: Sequence[PlanChange] = ()


def hear_money(
    fresh: Sequence[Admission], *, names: Mapping[str, str], yearly_rate: int, is_test: bool, now: datetime
) -> Heard:
    """Book what new events tell and keep the claims in it, in the caller's transaction.

    `names` stand for members who were erased. Whoever of them is still to be paid keeps the id till that is done.
    `yearly_rate` is the marketplace's own, in basis points.
    """
    owed = list_owners(names)
    hidden = {party: name for party, name in names.items() if party not in owed}
    read = list(_read(fresh, hidden))
    keep_reports([one for one in read if isinstance(one, Report)], is_test=is_test)
    posted = post_facts([one for one in read if isinstance(one, Fact)], is_test=is_test, now=now)
    claims, outcomes, refused = _claims(posted)
    moved = move_claims(posted, claims, is_test=is_test, now=now)
    keep_claims(claims, is_test=is_test, now=now)
    rejected = [*moved, *close_claims(outcomes, is_test=is_test)]
    new = {one.id for one in read if isinstance(one, Fact)}
    aside = [*posted.set_aside, *(one for one in refused if one.fact.id in new)]
    freed = free_rejected(rejected, now=now)
    freed += lessen_claims(posted, is_test=is_test, now=now)
    freed += _free_given_back(read, posted, is_test=is_test, now=now)
    given_back = give_back_rejected(rejected, yearly_rate=yearly_rate, is_test=is_test, now=now)
    asked = gather(
        (
            take_up(_list_milestones(read), is_test=is_test, now=now),
            ask_for_milestones(_list_milestones(read), is_test=is_test, now=now),
            drop_of_ended(_list_ended(fresh), is_test=is_test, now=now),
            drop_of_handed_over(_list_handed_over(posted), is_test=is_test, now=now),
        )
    )
    _freeze_details(fresh, hidden, is_test=is_test, now=now)
    for party in owed:
        rename_owner(party, name=names[party])
    happenings = [*(one.happening for one in freed), *asked.happenings, *given_back.happenings]
    return Heard({one.fact.id: one for one in aside}, happenings, freed, given_back.restored, asked.changes)


def _list_milestones(read: Sequence[Fact | Report]) -> frozenset[tuple[str, str]]:
    """Return the milestones of which something was told, by contract and id."""
    return frozenset(
        (one.matter.removeprefix("contract:"), one.part.removeprefix("milestone:"))
        for one in read
        if isinstance(one, Fact) and one.part.startswith("milestone:")
    )


def _list_ended(fresh: Sequence[Admission]) -> frozenset[str]:
    """Return the contracts of which it was told that they are over."""
    told = (one.kept.event for one in fresh)
    return frozenset(one.data["contract"] for one in told if one.type in ENDS and one.data.get("contract"))


def _list_handed_over(posted: Posted) -> frozenset[str]:
    """Return the contracts of which something was told that more than one were paid by, one after another."""
    names = (name for name, booked in posted.booked.items() if booked.is_handed_over)
    return frozenset(name.removeprefix("contract:") for name in names)


def _free_given_back(read: Sequence[Fact | Report], posted: Posted, *, is_test: bool, now: datetime) -> Iterator[Freed]:
    """Free what waits for claims about contracts of which who was paid gave back the last: it is claimed no more."""
    back = {one.matter for one in read if isinstance(one, Fact) and one.kind is FactKind.REFUNDED}
    for name in sorted(back & posted.booked.keys()):
        shares = [share for milestone in posted.booked[name].milestones for share in milestone.shares]
        keeps = {share.payee for share in shares if share.released}
        claims = list_claims_about(name.removeprefix("contract:"), is_test=is_test)
        yield from free_answered([row.id for row in claims if row.owner.party not in keeps], now=now)


def _freeze_details(fresh: Sequence[Admission], hidden: Mapping[str, str], *, is_test: bool, now: datetime) -> None:
    for one in fresh:
        event = one.kept.event
        if event.type == CHANGED:
            member = hidden.get(event.data["member"], event.data["member"])
            freeze_details(member=member, event=event.id, changed_at=event.occurred_at, is_test=is_test, now=now)


def _read(fresh: Sequence[Admission], hidden: Mapping[str, str]) -> Iterator[Fact | Report]:
    """Yield what new events tell about money."""
    for one in fresh:
        event = one.kept.event
        content = renamed(event.data, hidden) if hidden else event.data
        told = read_money_event(event=event.id, kind=event.type, occurred_at=event.occurred_at, content=content)
        if told is not None:
            yield told


def _claims(posted: Posted) -> tuple[list[ClaimTold], list[Outcome], list[SetAside]]:
    """Return the claims about contracts of which something was told, how they were decided, and what does not fit."""
    found: list[ClaimTold | Outcome | SetAside] = []
    for name, booked in posted.booked.items():
        if name.startswith("contract:"):
            found += [*list_claims(posted.facts[name], booked), *list_outcomes(posted.facts[name])]
    claims = [one for one in found if isinstance(one, ClaimTold)]
    outcomes = [one for one in found if isinstance(one, Outcome)]
    return claims, outcomes, [one for one in found if isinstance(one, SetAside)]
