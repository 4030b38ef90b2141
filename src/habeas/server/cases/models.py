"""Cases: one subject, why it was opened, how it stands, and every move that it made."""

from django.db import models
from django.db.models import Q

from habeas.domain.cases.case import CaseState
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member

OVER = (CaseState.DECIDED, CaseState.CLOSED)
"""The states in which nobody has to look any more; more of the same opens another case."""


class Reason(models.TextChoices):
    """Why a case was opened."""

    PROPOSAL = "proposal", "the policy proposes more than a machine may do"
    UNKNOWN = "unknown", "a fact that would decide it is unknown"
    LATE_FACT = "late_fact", "a fact that arrived late would make the answer harsher"
    HELD_OFTEN = "held_often", "more than three messages were held in a day"
    SIGNAL = "signal", "an outside detector raised a signal"
    REPORT = "report", "a member reported it"
    EXTERNAL_MEASURE = "external_measure", "a measure was taken elsewhere and owes a statement"


class Case(models.Model):
    """Something about one member that waits for a person; while it is open, more of the same joins it."""

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="cases")
    reason = models.CharField(max_length=20, choices=Reason)
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in CaseState], default=CaseState.QUEUED
    )
    is_test = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="cases_held")
    held_until = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "reason", "is_test"], condition=Q(closed_at=None), name="one_open_case_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, closed_at__isnull=False) | (~Q(state__in=OVER) & Q(closed_at=None)),
                name="closed_case_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", holder__isnull=False, held_until__isnull=False)
                | (~Q(state="claimed") & Q(holder=None, held_until=None)),
                name="claimed_case_has_a_holder",
            ),
        ]

    def __str__(self) -> str:
        """Return its id and reason."""
        return f"{self.id} ({self.reason})"


class CaseEntry(models.Model):
    """That something happened in a case: a move, or that a person opened a part of it. Rows are only added.

    `what` is a move of `CaseMove` or `opened_` with what of `Shown`; `item` is which piece of evidence.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    what = models.CharField(max_length=30)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="case_entries")
    item = models.CharField(max_length=40, blank=True)
    because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(what__in=["queue", "escalate", "hear_member", "close", "reopen"]),
                name="a_person_looks_at_a_case",
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="case_entry_by_time")]

    def __str__(self) -> str:
        """Return what happened in which case."""
        return f"{self.case_id}: {self.what}"
