"""Reads of appeals that are still being written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from habeas.server.appeals.models import AppealDraft
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a member has written so far. `files` are the ids of files that wait."""

    arguments: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    new_facts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def content(self) -> Mapping[str, Any]:
        """Return it as it is kept."""
        return {
            "arguments": list(self.arguments),
            "measures": list(self.measures),
            "new_facts": list(self.new_facts),
            "files": list(self.files),
        }


def get_draft(member: str, decision: str, *, mandate: str = "") -> Draft:
    """Return what a member, or who acts for them, has written against a decision; nothing where they have not begun."""
    row = AppealDraft.objects.filter(member=member, decision=decision, mandate=mandate).first()
    keys = read_keys([member])
    if row is None or not keys.has(member):
        return Draft()
    content = open_content(member, row.sealed, keys=keys)
    return Draft(**{name: tuple(said) for name, said in content.items()})
