"""A folder of events in the order in which they came; each stays until it is settled, whatever happens in between."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Final, Self

from habeas.client.spool.aside import set_aside
from habeas.client.spool.errors import SpoolFull, SpoolInUse
from habeas.client.spool.places import Position, list_segments, path_of, read_position, write_position
from habeas.client.spool.reading import count_lines, read_lines
from habeas.client.spool.records import encode
from habeas.client.spool.writing import Sync, Writer

_LOG: Final = logging.getLogger("habeas.client.spool")
_MEBIBYTE: Final = 1024 * 1024
REJECTED: Final = "rejected.jsonl"
"""The file of events that the service rejected, each with its problem."""
TORN: Final = "torn.bin"
"""The file of lines that a crash or the disk damaged."""


class WhenFull(StrEnum):
    """What gives way when the spool is full."""

    REFUSE = "refuse"
    """The new events: they are refused, and the caller is told."""
    DROP_OLDEST = "drop_oldest"
    """The oldest segment, and the log says how many events went with it."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """One event that waits, as the line of JSON that it came as."""

    line: bytes
    end: Position


@dataclass(frozen=True, slots=True)
class Batch:
    """The events that wait the longest, in their order."""

    start: Position
    events: tuple[Spooled, ...]


class Spool:
    """Keeps events in a folder until they are settled. Any thread may use it; one process at a time, by a lock.

    An append has returned: the event is kept, as durably as `sync` says. A crash at any byte loses none of those, and
    keeps their order; one whose append had not returned may be kept or not, and one that was being settled may come
    again. `max_bytes` bounds the segments. Raises SpoolInUse. Needs a POSIX system, for its lock.
    """

    def __init__(
        self,
        folder: Path,
        *,
        sync: Sync = Sync.EACH_APPEND,
        max_bytes: int = 256 * _MEBIBYTE,
        segment_bytes: int = 4 * _MEBIBYTE,
        when_full: WhenFull = WhenFull.REFUSE,
    ) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._lock_descriptor: int | None = _lock(folder)
        self._process = os.getpid()
        self._max_bytes, self._segment_bytes, self._when_full = max_bytes, min(segment_bytes, max_bytes), when_full
        self._is_synced = sync is Sync.EACH_APPEND
        self._lock = Lock()
        self._writer = Writer(folder, sync=sync, next_number=self._next_number)
        try:
            self._sizes = list_segments(folder)
            self._position = self._first_position(read_position(folder))
            self._forget_before(self._position)
            self._pending = self._count()
        except OSError:
            self.close()
            raise

    @classmethod
    def claim(
        cls,
        parent: Path,
        *,
        sync: Sync = Sync.EACH_APPEND,
        max_bytes: int = 256 * _MEBIBYTE,
        when_full: WhenFull = WhenFull.REFUSE,
    ) -> Self:
        """Return the first spool below a folder that no process uses: 000, 001, ...

        For several processes of one server: each has its own, and one that starts again takes over what one left.
        """
        number = 0
        while True:
            try:
                return cls(parent / f"{number:03}", sync=sync, max_bytes=max_bytes, when_full=when_full)
            except SpoolInUse:
                number += 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits. Never waits for the disk."""
        return self._pending == 0

    @property
    def pending(self) -> int:
        """How many events wait."""
        return self._pending

    def append(self, lines: Sequence[bytes]) -> None:
        """Keep events behind all others. Raises SpoolFull, SpoolInUse, and the OSError of the disk."""
        block = b"".join(map(encode, lines))
        with self._lock:
            self._require_own()
            self._make_room(len(block))
            number, mark = self._write(block)
            self._sizes[number] = self._sizes.get(number, 0) + len(block)
            self._pending += len(lines)
        self._writer.make_durable(mark)

    def first(self, *, limit: int, max_bytes: int) -> Batch:
        """Return the events that wait the longest: at most so many and, but for a single one, so many bytes.

        Raises SpoolInUse, and the OSError of the disk.
        """
        with self._lock:
            self._require_own()
            while not self.is_empty:
                batch = self._read(limit=limit, max_bytes=max_bytes)
                if batch.events:
                    return batch
                self._skip()
            return Batch(self._position, ())

    def settle(self, batch: Batch, *, settled: int, rejected: Sequence[bytes] = ()) -> None:
        """Let go of the first so many events of a batch; `rejected` are lines for a person to look at.

        Does nothing where the batch is no longer the first: somebody settled it already, or it was dropped. Raises
        SpoolInUse, and the OSError of the disk where what was rejected cannot be put aside.
        """
        with self._lock:
            self._require_own()
            if settled == 0 or batch.start != self._position:
                return
            if rejected:
                set_aside(self.folder / REJECTED, rejected)
            self._pending -= settled
            self._move_to(batch.events[settled - 1].end)

    def set_aside(self, rejected: Sequence[bytes]) -> None:
        """Put lines for a person to look at beside the spool. Raises SpoolInUse, and the OSError of the disk."""
        with self._lock:
            self._require_own()
            set_aside(self.folder / REJECTED, rejected)

    def close(self) -> None:
        """Let another process have the spool; what waits stays."""
        with self._lock:
            if self._lock_descriptor is not None:
                self._writer.close()
                os.close(self._lock_descriptor)
                self._lock_descriptor = None

    def _require_own(self) -> None:
        if self._lock_descriptor is None:
            raise SpoolInUse(f"the spool {self.folder} was closed")
        if os.getpid() != self._process:
            raise SpoolInUse(
                f"the spool {self.folder} was opened before a fork; open one in each process (Spool.claim)"
            )

    def _first_position(self, kept: Position) -> Position:
        """Return the kept position, or the start of the next segment where that of the position is gone."""
        if kept.segment in self._sizes:
            return kept
        return self._after(kept.segment if kept.offset else kept.segment - 1)

    def _write(self, block: bytes) -> tuple[int, int]:
        try:
            return self._writer.write(block)
        except OSError:
            # What a disk that fails has kept is for the disk to say.
            self._sizes = list_segments(self.folder)
            self._pending = self._count()
            raise

    def _count(self) -> int:
        return sum(count_lines(self.folder, self._start_in(segment)) for segment in self._sizes)

    def _start_in(self, segment: int) -> Position:
        return self._position if segment == self._position.segment else Position(segment, 0)

    def _next_number(self) -> int:
        return max([self._position.segment - 1, *self._sizes]) + 1

    def _read(self, *, limit: int, max_bytes: int) -> Batch:
        found: list[Spooled] = []
        size = 0
        for line in read_lines(self.folder, self._position):
            size += len(line.written)
            if line.payload is None or len(found) == limit or (found and size > max_bytes):
                break
            found.append(Spooled(line.payload, line.end))
        return Batch(self._position, tuple(found))

    def _skip(self) -> None:
        """Go on behind a torn line, which is set aside, or to the next segment."""
        torn = next(read_lines(self.folder, self._position), None)
        if torn is None:
            self._move_to(self._after(self._position.segment))
            return
        _LOG.error("a damaged record was set aside in %s", self.folder / TORN)
        set_aside(self.folder / TORN, [torn.written])
        self._pending -= 1
        self._move_to(torn.end)

    def _after(self, segment: int) -> Position:
        return Position(min((number for number in self._sizes if number > segment), default=segment + 1), 0)

    def _move_to(self, position: Position) -> None:
        """Make a position the first that is not settled; delete what lies before, all of it where nothing waits."""
        if self._pending == 0:
            self._writer.close()
            position = Position(max(self._sizes) + 1, 0)
        try:
            write_position(self.folder, position, synced=self._is_synced)
        except OSError as error:
            # To go on is safe, since a crash only makes events come twice; and it may be what frees a full disk.
            _LOG.warning("the position in %s was not kept: %s", self.folder, error)
        self._position = position
        self._forget_before(position)

    def _forget_before(self, position: Position) -> None:
        for segment in [number for number in self._sizes if number < position.segment]:
            path_of(self.folder, segment).unlink(missing_ok=True)
            del self._sizes[segment]

    def _make_room(self, size: int) -> None:
        """End a full segment; make the new events fit, or refuse them."""
        if self._sizes.get(self._writer.number or 0, 0) + size > self._segment_bytes:
            self._writer.close()
        if self._when_full is WhenFull.DROP_OLDEST and size <= self._max_bytes:
            while self._is_too_much(size):
                self._drop_oldest()
        if self._is_too_much(size):
            raise SpoolFull(
                f"{self.folder}: a spool of at most {self._max_bytes} bytes is full; events waiting: {self._pending}"
            )

    def _is_too_much(self, size: int) -> bool:
        return sum(self._sizes.values()) + size > self._max_bytes

    def _drop_oldest(self) -> None:
        # Never the one that is written to: with room for a segment there is room for the event that it takes.
        segment = min(self._sizes)
        dropped = count_lines(self.folder, self._start_in(segment))
        _LOG.error("the spool %s is full: the oldest %d events were dropped", self.folder, dropped)
        self._pending -= dropped
        self._move_to(self._after(segment))


def _lock(folder: Path) -> int:
    """Return the descriptor that holds the lock of a folder; the system lets it go with the process."""
    import fcntl  # noqa: PLC0415  # POSIX alone has it, and the client works elsewhere without a spool

    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise SpoolInUse(f"the spool {folder} is in use; give each process its own (Spool.claim)") from None
    return descriptor
