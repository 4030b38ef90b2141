"""Members and their keys. Everything else about a member is in events and decisions."""

from django.db import models
from django.db.models import Q


class Member(models.Model):
    """A member by the marketplace's own id. Without a key nothing sealed for them can be read again.

    `retained_key` opens what a legal exception keeps of an erased member. `link_round` is raised to take back every
    link that was made for the member before. `sealed_email` is where they are told of decisions.
    """

    id = models.CharField(primary_key=True, max_length=200)
    wrapped_key = models.BinaryField(null=True)
    retained_key = models.BinaryField(null=True)
    first_heard_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    link_round = models.PositiveIntegerField(default=0)
    sealed_email = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(erased_at=None) | Q(wrapped_key=None), name="erased_member_has_no_key"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(sealed_email=None), name="erased_member_has_no_address"
            ),
            models.CheckConstraint(
                condition=Q(retained_key=None) | Q(erased_at__isnull=False), name="only_of_erased_members_is_retained"
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return self.id
