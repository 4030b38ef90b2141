"""Decisions: what was found, on which facts, under which policy, by which engine. Content is sealed."""

from django.db import models
from django.db.models import F, Q

from habeas.server.cases.models import Case
from habeas.server.events.models import Event
from habeas.server.parties.models import Member
from habeas.server.policies.models import PolicyVersion


class Mode(models.TextChoices):
    """Whether a decision acts."""

    SHADOW = "shadow", "evaluated and counted; nothing follows"
    ACTIVE = "active", "what it says is done"


class Decision(models.Model):
    """One decision on one event. It is never changed: a later one replaces it, or it is reversed.

    `action` is what is done, `none` in shadow; `judged_action` and `proposed` are what the policy says.
    `number` counts the decisions on one event: the last one stands.
    `sealed` holds findings, dismissals, facts, reasons and the texts they stand in, under the member's key.
    """

    id = models.CharField(primary_key=True, max_length=40)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(default=1)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="decisions")
    recipients = models.JSONField()
    mode = models.CharField(max_length=10, choices=Mode)
    is_test = models.BooleanField(default=False)
    occurred_at = models.DateTimeField()
    decided_at = models.DateTimeField()
    finding = models.CharField(max_length=60)
    allowed = models.BooleanField()
    action = models.CharField(max_length=30)
    judged_action = models.CharField(max_length=30)
    proposed = models.CharField(max_length=30, blank=True)
    needs_human = models.BooleanField()
    rule = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    exceptions = models.JSONField()
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="decisions")
    engine_version = models.CharField(max_length=60)
    engine_digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="decisions")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="decision_has_its_number"),
            models.CheckConstraint(
                condition=Q(mode="active") | Q(action="none"), name="a_decision_in_shadow_does_nothing"
            ),
            # Invariant 2: automation never goes above its ceiling.
            models.CheckConstraint(
                condition=Q(action__in=["none", "nudge", "warn", "hold_message"]), name="a_machine_holds_at_most"
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | Q(reversed_at__gte=F("decided_at")), name="reversal_follows_decision"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "occurred_at"], name="decision_by_member"),
            models.Index(fields=["decided_at", "id"], name="decision_by_time"),
        ]

    def __str__(self) -> str:
        """Return its id and what was done."""
        return f"{self.id}: {self.action}"
