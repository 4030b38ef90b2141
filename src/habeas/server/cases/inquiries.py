"""What is asked about a case, of its member or of a colleague, and what they answer. Words are sealed."""

import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.refusals import Refused
from habeas.server.cases.models import Case, Inquiry
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.independence.operations import note_parts
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring


class NothingAsked(Refused):
    """A question, or an answer, without words."""

    rule = "design 6"
    says = "write at least a word: {whom} reads exactly what you write"


class AlreadyAnswered(Refused):
    """A second answer to a question."""

    rule = "design 6"
    says = "the question {inquiry} is over since {since}; what you want to add can be said when you are told, or appeal"


class AskedOfSomebodyElse(Refused):
    """An answer by somebody who was not asked."""

    rule = "design 6"
    says = "the question {inquiry} was asked of somebody else; add a note to the case instead"


class AsksThemselves(Refused):
    """A question of somebody to themselves."""

    rule = "design 6"
    says = "{by} would ask themselves; name a colleague"


class NoSuchInquiry(LookupError):
    """A question that is not there."""


def ask(
    case: Case,
    question: str,
    *,
    by: Actor,
    to: Actor | None,
    until: datetime | None,
    language: str,
    keys: Keyring,
    now: datetime,
) -> Inquiry:
    """Write a question of a person to a colleague, or to the member where `to` is None.

    Raises NothingAsked, AsksThemselves.
    """
    if not question.strip():
        raise NothingAsked(whom="the member" if to is None else "your colleague")
    if to == by:
        raise AsksThemselves(by=by.id)
    note_parts(_parts(case.id, by=by, to=to), now=now)
    return Inquiry.objects.create(
        id=f"inq_{secrets.token_hex(13)}",
        case=case,
        member_id=case.member_id,
        asked_by_id=staff_id(by),
        to_id=None if to is None else staff_id(to),
        language=language,
        asked_at=now,
        until=until,
        sealed=_seal(case.member_id, {"question": question}, keys),
    )


def _parts(case: str, *, by: Actor, to: Actor | None) -> Iterator[tuple[str, Part, Actor]]:
    """Yield who takes part by a question: a colleague does from when they are asked, whatever they answer."""
    yield case, Part.ASKED, by
    if to is not None:
        yield case, Part.WAS_ASKED, to


def answer(row: Inquiry, words: str, *, by: Actor | None, keys: Keyring, now: datetime) -> None:
    """Write the answer of a colleague, or of the member where `by` is None.

    Raises NothingAsked, AlreadyAnswered, AskedOfSomebodyElse.
    """
    over_since = row.answered_at or row.lapsed_at
    if over_since is not None:
        raise AlreadyAnswered(inquiry=row.id, since=over_since.isoformat())
    if row.to_id != (None if by is None else staff_id(by)):
        raise AskedOfSomebodyElse(inquiry=row.id)
    if not words.strip():
        raise NothingAsked(whom="who asked")
    row.sealed = _seal(row.member_id, {**words_of(row, keys=keys), "answer": words}, keys)
    row.answered_at = now
    row.save(update_fields=["sealed", "answered_at"])


def lock_inquiry(inquiry: str, *, is_test: bool) -> Inquiry:
    """Return a question, locked till the transaction ends. Raises NoSuchInquiry."""
    row = Inquiry.objects.select_for_update(of=("self",)).filter(id=inquiry, case__is_test=is_test).first()
    if row is None:
        raise NoSuchInquiry(inquiry)
    return row


def words_of(row: Inquiry, *, keys: Keyring) -> dict[str, Any]:
    """Return question and answer; nothing of an erased member's."""
    if not keys.has(row.member_id):
        return {}
    opened: dict[str, Any] = json.loads(keys.open(row.member_id, bytes(row.sealed)))
    return opened


def inquiry_as_json(row: Inquiry) -> dict[str, Any]:
    """Return a question as interfaces show it, without its words."""
    return {
        "id": row.id,
        "case": row.case_id,
        "member": row.member_id,
        "asked_by": actor_of(row.asked_by_id).id,
        "to": "member" if row.to_id is None else actor_of(row.to_id).id,
        "language": row.language,
        "asked_at": row.asked_at.isoformat(),
        "until": None if row.until is None else row.until.isoformat(),
        "answered_at": None if row.answered_at is None else row.answered_at.isoformat(),
        "lapsed_at": None if row.lapsed_at is None else row.lapsed_at.isoformat(),
    }


def told_member(row: Inquiry, case: Case) -> NewMessage:
    """Return the webhook by which the host tells a member that they are asked, or stops to: no words."""
    kind = WebhookType.MEMBER_ASKED if row.answered_at is None else WebhookType.MEMBER_ANSWERED
    payload = {
        "inquiry": row.id,
        "case": case.id,
        "member": row.member_id,
        "language": row.language,
        "until": None if row.until is None else row.until.isoformat(),
    }
    return NewMessage(type=kind, payload=payload, key=row.id, is_test=case.is_test)


def _seal(member: str, words: dict[str, Any], keys: Keyring) -> bytes:
    return keys.seal(member, json.dumps(words, sort_keys=True).encode())
