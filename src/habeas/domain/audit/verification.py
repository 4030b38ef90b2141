"""Whether a log is what was written and signed: exactly which entry or checkpoint is wrong, and how.

Reads entries one after the other and holds none of them, so the length of a log does not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from habeas.domain.audit.checkpoints import BadCheckpoint, Checkpoint, read_checkpoint
from habeas.domain.audit.entries import GENESIS, EntryRefused, link, read_entry
from habeas.domain.audit.notes import Note, Standing, VerifierKey, Verify, standing
from habeas.domain.audit.tree import Frontier, leaf_hash


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of a log as it was found: the entry's bytes, and the hash that ties it to those before.

    `chained` is None where the line is so damaged that no hash can be read.
    """

    written: bytes
    chained: bytes | None


class Wrong(StrEnum):
    """What can be wrong."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    OUT_OF_PLACE = "out of place"
    CHANGED = "changed"
    HASH_CHANGED = "hash changed"
    SIGNATURE = "signature"
    ROOT = "root"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (an entry's number, or a checkpoint's size), what kind, in words."""

    at: int
    wrong: Wrong
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a check came to.

    `size` is how long the log is, `root` of the tree over it is None where entries are missing, `vouched` is how many
    of the first entries a signed checkpoint was found to hold for.
    """

    size: int
    root: bytes | None
    vouched: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Reading:
    """What is known after the entries so far.

    `before` are the hashes that the next entry may follow from: the one that was recorded, and, where that was wrong,
    the one that should have been. It is empty where nothing can be said. Without a frontier no root can be told.
    """

    size: int = 0
    before: tuple[bytes, ...] = (GENESIS,)
    frontier: Frontier | None = field(default_factory=Frontier)
    vouched: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, at: int, wrong: Wrong, says: str) -> None:
        self.problems.append(Problem(at, wrong, says))


def verify_log(
    recorded: Iterable[Recorded], *, notes: Sequence[Note], key: VerifierKey | None, verify: Verify
) -> Verified:
    """Return whether entries hang together, and are those that the key signed in each of these notes.

    `notes` are checkpoints in any order: the more of them were kept apart from the log, the more is proven. Without
    a key nothing was ever signed.
    """
    reading = _Reading()
    waiting = _signed_checkpoints(reading, notes, key=key, verify=verify)
    _meet(reading, waiting)
    for one in recorded:
        _read(reading, one)
        _meet(reading, waiting)
    _settle(reading, Wrong.CHANGED)
    for checkpoint in waiting:
        missing = checkpoint.size - reading.size
        says = f"{checkpoint.size} entries were signed, the last {missing} are not there"
        reading.add(checkpoint.size, Wrong.SHORTER, says)
    problems = sorted(reading.problems, key=lambda problem: problem.at)
    root = None if reading.frontier is None else reading.frontier.root
    return Verified(size=reading.size, root=root, vouched=reading.vouched, problems=tuple(problems))


def _signed_checkpoints(
    reading: _Reading, notes: Sequence[Note], *, key: VerifierKey | None, verify: Verify
) -> list[Checkpoint]:
    """Return the checkpoints that the key signed, by size; say of the others what is wrong."""
    found = []
    for note in notes:
        try:
            checkpoint = read_checkpoint(note.text)
        except BadCheckpoint as error:
            reading.add(0, Wrong.SIGNATURE, f"a signed note that is no checkpoint: {error}")
            continue
        held = Standing.UNSIGNED if key is None else standing(note, key=key, verify=verify)
        if key is None or held is not Standing.SIGNED:
            reading.add(checkpoint.size, Wrong.SIGNATURE, f"checkpoint of {checkpoint.size} entries: {held}")
        elif checkpoint.origin != key.name:
            says = f"checkpoint of {checkpoint.size} entries: of the log {checkpoint.origin}, not of {key.name}"
            reading.add(checkpoint.size, Wrong.SIGNATURE, says)
        else:
            found.append(checkpoint)
    return sorted(found, key=lambda one: one.size)


def _meet(reading: _Reading, waiting: list[Checkpoint]) -> None:
    """Compare the checkpoints that the log has reached with what was read, and take them off the list."""
    while waiting and waiting[0].size <= reading.size:
        checkpoint = waiting.pop(0)
        if reading.frontier is None:
            continue
        if checkpoint.root == reading.frontier.root:
            reading.vouched = checkpoint.size
            continue
        first, last = reading.vouched, checkpoint.size - 1
        says = f"the entries {first} to {last} are not all as they were signed"
        reading.add(checkpoint.size, Wrong.ROOT, says)
        # Every later root differs too, and says nothing new.
        reading.frontier = None


def _read(reading: _Reading, recorded: Recorded) -> None:
    """Take in the next line, whatever is wrong with it."""
    try:
        found = read_entry(recorded.written).index
    except EntryRefused as error:
        _settle(reading, Wrong.CHANGED)
        reading.add(reading.size, Wrong.UNREADABLE, f"entry {reading.size}: {error}")
        reading.before = ()
    else:
        if found < reading.size:
            says = f"entry {found} stands once more, behind entry {reading.size - 1}"
            reading.add(reading.size, Wrong.OUT_OF_PLACE, says)
            return
        if found > reading.size:
            _skip(reading, to=found)
    _follow(reading, recorded)
    reading.size += 1
    if reading.frontier is not None:
        reading.frontier = reading.frontier.adding([leaf_hash(recorded.written)])


def _skip(reading: _Reading, *, to: int) -> None:
    """Say that entries are missing; what follows them cannot be compared with what was before."""
    _settle(reading, Wrong.CHANGED)
    first, last = reading.size, to - 1
    says = f"entry {first} is missing" if first == last else f"the entries {first} to {last} are missing"
    reading.add(first, Wrong.MISSING, says)
    reading.size, reading.before, reading.frontier = to, (), None


def _follow(reading: _Reading, recorded: Recorded) -> None:
    """Compare the hash that is recorded with the one that follows from what was before."""
    following = [link(one, recorded.written) for one in reading.before]
    if recorded.chained is None:
        _settle(reading, Wrong.CHANGED)
        reading.before = ()
    elif not following:
        reading.before = (recorded.chained,)
    elif recorded.chained in following:
        _settle(reading, Wrong.CHANGED if recorded.chained == following[0] else Wrong.HASH_CHANGED)
        reading.before = (recorded.chained,)
    else:
        _settle(reading, Wrong.CHANGED)
        # Goes on from both, so that the entry behind tells which of the two was changed.
        reading.before = (recorded.chained, following[0])


_SAYS = {
    Wrong.CHANGED: "is not the entry that was chained: its content was changed",
    Wrong.HASH_CHANGED: "has another hash than it was chained with; its content was not changed",
}


def _settle(reading: _Reading, wrong: Wrong) -> None:
    """Say what is wrong with the entry before, where its hash did not follow."""
    if len(reading.before) > 1:
        number = reading.size - 1
        reading.add(number, wrong, f"entry {number} {_SAYS[wrong]}")
