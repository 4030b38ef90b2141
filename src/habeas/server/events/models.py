"""Events as they were heard. A message's words are not here: what is kept of them is sealed elsewhere or nowhere."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One event. `actor` wrote or is spoken of; `body` is its data without any words of a message.

    `contract` is the contract that a fact is about: a later fact may name it and nobody else.

    `answer` is what the caller was told, so that an event heard twice is answered alike.
    """

    position = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)
    type = models.CharField(max_length=60)
    platform = models.CharField(max_length=60, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    conversation = models.CharField(max_length=200, blank=True)
    contract = models.CharField(max_length=200, blank=True)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "is_test"], name="event_counts_once")]
        indexes = [
            models.Index(fields=["actor", "occurred_at"], name="event_by_actor"),
            models.Index(fields=["received_at"], name="event_by_arrival"),
            models.Index(fields=["contract"], condition=~Q(contract=""), name="event_by_contract"),
        ]

    def __str__(self) -> str:
        """Return its type and id."""
        return f"{self.type} {self.id}"


class Involvement(models.Model):
    """A member or organization that a fact is about; messages are found by their writer instead."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="involvements")
    party = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "event"], name="party_is_involved_once")]

    def __str__(self) -> str:
        """Return who is involved."""
        return self.party
