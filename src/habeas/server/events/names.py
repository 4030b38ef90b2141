"""Names in the place of members' ids, where a record is kept without saying of whom it is."""

import secrets
from collections.abc import Mapping
from typing import Any


def make_up_name() -> str:
    """Return a name for an erased member that says nothing of them, and that nobody can work out again."""
    return f"erased-{secrets.token_hex(8)}"


def renamed(content: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  # any value of JSON
    """Return a value of JSON with every text that is one of the names replaced."""
    match content:
        case str():
            return names.get(content, content)
        case dict():
            return {key: renamed(value, names) for key, value in content.items()}
        case list():
            return [renamed(value, names) for value in content]
        case _:
            return content
