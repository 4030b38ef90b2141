"""Let what is judged on a channel be done, by a named person's word. Until then it is shadow."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import NOBODY
from habeas.server.policies.models import Channel


class NoSuchChannel(LookupError):
    """No channel of this name is registered."""


class NobodyAnswers(ValueError):
    """A channel is activated by a person; none was named."""


def activate_channel(*, name: str, by: str, now: datetime) -> bool:
    """Activate a registered channel; return False where it was active. Raises NoSuchChannel, NobodyAnswers."""
    if not by.strip():
        raise NobodyAnswers("a channel is activated by a person: say who")
    with transaction.atomic():
        channel = Channel.objects.select_for_update().filter(name=name).first()
        if channel is None:
            raise NoSuchChannel(name)
        if channel.activated_at is not None:
            return False
        channel.activated_at, channel.activated_by = now, by.strip()
        channel.save(update_fields=["activated_at", "activated_by"])
        append(
            [
                Happening(
                    at=now,
                    action="channel.activated",
                    actor="operator",
                    subject=f"channel:{name}",
                    payload={"mode": channel.mode},
                )
            ],
            seal=NOBODY.seal,
        )
    return True
