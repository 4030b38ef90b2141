"""What a spool keeps, in which order, and what it refuses."""

import logging
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from habeas.client.spool import Spool, SpoolFull, SpoolInUse, Sync, WhenFull
from habeas.client.spool.writing import Writer

PLENTY = 1_000_000


def waiting(spool: Spool, *, limit: int = 1000, max_bytes: int = PLENTY) -> list[bytes]:
    """Return what comes next."""
    return [event.line for event in spool.first(limit=limit, max_bytes=max_bytes).events]


def drained(spool: Spool, *, limit: int = 3) -> list[bytes]:
    """Return all that waits, settled portion by portion."""
    found: list[bytes] = []
    while events := (batch := spool.first(limit=limit, max_bytes=PLENTY)).events:
        found += [event.line for event in events]
        spool.settle(batch, settled=len(events))
    return found


def segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.spool"))


def refuse(_: int) -> None:
    """Fail as a disk that is broken."""
    raise OSError(5, "refused")


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Have the system refuse to let a file grow past a size, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def spool(folder: Path) -> Iterator[Spool]:
    spool = Spool(folder, segment_bytes=100)
    yield spool
    spool.close()


class TestOrder:
    def test_is_that_of_the_appends(self, spool: Spool) -> None:
        spool.append([b"one", b"two"])
        spool.append([b"three"])

        assert waiting(spool) == [b"one", b"two", b"three"]

    def test_holds_across_segments(self, spool: Spool, folder: Path) -> None:
        lines = [b"%05d" % number for number in range(50)]
        for line in lines:
            spool.append([line])

        assert len(segments(folder)) > 5
        assert drained(spool) == lines

    def test_holds_within_each_thread(self, spool: Spool) -> None:
        def tell(thread: int) -> None:
            for number in range(20):
                spool.append([b"%d-%02d" % (thread, number)])

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(tell, range(4)))

        found = drained(spool)
        for thread in range(4):
            mine = [line for line in found if line.startswith(b"%d-" % thread)]
            assert mine == [b"%d-%02d" % (thread, number) for number in range(20)]


class TestFirst:
    def test_gives_the_same_until_it_is_settled(self, spool: Spool) -> None:
        spool.append([b"one"])

        assert waiting(spool) == waiting(spool) == [b"one"]

    def test_gives_no_more_than_asked_for(self, spool: Spool) -> None:
        spool.append([b"one", b"two", b"three"])

        assert waiting(spool, limit=2) == [b"one", b"two"]

    def test_gives_no_more_bytes_than_asked_for(self, spool: Spool) -> None:
        spool.append([b"one", b"two", b"three"])

        assert waiting(spool, max_bytes=30) == [b"one", b"two"]

    def test_gives_one_event_however_large(self, spool: Spool) -> None:
        spool.append([b"x" * 500])

        assert waiting(spool, max_bytes=10) == [b"x" * 500]

    def test_gives_nothing_of_an_empty_spool(self, spool: Spool) -> None:
        assert waiting(spool) == []
        assert spool.is_empty


