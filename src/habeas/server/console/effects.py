"""What follows from a decision, in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from habeas.domain.statements.catalogues import Catalogue, money_words


def tell_effect(effect: Mapping[str, Any], words: Catalogue) -> str:
    """Return one effect in words, with its times."""
    known = {name: _say(name, value, words) for name, value in effect.items()}
    known["ground"] = words.say("effect.ground", **known) if effect.get("harm") else ""
    known["of"] = words.say("effect.of", **known) if effect.get("milestone") else ""
    key = f"effect.{effect['what']}{'_in' if effect.get('territory') else ''}"
    return words.say(key if key in words.texts else "effect.other", **known)


_NAMED: Final = {"kind": "action", "harm": "harm"}
"""Under what the words stand for what an effect names by a key."""


def tell_machine_decision(action: str, at: datetime, words: Catalogue) -> str:
    """Return in words what a machine decided about a message that was written at an instant."""
    return words.say("machine_decided", action=words.say(f"action.{action}"), at=words.moment(at))


def _say(name: str, value: object, words: Catalogue) -> str:
    if name in _NAMED:
        key = f"{_NAMED[name]}.{value}"
        return words.say(key) if key in words.texts else str(value)
    if name in {"territory", "shown_by"} and isinstance(value, list):
        return ", ".join(value)
    if name == "capabilities" and isinstance(value, list):
        return ", ".join(words.say(f"takes.{one}") for one in value)
    if name == "amount" and isinstance(value, Mapping):
        return money_words(value["amount"], value["currency"])
    if isinstance(value, str) and (name == "at" or name.endswith(("_at", "_until"))):
        return _when(value, words)
    return str(value)


def _when(at: str, words: Catalogue) -> str:
    """Return a day, or an instant with its time of day, as it is written out."""
    if len(at) == len("2026-03-02"):
        return words.day(date.fromisoformat(at))
    return words.moment(datetime.fromisoformat(at))
