"""Proofs as files (C2SP tlog-proof): one entry, the hashes from it to the root, and the signed checkpoint.

The entry's bytes stand in the `extra` line, so that the file alone can be checked with the log's public key.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from habeas.domain.audit.checkpoints import BadCheckpoint, read_checkpoint
from habeas.domain.audit.entries import Entry, EntryRefused, entry_bytes, read_entry
from habeas.domain.audit.notes import BadNote, Note, Standing, VerifierKey, Verify, read_note, standing
from habeas.domain.audit.proofs import Proof, is_included
from habeas.domain.audit.tree import leaf_hash

HEADING: Final = "c2sp.org/tlog-proof@v1"

_FILE: Final = re.compile(
    rf"{re.escape(HEADING)}\nextra (?P<entry>\S+)\nindex (?P<index>0|[1-9][0-9]{{0,18}})\n"
    r"(?P<proof>(?:\S+\n)*)\n(?P<note>.+)",
    re.DOTALL,
)


class BadProof(ValueError):
    """Text that is no proof, or a proof of something else, with the cause in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """That an entry stands in the log of which the note holds the checkpoint."""

    entry: Entry
    proof: Proof
    note: Note

    def __str__(self) -> str:
        """Return the proof as it is handed out."""
        extra = _encoded(entry_bytes(self.entry))
        hashes = "".join(f"{_encoded(one)}\n" for one in self.proof)
        return f"{HEADING}\nextra {extra}\nindex {self.entry.index}\n{hashes}\n{self.note}"


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def read_proof(text: str) -> EntryProof:
    """Return the proof that was handed out. Raises BadProof. Says nothing of whether it holds."""
    if not (found := _FILE.fullmatch(text)):
        raise BadProof(f"not a proof that begins with {HEADING}, with the lines extra, index, hashes and a checkpoint")
    try:
        entry = read_entry(base64.b64decode(found["entry"], validate=True))
        hashes = tuple(base64.b64decode(line, validate=True) for line in found["proof"].split())
        note = read_note(found["note"])
    except (binascii.Error, EntryRefused, BadNote) as error:
        raise BadProof(str(error)) from error
    if entry.index != int(found["index"]):
        raise BadProof(f"the entry is number {entry.index}, the proof is of number {found['index']}")
    return EntryProof(entry=entry, proof=hashes, note=note)


def check_proof(proof: EntryProof, *, key: VerifierKey, verify: Verify) -> None:
    """Make sure that the key signed a log in which the entry stands at its place. Raises BadProof."""
    if (found := standing(proof.note, key=key, verify=verify)) is not Standing.SIGNED:
        raise BadProof(f"checkpoint: {found}")
    try:
        checkpoint = read_checkpoint(proof.note.text)
    except BadCheckpoint as error:
        raise BadProof(f"checkpoint: {error}") from error
    if checkpoint.origin != key.name:
        raise BadProof(f"the checkpoint is of the log {checkpoint.origin}, the key is of {key.name}")
    leaf = leaf_hash(entry_bytes(proof.entry))
    place, root = proof.entry.index, checkpoint.root
    if not is_included(leaf=leaf, index=place, size=checkpoint.size, proof=proof.proof, root=root):
        raise BadProof(f"entry {place}: the hashes do not lead from it to the root that was signed")
