"""Notes that the provider did what it was asked to do with money. The first word counts."""

from datetime import datetime

from django.db import transaction

from habeas.money import Money
from habeas.server.holds.instructions import note_done


class NoSuchInstruction(LookupError):
    """An instruction that was never given."""


@transaction.atomic
def acknowledge_instruction(*, key: str, is_test: bool, now: datetime, done: Money | None = None) -> datetime:
    """Note that an instruction was carried out and return when that was first said.

    `done` is of how much, where it was not of all. Raises NoSuchInstruction, CurrenciesDiffer.
    """
    at = note_done(key, done=done, is_test=is_test, now=now)
    if at is None:
        raise NoSuchInstruction(key)
    return at
