"""Content of a record that is sealed for its member, in one form of its bytes."""

import json
from collections.abc import Mapping
from typing import Any

from habeas.server.parties.keys import Keyring


def seal_content(member: str, content: Mapping[str, Any], *, keys: Keyring) -> bytes:
    """Return content sealed for its member."""
    return keys.seal(member, json.dumps(content, sort_keys=True, separators=(",", ":")).encode())


def open_content(member: str, sealed: bytes | memoryview, *, keys: Keyring) -> dict[str, Any]:
    """Return what was sealed for a member."""
    opened: dict[str, Any] = json.loads(keys.open(member, bytes(sealed)))
    return opened
