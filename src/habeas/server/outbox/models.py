"""Webhook endpoints and messages, written in the transaction of what they tell (Standard Webhooks)."""

from django.db import models
from django.db.models import F, Q

from habeas.server.leases.models import Leased
from habeas.server.outbox.kinds import list_types


class Endpoint(models.Model):
    """An address of the host, for the types that it wants. While a secret is rotated, messages are signed with both.

    After a delivery that failed the endpoint rests, so that a dead one keeps nobody else waiting.
    """

    id = models.CharField(primary_key=True, max_length=40)
    url = models.CharField(max_length=500)
    types = models.JSONField()
    sealed_secret = models.BinaryField()
    sealed_old_secret = models.BinaryField(null=True)
    old_secret_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)
    disabled_at = models.DateTimeField(null=True)
    disabled_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(created_by=""), name="endpoint_names_who_registered_it"),
            models.CheckConstraint(
                condition=Q(sealed_old_secret=None, old_secret_until=None)
                | Q(sealed_old_secret__isnull=False, old_secret_until__isnull=False),
                name="old_secret_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        """Return the address."""
        return self.url


class Message(Leased):
    """One webhook to one endpoint. `message_id` is the same in every attempt, so that the host can tell."""

    id = models.BigAutoField(primary_key=True)
    message_id = models.CharField(max_length=80)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="messages")
    type = models.CharField(max_length=60, choices=list_types)
    payload = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id", "endpoint"], name="message_is_written_once"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(parked_at=None), name="parked_message_is_not_done"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, parked_at=None), name="message_that_is_due"),
            models.Index(F("created_at"), F("id"), name="message_by_time"),
        ]

    def __str__(self) -> str:
        """Return its type and id."""
        return f"{self.type} {self.message_id}"
