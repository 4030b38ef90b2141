"""Erases a member (GDPR17): destroys their key and what it sealed, but what the law makes keep, and logs that."""

import secrets
from datetime import datetime

from django.db import transaction

from habeas.domain.erasures import ErasurePlan, plan_as_json, plan_erasure
from habeas.server.audit.operations import Happening, append
from habeas.server.holdings.erasing import Erasing, erase_records
from habeas.server.holdings.listing import list_holdings
from habeas.server.parties.erasure import destroy_key, lock_living, scrub_pages


def preview_erasure(*, member: str, now: datetime) -> ErasurePlan:
    """Return what an erasure would take and what it would leave. Raises UnknownMember, AlreadyErased."""
    with transaction.atomic():
        lock_living(member)
        return plan_erasure(list_holdings(member), now=now)


def erase_member(*, member: str, by: str, now: datetime) -> ErasurePlan:
    """Erase a member and return what went and what is kept, on which ground, until when.

    What is kept is sealed under a key that nothing else opens with, and only for claims. `by` is who asked for it, as
    an entry names an actor. Raises UnknownMember, AlreadyErased.
    """
    with transaction.atomic():
        living = lock_living(member)
        plan = plan_erasure(list_holdings(member), now=now)
        retained = destroy_key(living.row, retain=bool(plan.stays), now=now)
        erase_records(Erasing(member, plan, living.keys, retained))
        erased = Happening(
            at=now,
            action="member.erased",
            actor=by,
            subject=f"erasure:{secrets.token_hex(8)}",
            payload=plan_as_json(plan),
        )
        append([erased], seal=retained.seal)
    scrub_pages()
    return plan