class TestSettle:
    def test_lets_go_of_the_first_events_alone(self, spool: Spool) -> None:
        spool.append([b"one", b"two", b"three"])

        spool.settle(spool.first(limit=3, max_bytes=PLENTY), settled=2)

        assert waiting(spool) == [b"three"]
        assert spool.pending == 1

    def test_of_nothing_changes_nothing(self, spool: Spool) -> None:
        spool.append([b"one"])

        spool.settle(spool.first(limit=3, max_bytes=PLENTY), settled=0)

        assert waiting(spool) == [b"one"]

    def test_of_what_somebody_settled_already_changes_nothing(self, spool: Spool, folder: Path) -> None:
        spool.append([b"one", b"two"])
        batch = spool.first(limit=1, max_bytes=PLENTY)
        spool.settle(batch, settled=1)

        spool.settle(batch, settled=1, rejected=[b"one"])

        assert waiting(spool) == [b"two"]
        assert not (folder / "rejected.jsonl").exists()

    def test_leaves_no_text_behind_when_nothing_waits(self, spool: Spool, folder: Path) -> None:
        spool.append([b"one", b"two"])

        drained(spool)

        assert segments(folder) == []

    def test_deletes_what_was_read_to_its_end(self, spool: Spool, folder: Path) -> None:
        spool.append([b"x" * 100])
        spool.append([b"y" * 100])

        spool.settle(spool.first(limit=1, max_bytes=PLENTY), settled=1)
        assert waiting(spool) == [b"y" * 100]

        assert len(segments(folder)) == 1

    def test_puts_what_was_rejected_beside_the_spool(self, spool: Spool, folder: Path) -> None:
        spool.append([b"one"])

        spool.settle(spool.first(limit=1, max_bytes=PLENTY), settled=1, rejected=[b'{"problem":1}'])

        assert (folder / "rejected.jsonl").read_bytes() == b'{"problem":1}\n'

    def test_goes_on_after_the_spool_was_empty(self, spool: Spool) -> None:
        spool.append([b"one"])
        drained(spool)

        spool.append([b"two"])

        assert drained(spool) == [b"two"]


class TestReopened:
    @pytest.mark.parametrize("sync", Sync)
    def test_goes_on_where_it_was(self, folder: Path, sync: Sync) -> None:
        first = Spool(folder, sync=sync)
        first.append([b"one", b"two", b"three"])
        first.settle(first.first(limit=1, max_bytes=PLENTY), settled=1)
        first.close()

        second = Spool(folder, sync=sync)
        second.append([b"four"])

        assert second.pending == 3
        assert drained(second) == [b"two", b"three", b"four"]
        second.close()

    def test_never_uses_a_number_again(self, folder: Path) -> None:
        for line in (b"one", b"two"):
            spool = Spool(folder)
            spool.append([line])
            assert drained(spool) == [line]
            spool.close()

        with (folder / "position").open("rb") as position:
            assert position.read() == b'{"segment": 3, "offset": 0}'

    @pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"segment": null, "offset": 0}'])
    def test_starts_over_without_a_position(self, folder: Path, damage: bytes) -> None:
        first = Spool(folder)
        first.append([b"one", b"two"])
        first.settle(first.first(limit=1, max_bytes=PLENTY), settled=1)
        first.close()
        (folder / "position").write_bytes(damage)

        second = Spool(folder)

        assert drained(second) == [b"one", b"two"]
        second.close()

    def test_goes_on_behind_a_segment_that_is_gone(self, folder: Path) -> None:
        first = Spool(folder, segment_bytes=10)
        for line in (b"one", b"two", b"three"):
            first.append([line])
        first.settle(first.first(limit=1, max_bytes=PLENTY), settled=1)
        first.close()
        segments(folder)[0].unlink()

        second = Spool(folder)

        assert drained(second) == [b"two", b"three"]
        second.close()


