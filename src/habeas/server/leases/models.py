"""What every row has that a worker does: when it is due, who is at it, how often it was tried."""

from django.db import models


class Leased(models.Model):
    """A row that is done by the worker that leases it. Done rows have `done_at`, hopeless ones `parked_at`."""

    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
