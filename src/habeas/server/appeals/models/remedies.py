"""What is owed to members after decisions were undone."""

from django.db import models
from django.db.models import F, Q

from habeas.server.appeals.models.appeals import Appeal
from habeas.server.identity.models import Staff


class Remedy(models.Model):
    """What is owed to a member after a decision was undone, and by when; a person says that it was given.

    `appeal` is None where a person undid it unasked. `money` are the costs of money that waited, as the journal knows
    them. Its clock runs under its id.
    """

    id = models.CharField(primary_key=True, max_length=40)
    appeal = models.OneToOneField(Appeal, null=True, on_delete=models.CASCADE, related_name="remedy")
    decision = models.CharField(max_length=40)
    member = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)
    owed = models.JSONField()
    unknown = models.JSONField()
    money = models.JSONField()
    days_lost = models.PositiveIntegerField()
    owed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(appeal=None), name="a_remedy_unasked_is_owed_once_for_a_decision"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("owed_at")), name="remedy_is_due_after_it_is_owed"),
            models.CheckConstraint(
                condition=Q(given_at=None, given_by=None)
                | Q(given_at__isnull=False, given_at__gte=F("owed_at"), given_by__isnull=False),
                name="a_person_says_that_what_was_owed_was_given",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "owed_at"], name="remedy_by_member"),
            models.Index(fields=["decision"], name="remedy_by_decision"),
        ]

    def __str__(self) -> str:
        """Return its id and what it is for."""
        return f"{self.id}: {self.decision}"
