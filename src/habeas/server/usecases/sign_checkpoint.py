"""Signs what the log is now, so that whoever keeps the note can tell later whether it was rewritten."""

from datetime import datetime

from django.db import transaction

from habeas.domain.audit.checkpoints import Checkpoint, read_checkpoint
from habeas.domain.audit.notes import read_note, sign_note
from habeas.domain.audit.tree import tree_root
from habeas.server.audit.operations import lock_chain, store_checkpoint
from habeas.server.audit.queries import get_latest_note, get_size, stored_hashes
from habeas.server.audit.signing import ensure_signer


class LogRewritten(RuntimeError):
    """The log does not begin with what was signed before; a log never signs two histories."""

    def __init__(self, signed: int) -> None:
        super().__init__(signed)
        self.signed = signed

    def __str__(self) -> str:
        """Say what is wrong and what to do."""
        return f"the first {self.signed} entries are not those that were signed: run `habeas audit verify`"


def sign_checkpoint(*, origin: str, now: datetime) -> str:
    """Return the signed note of the log as it is; nothing is signed twice. Raises LogRewritten, SealBroken.

    `origin` names the log where it has no name yet.
    """
    with transaction.atomic():
        lock_chain()
        size, latest = get_size(), get_latest_note()
        if latest is not None:
            signed = read_checkpoint(read_note(latest).text)
            if signed.size > size or tree_root(signed.size, stored=stored_hashes) != signed.root:
                raise LogRewritten(signed.size)
            if signed.size == size:
                return latest
        signer = ensure_signer(origin=origin, now=now)
        checkpoint = Checkpoint(origin=signer.key.name, size=size, root=tree_root(size, stored=stored_hashes))
        note = str(sign_note(text=str(checkpoint), key=signer.key, sign=signer.sign))
        store_checkpoint(size=size, note=note, signed_at=now)
        return note
