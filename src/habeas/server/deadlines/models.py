"""Deadlines, computed when the state changes and stored with the rule that made them."""

from django.db import models
from django.db.models import Q

from habeas.server.leases.models import Leased


class Kind(models.TextChoices):
    """What happens when a deadline is due."""

    SEND_NOTICE = "send_notice", "a notice has settled and is handed over"
    END_MEASURE = "end_measure", "a measure ends by itself"
    CHECK_ACKNOWLEDGED = "check_acknowledged", "the host should have acknowledged a measure"
    JUDGE_LATER = "judge_later", "a message that could not be judged in time is judged"


class Deadline(Leased):
    """One clock. `subject` is the id of what it is about, `rule` where its length comes from."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30, choices=Kind)
    subject = models.CharField(max_length=80)
    rule = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "rule"], name="deadline_exists_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, parked_at=None), name="deadline_that_is_due")
        ]

    def __str__(self) -> str:
        """Return what becomes due."""
        return f"{self.kind} {self.subject}"
