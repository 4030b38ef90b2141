"""The short memory for messages split over several, sealed under the sender's key (invariant 14)."""

from django.db import models

from habeas.server.events.models import Event
from habeas.server.parties.models import Member


class Window(models.Model):
    """What one member last wrote in one conversation: at most five texts, sealed. Gone when it expires."""

    id = models.BigAutoField(primary_key=True)
    sender = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="windows")
    conversation = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "conversation", "is_test"], name="one_window_a_conversation")
        ]
        indexes = [models.Index(fields=["expires_at"], name="window_by_expiry")]

    def __str__(self) -> str:
        """Return whose it is, and where."""
        return f"{self.sender_id} in {self.conversation}"


class Postponed(models.Model):
    """A message that was let through unread because time ran out, sealed until it is judged."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="postponed")
    sender = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="postponed")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        """Return which message it is of."""
        return f"postponed {self.event_id}"
