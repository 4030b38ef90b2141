"""Writes of claims and holds, in the caller's transaction; a hold's row, its postings and its clock are one."""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.audit.canonical import canonical_bytes
from habeas.domain.clocks.deadlines import ends_at
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.hold import Hold as HoldPlaced
from habeas.domain.holds.hold import ReleasedBecause, Renewed, release_hold
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.holds.told import Outcome, contract_of
from habeas.domain.journal.facts import Fact, FactKind
from habeas.money import Money
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.clocks import keep_clock, meet_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline, set_deadline
from habeas.server.holds.details import follow_holds
from habeas.server.holds.instructions import ask_provider
from habeas.server.holds.models import Claim, Deduction, DeductionProposal, Hold
from habeas.server.holds.views import hold_as_json
from habeas.server.independence.operations import note_part
from habeas.server.journal.operations import find_owners, post_facts
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import Keyring

HOST: Final = "host"
"""Who tells that a claim was decided."""

CLOCK: Final = "clock"
"""Who frees what is due."""

WORKER: Final = "worker"
"""Who frees what an overturned decision held."""

PERSON: Final = "person"
"""Who decides, as the audit log has it: their name is in the row and in no entry."""

HOLD_CLOCKS: Final = frozenset({ClockId.HOLD_MAX, ClockId.HOLD_LONGEST})
"""The clocks by which a hold ends: the first term, and the one after it was prolonged."""


def digest_of(statement: MoneyStatement) -> str:
    """Return the SHA-256 over a statement's canonical JSON."""
    return hashlib.sha256(canonical_bytes(statement.as_json())).hexdigest()


def actor_of(by: str) -> str:
    """Return who acted as the audit log has it."""
    return by if by in {HOST, CLOCK, WORKER} else PERSON


def new_hold_id() -> str:
    """Return the id of a hold, made at random: it is its decision's, too."""
    return f"hld_{secrets.token_hex(12)}"


def claim_id(name: str, *, is_test: bool) -> str:
    """Return the id of a claim: it follows from its name, so that it is recorded once."""
    return "clm_" + hashlib.sha256(f"{is_test}\n{name}".encode()).hexdigest()[:24]


def keep_claims(claims: Sequence[ClaimTold], *, by: str | None = None, is_test: bool, now: datetime) -> None:
    """Keep claims, each once, and who wrote them down: nobody where the host told of them."""
    if not claims:
        return
    owners = find_owners({party for one in claims for party in (one.member, one.claimant)}, is_test=is_test)
    rows = [
        Claim(
            id=claim_id(one.id, is_test=is_test),
            name=one.id,
            is_test=is_test,
            kind=one.kind.value,
            owner=owners[one.member],
            claimant=owners[one.claimant],
            reference=one.reference,
            amount=one.amount.amount,
            currency=one.amount.currency,
            transaction=None if one.transaction is None else one.transaction.amount,
            opened_at=one.opened_at,
            recorded_at=now,
            recorded_by=by,
        )
        for one in claims
    ]
    Claim.objects.bulk_create(rows, ignore_conflicts=True)


def close_claims(outcomes: Sequence[Outcome], *, is_test: bool) -> list[str]:
    """Note how claims were decided that are kept, and return the ids of those that were rejected just now.

    An outcome that another undoes later, as when a lost chargeback is won after all, gives way to it. So does what a
    person upheld before it was heard that the claim had fallen: heard in time, it would have left nothing to decide.
    """
    rejected = []
    for one in outcomes:
        claim = claim_id(one.claim, is_test=is_test)
        gives_way = Q(closed_at__lt=one.closed_at, upheld=False) if one.upheld else Q(upheld=True)
        before = Claim.objects.filter(Q(closed_at=None) | gives_way, id=claim)
        is_new = before.update(closed_at=one.closed_at, upheld=one.upheld)
        rejected += [claim] if is_new and not one.upheld else []
    return rejected


def claim_as_told(row: Claim) -> ClaimTold:
    """Return a claim as the core takes it; its row was read with its owners."""
    return ClaimTold(
        id=row.id,
        kind=ClaimKind(row.kind),
        member=row.owner.party,
        claimant=row.claimant.party,
        reference=row.reference,
        amount=Money(row.amount, row.currency),
        transaction=None if row.transaction is None else Money(row.transaction, row.currency),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        upheld=row.upheld,
        contract=contract_of_claim(row),
        recorded_by=row.recorded_by or "",
    )


def hold_as_placed(row: Hold) -> HoldPlaced:
    """Return a hold as the core takes it, its reasons left sealed; its row was read with its owner."""
    renewal = None
    if row.renewed_at is not None and row.renewed_from is not None:
        renewal = Renewed(by=Actor(row.renewed_by), at=row.renewed_at, because="", from_date=row.renewed_from)
    return HoldPlaced(
        id=row.id,
        decision=row.decision,
        claim=row.claim_id,
        member=row.owner.party,
        amount=Money(row.amount, row.currency),
        provider=row.provider,
        by=Actor(row.by),
        because="",
        placed_at=row.placed_at,
        release_at=row.release_at,
        latest=row.latest,
        deducted=Money(get_deducted(row), row.currency),
        renewal=renewal,
        released_at=row.released_at,
        released_because=ReleasedBecause(row.released_because) if row.released_because else None,
    )


def get_deducted(row: Hold) -> int:
    """Return how much of a hold was deducted and not given back, in minor units."""
    taken = Deduction.objects.filter(hold=row, restored_at=None).values_list("amount", flat=True)
    return taken.first() or 0


