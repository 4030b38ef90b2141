"""Proofs from the stored log, against what was signed."""

from dataclasses import dataclass

from habeas.domain.audit.checkpoints import read_checkpoint
from habeas.domain.audit.notes import read_note
from habeas.domain.audit.proof_files import EntryProof
from habeas.domain.audit.proofs import Proof, prove_consistency, prove_inclusion
from habeas.server.audit.queries import get_entry, get_latest_note, stored_hashes


class NotSigned(LookupError):
    """An entry, or a size, that no checkpoint covers yet; `signed` is how much the latest covers."""

    def __init__(self, wanted: int, signed: int) -> None:
        super().__init__(wanted, signed)
        self.wanted, self.signed = wanted, signed

    def __str__(self) -> str:
        """Say what is missing and what to do."""
        return f"{self.signed} entries are signed, which does not reach {self.wanted}: sign a checkpoint first"


@dataclass(frozen=True, slots=True)
class Growth:
    """That the log of `old` entries is the beginning of the one of `new`."""

    old: int
    new: int
    proof: Proof


def prove_entry(index: int) -> EntryProof:
    """Return the proof that an entry stands in the log of the latest checkpoint. Raises NoSuchEntry, NotSigned."""
    entry = get_entry(index)
    text = get_latest_note()
    note = None if text is None else read_note(text)
    size = 0 if note is None else read_checkpoint(note.text).size
    if note is None or index >= size:
        raise NotSigned(index, size)
    return EntryProof(entry=entry, proof=prove_inclusion(index=index, size=size, stored=stored_hashes), note=note)


def prove_growth(old: int) -> Growth:
    """Return the proof that an earlier log is the beginning of the latest that was signed. Raises NotSigned."""
    text = get_latest_note()
    new = 0 if text is None else read_checkpoint(read_note(text).text).size
    if not 0 <= old <= new:
        raise NotSigned(old, new)
    return Growth(old, new, prove_consistency(old=old, new=new, stored=stored_hashes))
