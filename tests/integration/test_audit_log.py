"""The log in the database: appended at the end of a transaction, provable, and closed to every change."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction

from habeas.domain.audit.commitments import is_opened_by
from habeas.domain.audit.entries import EntryRefused
from habeas.domain.audit.proofs import is_consistent, is_included, prove_consistency, prove_inclusion
from habeas.domain.audit.tree import BLOCK, Frontier, leaf_hash, tree_root
from habeas.domain.audit.verification import Wrong, verify_log
from habeas.server.audit.operations import Happening, NotInTransaction, append, store_checkpoint
from habeas.server.audit.queries import (
    NoSuchEntry,
    get_entry,
    get_latest_note,
    get_size,
    list_notes,
    list_opened,
    list_recorded,
    stored_hashes,
)
from tests.factories.logs import KEY, verify

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

CHANGES = [
    "UPDATE audit_entry SET action = 'x.y' WHERE subject = 'decision:d1'",
    "UPDATE audit_block SET root = root",
    "UPDATE audit_checkpoint SET note = note",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_block",
    "DELETE FROM audit_checkpoint",
]
CHANGES_OF_POSTGRES = [
    "TRUNCATE audit_entry CASCADE",
    "TRUNCATE audit_block",
    "TRUNCATE audit_checkpoint",
    'INSERT INTO audit_entry SELECT * FROM audit_entry ON CONFLICT ("index") DO UPDATE SET at = excluded.at',
    "INSERT INTO audit_block SELECT * FROM audit_block ON CONFLICT (id) DO UPDATE SET root = excluded.root",
    "INSERT INTO audit_checkpoint SELECT * FROM audit_checkpoint ON CONFLICT (size) DO UPDATE SET note = excluded.note",
    "MERGE INTO audit_checkpoint AS old USING audit_checkpoint AS new ON old.size = new.size WHEN MATCHED THEN DELETE",
]
CHANGES_OF_SQLITE = [
    "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
    "INSERT OR REPLACE INTO audit_block SELECT * FROM audit_block",
    'INSERT OR REPLACE INTO audit_block (tier, "index", root) SELECT tier, "index", root FROM audit_block',
    "INSERT OR REPLACE INTO audit_checkpoint SELECT * FROM audit_checkpoint",
    "UPDATE OR REPLACE audit_checkpoint SET size = 1",
]


def seal(member: str, content: bytes) -> bytes:
    return f"{member}:".encode() + content[::-1]


def unseal(member: str, sealed: bytes) -> bytes:
    assert sealed.startswith(f"{member}:".encode())
    return sealed.removeprefix(f"{member}:".encode())[::-1]


def happenings(number: int, *, member: str | None = None) -> list[Happening]:
    return [
        Happening(
            at=NOW + timedelta(microseconds=index),
            action="decision.made",
            actor="machine",
            subject=f"decision:d{index}",
            payload={"number": index} if index % 2 else None,
            member=member,
        )
        for index in range(number)
    ]


def execute(statement: str, parameters: Sequence[str | bytes | datetime] = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def append_alone(_: int) -> tuple[int, ...]:
    """Append in a transaction of this thread's own."""
    try:
        with transaction.atomic():
            return append(happenings(5), seal=seal)
    finally:
        connection.close()


@pytest.mark.django_db
class TestAppend:
    def test_numbers_and_chains_what_happened(self) -> None:
        first = append(happenings(3), seal=seal)
        second = append(happenings(2), seal=seal)

        assert (first, second) == ((0, 1, 2), (3, 4))
        assert get_size() == 5
        assert verify_log(list_recorded(), notes=[], key=KEY, verify=verify).problems == ()

    def test_of_nothing_adds_nothing(self) -> None:
        assert append([], seal=seal) == ()
        assert get_size() == 0

    def test_keeps_the_payload_beside_its_commitment(self) -> None:
        append(happenings(4, member="m-1"), seal=seal)

        found = list(list_opened("m-1", open_sealed=unseal))

        assert [(one.entry.index, one.opening.payload) for one in found] == [(1, {"number": 1}), (3, {"number": 3})]
        assert all(is_opened_by(one.entry.commitment or "", one.opening) for one in found)
        assert list(list_opened("m-2", open_sealed=unseal)) == []

    def test_names_no_member_in_the_log(self) -> None:
        append(happenings(4, member="m-1"), seal=seal)

        assert b"m-1" not in b"".join(one.written for one in list_recorded())

    def test_refuses_a_subject_that_could_be_a_person(self) -> None:
        with pytest.raises(EntryRefused, match=r"subject: 'ann@example\.com'"):
            append([Happening(at=NOW, action="a.b", actor="machine", subject="ann@example.com")], seal=seal)

    def test_stores_blocks_so_that_proofs_read_few_hashes(self) -> None:
        size = 2 * BLOCK + 10
        append(happenings(BLOCK - 1), seal=seal)
        append(happenings(size - BLOCK + 1), seal=seal)
        leaves = [leaf_hash(one.written) for one in list_recorded()]
        root = tree_root(size, stored=stored_hashes)

        proof = prove_inclusion(index=300, size=size, stored=stored_hashes)
        growth = prove_consistency(old=400, new=size, stored=stored_hashes)

        assert root == Frontier().adding(leaves).root
        assert list(stored_hashes(1, 0, 9)) == [
            Frontier().adding(leaves[a:b]).root for a, b in pairwise((0, BLOCK, 2 * BLOCK))
        ]
        assert is_included(leaf=leaves[300], index=300, size=size, proof=proof, root=root)
        old = Frontier().adding(leaves[:400]).root
        assert is_consistent(old=400, new=size, old_root=old, new_root=root, proof=growth)


