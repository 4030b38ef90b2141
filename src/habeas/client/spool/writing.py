"""Appends to the newest segment. Threads that append at the same time share one fsync."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from errno import EIO
from io import FileIO
from pathlib import Path
from threading import Lock

from habeas.client.spool.places import path_of, sync_folder


class Sync(StrEnum):
    """What has to be true before an append returns."""

    EACH_APPEND = "each_append"
    """The disk has it: it survives the loss of power."""
    LEFT_TO_SYSTEM = "left_to_system"
    """The system has it: it survives the end of the process, `kill -9` included, not that of the machine."""


@dataclass(frozen=True, slots=True)
class _Segment:
    number: int
    file: FileIO


class Writer:
    """The open segment. `write` and `close` are called by one thread at a time, `make_durable` by any."""

    def __init__(self, folder: Path, *, sync: Sync, next_number: Callable[[], int]) -> None:
        self._folder = folder
        self._sync = sync
        self._next_number = next_number
        self._sync_lock = Lock()
        self._segment: _Segment | None = None
        self._written = 0
        self._synced = 0
        # What was written between these marks is not durable, whatever a later fsync says: its error comes once.
        self._doubtful = (0, 0)

    @property
    def number(self) -> int | None:
        """The segment that the next write continues; None where it starts one."""
        return self._segment.number if self._segment else None

    def write(self, block: bytes) -> tuple[int, int]:
        """Return the segment that now ends with this block, and the mark to make durable.

        Where the disk refuses, what it took is taken back, and the segment is never continued: nothing is glued to a
        torn line.
        """
        segment = self._segment or self._start()
        size = segment.file.tell()
        try:
            left = memoryview(block)
            while left:
                left = left[segment.file.write(left) :]
        except OSError:
            with suppress(OSError):
                segment.file.truncate(size)
            self.close()
            raise
        self._written += len(block)
        return segment.number, self._written

    def make_durable(self, mark: int) -> None:
        """Return when all up to the mark is as durable as was asked for. Raises OSError where it cannot be."""
        if self._sync is not Sync.EACH_APPEND:
            return
        with self._sync_lock:
            first, last = self._doubtful
            if first < mark <= last:
                raise OSError(EIO, "the disk did not take what was written")
            # What is not in this segment was synced when its own ended.
            if self._synced < mark and self._segment:
                self._fsync(self._segment.file)

    def close(self) -> None:
        """End the segment; the next write starts another."""
        with self._sync_lock:
            segment, self._segment = self._segment, None
            if segment:
                with segment.file as file:
                    if self._sync is Sync.EACH_APPEND:
                        self._fsync(file)

    def _fsync(self, file: FileIO) -> None:
        written = self._written
        try:
            os.fsync(file.fileno())
        except OSError:
            self._doubtful = (self._synced, written)
            raise
        self._synced = written

    def _start(self) -> _Segment:
        number = self._next_number()
        descriptor = os.open(path_of(self._folder, number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._segment = _Segment(number, FileIO(descriptor, "w"))
        if self._sync is Sync.EACH_APPEND:
            sync_folder(self._folder)
        return self._segment
