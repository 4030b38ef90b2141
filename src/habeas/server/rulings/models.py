"""Sanctions that a person decided. Words are sealed."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.sanctions.sanction import State
from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member
from habeas.server.policies.models import PolicyVersion

IN_EFFECT = (State.EFFECTIVE, State.ENDED)


class Sanction(models.Model):
    """One decision of a person about one member, with the moments of its life; the core moves it.

    `id` is the decision's, too: a person's decision has one sanction. `sealed` holds the reasons, the private note and
    all that the statement is made of, under the member's key; `measures` names what is taken, of nobody.
    """

    id = models.CharField(primary_key=True, max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sanctions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sanctions")
    is_test = models.BooleanField(default=False)
    action = models.CharField(max_length=30)
    clause = models.CharField(max_length=120)
    finding = models.CharField(max_length=60)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="sanctions")
    measures = models.JSONField()
    zone = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    urgency = models.CharField(max_length=20)
    announcement_hours = models.PositiveIntegerField(null=True)
    notice_days = models.PositiveIntegerField(null=True)
    needs_approval = models.BooleanField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    moved_at = models.DateTimeField()
    conduct_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="sanctions_decided")
    decided_at = models.DateTimeField()
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="sanctions_approved")
    approved_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)
    reversed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            # Invariant 2: what a machine may do is a `Decision`; a person's name stands on everything harsher.
            models.CheckConstraint(
                condition=Q(action__in=["warn", "restrict", "suspend_pending_review", "terminate"]),
                name="a_person_decides_within_the_ladder",
            ),
            # Invariant 3: no effect before the statement was handed over.
            models.CheckConstraint(
                condition=Q(effective_at=None) | (Q(notified_at__isnull=False) & Q(effective_at__gte=F("notified_at"))),
                name="no_effect_before_its_statement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_EFFECT) | Q(effective_at__isnull=False) | Q(state="ended"),
                name="what_is_in_effect_says_since_when",
            ),
            # Invariant 5: the second person is not the first.
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_at__isnull=False) & ~Q(approved_by=F("decided_by"))),
                name="approver_is_not_the_decider",
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=False)
                | Q(approved_by__isnull=False)
                | Q(state__in=["awaiting_approval", "ended"]),
                name="nothing_follows_without_approval",
            ),
            models.CheckConstraint(
                condition=~Q(state="reversed") | Q(reversed_at__isnull=False), name="reversed_sanction_has_a_date"
            ),
        ]
        indexes = [models.Index(fields=["member", "decided_at"], name="sanction_by_member")]

    def __str__(self) -> str:
        """Return its id and what it does."""
        return f"{self.id}: {self.action}"
