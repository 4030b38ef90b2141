"""The random sample: a declared share of messages at which a person looks, whatever was found (error budgets).

A message in which nothing was found is kept sealed for it, for a time (invariant 14). Neither its case nor the queue in
which that waits says whether anything was: who looks says first what they see.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from habeas.domain.cases.reasons import Reason
from habeas.domain.cases.sampling import is_sampled
from habeas.server.cases.evidence import Brought, bring_evidence, evidence_id
from habeas.server.cases.models import EvidenceKind
from habeas.server.cases.opening import Question, open_cases
from habeas.server.decisions.judging import Reading, Result
from habeas.server.decisions.models import Decision
from habeas.server.parties.keys import Keyring
from habeas.server.policies.rulebook import Rulebook


def sample_clean(
    readings: Sequence[Reading], *, rulebook: Rulebook, keys: Keyring, is_test: bool, now: datetime
) -> None:
    """Bring those of the messages to a case in which nothing was found and that belong to the sample."""
    drawn = [one for one in readings if _is_drawn(one.submission.event.id) and not one.own.findings]
    brought = [_brought(one, rulebook, is_test=is_test) for one in drawn]
    bring_evidence(brought, keys=keys, is_test=is_test, now=now)


def sample_judged(results: Sequence[Result], *, is_test: bool, now: datetime) -> None:
    """Bring those of the decisions to a case that belong to the sample and that nobody is asked about anyway."""
    drawn = [one for one in results if one.row.case_id is None and _is_drawn(one.row.event.id)]
    if not drawn:
        return
    questions = [
        Question(
            one.row.member_id,
            Reason.SAMPLE,
            one.row.id,
            language=one.language or "",
            texts=one.texts,
        )
        for one in drawn
    ]
    cases, _ = open_cases(questions, is_test=is_test, now=now)
    for one in drawn:
        one.row.case = cases[one.row.member_id, Reason.SAMPLE]
    Decision.objects.bulk_update([one.row for one in drawn], ["case"])


def _is_drawn(event_id: str) -> bool:
    share = settings.HABEAS.casework.sampled
    return share > 0 and is_sampled(event_id, share=share)


def _brought(reading: Reading, rulebook: Rulebook, *, is_test: bool) -> Brought:
    said = reading.submission
    return Brought(
        id=evidence_id(said.event.id, is_test=is_test),
        member=said.sender,
        kind=EvidenceKind.SAMPLE,
        event=said.event.id,
        at=said.event.occurred_at,
        says={"text": "\n".join(said.texts), "language": said.language},
        policy=rulebook.policy.identity.digest,
        language=said.language or "",
        texts=said.texts,
        platform=said.event.platform,
    )
