"""Sends an endpoint nothing more. What still waits for it stays where it is, and can be read."""

from datetime import datetime

from habeas.server.outbox.models import Endpoint


def disable_endpoint(*, endpoint: str, by: str, now: datetime) -> bool:
    """Disable an endpoint; return False where none with this id takes webhooks."""
    enabled = Endpoint.objects.filter(id=endpoint, disabled_at=None)
    return bool(enabled.update(disabled_at=now, disabled_by=by))
