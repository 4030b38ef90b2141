"""An entry is written one way, names nobody, and is tied to all before it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest

from habeas.domain.audit.entries import GENESIS, Entry, EntryRefused, entry_bytes, link, read_entry

AT = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
ENTRY = Entry(index=7, at=AT, action="decision.made", actor="machine", subject="decision:0192-f", commitment="ab" * 32)
WRITTEN = (
    b'{"action":"decision.made","actor":"machine","at":"2026-03-01T12:00:00.000005Z",'
    b'"commitment":"' + b"ab" * 32 + b'","index":7,"subject":"decision:0192-f","v":1}'
)


class TestEntry:
    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"index": -1}, "index: -1 is no place in a log"),
            ({"index": 2**53}, "index: 9007199254740992 is no place in a log"),
            ({"at": AT.replace(tzinfo=None)}, "at: 2026-03-01 12:00:00.000005 has no time zone"),
            ({"action": "made"}, "action: 'made' is not noun.past_verb, in small letters"),
            ({"actor": "ann@example.com"}, "actor: 'ann@example.com' is not a kind, or kind:id"),
            ({"subject": "member:Ann Lee"}, "subject: 'member:Ann Lee' is not a kind, or kind:id"),
            ({"commitment": "abc"}, "commitment: 'abc' is not 64 hexadecimal digits"),
        ],
    )
    def test_is_refused_where_it_could_not_be_written_or_could_name_somebody(
        self, change: dict[str, Any], says: str
    ) -> None:
        with pytest.raises(EntryRefused) as refused:
            replace(ENTRY, **change)

        assert str(refused.value) == says


class TestEntryBytes:
    def test_are_canonical(self) -> None:
        assert entry_bytes(ENTRY) == WRITTEN

    def test_are_the_same_in_every_time_zone(self) -> None:
        there = replace(ENTRY, at=AT.astimezone(timezone(timedelta(hours=5, minutes=30))))

        assert entry_bytes(there) == WRITTEN


class TestReadEntry:
    @pytest.mark.parametrize("entry", [ENTRY, replace(ENTRY, commitment=None)])
    def test_gives_back_what_was_written(self, entry: Entry) -> None:
        assert read_entry(entry_bytes(entry)) == entry

    @pytest.mark.parametrize(
        ("written", "says"),
        [
            (WRITTEN[:-1], "not JSON, or cut off"),
            (WRITTEN.replace(b'"v":1', b'"v":2'), "not the fields of an entry of format 1"),
            (WRITTEN.replace(b',"v":1', b',"v":1,"x":0'), "not the fields of an entry of format 1"),
            (WRITTEN.replace(b',"index":7', b""), "not the fields of an entry"),
            (WRITTEN.replace(b"-03-01", b"-02-30"), "not the fields of an entry"),
            (WRITTEN.replace(b'"index":7', b'"index":true'), "not the fields of an entry of format 1"),
            (WRITTEN.replace(b'"index":7', b'"index":7.5'), "not the fields of an entry of format 1"),
            (WRITTEN.replace(b'"machine"', b"3"), "not the fields of an entry"),
            (WRITTEN.replace(b'"machine"', b'"A B"'), "actor: 'A B' is not a kind, or kind:id"),
            (b"[]", "not the fields of an entry"),
        ],
    )
    def test_refuses_anything_else(self, written: bytes, says: str) -> None:
        with pytest.raises(EntryRefused) as refused:
            read_entry(written)

        assert str(refused.value) == says


class TestLink:
    def test_hashes_what_was_before_and_the_entry(self) -> None:
        first = link(GENESIS, b"a")

        assert first == sha256(bytes(32) + b"a").digest()
        assert link(first, b"b") == sha256(first + b"b").digest()
