"""What a clock runs for, as far as something follows when it warns or has run out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from habeas.server.audit.operations import Happening
from habeas.server.deadlines.models import Clock
from habeas.server.outbox.operations import NewMessage

Json = Mapping[str, Any]


class Watched(Protocol):
    """One case, appeal, sanction ..., locked till the transaction ends. Every act is safe to repeat."""

    @property
    def subject(self) -> str:
        """Return what the audit log calls it."""
        ...

    @property
    def about(self) -> Json:
        """Return what a webhook tells of it, under the name of what it is; no words of anybody."""
        ...

    def escalate(self, *, now: datetime) -> None:
        """Let it wait for whoever leads, where it is worked on in an order; the host is asked to tell them, too."""
        ...

    def rest(self, *, now: datetime) -> list[Happening]:
        """Let what was decided rest, because nobody answered in time."""
        ...

    def tell_member(self, *, now: datetime) -> list[NewMessage]:
        """Keep what the member is told, readable from now on, and return the webhook that hands it over."""
        ...


class Watch(Protocol):
    """How what clocks of some kind run for is found."""

    def find(self, row: Clock, *, now: datetime) -> Watched | None:
        """Return it; None where it is gone, or nothing has to follow any more."""
        ...


class Quiet:
    """What most have in common: nobody works on it in an order, and nothing rests."""

    def escalate(self, *, now: datetime) -> None:
        """Do nothing more than what the webhook asks of the host."""

    def rest(self, *, now: datetime) -> list[Happening]:  # noqa: ARG002  # as all
        """Do nothing: nothing is in force."""
        return []

    def tell_member(self, *, now: datetime) -> list[NewMessage]:  # noqa: ARG002  # as all
        """Do nothing: the table tells the member nothing of it, or whoever acts at its end does."""
        return []
