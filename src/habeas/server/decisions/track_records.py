"""How a rule has done since a person last restored it: what appeals and random samples say of its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from habeas.domain.appeals.appeal import AppealState, Outcome
from habeas.domain.appeals.standing import Matter
from habeas.domain.cases.reasons import Reason
from habeas.policy.restraints import TrackRecord
from habeas.server.appeals.models import Appeal
from habeas.server.decisions.models import Decision
from habeas.server.policies.models import Restraint
from habeas.server.policies.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """A rule with its record, and whether it only opens cases."""

    rule: str
    is_restrained: bool
    record: TrackRecord


def list_records(rulebook: Rulebook) -> Sequence[RuleRecord]:
    """Return the record of each rule in force, in the order of the policy."""
    policy = rulebook.policy
    return [
        RuleRecord(rule.id, rule.id in rulebook.cases_only, read_record(policy=policy.identity.id, rule=rule.id))
        for rule in policy.rules
    ]


def read_record(*, policy: str, rule: str) -> TrackRecord:
    """Return the record of a rule of a policy, all its versions together. Test events never count."""
    restored = Restraint.objects.filter(policy=policy, rule=rule).exclude(restored_at=None)
    since = restored.order_by("-restored_at").values_list("restored_at", flat=True).first()
    made = Decision.objects.filter(policy__policy=policy, rule=rule, is_test=False)
    decided = Appeal.objects.filter(matter=Matter.SCREENING, state=AppealState.DECIDED, decision__in=made.values("id"))
    if since is not None:
        decided = decided.filter(ended_at__gt=since)
    counts = decided.aggregate(all=Count("id"), overturned=Count("id", filter=Q(outcome=Outcome.OVERTURNED)))
    looked_at = made.filter(case__reason=Reason.SAMPLE).exclude(case__closed_at=None)
    if since is not None:
        looked_at = looked_at.filter(case__closed_at__gt=since)
    samples = looked_at.aggregate(all=Count("id"), wrong=Count("id", filter=~Q(reversed_at=None)))
    return TrackRecord(
        appeals=counts["all"], overturned=counts["overturned"], sampled=samples["all"], wrong=samples["wrong"]
    )
