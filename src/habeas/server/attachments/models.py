"""Files that members send. Name and content are sealed under the member's key."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.attachments import LIMITS
from habeas.server.parties.models import Member


class Attachment(models.Model):
    """One file. It waits till what it belongs to is filed; `about` is that, such as an appeal's id.

    `digest` is the SHA-256 of the content. `scanned_by` names what looked for harm in it, nothing where none is set up.
    """

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attachments")
    about = models.CharField(max_length=40, blank=True)
    is_test = models.BooleanField(default=False)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    scanned_by = models.CharField(max_length=60, blank=True)
    received_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    sealed_name = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(media_type__in=sorted(LIMITS.types)), name="attachment_is_of_a_type_that_is_taken"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LIMITS.file_size), name="attachment_is_of_a_size_that_is_taken"
            ),
            models.CheckConstraint(
                condition=Q(about="", filed_at=None)
                | (~Q(about="") & Q(filed_at__isnull=False, filed_at__gte=F("received_at"))),
                name="attachment_waits_or_was_filed",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "received_at"], name="attachment_by_member"),
            models.Index(fields=["about"], name="attachment_by_matter"),
        ]

    def __str__(self) -> str:
        """Return its id and type."""
        return f"{self.id}: {self.media_type}"
