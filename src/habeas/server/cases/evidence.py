"""Brings evidence to the case of its member, opened where none is: reports, signals, samples, acts elsewhere."""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from habeas.domain.cases.reasons import Reason
from habeas.domain.retention import SAMPLED
from habeas.server.cases.models import Case, Evidence, EvidenceKind
from habeas.server.cases.opening import Question, open_cases
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import seal_content

REASONS: Final = {
    EvidenceKind.REPORT: Reason.REPORT,
    EvidenceKind.SIGNAL: Reason.SIGNAL,
    EvidenceKind.EXTERNAL: Reason.EXTERNAL_MEASURE,
    EvidenceKind.SAFEGUARD: Reason.SAFEGUARD,
    EvidenceKind.SAMPLE: Reason.SAMPLE,
}
_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Evidence that is not kept yet. `says` is what its member may read, with the facts as they stood.

    `texts` are what the member wrote themselves, if it is that.
    """

    id: str
    member: str
    kind: EvidenceKind
    event: str
    at: datetime
    says: Mapping[str, Any]
    policy: str
    clause: str = ""
    finding: str = ""
    language: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    platform: str = ""
    alleges_illegality: bool = False
    by_trusted_flagger: bool = False


def evidence_id(event: str, *, is_test: bool) -> str:
    """Return the id of the evidence that an event brings: the same however often it is heard."""
    digest = sha256(f"evidence\n{is_test}\n{event}".encode()).digest()[:_ID_BYTES]
    return f"evi_{b32encode(digest).decode().rstrip('=').lower()}"


def bring_evidence(brought: Sequence[Brought], *, keys: Keyring, is_test: bool, now: datetime) -> Mapping[str, Case]:
    """Keep evidence and return the case of each by the evidence's id."""
    if not brought:
        return {}
    cases, _ = open_cases([_question(one) for one in brought], is_test=is_test, now=now)
    found = {one.id: cases[one.member, REASONS[one.kind]] for one in brought}
    Evidence.objects.bulk_create([_row(one, found[one.id], keys, now) for one in brought])
    return found


def _question(one: Brought) -> Question:
    return Question(
        one.member,
        REASONS[one.kind],
        one.id,
        language=one.language,
        clause=one.clause,
        platform=one.platform,
        texts=one.texts,
        alleges_illegality=one.alleges_illegality,
        by_trusted_flagger=one.by_trusted_flagger,
    )


def _row(one: Brought, case: Case, keys: Keyring, now: datetime) -> Evidence:
    return Evidence(
        id=one.id,
        case=case,
        member_id=one.member,
        kind=one.kind,
        event=one.event,
        at=one.at,
        heard_at=now,
        policy_id=one.policy,
        clause=one.clause,
        finding=one.finding,
        expires_at=now + SAMPLED if one.kind is EvidenceKind.SAMPLE else None,
        sealed=seal_content(one.member, one.says, keys=keys),
    )
