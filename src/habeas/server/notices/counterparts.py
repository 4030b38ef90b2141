"""Notices to the other side of contracts: what becomes of their contract and their money, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from habeas.domain.holds.changes import PlanChange
from habeas.domain.holds.notices import counterpart_document, resumption_document, revision_document
from habeas.domain.holds.telling import counterpart_notices
from habeas.domain.holds.wind_down import WindDown
from habeas.domain.statements.catalogues import Catalogue
from habeas.domain.statements.rendering import Document
from habeas.files.catalogues import read_catalogues
from habeas.server.notices.documents import words_of_document
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_language
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring

SETTLED: Final = "contract_settled"
RESUMED: Final = "contract_resumed"
CHANGED: Final = "contract_changed"
"""The kinds of notices to the other side."""

CONTRACT_NEWS: Final = (SETTLED, RESUMED, CHANGED)

Json = Mapping[str, Any]


def tell_counterparts(plan: WindDown, *, zone: tzinfo, is_test: bool, keys: Keyring, now: datetime) -> list[NewMessage]:
    """Keep a notice to the other side of each contract that runs; return the webhooks that hand them over.

    Each is in the language of what the other side was told last.
    """
    told = [
        (one.counterpart, one.contract, SETTLED, counterpart_document(one, catalogue=_spoken(one.counterpart)))
        for one in counterpart_notices(plan, at=now, zone=zone)
    ]
    return _send(told, is_test=is_test, keys=keys, now=now)


def tell_resumed(
    plan: WindDown, *, contracts: Iterable[str], is_test: bool, keys: Keyring, now: datetime
) -> list[NewMessage]:
    """Keep a notice to the other side of each of these contracts that it goes on after all; return the webhooks."""
    resumed = set(contracts)
    told = [
        (one.counterpart, one.id, RESUMED, resumption_document(one.title, catalogue=_spoken(one.counterpart)))
        for one in plan.contracts
        if one.id in resumed
    ]
    return _send(told, is_test=is_test, keys=keys, now=now)


def tell_of_undone(
    plan: WindDown,
    *,
    undone: Mapping[str, Sequence[PlanChange]],
    zone: tzinfo,
    is_test: bool,
    keys: Keyring,
    now: datetime,
) -> list[NewMessage]:
    """Keep a notice to the other side of each contract whose money goes another way than they were told.

    `undone` is, by contract, what is undone of the plan. Return the webhooks.
    """
    told = [
        (
            one.counterpart,
            one.id,
            CHANGED,
            revision_document(one.title, undone=undone[one.id], zone=zone, catalogue=_spoken(one.counterpart)),
        )
        for one in plan.contracts
        if one.id in undone
    ]
    return _send(told, is_test=is_test, keys=keys, now=now)


def _spoken(member: str) -> Catalogue:
    return read_catalogues()[get_language(member)]


def _send(
    told: Iterable[tuple[str, str, str, Document]], *, is_test: bool, keys: Keyring, now: datetime
) -> list[NewMessage]:
    return [
        send_about(contract, words_of_document(kind, document), member=party, is_test=is_test, keys=keys, now=now)
        for party, contract, kind, document in told
        if keys.has(party)
    ]