@pytest.mark.django_db(transaction=True)
class TestAppendInTransactions:
    def test_refuses_to_stand_alone(self) -> None:
        with pytest.raises(NotInTransaction):
            append(happenings(1), seal=seal)

    def test_leaves_nothing_of_a_transaction_that_failed(self) -> None:
        with transaction.atomic():
            append(happenings(2), seal=seal)
        with transaction.atomic():
            append(happenings(2), seal=seal)
            transaction.set_rollback(True)

        assert get_size() == 2

        with transaction.atomic():
            assert append(happenings(1), seal=seal) == (2,)

    @pytest.mark.only_on("postgresql")  # SQLite has one writer at a time
    def test_lets_one_transaction_after_the_other_append(self) -> None:
        with ThreadPoolExecutor(4) as threads:
            numbers = [index for appended in threads.map(append_alone, range(12)) for index in appended]

        assert sorted(numbers) == list(range(60))
        assert verify_log(list_recorded(), notes=[], key=KEY, verify=verify).problems == ()


@pytest.mark.django_db
class TestClosedLog:
    """Invariant 8."""

    @pytest.fixture(autouse=True)
    def _log(self) -> None:
        append(happenings(BLOCK + 1), seal=seal)
        store_checkpoint(size=BLOCK, note="note", signed_at=NOW)
        connection.check_constraints()  # PostgreSQL empties no table of which something is still to be checked

    @pytest.mark.parametrize("statement", CHANGES)
    def test_refuses_every_change(self, statement: str) -> None:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(statement)

    @pytest.mark.only_on("postgresql")
    @pytest.mark.parametrize("statement", CHANGES_OF_POSTGRES)
    def test_refuses_the_ways_of_postgres(self, statement: str) -> None:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(statement)

    @pytest.mark.only_on("sqlite")
    @pytest.mark.parametrize("statement", CHANGES_OF_SQLITE)
    def test_refuses_the_ways_of_sqlite(self, statement: str) -> None:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(statement)

    @pytest.mark.only_on("postgresql")  # SQLite has no replicas
    def test_refuses_a_session_that_pretends_to_be_a_replica(self) -> None:
        execute("SET LOCAL session_replication_role = replica")

        with pytest.raises(DatabaseError, match="append-only"):
            execute("DELETE FROM audit_entry")

    def test_takes_the_next_entry_all_the_same(self) -> None:
        assert append(happenings(1), seal=seal) == (BLOCK + 1,)


@pytest.mark.django_db
class TestQueries:
    def test_find_one_entry(self) -> None:
        append(happenings(2), seal=seal)

        assert get_entry(1).subject == "decision:d1"
        with pytest.raises(NoSuchEntry):
            get_entry(2)

    def test_list_checkpoints_by_what_they_cover(self) -> None:
        assert get_latest_note() is None

        for size in (5, 3, 9):
            store_checkpoint(size=size, note=f"note {size}", signed_at=NOW)

        assert list_notes() == ["note 3", "note 5", "note 9"]
        assert get_latest_note() == "note 9"

    def test_read_a_row_that_is_no_entry_as_it_stands(self) -> None:
        execute(
            'INSERT INTO audit_entry ("index", at, action, actor, subject, leaf, chained) VALUES (0, %s, %s, %s, %s, %s, %s)',
            [NOW, "a.b", "Ann Lee", "x", bytes(32), bytes(32)],
        )

        [problem] = verify_log(list_recorded(), notes=[], key=KEY, verify=verify).problems

        assert problem.wrong is Wrong.UNREADABLE
        assert problem.says == "entry 0: actor: 'Ann Lee' is not a kind, or kind:id"


class TestSealForTests:
    def test_opens_what_it_sealed(self) -> None:
        assert json.loads(unseal("m", seal("m", b'{"a":1}'))) == {"a": 1}
