"""What is asked while an appeal is heard, and the steps that undo its decision."""

from django.db import models
from django.db.models import F, Q

from habeas.server.appeals.models.appeals import Appeal


class Question(models.Model):
    """What whoever hears an appeal asks the member: the clock of service stands still until it is closed.

    It is closed by an answer, by its time, or with the appeal. Its words are sealed with the appeal, under its number.
    """

    id = models.BigAutoField(primary_key=True)
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "number"], name="questions_have_an_order"),
            models.UniqueConstraint(fields=["appeal"], condition=Q(closed_at=None), name="one_open_question_an_appeal"),
            models.CheckConstraint(condition=Q(answer_by__gt=F("asked_at")), name="question_leaves_time_to_answer"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at"), closed_at__isnull=False),
                name="an_answer_closes_its_question",
            ),
        ]

    def __str__(self) -> str:
        """Return which it is."""
        return f"{self.appeal_id}: question {self.number}"


class ReversalStep(models.Model):
    """One step of what an appeal's outcome brings about. Once it is done it is never done again."""

    key = models.CharField(primary_key=True, max_length=300)
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    effect = models.CharField(max_length=20, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appeal", "place"], name="reversal_steps_have_an_order")]

    def __str__(self) -> str:
        """Return its key."""
        return self.key
