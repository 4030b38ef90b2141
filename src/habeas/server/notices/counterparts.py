"""Notices to the other side of contracts: what becomes of their contract and their money, and nothing else."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from habeas.domain.holds.changes import PlanChange
from habeas.domain.holds.notices import (
    Missed,
    Resumption,
    counterpart_document,
    missed_document,
    resumption_document,
    revision_document,
)
from habeas.domain.holds.record import plan_from_json
from habeas.domain.holds.telling import counterpart_notices
from habeas.domain.holds.wind_down import PlannedContract, WindDown
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.rendering import Document
from habeas.files.catalogues import read_catalogues
from habeas.money import Money
from habeas.server.holds.models import PaymentLoss
from habeas.server.notices.documents import words_of_document
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_language
from habeas.server.notices.sides import map_other_sides
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction

SETTLED: Final = "contract_settled"
RESUMED: Final = "contract_resumed"
CHANGED: Final = "contract_changed"
MISSED: Final = "contract_missed"
"""The kinds of notices to the other side."""

CONTRACT_NEWS: Final = "contract_"
"""How they all begin."""


def tell_counterparts(
    plan: WindDown, *, but: Collection[tuple[str, str]] = (), zone: tzinfo, is_test: bool, keys: Keyring, now: datetime
) -> list[NewMessage]:
    """Keep a notice to the other side of each contract of a plan; return the webhooks that hand them over.

    Each is in the language of what the other side was told last, and silent about the milestones in `but`.
    """
    told = [
        (one.counterpart, one.contract, SETTLED, counterpart_document(one, catalogue=_spoken(one.counterpart)))
        for one in counterpart_notices(plan, at=now, zone=zone, but=but)
    ]
    return _send(told, is_test=is_test, keys=keys, now=now)


def tell_resumed(
    told: Iterable[tuple[str, Resumption]], *, zone: tzinfo, is_test: bool, keys: Keyring, now: datetime
) -> list[NewMessage]:
    """Keep what sides of contracts are told, by whom, as what stopped these counts no more; return the webhooks."""
    notices = [
        (party, one.contract, RESUMED, resumption_document(one, zone=zone, catalogue=_spoken(party)))
        for party, one in told
    ]
    return _send(notices, is_test=is_test, keys=keys, now=now)


def tell_of_changed(changes: Sequence[PlanChange], *, but: Collection[str] = (), now: datetime) -> Iterator[NewMessage]:
    """Keep a notice to the other side of each contract whose money goes another way than they were told.

    Nobody was told before a decision took effect, and whoever is on the other side of the contracts in `but` is told
    otherwise. Nothing is said to the erased: what the other side was told of contracts with them is set right all the
    same, and names nobody. Yield the webhooks.
    """
    of_milestones = [one for one in changes if one.milestone and one.contract not in but]
    if not of_milestones:
        return
    told = Sanction.objects.filter(id__in={one.decision for one in of_milestones}).exclude(effective_at=None)
    keys = read_keys(set(told.values_list("member", flat=True)))
    for row in told.order_by("id"):
        mine = [one for one in of_milestones if one.decision == row.id]
        yield from _tell_of_changed(row, _list_contracts(row, mine, keys=keys), mine, now=now)


def _list_contracts(row: Sanction, changes: Sequence[PlanChange], *, keys: Keyring) -> Sequence[PlannedContract]:
    """Return the contracts of a plan with their other sides; of a member who was erased, those whose money changes."""
    if keys.has(row.member_id):
        return plan_from_json(open_content(row.member_id, row.sealed, keys=keys)["plan"]).contracts
    others = map_other_sides(row.member_id, {one.contract for one in changes}, is_test=row.is_test)
    return [PlannedContract(id=name, title=name, counterpart=other) for name, other in sorted(others.items())]


def _tell_of_changed(
    row: Sanction, contracts: Sequence[PlannedContract], changes: Sequence[PlanChange], *, now: datetime
) -> list[NewMessage]:
    of_each = {one.id: [change for change in changes if change.contract == one.id] for one in contracts}
    concerned = [one for one in contracts if one.counterpart and of_each[one.id]]
    zone, keys = ZoneInfo(row.zone), read_keys({one.counterpart for one in concerned})
    told = [
        (
            one.counterpart,
            one.id,
            CHANGED,
            revision_document(one.title, changes=of_each[one.id], zone=zone, catalogue=_spoken(one.counterpart)),
        )
        for one in concerned
    ]
    return _send(told, is_test=row.is_test, keys=keys, now=now)


def tell_of_missed(row: Sanction, losses: Sequence[PaymentLoss], *, now: datetime) -> list[NewMessage]:
    """Keep what whoever is paid under contracts of a decision's member is told that they missed by it: a notice each.

    Nothing is said to the erased. Each loss was read with its payment and with who missed it.
    """
    of_each: dict[tuple[str, str], list[Missed]] = defaultdict(list)
    for one in losses:
        if one.missed_by is not None:
            of_each[one.missed_by.party, one.payment.contract].append(_missed(one, ZoneInfo(row.zone)))
    if not of_each:
        return []
    titles = _titles(row)
    told = [
        (
            party,
            contract,
            MISSED,
            missed_document(titles.get(contract, contract), missed, catalogue=_spoken(party)),
        )
        for (party, contract), missed in of_each.items()
    ]
    return _send(told, is_test=row.is_test, keys=read_keys({party for party, _ in of_each}), now=now)


def _missed(loss: PaymentLoss, zone: tzinfo) -> Missed:
    return Missed(
        milestone=loss.payment.milestone,
        amount=Money(loss.amount, loss.currency),
        since=loss.since.astimezone(zone).date(),
        until=loss.until.astimezone(zone).date(),
        owed=Money(loss.owed, loss.currency),
    )


def _titles(row: Sanction) -> Mapping[str, str]:
    """Return the titles of the contracts of a plan; none of a member who was erased."""
    keys = read_keys([row.member_id])
    return {one.id: one.title for one in _list_contracts(row, (), keys=keys)}


def _spoken(member: str) -> Catalogue:
    return read_catalogues()[get_language(member)]


def _send(
    told: Iterable[tuple[str, str, str, Document]], *, is_test: bool, keys: Keyring, now: datetime
) -> list[NewMessage]:
    return [
        send_about(
            contract,
            words_of_document(kind, document),
            member=party,
            is_test=is_test,
            keys=keys,
            now=now,
            number=_number(contract, kind, party=party, is_test=is_test, now=now),
        )
        for party, contract, kind, document in told
        if keys.has(party)
    ]


def _number(contract: str, kind: str, *, party: str, is_test: bool, now: datetime) -> int | None:
    """Return the number of a notice that is not the first of its kind about a contract at an instant.

    Two decisions, or two amounts, may concern the same contract at once; each is told.
    """
    same = Notice.objects.filter(subject=contract, member=party, is_test=is_test, due_at=now, kind__startswith=kind)
    before = same.count()
    return before + 1 if before else None
