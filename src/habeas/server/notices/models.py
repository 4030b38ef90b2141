"""Notices as they were handed over. Their words are sealed under the member's key; the hash stays."""

from django.db import models

from habeas.server.decisions.models import Decision
from habeas.server.parties.models import Member


class Notice(models.Model):
    """One statement to one member about one decision. `due_at` leaves time for racing events to settle."""

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="notices")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=20)
    is_test = models.BooleanField(default=False)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "kind"], name="notice_exists_once")]
        indexes = [models.Index(fields=["member", "due_at"], name="notice_by_member")]

    def __str__(self) -> str:
        """Return its id and kind."""
        return f"{self.id}: {self.kind}"
