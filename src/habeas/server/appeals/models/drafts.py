"""Appeals that are still being written: nothing typed is lost."""

from django.db import models

from habeas.server.parties.models import Member


class AppealDraft(models.Model):
    """What somebody has written so far against one decision. `sealed` holds the words and the ids of the files.

    `mandate` is by which somebody else writes for the member, empty for the member: neither reads the other's draft.
    """

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appeal_drafts")
    decision = models.CharField(max_length=40)
    mandate = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "decision", "mandate"], name="one_draft_a_decision")]
        indexes = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        """Return against what."""
        return self.decision
