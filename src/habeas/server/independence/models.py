"""That somebody took part in a decision. Rows are only added: nobody becomes a stranger to it again."""

from django.db import models

from habeas.domain.appeals.independence import Part
from habeas.server.identity.models import Staff


class Participation(models.Model):
    """One part that a person took. `subject` is the case in which something was decided, or the decision itself.

    A trigger on appeals reads it (DSA20-6, invariant 5). It says nothing about any member.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=40)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="participations")
    part = models.CharField(max_length=20, choices=[(part.value, part.value) for part in Part])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "staff", "part"], name="part_is_noted_once"),
        ]

    def __str__(self) -> str:
        """Return who did what in what."""
        return f"{self.subject}: {self.staff_id} {self.part}"