def write_hold(hold: HoldPlaced, *, claim: Claim, statement: MoneyStatement, keys: Keyring, now: datetime) -> Hold:
    """Write a hold, post it, and let its clock run. Whoever calls hands its statement over.

    Payout details that are frozen stay so till it ends, too.
    """
    row = Hold.objects.create(
        id=hold.id,
        decision=hold.decision,
        claim=claim,
        owner=claim.owner,
        is_test=claim.is_test,
        amount=hold.amount.amount,
        currency=hold.amount.currency,
        provider=hold.provider,
        by=hold.by.id,
        language=statement.language,
        zone=str(statement.zone),
        digest=digest_of(statement),
        sealed_because=keys.seal(hold.member, hold.because.encode()),
        placed_at=hold.placed_at,
        release_at=hold.release_at,
        latest=hold.latest,
    )
    note_part(row.id, Part.DECIDED, by=hold.by, now=now)
    post(row, FactKind.HELD, hold.amount, now=now)
    wait_for_release(row, clock=ClockId.HOLD_MAX, now=now)
    _tell(row, WebhookType.HOLD_PLACED, action="keep", amount=row.amount, now=now)
    follow_holds(row.owner, now=now)
    return row


def wait_for_release(row: Hold, *, clock: ClockId, now: datetime) -> None:
    """Let the clock run by which a hold ends, and no other; the row was read with its owner."""
    cancel_deadline(kind=Kind.RELEASE_HOLD, subject=row.id, is_test=row.is_test, now=now)
    set_deadline(
        kind=Kind.RELEASE_HOLD, subject=row.id, rule=clock, due_at=row.release_at, is_test=row.is_test, now=now
    )
    meet_clocks(row.id, is_test=row.is_test, now=now, only=HOLD_CLOCKS)
    runs = ends_at(CLOCKS[clock], subject=row.id, started_at=row.renewed_at or row.placed_at, due_at=row.release_at)
    keep_clock(runs, member=row.owner.party, is_test=row.is_test, now=now)


def free_hold(row: Hold, *, because: ReleasedBecause, by: str, now: datetime) -> Happening:
    """Write that a locked hold is over, post it, tell the host, and return what the audit log says of it.

    Payout details that were frozen for it are free, unless another hold still runs; what was proposed to be
    deducted from it is gone.

    Raises HoldReleasedBefore: what is free is not freed again.
    """
    released = release_hold(hold_as_placed(row), because=because, now=now)
    row.released_at, row.released_because, row.released_by = released.released_at, because.value, by
    row.save(update_fields=["released_at", "released_because", "released_by"])
    DeductionProposal.objects.filter(hold=row).delete()
    note_part(row.id, Part.RELEASED, by=Actor(by), now=now)
    post(row, FactKind.LET_GO, None, now=now)
    _tell(row, WebhookType.HOLD_RELEASED, action="let_go", amount=released.left.amount, now=now)
    follow_holds(row.owner, now=now)
    meet_clocks(row.id, is_test=row.is_test, now=now, only=HOLD_CLOCKS)
    return Happening(
        at=now, action="hold.released", actor=actor_of(by), subject=f"hold:{row.id}", payload={"because": because.value}
    )


@dataclass(frozen=True, slots=True)
class Freed:
    """A hold whose claim fell, how much of it is free by that, and what the audit log says of it."""

    row: Hold
    left: Money
    happening: Happening


def free_rejected(claims: Sequence[str], *, now: datetime) -> list[Freed]:
    """Free what still waits for claims that were rejected, and stop its clocks. Whoever calls tells its members."""
    return _free(claims, because=ReleasedBecause.CLAIM_REJECTED, now=now)


def free_given_back(contracts: Collection[str], *, is_test: bool, now: datetime) -> list[Freed]:
    """Free what waits for claims about contracts of which who was paid gave all of it back: it is claimed no more."""
    claims: list[str] = []
    for contract in sorted(contracts):
        named = Claim.objects.filter(name__startswith=f"{contract}/", is_test=is_test)
        claims += [row.id for row in named if contract_of_claim(row) == contract]
    return _free(claims, because=ReleasedBecause.CLAIM_WITHDRAWN, now=now)


def _free(claims: Sequence[str], *, because: ReleasedBecause, now: datetime) -> list[Freed]:
    if not claims:
        return []
    waiting = Hold.objects.select_for_update(of=("self",)).select_related("owner")
    freed = []
    for row in waiting.filter(claim__in=claims, released_at=None).order_by("id"):
        left = hold_as_placed(row).left
        happening = free_hold(row, because=because, by=HOST, now=now)
        freed.append(Freed(row, left, happening))
        cancel_deadline(kind=Kind.RELEASE_HOLD, subject=row.id, is_test=row.is_test, now=now)
    return freed


def contract_of_claim(row: Claim) -> str:
    """Return the contract that a claim is about; empty where it is about none."""
    return contract_of(row.name, kind=ClaimKind(row.kind), reference=row.reference)


def post(row: Hold, kind: FactKind, money: Money | None, *, now: datetime) -> None:
    """Book what became of a hold."""
    fact = Fact(
        id=f"{row.id}:{kind.value}",
        kind=kind,
        matter=f"hold:{row.id}",
        occurred_at=now,
        member=row.owner.party,
        money=money,
    )
    post_facts([fact], is_test=row.is_test, now=now)


def _tell(row: Hold, what: WebhookType, *, action: str, amount: int, now: datetime) -> None:
    """Tell the host of a hold, and ask its provider to keep the money or to let it go."""
    if amount:
        ask_provider(row, action=action, amount=amount, now=now)
    write_messages([NewMessage(type=what, payload=hold_as_json(row), key=row.id, is_test=row.is_test)], now=now)
