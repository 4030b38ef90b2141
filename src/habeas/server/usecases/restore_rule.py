"""Give a rule that spent its error budget its power to act back, by a named person's word."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import NOBODY
from habeas.server.policies.models import Restraint


class NotRestrained(LookupError):
    """The rule acts: there is nothing to restore."""


class NobodyAnswers(ValueError):
    """A rule is restored by a person, who says why."""


def restore_rule(*, policy: str, rule: str, by: str, reason: str, now: datetime) -> None:
    """Let a rule act again; its record starts anew. Raises NotRestrained, NobodyAnswers."""
    if not by.strip() or not reason.strip():
        raise NobodyAnswers("a rule is restored by a person who says why: name both")
    with transaction.atomic():
        restraint = Restraint.objects.select_for_update().filter(policy=policy, rule=rule, restored_at=None).first()
        if restraint is None:
            raise NotRestrained(rule)
        restraint.restored_at, restraint.restored_by, restraint.reason = now, by.strip(), reason.strip()
        restraint.save(update_fields=["restored_at", "restored_by", "reason"])
        told = {"policy": policy, "rule": rule, "restored_at": now.isoformat()}
        key = str(restraint.id)
        write_message(type=WebhookType.RULE_RESTORED, payload=told, key=key, is_test=False, now=now)
        happening = Happening(
            at=now, action="rule.restored", actor="operator", subject=f"rule:{rule}", payload={"policy": policy}
        )
        append([happening], seal=NOBODY.seal)
