"""Notes that the provider did what it was asked to do with money. The first word counts."""

from datetime import datetime

from habeas.server.holds.models import Instruction


class NoSuchInstruction(LookupError):
    """An instruction that was never given."""


def acknowledge_instruction(*, key: str, is_test: bool, now: datetime) -> datetime:
    """Note that an instruction was carried out and return when that was first said. Raises NoSuchInstruction."""
    Instruction.objects.filter(key=key, is_test=is_test, acknowledged_at=None).update(acknowledged_at=now)
    row = Instruction.objects.filter(key=key, is_test=is_test).first()
    if row is None or row.acknowledged_at is None:
        raise NoSuchInstruction(key)
    return row.acknowledged_at
