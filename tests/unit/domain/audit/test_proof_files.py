"""A proof in a file is checked with the public key alone, and says of what it is no proof."""

from dataclasses import replace

import pytest

from habeas.domain.audit.notes import Note, VerifierKey, sign_note
from habeas.domain.audit.proof_files import BadProof, EntryProof, check_proof, read_proof
from habeas.domain.audit.proofs import prove_inclusion
from tests.factories.logs import KEY, ORIGIN, chain, checkpoint, entry, leaves, reading, sign, verify

ENTRIES = [entry(index) for index in range(7)]
LINES = chain(ENTRIES)
PROOF = EntryProof(
    entry=ENTRIES[5],
    proof=prove_inclusion(index=5, size=7, stored=reading(leaves(LINES))),
    note=checkpoint(LINES, size=7),
)


class TestReadProof:
    def test_gives_back_what_was_handed_out(self) -> None:
        assert read_proof(str(PROOF)) == PROOF

    def test_reads_a_proof_in_a_log_of_one_entry(self) -> None:
        alone = EntryProof(entry=ENTRIES[0], proof=(), note=checkpoint(LINES, size=1))

        assert read_proof(str(alone)) == alone
        check_proof(alone, key=KEY, verify=verify)

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2", "not a proof that begins with c2sp.org/tlog-proof@v1"),
            ("index 5", "index 05", "not a proof that begins with"),
            ("index 5", "index 4", "the entry is number 5, the proof is of number 4"),
            ("extra ey", "extra e", "Incorrect padding"),
            ("extra eyJ", "extra eyI", "not the fields of an entry"),
            ("\n— ", "\n- ", "no signature"),
        ],
    )
    def test_refuses_what_is_no_proof(self, old: str, new: str, says: str) -> None:
        with pytest.raises(BadProof) as refused:
            read_proof(str(PROOF).replace(old, new, 1))

        assert str(refused.value).startswith(says)


class TestCheckProof:
    def test_is_content_with_what_was_signed(self) -> None:
        check_proof(read_proof(str(PROOF)), key=KEY, verify=verify)

    @pytest.mark.parametrize(
        ("proof", "says"),
        [
            (
                replace(PROOF, entry=replace(ENTRIES[5], action="decision.reversed")),
                "entry 5: the hashes do not lead from it",
            ),
            (replace(PROOF, proof=PROOF.proof[::-1]), "entry 5: the hashes do not lead from it"),
            (replace(PROOF, note=checkpoint(LINES, size=6)), "entry 5: the hashes do not lead from it"),
            (replace(PROOF, note=Note("x\n", PROOF.note.signatures)), "checkpoint: the signature is not of this text"),
            (replace(PROOF, note=sign_note(text="x\n", key=KEY, sign=sign)), "checkpoint: not three lines"),
            (
                replace(PROOF, note=checkpoint(LINES, size=7, origin="other.example")),
                f"the checkpoint is of the log other.example, the key is of {ORIGIN}",
            ),
        ],
    )
    def test_says_what_does_not_hold(self, proof: EntryProof, says: str) -> None:
        with pytest.raises(BadProof) as refused:
            check_proof(proof, key=KEY, verify=verify)

        assert str(refused.value).startswith(says)

    def test_refuses_a_note_that_another_key_signed(self) -> None:
        with pytest.raises(BadProof, match="checkpoint: not signed by this key"):
            check_proof(PROOF, key=VerifierKey(ORIGIN, bytes(32)), verify=verify)
