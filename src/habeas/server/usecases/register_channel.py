"""Register a channel: by what right it is read and how far (EPRIV-1). It judges in shadow until it is activated."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import NOBODY
from habeas.server.policies.models import Channel, ReadingMode


class ChannelRefused(ValueError):
    """A channel that cannot be registered as asked; says why."""


def register_channel(*, name: str, legal_basis: str, assessment: str, mode: str, by: str, now: datetime) -> bool:
    """Register a channel, or change what is registered of it; return whether it is new. Raises ChannelRefused.

    Whether it was activated stays as it is: that is another person's decision.
    """
    needed = {"a name": name, "a legal basis": legal_basis, "a reference to the assessment": assessment, "a person": by}
    missing = [what for what, given in needed.items() if not given.strip()]
    if missing:
        raise ChannelRefused(f"a channel needs {', '.join(missing)}")
    if mode not in ReadingMode.values:
        raise ChannelRefused(f"a channel's mode is one of {', '.join(ReadingMode.values)}, not {mode}")
    with transaction.atomic():
        _, is_new = Channel.objects.update_or_create(
            name=name.strip(),
            defaults={"legal_basis": legal_basis.strip(), "assessment": assessment.strip(), "mode": mode},
            create_defaults={
                "legal_basis": legal_basis.strip(),
                "assessment": assessment.strip(),
                "mode": mode,
                "registered_at": now,
                "registered_by": by.strip(),
            },
        )
        append(
            [
                Happening(
                    at=now,
                    action="channel.registered",
                    actor="operator",
                    subject=f"channel:{name.strip()}",
                    payload={"mode": mode, "new": is_new},
                )
            ],
            seal=NOBODY.seal,
        )
    return is_new