class TestTornLine:
    def test_is_set_aside_and_the_others_are_kept(self, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        first = Spool(folder)
        first.append([b"one", b"two"])
        first.close()
        [segment] = segments(folder)
        segment.write_bytes(segment.read_bytes()[:-3])

        second = Spool(folder)
        second.append([b"three"])

        assert drained(second) == [b"one", b"three"]
        assert (folder / "torn.bin").read_bytes().endswith(b" t\n")
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        second.close()

    def test_in_the_middle_costs_only_itself(self, folder: Path) -> None:
        first = Spool(folder)
        first.append([b"one", b"two", b"three"])
        first.close()
        [segment] = segments(folder)
        segment.write_bytes(segment.read_bytes().replace(b"two", b"twX"))

        second = Spool(folder)

        assert drained(second) == [b"one", b"three"]
        second.close()

    def test_alone_leaves_the_spool_empty(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "000000000001.spool").write_bytes(b"half a li")

        spool = Spool(folder)

        assert waiting(spool) == []
        assert spool.is_empty
        spool.close()

    def test_says_nothing_of_its_text_in_the_log(self, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        folder.mkdir()
        (folder / "000000000001.spool").write_bytes(b"my secret words")

        spool = Spool(folder)
        waiting(spool)

        assert "secret" not in caplog.text
        spool.close()


class TestFull:
    def test_refuses_new_events(self, folder: Path) -> None:
        spool = Spool(folder, max_bytes=60)
        spool.append([b"x" * 30])

        with pytest.raises(SpoolFull, match="at most 60 bytes is full; events waiting: 1"):
            spool.append([b"y" * 30])

        assert drained(spool) == [b"x" * 30]
        spool.close()

    def test_takes_events_again_when_some_are_settled(self, folder: Path) -> None:
        spool = Spool(folder, max_bytes=60)
        spool.append([b"x" * 30])
        drained(spool)

        spool.append([b"y" * 30])

        assert drained(spool) == [b"y" * 30]
        spool.close()

    def test_drops_the_oldest_where_that_was_chosen(self, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        spool = Spool(folder, max_bytes=120, segment_bytes=40, when_full=WhenFull.DROP_OLDEST)
        for letter in (b"a", b"b", b"c", b"d"):
            spool.append([letter * 25])

        assert drained(spool) == [b"b" * 25, b"c" * 25, b"d" * 25]
        assert "oldest 1 events were dropped" in caplog.text
        spool.close()

    def test_drops_even_the_segment_that_it_writes(self, folder: Path) -> None:
        spool = Spool(folder, max_bytes=60, segment_bytes=60, when_full=WhenFull.DROP_OLDEST)
        spool.append([b"a" * 20])

        spool.append([b"b" * 40])

        assert drained(spool) == [b"b" * 40]
        spool.close()

    @pytest.mark.parametrize("when_full", WhenFull)
    def test_refuses_what_could_never_fit(self, folder: Path, when_full: WhenFull) -> None:
        spool = Spool(folder, max_bytes=60, when_full=when_full)

        with pytest.raises(SpoolFull, match="events waiting: 0"):
            spool.append([b"x" * 100])
        spool.append([b"one"])
        with pytest.raises(SpoolFull, match="events waiting: 1"):
            spool.append([b"x" * 100])

        assert drained(spool) == [b"one"]
        spool.close()

    def test_ignores_what_is_settled_of_what_was_dropped(self, folder: Path) -> None:
        spool = Spool(folder, max_bytes=80, segment_bytes=40, when_full=WhenFull.DROP_OLDEST)
        spool.append([b"a" * 25])
        batch = spool.first(limit=1, max_bytes=PLENTY)
        spool.append([b"b" * 25])
        spool.append([b"c" * 25])

        spool.settle(batch, settled=1)

        assert drained(spool) == [b"b" * 25, b"c" * 25]
        spool.close()


class TestFailingDisk:
    def test_keeps_what_it_had_and_nothing_of_what_it_refused(self, folder: Path) -> None:
        spool = Spool(folder)
        spool.append([b"one"])

        with files_no_larger_than(30), pytest.raises(OSError, match="too large"):
            spool.append([b"two", b"x" * 100])
        spool.append([b"three"])

        assert spool.pending == 2
        assert drained(spool) == [b"one", b"three"]
        spool.close()

    def test_keeps_the_number_of_a_segment_that_it_could_not_write(self, folder: Path) -> None:
        spool = Spool(folder)

        with files_no_larger_than(0), pytest.raises(OSError, match="too large"):
            spool.append([b"one"])
        spool.append([b"two"])

        assert drained(spool) == [b"two"]
        spool.close()

    def test_is_told_of_by_every_append_that_it_did_not_make_durable(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        writer = Writer(folder.parent, sync=Sync.EACH_APPEND, next_number=iter((1, 2)).__next__)
        _, durable = writer.write(b"one")
        writer.make_durable(durable)
        marks = [writer.write(line)[1] for line in (b"two", b"three")]

        with monkeypatch.context() as failing:
            failing.setattr(os, "fsync", refuse)
            with pytest.raises(OSError, match="refused"):
                writer.close()
        _, later = writer.write(b"four")

        for mark in marks:
            with pytest.raises(OSError, match="did not take"):
                writer.make_durable(mark)
        for mark in (durable, later, later):
            writer.make_durable(mark)
        writer.close()
        writer.close()

    def test_goes_on_where_no_position_can_be_kept(self, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        first = Spool(folder, segment_bytes=20)
        for line in (b"one", b"two", b"three", b"four"):
            first.append([line])
        with files_no_larger_than(5):
            first.settle(first.first(limit=1, max_bytes=PLENTY), settled=1)
            found = waiting(first)
            first.settle(first.first(limit=1, max_bytes=PLENTY), settled=1)
        first.close()

        second = Spool(folder)

        assert found == [b"two"]
        assert drained(second)[-2:] == [b"three", b"four"]
        assert "was not kept" in caplog.text
        second.close()

    def test_leaves_the_lock_where_the_folder_cannot_be_read(self, folder: Path) -> None:
        (folder / "000000000001.spool").mkdir(parents=True)

        for _ in range(2):
            with pytest.raises(IsADirectoryError):
                Spool(folder)


class TestLock:
    @pytest.mark.usefixtures("spool")
    def test_keeps_another_spool_out(self, folder: Path) -> None:
        with pytest.raises(SpoolInUse, match="give each process its own"):
            Spool(folder)

    @pytest.mark.usefixtures("spool")
    def test_keeps_another_process_out(self, folder: Path) -> None:
        code = f"from pathlib import Path; from habeas.client import Spool; Spool(Path({str(folder)!r}))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

        assert "SpoolInUse" in done.stderr

    def test_ends_with_close(self, folder: Path) -> None:
        Spool(folder).close()

        Spool(folder).close()

    def test_refuses_events_after_close(self, spool: Spool) -> None:
        spool.close()
        spool.close()

        with pytest.raises(SpoolInUse, match="was closed"):
            spool.append([b"one"])
        with pytest.raises(SpoolInUse, match="was closed"):
            spool.set_aside([b"one"])

    def test_lets_nothing_go_after_close(self, spool: Spool, folder: Path) -> None:
        spool.append([b"one"])
        batch = spool.first(limit=1, max_bytes=PLENTY)
        spool.close()

        with pytest.raises(SpoolInUse, match="was closed"):
            spool.settle(batch, settled=1)

        heir = Spool(folder)
        assert drained(heir) == [b"one"]
        heir.close()

    def test_refuses_a_spool_that_came_through_a_fork(self, spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
        process = os.getpid()
        monkeypatch.setattr(os, "getpid", lambda: process + 1)

        with pytest.raises(SpoolInUse, match="before a fork"):
            spool.append([b"one"])


class TestClaim:
    def test_gives_each_its_own_folder(self, tmp_path: Path) -> None:
        first, second = Spool.claim(tmp_path), Spool.claim(tmp_path)

        assert [first.folder.name, second.folder.name] == ["000", "001"]
        first.close()
        second.close()

    def test_takes_over_what_another_left(self, tmp_path: Path) -> None:
        left = Spool.claim(tmp_path)
        left.append([b"one"])
        left.close()

        heir = Spool.claim(tmp_path)

        assert drained(heir) == [b"one"]
        heir.close()


class TestFolder:
    def test_is_for_its_owner_alone(self, spool: Spool, folder: Path) -> None:
        spool.append([b"one"])
        spool.set_aside([b"two"])

        assert folder.stat().st_mode & 0o077 == 0
        assert {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()} == dict.fromkeys(
            ["lock", "000000000001.spool", "rejected.jsonl"], 0
        )
