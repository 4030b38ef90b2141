"""The Merkle tree of the log (RFC 9162, section 2.1), so stored that nothing needs all leaves.

Stored are the leaf hashes and the roots of complete blocks: 256 leaves make a block of tier 1, 256 blocks of tier 1 a
block of tier 2, and so on. They are written once and never change; 10^7 entries have 39,214 blocks. Whatever else
of the tree is asked for is computed from at most 256 stored hashes a tier.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

LEVELS_A_TIER: Final = 8
"""Levels of the tree between the hashes of one tier and of the next."""

BLOCK: Final = 2**LEVELS_A_TIER
"""Hashes of one tier under one hash of the next."""

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""


class StoredHashes(Protocol):
    """Read stored hashes of one tier: leaf hashes are tier 0, roots of blocks the tiers above."""

    def __call__(self, tier: int, start: int, stop: int) -> Sequence[bytes]:
        """Return the hashes from `start` to before `stop`."""
        ...


def leaf_hash(written: bytes) -> bytes:
    """Return the hash of a leaf; its prefix keeps a leaf from passing for a node."""
    return sha256(b"\x00" + written).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the root over hashes of one level, whose number is a power of two."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves as the roots of its complete parts, the largest first: enough to add to it."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def adding(self, leaves: Iterable[bytes]) -> "Frontier":
        """Return the frontier with leaf hashes added behind."""
        size, roots = self.size, list(self.roots)
        for leaf in leaves:
            size += 1
            joined = leaf
            # As many parts become one as the new size has zeros behind its last one.
            for _ in range((size & -size).bit_length() - 1):
                joined = node_hash(roots.pop(), joined)
            roots.append(joined)
        return Frontier(size, tuple(roots))

    @property
    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.roots:
            return EMPTY_ROOT
        *larger, root = self.roots
        for part in reversed(larger):
            root = node_hash(part, root)
        return root


@dataclass(frozen=True, slots=True, order=True)
class BlockPlace:
    """Where a block stands: its tier, from 1, and its index in it."""

    tier: int
    index: int


def completed_blocks(before: int, after: int) -> Iterator[BlockPlace]:
    """Yield the blocks that become complete when a tree grows, lower tiers first."""
    tier, old, new = 1, before // BLOCK, after // BLOCK
    while old < new:
        yield from (BlockPlace(tier, index) for index in range(old, new))
        tier, old, new = tier + 1, old // BLOCK, new // BLOCK


def block_root(place: BlockPlace, *, stored: StoredHashes) -> bytes:
    """Return the root of a complete block from the hashes of the tier below."""
    return fold(stored(place.tier - 1, place.index * BLOCK, (place.index + 1) * BLOCK))


def tree_root(size: int, *, stored: StoredHashes) -> bytes:
    """Return the root of the tree as it was with `size` leaves."""
    return range_root(0, size, stored=stored) if size else EMPTY_ROOT


def range_root(start: int, stop: int, *, stored: StoredHashes) -> bytes:
    """Return the root over the leaves `start` to `stop`, a range that RFC 9162 splits a tree into."""
    width = stop - start
    left = largest_power_below(width) if width > 1 else 1
    if width == left or width == 2 * left:
        return _complete_root(start, width, stored)
    return node_hash(_complete_root(start, left, stored), range_root(start + left, stop, stored=stored))


def largest_power_below(number: int) -> int:
    """Return the largest power of two that is smaller than a number above 1."""
    return 1 << ((number - 1).bit_length() - 1)


def _complete_root(start: int, width: int, stored: StoredHashes) -> bytes:
    """Return the root of a complete part: its width is a power of two, its start a multiple of it."""
    tier = (width.bit_length() - 1) // LEVELS_A_TIER
    each = BLOCK**tier
    return fold(stored(tier, start // each, (start + width) // each))
