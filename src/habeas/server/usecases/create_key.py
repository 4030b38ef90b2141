"""Make an API key. Its text is in the answer and nowhere else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.identity.keys import digest_of, new_id, new_key
from habeas.server.identity.models import ApiKey
from habeas.server.identity.scopes import Scope
from habeas.server.parties.keys import NOBODY

REQUESTS_PER_MINUTE: Final = 60_000
"""A thousand a second: more than one process answers, so that only a caller run wild meets it."""

LONGEST_NAME: Final = 120
"""Letters of the name that says who uses a key."""


class KeyRefused(ValueError):
    """A key that cannot be made as asked; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A new key: its id, which lists show, and its text, which is shown now and never again."""

    id: str
    text: str


def create_key(
    *,
    name: str,
    scopes: Collection[Scope],
    now: datetime,
    is_test: bool = False,
    expires_at: datetime | None = None,
    requests_per_minute: int = REQUESTS_PER_MINUTE,
) -> NewKey:
    """Return a new key that may do what its scopes say. Raises KeyRefused."""
    needed = {
        "a key needs a name that says who uses it": bool(name.strip()),
        f"a key's name has at most {LONGEST_NAME} letters": len(name.strip()) <= LONGEST_NAME,
        f"a key needs a scope: {', '.join(Scope.values)}": bool(scopes),
        "a key cannot expire before it is made": expires_at is None or expires_at > now,
        "a key needs at least one request a minute": requests_per_minute > 0,
    }
    for what, is_so in needed.items():
        if not is_so:
            raise KeyRefused(what)
    made = NewKey(id=new_id(), text=new_key(is_test=is_test))
    with transaction.atomic():
        ApiKey.objects.create(
            id=made.id,
            name=name.strip(),
            digest=digest_of(made.text),
            scopes=sorted(set(scopes)),
            is_test=is_test,
            requests_per_minute=requests_per_minute,
            created_at=now,
            expires_at=expires_at,
        )
        said = {"scopes": sorted(set(scopes)), "test": is_test}
        created = Happening(at=now, action="key.created", actor="operator", subject=f"key:{made.id}", payload=said)
        append([created], seal=NOBODY.seal)
    return made
