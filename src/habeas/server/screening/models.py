"""The last texts of a sender in a conversation, sealed under the sender's key (invariant 14)."""

from django.db import models

from habeas.server.events.models import Event
from habeas.server.parties.models import Member


class RecentText(models.Model):
    """One text that may be the first half of something. Gone a day later, or when five newer ones are there."""

    id = models.BigAutoField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="recent_text")
    sender = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="recent_texts")
    conversation = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["sender", "conversation", "sent_at"], name="recent_text_by_conversation"),
            models.Index(fields=["expires_at"], name="recent_text_by_expiry"),
        ]

    def __str__(self) -> str:
        """Return which message it is of."""
        return f"text of {self.event_id}"


class Postponed(models.Model):
    """A message that was let through unread because time ran out, sealed until it is judged."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="postponed")
    sender = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="postponed")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        """Return which message it is of."""
        return f"postponed {self.event_id}"
