"""Cases: one subject, why it was opened, how it stands."""

from django.db import models
from django.db.models import Q

from habeas.server.parties.models import Member


class Reason(models.TextChoices):
    """Why a case was opened."""

    PROPOSAL = "proposal", "the policy proposes more than a machine may do"
    UNKNOWN = "unknown", "a fact that would decide it is unknown"
    LATE_FACT = "late_fact", "a fact that arrived late would make the answer harsher"
    HELD_OFTEN = "held_often", "more than three messages were held in a day"
    SIGNAL = "signal", "an outside detector raised a signal"
    REPORT = "report", "a member reported it"
    EXTERNAL_MEASURE = "external_measure", "a measure was taken elsewhere and owes a statement"


class State(models.TextChoices):
    """How a case stands."""

    OPEN = "open", "open"
    CLOSED = "closed", "closed"


class Case(models.Model):
    """Something about one member that waits for a person; while it is open, more of the same joins it."""

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="cases")
    reason = models.CharField(max_length=20, choices=Reason)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    is_test = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "reason", "is_test"], condition=Q(state="open"), name="one_open_case_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="closed_case_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        """Return its id and reason."""
        return f"{self.id} ({self.reason})"
