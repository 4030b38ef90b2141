"""A checkpoint signs what the log is, once, and never two histories."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import connection

from habeas.cli.audit.signatures import is_signed
from habeas.domain.audit.checkpoints import read_checkpoint
from habeas.domain.audit.notes import Standing, read_note, standing
from habeas.domain.audit.proof_files import check_proof
from habeas.domain.audit.proofs import is_consistent
from habeas.domain.audit.tree import tree_root
from habeas.domain.audit.verification import verify_log
from habeas.server.audit.operations import Happening, append
from habeas.server.audit.proving import NotSigned, prove_entry, prove_growth
from habeas.server.audit.queries import NoSuchEntry, list_notes, list_recorded, stored_hashes
from habeas.server.audit.signing import get_verifier_key
from habeas.server.audit.stored import list_wrong_hashes
from habeas.server.usecases.sign_checkpoint import LogRewritten, sign_checkpoint

APPEND_ONLY = import_module("habeas.server.audit.migrations.0002_append_only")
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ORIGIN = "market.example"

pytestmark = pytest.mark.django_db


def grow(number: int) -> None:
    happening = Happening(at=NOW, action="decision.made", actor="machine", subject="decision:d")
    append([happening] * number, seal=lambda _, content: content)


def sign() -> str:
    return sign_checkpoint(origin=ORIGIN, now=NOW)


def open_log() -> None:
    """Do what somebody does who may change the schema: nothing else gets past the triggers."""
    with connection.cursor() as cursor:
        for statement in APPEND_ONLY.drop(connection.vendor):
            cursor.execute(statement)


class TestSignCheckpoint:
    def test_signs_the_size_and_the_root_under_the_name_of_the_log(self) -> None:
        grow(3)

        note = read_note(sign())

        key = get_verifier_key()
        assert key is not None
        assert standing(note, key=key, verify=is_signed) is Standing.SIGNED
        signed = read_checkpoint(note.text)
        assert (signed.origin, signed.size, signed.root) == (ORIGIN, 3, tree_root(3, stored=stored_hashes))

    def test_signs_the_same_log_once(self) -> None:
        grow(3)

        assert sign() == sign()
        assert len(list_notes()) == 1

    def test_signs_a_log_of_nothing(self) -> None:
        assert read_checkpoint(read_note(sign()).text).size == 0

    def test_keeps_its_key_and_its_name(self) -> None:
        sign()
        key = get_verifier_key()
        grow(1)

        sign_checkpoint(origin="renamed.example", now=NOW)

        assert get_verifier_key() == key
        verified = verify_log(
            list_recorded(), notes=[read_note(one) for one in list_notes()], key=key, verify=is_signed
        )
        assert (verified.vouched, verified.problems) == (1, ())

    def test_refuses_a_log_that_was_rewritten(self) -> None:
        grow(3)
        sign()
        open_log()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_entry SET leaf = chained")
        grow(1)

        with pytest.raises(LogRewritten, match="the first 3 entries are not those that were signed"):
            sign()

    def test_refuses_a_log_whose_end_was_cut_off(self) -> None:
        grow(3)
        sign()
        open_log()
        with connection.cursor() as cursor:
            cursor.execute('DELETE FROM audit_entry WHERE "index" = 2')

        with pytest.raises(LogRewritten):
            sign()


class TestProveEntry:
    def test_convinces_whoever_has_the_key(self) -> None:
        grow(300)
        sign()
        key = get_verifier_key()
        assert key is not None

        proof = prove_entry(270)

        assert proof.entry.index == 270
        check_proof(proof, key=key, verify=is_signed)

    def test_waits_for_a_checkpoint(self) -> None:
        grow(2)
        with pytest.raises(NotSigned, match="0 entries are signed, which does not reach 1: sign a checkpoint first"):
            prove_entry(1)
        sign()
        grow(1)

        with pytest.raises(NotSigned, match="2 entries are signed, which does not reach 2"):
            prove_entry(2)

    def test_refuses_what_is_not_there(self) -> None:
        with pytest.raises(NoSuchEntry):
            prove_entry(0)


class TestProveGrowth:
    def test_ties_an_earlier_log_to_what_was_signed(self) -> None:
        grow(300)
        sign()

        growth = prove_growth(100)

        old, new = (tree_root(size, stored=stored_hashes) for size in (100, 300))
        assert is_consistent(old=100, new=growth.new, old_root=old, new_root=new, proof=growth.proof)

    def test_waits_for_a_checkpoint(self) -> None:
        grow(3)

        with pytest.raises(NotSigned):
            prove_growth(2)


class TestListWrongHashes:
    def test_is_empty_for_what_was_appended(self) -> None:
        grow(600)

        assert list(list_wrong_hashes()) == []

    def test_names_each_hash_that_lies(self) -> None:
        grow(600)
        open_log()
        with connection.cursor() as cursor:
            cursor.execute('UPDATE audit_entry SET leaf = chained WHERE "index" = 7')
            cursor.execute('DELETE FROM audit_block WHERE "index" = 1')

        assert list(list_wrong_hashes()) == [
            "entry 7: its hash in the tree is not of its content",
            "block 0 of tier 1 is not of the hashes below it",
            "block 1 of tier 1 is missing from the tree",
        ]
