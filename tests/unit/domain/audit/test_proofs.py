"""Proofs are those of the standard, and hold for what they are about alone."""

import pytest

from habeas.domain.audit.proofs import OutsideTree, is_consistent, is_included, prove_consistency, prove_inclusion
from habeas.domain.audit.tree import EMPTY_ROOT, StoredHashes, leaf_hash, node_hash, tree_root

# The tree of seven leaves that RFC 9162 draws in section 2.1.5, with its names; II is its i.
A, B, C, D, E, F, J = (leaf_hash(b"d%d" % number) for number in range(7))
G, H, II = node_hash(A, B), node_hash(C, D), node_hash(E, F)
K = node_hash(G, H)
L = node_hash(II, J)
ROOT = node_hash(K, L)


def stored(tier: int, start: int, stop: int) -> list[bytes]:
    assert tier == 0
    return [A, B, C, D, E, F, J][start:stop]


STORED: StoredHashes = stored


def root_of(size: int) -> bytes:
    return tree_root(size, stored=STORED)


class TestProveInclusion:
    @pytest.mark.parametrize(("index", "proof"), [(0, (B, H, L)), (3, (C, G, L)), (4, (F, J, K)), (6, (II, K))])
    def test_is_that_of_the_standard(self, index: int, proof: tuple[bytes, ...]) -> None:
        assert prove_inclusion(index=index, size=7, stored=STORED) == proof
        assert is_included(leaf=stored(0, index, index + 1)[0], index=index, size=7, proof=proof, root=ROOT)

    @pytest.mark.parametrize(("index", "size"), [(7, 7), (-1, 7), (0, 0)])
    def test_refuses_an_entry_that_is_not_there(self, index: int, size: int) -> None:
        with pytest.raises(OutsideTree, match=f"no entry {index} in a tree of {size}"):
            prove_inclusion(index=index, size=size, stored=STORED)


class TestIsIncluded:
    @pytest.mark.parametrize(
        ("leaf", "index", "size", "proof", "root"),
        [
            (A, 1, 7, (B, H, L), ROOT),
            (B, 0, 7, (B, H, L), ROOT),
            (A, 0, 7, (H, B, L), ROOT),
            (A, 0, 7, (B, H), ROOT),
            (A, 0, 7, (B, H, L, L), ROOT),
            (A, 0, 7, (), ROOT),
            (A, 0, 7, (B, H, L), K),
            (A, 7, 7, (B, H, L), ROOT),
            (A, -1, 7, (B, H, L), ROOT),
        ],
    )
    def test_is_false_for_anything_else(
        self, leaf: bytes, index: int, size: int, proof: tuple[bytes, ...], root: bytes
    ) -> None:
        assert not is_included(leaf=leaf, index=index, size=size, proof=proof, root=root)


class TestProveConsistency:
    @pytest.mark.parametrize(("old", "proof"), [(0, ()), (3, (C, D, G, L)), (4, (L,)), (6, (II, J, K)), (7, ())])
    def test_is_that_of_the_standard(self, old: int, proof: tuple[bytes, ...]) -> None:
        assert prove_consistency(old=old, new=7, stored=STORED) == proof
        assert is_consistent(old=old, new=7, old_root=root_of(old), new_root=ROOT, proof=proof)

    @pytest.mark.parametrize(("old", "new"), [(8, 7), (-1, 7)])
    def test_refuses_a_tree_that_was_not(self, old: int, new: int) -> None:
        with pytest.raises(OutsideTree, match=f"no tree of {old} within a tree of {new}"):
            prove_consistency(old=old, new=new, stored=STORED)


class TestIsConsistent:
    @pytest.mark.parametrize(
        ("old", "new", "old_root", "new_root", "proof"),
        [
            (3, 7, root_of(3), ROOT, ()),
            (3, 7, root_of(2), ROOT, (C, D, G, L)),
            (3, 7, root_of(3), K, (C, D, G, L)),
            (3, 7, root_of(3), ROOT, (C, D, G)),
            (3, 7, root_of(3), ROOT, (C, D, G, L, L)),
            (4, 7, root_of(4), ROOT, ()),
            (7, 7, ROOT, ROOT, (A,)),
            (7, 7, K, ROOT, ()),
            (0, 7, EMPTY_ROOT, ROOT, (A,)),
            (0, 7, A, ROOT, ()),
            (8, 7, ROOT, ROOT, ()),
            (-1, 7, ROOT, ROOT, ()),
        ],
    )
    def test_is_false_for_anything_else(
        self, old: int, new: int, old_root: bytes, new_root: bytes, proof: tuple[bytes, ...]
    ) -> None:
        assert not is_consistent(old=old, new=new, old_root=old_root, new_root=new_root, proof=proof)
