import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from habeas.server.identity.models import ApiKey
from habeas.server.usecases.note_key_use import RARELY, note_key_use
from tests.factories.api import new_key

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TestNoteKeyUse:
    @pytest.mark.django_db
    def test_writes_once_a_minute(self) -> None:
        new_key(now=NOW - timedelta(days=1))
        key = ApiKey.objects.get()

        assert note_key_use(key_id=key.id, last_used_at=None, now=NOW)
        assert not note_key_use(key_id=key.id, last_used_at=NOW, now=NOW + RARELY / 2)
        assert note_key_use(key_id=key.id, last_used_at=NOW, now=NOW + RARELY)

    @pytest.mark.django_db
    def test_writes_once_when_two_requests_are_at_it(self) -> None:
        new_key(now=NOW - timedelta(days=1))
        key = ApiKey.objects.get()

        assert note_key_use(key_id=key.id, last_used_at=None, now=NOW)
        assert not note_key_use(key_id=key.id, last_used_at=None, now=NOW)

    @pytest.mark.only_on("sqlite")  # PostgreSQL has many writers at a time
    def test_waits_for_no_other_writer(self, shared_database: str) -> None:
        new_key(now=NOW - timedelta(days=1))
        key = ApiKey.objects.get()

        with closing(sqlite3.connect(shared_database.removeprefix("sqlite:///"))) as writer:
            writer.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError, match="locked"):
                note_key_use(key_id=key.id, last_used_at=None, now=NOW)

        assert note_key_use(key_id=key.id, last_used_at=None, now=NOW)
