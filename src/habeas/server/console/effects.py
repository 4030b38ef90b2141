"""What follows from a decision, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from habeas.domain.statements.catalogues import Catalogue


def tell_effect(effect: Mapping[str, Any], words: Catalogue) -> str:
    """Return one effect in words, with its times."""
    known = {name: _say(name, value, words) for name, value in effect.items()}
    key = f"effect.{effect['what']}{'_in' if effect.get('territory') else ''}"
    return words.say(key if key in words.texts else "effect.other", **known)


def _say(name: str, value: object, words: Catalogue) -> str:
    if name == "kind":
        return words.say(f"action.{value}") if f"action.{value}" in words.texts else str(value)
    if name == "territory" and isinstance(value, list):
        return ", ".join(value)
    if name == "capabilities" and isinstance(value, list):
        return ", ".join(words.say(f"takes.{one}") for one in value)
    if isinstance(value, str) and (name == "at" or name.endswith(("_at", "_until"))):
        at = datetime.fromisoformat(value)
        return words.say("moment", day=words.day(at), time=f"{at:%H:%M}")
    return str(value)
