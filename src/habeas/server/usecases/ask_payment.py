"""Asks the provider for what a plan made due, and lets a contract go on whose pause is over. Once, whatever crashes."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import append
from habeas.server.holds import payments
from habeas.server.holds.models import ContractStop
from habeas.server.holds.settling import let_contract_go_on, lock_stops
from habeas.server.notices.money import tell_of_changes
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def ask_payment(*, payment: str, now: datetime) -> None:
    """Ask for a payment whose date came; one that was asked or dropped stays as it is.

    Its member is told where less is there than they were told, or nothing.
    """
    asked = payments.ask_payment(payments.lock_payment(payment), now=now)
    write_messages(tell_of_changes(asked.changes, now=now), now=now)
    append(asked.happenings, seal=NOBODY.seal)


@transaction.atomic
def end_pause(*, stop: str, now: datetime) -> None:
    """Let a contract go on whose pause is over, unless something else stops it; one that went on before stays so."""
    named = ContractStop.objects.get(id=stop)
    open_stops = lock_stops([named.contract], is_test=named.is_test)
    for row in open_stops:
        if row.id == stop:
            let_contract_go_on(row, others=open_stops, now=now)
