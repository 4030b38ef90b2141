"""Deadlines that a worker meets, and clocks of service that may stand still; each with the rule that made it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from habeas.domain.clocks.deadlines import MOST_PAUSED
from habeas.domain.clocks.table import ClockId
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


class Clock(models.Model):
    """A clock of service or a promise, with the rules that made it (invariant 12); the core moves it.

    `subject` is what it runs for, `member` whom it concerns. `sealed` holds the words of a promise, under the member's
    key, `calendar` when people work where it counts that. It stands still only while the member is waited for, and no
    longer than the cap in all.
    """

    id = models.BigAutoField(primary_key=True)
    clock = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    member = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)
    rules = models.JSONField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warns_at = models.DateTimeField(null=True)
    pauses = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)
    paused_for = models.DurationField(default=timedelta())
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    calendar = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "subject", "is_test"],
                condition=Q(met_at=None) & ~Q(clock=ClockId.PROMISE.value),
                name="a_clock_runs_once_for_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(pauses=True) | Q(paused_at=None, paused_for=timedelta()), name="only_service_clocks_pause"
            ),
            models.CheckConstraint(condition=Q(paused_for__lte=MOST_PAUSED), name="no_clock_pauses_past_its_cap"),
            models.CheckConstraint(condition=Q(due_at__gt=F("started_at")), name="clock_has_time_to_run"),
        ]
        indexes = [
            models.Index(fields=["subject"], name="clock_by_subject"),
            models.Index(fields=["member"], name="clock_by_member"),
        ]

    def __str__(self) -> str:
        """Return which clock runs for what."""
        return f"{self.clock} of {self.subject}"
