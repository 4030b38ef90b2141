"""Webhook endpoints and messages, written in the transaction of what they tell (Standard Webhooks)."""

from django.db import models
from django.db.models import Q

from habeas.server.leases.models import Leased


class Endpoint(models.Model):
    """An address of the host. While a secret is rotated, messages are signed with both."""

    id = models.CharField(primary_key=True, max_length=40)
    url = models.URLField(max_length=500)
    types = models.JSONField(default=list)
    sealed_secret = models.BinaryField()
    sealed_old_secret = models.BinaryField(null=True)
    old_secret_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the address."""
        return self.url


class Message(Leased):
    """One webhook to one endpoint. `message_id` is the same in every attempt, so that the host can tell."""

    id = models.BigAutoField(primary_key=True)
    message_id = models.CharField(max_length=80)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="messages")
    type = models.CharField(max_length=60)
    payload = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message_id", "endpoint"], name="message_is_written_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, parked_at=None), name="message_that_is_due")
        ]

    def __str__(self) -> str:
        """Return its type and id."""
        return f"{self.type} {self.message_id}"
