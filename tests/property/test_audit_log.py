"""What is true of every audit log: proofs hold for what is there, and no change passes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.domain.audit.canonical import canonical_bytes, read_canonical
from habeas.domain.audit.entries import Entry, entry_as_json, entry_bytes, read_entry
from habeas.domain.audit.proofs import is_consistent, is_included, prove_consistency, prove_inclusion
from habeas.domain.audit.tree import EMPTY_ROOT, Frontier, block_root, completed_blocks, node_hash, tree_root
from habeas.domain.audit.verification import Recorded, verify_log
from tests.factories.logs import KEY, chain, checkpoint, entry, leaves, verify

LONGEST = 700
"""Leaves: more than two blocks."""

LEAVES = leaves(chain([entry(index) for index in range(LONGEST)]))
BLOCKS: list[bytes] = []

sizes = st.integers(0, LONGEST)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def stored(tier: int, start: int, stop: int) -> Sequence[bytes]:
    return LEAVES[start:stop] if tier == 0 else BLOCKS[start:stop]


BLOCKS.extend(block_root(place, stored=stored) for place in completed_blocks(0, LONGEST))


def root_by_definition(hashes: Sequence[bytes]) -> bytes:
    """Return the root as RFC 9162 defines it, from all leaves."""
    if len(hashes) < 2:
        return hashes[0] if hashes else EMPTY_ROOT
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(root_by_definition(hashes[:split]), root_by_definition(hashes[split:]))


@given(size=sizes)
def test_three_ways_to_the_root_lead_to_the_same(size: int) -> None:
    root = root_by_definition(LEAVES[:size])

    assert tree_root(size, stored=stored) == root
    assert Frontier().adding(LEAVES[:size]).root == root


@given(st.data())
def test_an_entry_is_included_where_it_is_and_nowhere_else(data: st.DataObject) -> None:
    """Invariant 8."""
    size = data.draw(st.integers(1, LONGEST))
    index = data.draw(st.integers(0, size - 1))
    elsewhere = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(index=index, size=size, stored=stored)
    root = tree_root(size, stored=stored)

    assert is_included(leaf=LEAVES[index], index=index, size=size, proof=proof, root=root)
    assert is_included(leaf=LEAVES[index], index=elsewhere, size=size, proof=proof, root=root) == (elsewhere == index)
    assert is_included(leaf=LEAVES[elsewhere], index=index, size=size, proof=proof, root=root) == (elsewhere == index)


@given(st.data())
def test_a_tree_is_consistent_with_what_it_was_and_with_nothing_else(data: st.DataObject) -> None:
    new = data.draw(sizes)
    old = data.draw(st.integers(0, new))
    other = data.draw(st.integers(0, new))
    proof = prove_consistency(old=old, new=new, stored=stored)
    new_root = tree_root(new, stored=stored)

    def holds(size: int) -> bool:
        old_root = tree_root(size, stored=stored)
        return is_consistent(old=old, new=new, old_root=old_root, new_root=new_root, proof=proof)

    assert holds(old)
    assert holds(other) == (other == old)


@given(size=st.integers(1, 60), at=st.integers(0, 59), bit=st.integers(0, 255), whole=st.booleans())
@settings(max_examples=60)
def test_no_changed_bit_passes(size: int, at: int, bit: int, *, whole: bool) -> None:
    """Invariant 8."""
    lines = chain([entry(index) for index in range(size)])
    notes = [checkpoint(lines, size=size)]
    line = lines[at % size]
    field = line.chained or b"" if whole else line.written
    place = bit % (8 * len(field))
    changed = bytes(byte ^ (1 << place % 8) if number == place // 8 else byte for number, byte in enumerate(field))
    lines[at % size] = replace(line, chained=changed) if whole else Recorded(changed, line.chained)

    problems = verify_log(lines, notes=notes, key=KEY, verify=verify).problems

    assert at % size in [problem.at for problem in problems]


@given(values)
def test_a_value_is_written_one_way_and_read_back(value: object) -> None:
    written = canonical_bytes(value)

    assert canonical_bytes(read_canonical(written)) == written


@given(
    st.builds(
        Entry,
        index=st.integers(0, 2**53 - 1),
        at=st.datetimes(timezones=st.just(UTC)),
        action=st.from_regex(r"[a-z_]+\.[a-z_]+", fullmatch=True),
        actor=st.from_regex(r"[a-z_]+(:[A-Za-z0-9._-]{1,80})?", fullmatch=True),
        subject=st.from_regex(r"[a-z_]+(:[A-Za-z0-9._-]{1,80})?", fullmatch=True),
        commitment=st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex),
    )
)
def test_an_entry_is_written_in_canonical_form_and_read_back(entry: Entry) -> None:
    assert entry_bytes(entry) == canonical_bytes(entry_as_json(entry))
    assert read_entry(entry_bytes(entry)) == entry
