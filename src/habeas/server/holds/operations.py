"""Writes of holds, in the caller's transaction; a hold's row, its postings and its clock are one."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.audit.canonical import canonical_bytes
from habeas.domain.clocks.deadlines import ends_at
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.holds.hold import Hold as HoldPlaced
from habeas.domain.holds.hold import ReleasedBecause, Renewed, release_hold
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.journal.facts import Fact, FactKind
from habeas.money import Money
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.clocks import keep_clock, meet_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline, set_deadline
from habeas.server.holds.details import follow_holds
from habeas.server.holds.instructions import ask_provider
from habeas.server.holds.lessenings import get_lessenings
from habeas.server.holds.models import Claim, Deduction, DeductionProposal, Hold
from habeas.server.holds.views import hold_as_json, money_as_json
from habeas.server.independence.operations import note_part
from habeas.server.journal.operations import post_facts
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
        lessenings=get_lessenings(row),
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
    """A hold whose claim fell, how much of it is free by that, and what the audit log says of it.

    `is_part`: the claim was answered in part, and the rest waits for the rest of it.
    """

    row: Hold
    left: Money
    happening: Happening
    is_part: bool = False


def free_rejected(claims: Sequence[str], *, now: datetime) -> list[Freed]:
    """Free what still waits for claims that were rejected, and stop its clocks. Whoever calls tells its members."""
    return _free(claims, because=ReleasedBecause.CLAIM_REJECTED, now=now)


def free_answered(claims: Sequence[str], *, now: datetime) -> list[Freed]:
    """Free what waits for claims of which nothing is left, for it was given back or is claimed no more."""
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


def lessen(row: Hold, *, by: int, now: datetime) -> Freed:
    """Write that so much of a locked hold that runs waits no more, post it, tell the host; the rest waits on."""
    row.lessened += by
    row.save(update_fields=["lessened"])
    over = Money(by, row.currency)
    post(row, FactKind.LESSENED, over, number=row.lessened, now=now)
    _tell(row, WebhookType.HOLD_LESSENED, action="lessen", amount=by, now=now)
    payload = {"by": money_as_json(over)}
    happening = Happening(at=now, action="hold.lessened", actor=HOST, subject=f"hold:{row.id}", payload=payload)
    return Freed(row, over, happening, is_part=True)


def post(row: Hold, kind: FactKind, money: Money | None, *, number: int | None = None, now: datetime) -> None:
    """Book what became of a hold; `number` tells apart what may happen to it several times."""
    fact = Fact(
        id=f"{row.id}:{kind.value}" if number is None else f"{row.id}:{kind.value}:{number}",
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
