"""Deadlines, computed when the state changes and stored with the rule that made them."""

from django.db import models
from django.db.models import Q

from habeas.server.deadlines.kinds import list_kinds
from habeas.server.leases.models import Leased


class Deadline(Leased):
    """One clock. `subject` is the id of what it is about, `rule` where its length comes from.

    A cancelled one is done, and says since when nobody waits for it.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30, choices=list_kinds)
    subject = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)
    rule = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "is_test", "rule"], name="deadline_exists_once"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(done_at__isnull=False), name="cancelled_deadline_is_done"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, parked_at=None), name="deadline_that_is_due"),
            models.Index(fields=["subject", "kind"], name="deadline_by_subject"),
        ]

    def __str__(self) -> str:
        """Return what becomes due."""
        return f"{self.kind} {self.subject}"
