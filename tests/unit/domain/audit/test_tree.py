"""The tree is that of RFC 9162, however it is computed."""

from collections.abc import Sequence

import pytest

from habeas.domain.audit.tree import (
    BLOCK,
    EMPTY_ROOT,
    BlockPlace,
    Frontier,
    block_root,
    completed_blocks,
    leaf_hash,
    node_hash,
    tree_root,
)

# The leaves and roots that the tests of Certificate Transparency use (RFC 6962 and RFC 9162 build the same tree).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class Stored:
    """The hashes that a log stores, and how many of them were read."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.tiers: list[list[bytes]] = [[leaf_hash(leaf) for leaf in leaves]]
        self.read = 0
        for place in completed_blocks(0, len(leaves)):
            if place.tier == len(self.tiers):
                self.tiers.append([])
            self.tiers[place.tier].append(block_root(place, stored=self))
        self.read = 0

    def __call__(self, tier: int, start: int, stop: int) -> Sequence[bytes]:
        self.read += stop - start
        return self.tiers[tier][start:stop]


class TestTreeRoot:
    @pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS)))
    def test_is_that_of_certificate_transparency(self, size: int, root: str) -> None:
        assert tree_root(size, stored=Stored(LEAVES)).hex() == root

    def test_follows_the_drawing_of_the_standard(self) -> None:
        a, b, c, d, e, f, j = (leaf_hash(b"d%d" % number) for number in range(7))
        k = node_hash(node_hash(node_hash(a, b), node_hash(c, d)), node_hash(node_hash(e, f), j))

        assert tree_root(7, stored=Stored([b"d%d" % number for number in range(7)])) == k

    def test_reads_at_most_two_blocks_of_hashes_a_tier(self) -> None:
        size = BLOCK**2 + 3 * BLOCK - 1
        stored = Stored([b"%d" % number for number in range(size)])

        root = tree_root(size, stored=stored)

        assert root == Frontier().adding(stored.tiers[0]).root
        assert stored.read <= 3 * BLOCK


class TestFrontier:
    @pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS)))
    def test_comes_to_the_same_root(self, size: int, root: str) -> None:
        frontier = Frontier().adding(map(leaf_hash, LEAVES[:size]))

        assert frontier.root.hex() == root
        assert frontier.size == size

    def test_goes_on_from_where_it_was(self) -> None:
        hashes = [leaf_hash(leaf) for leaf in LEAVES]

        assert Frontier().adding(hashes[:3]).adding(hashes[3:]) == Frontier().adding(hashes)

    def test_of_nothing_has_the_empty_root(self) -> None:
        assert Frontier().root == EMPTY_ROOT


class TestCompletedBlocks:
    @pytest.mark.parametrize(
        ("before", "after", "places"),
        [
            (0, 255, []),
            (0, 256, [(1, 0)]),
            (255, 256, [(1, 0)]),
            (256, 511, []),
            (200, 800, [(1, 0), (1, 1), (1, 2)]),
            (65_535, 65_536, [(1, 255), (2, 0)]),
            (65_536, 65_792, [(1, 256)]),
        ],
    )
    def test_are_those_that_became_full(self, before: int, after: int, places: list[tuple[int, int]]) -> None:
        assert list(completed_blocks(before, after)) == [BlockPlace(*place) for place in places]

    def test_of_ten_million_entries_are_39214(self) -> None:
        assert sum(1 for _ in completed_blocks(0, 10**7)) == 39_214
