"""What webhooks tell of clocks: which one, and what it is about."""

from typing import Any, Final

_ABOUT: Final = ("measure", "appeal", "sanction", "freeze", "case")


def clock_payload(clock: str, **about: object) -> dict[str, Any]:
    """Return what is told of a clock that is late or has run out; what it is not about is null."""
    return {"deadline": clock, **dict.fromkeys(_ABOUT), **about}
