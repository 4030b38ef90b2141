"""The way back from what a sanction did to money and contracts: holds freed, payments made, contracts going on."""

from datetime import datetime
from typing import Final

from django.conf import settings

from habeas.domain.appeals.reversal import DecisionEffect, EffectKind
from habeas.server.audit.operations import Happening
from habeas.server.holds.models import ContractStop, Hold, Payment
from habeas.server.holds.operations import WORKER
from habeas.server.holds.reversing import let_contracts_go_on, reverse_holds, reverse_payments
from habeas.server.notices.counterparts import tell_resumed
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.settling import plan_of

MONEY: Final = (EffectKind.MONEY_HOLD, EffectKind.CONTRACT_PAUSE)
"""The effects of a sanction that are not on the account."""


def money_effects(decision: str) -> list[DecisionEffect]:
    """Return what a sanction did to money and contracts."""
    has_money = any(rows.filter(decision=decision).exists() for rows in (Hold.objects, Payment.objects))
    has_contracts = ContractStop.objects.filter(decision=decision).exists()
    found = [(has_money, "money", EffectKind.MONEY_HOLD), (has_contracts, "contracts", EffectKind.CONTRACT_PAUSE)]
    return [DecisionEffect(f"{decision}:{name}", decision, kind) for is_there, name, kind in found if is_there]


def undo_money(decision: str, kind: EffectKind, *, keys: Keyring, now: datetime) -> list[Happening]:
    """Undo what a sanction did to money, or to contracts, and return what the log says of it. Twice does no more."""
    row = Sanction.objects.get(id=decision)
    if kind is EffectKind.CONTRACT_PAUSE:
        return _resume(row, keys=keys, now=now)
    rate = settings.HABEAS.terms.yearly_rate
    undone = reverse_holds(decision, yearly_rate=rate, by=WORKER, is_test=row.is_test, now=now)
    return [*undone.happenings, *reverse_payments(decision, now=now)]


def _resume(row: Sanction, *, keys: Keyring, now: datetime) -> list[Happening]:
    """Let contracts go on and tell the other side of each."""
    resumed = let_contracts_go_on(row.id, now=now)
    plan = plan_of(open_content(row.member_id, row.sealed, keys=keys))
    if not resumed or plan is None:
        return []
    others = lock_members({one.counterpart for one in plan.contracts if one.counterpart}, now=now)
    write_messages(tell_resumed(plan, contracts=resumed, is_test=row.is_test, keys=others, now=now), now=now)
    subject = f"sanction:{row.id}"
    return [Happening(at=now, action="contracts.resumed", actor="worker", subject=subject)]
