"""Takes from a rule its power to act once it was wrong more often than its error budget allows (design, section 5)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from habeas.policy.restraints import is_over_budget
from habeas.server.audit.operations import Happening
from habeas.server.decisions.models import Decision
from habeas.server.decisions.track_records import read_record
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.policies.models import Restraint
from habeas.server.policies.rulebook import read_rulebook


def watch_rule(*, decision: str, now: datetime) -> Sequence[Happening]:
    """Weigh the rule of a machine's decision that turned out right or wrong, and restrain it where it must be.

    A restrained rule only opens cases until a named person restores it. Return what is to be recorded.
    """
    made = Decision.objects.select_related("policy").get(id=decision)
    in_force = read_rulebook().policy
    rule = next((rule for rule in in_force.rules if rule.id == made.rule), None)
    if made.is_test or made.policy.policy != in_force.identity.id or rule is None or rule.error_budget is None:
        return []
    policy, record = in_force.identity.id, read_record(policy=in_force.identity.id, rule=rule.id)
    if not is_over_budget(rule.error_budget, record):
        return []
    counts = asdict(record)
    restraint, is_new = Restraint.objects.get_or_create(
        policy=policy, rule=rule.id, restored_at=None, defaults={"since": now, **counts}
    )
    if not is_new:
        return []
    told = {"policy": policy, "rule": rule.id, **counts}
    write_message(type=WebhookType.RULE_RESTRAINED, payload=told, key=str(restraint.id), is_test=False, now=now)
    return [Happening(at=now, action="rule.restrained", actor="habeas", subject=f"rule:{rule.id}", payload=told)]
