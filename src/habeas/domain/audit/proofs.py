"""Proofs over the Merkle tree: that an entry is in it, and that a later tree only adds to an earlier one.

RFC 9162, sections 2.1.3 and 2.1.4. A verifier needs the proof, the roots and the sizes, and no log.
"""

from collections.abc import Sequence

from habeas.domain.audit.tree import EMPTY_ROOT, StoredHashes, largest_power_below, node_hash, range_root

Proof = tuple[bytes, ...]


class OutsideTree(ValueError):
    """A proof that was asked for about a place or a size that the tree does not have."""


def prove_inclusion(*, index: int, size: int, stored: StoredHashes) -> Proof:
    """Return the hashes from a leaf's sibling up to below the root. Raises OutsideTree."""
    if not 0 <= index < size:
        raise OutsideTree(f"no entry {index} in a tree of {size}")
    proof: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + largest_power_below(stop - start)
        if index < middle:
            proof.append(range_root(middle, stop, stored=stored))
            stop = middle
        else:
            proof.append(range_root(start, middle, stored=stored))
            start = middle
    return tuple(reversed(proof))


def prove_consistency(*, old: int, new: int, stored: StoredHashes) -> Proof:
    """Return what ties the tree of `old` leaves to the one of `new`. Raises OutsideTree."""
    if not 0 <= old <= new:
        raise OutsideTree(f"no tree of {old} within a tree of {new}")
    if old in {0, new}:
        return ()
    proof: list[bytes] = []
    start, stop = 0, new
    while stop != old:
        middle = start + largest_power_below(stop - start)
        if old <= middle:
            proof.append(range_root(middle, stop, stored=stored))
            stop = middle
        else:
            proof.append(range_root(start, middle, stored=stored))
            start = middle
    if start:
        # The old tree ends inside: its last part is not its root, so the proof names it.
        proof.append(range_root(start, stop, stored=stored))
    return tuple(reversed(proof))


def is_included(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether a proof shows that a leaf stands at its place in the tree with this root."""
    if not 0 <= index < size:
        return False
    place, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(sibling, reached)
            place, last = _above_left_edge(place, last)
        else:
            reached = node_hash(reached, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


def is_consistent(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether a proof shows that the tree of `new` leaves begins with the tree of `old` leaves."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    # Where the old tree is one complete part that is its root, and RFC 9162 leaves it out of the proof.
    parts = proof if old & (old - 1) else (old_root, *proof)
    return bool(proof) and _joins(old - 1, new - 1, parts[0], parts[1:]) == (old_root, new_root)


def _joins(place: int, last: int, first: bytes, rest: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the roots of the old and of the new tree that a proof leads to, None where it leads nowhere."""
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = first
    for part in rest:
        if last == 0:
            return None
        if place & 1 or place == last:
            older, newer = node_hash(part, older), node_hash(part, newer)
            place, last = _above_left_edge(place, last)
        else:
            newer = node_hash(newer, part)
        place, last = place >> 1, last >> 1
    return (older, newer) if last == 0 else None


def _above_left_edge(place: int, last: int) -> tuple[int, int]:
    """Return the places after going up while there is no sibling to the right of the edge."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last
