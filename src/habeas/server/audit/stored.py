"""Whether the hashes that the tree is stored with are those of the entries: they only save work, and must not lie."""

from collections.abc import Iterator

from habeas.domain.audit.tree import BlockPlace, block_root, completed_blocks, leaf_hash
from habeas.server.audit import models
from habeas.server.audit.queries import CHUNK, get_size, list_rows, stored_hashes


def list_wrong_hashes() -> Iterator[str]:
    """Yield, in words, every stored hash of the tree that is not what it should be."""
    size = get_size()  # first: what is appended meanwhile is not looked for
    for index, (recorded, leaf) in enumerate(list_rows()):
        if leaf != leaf_hash(recorded.written):
            yield f"entry {index}: its hash in the tree is not of its content"
    stored = {
        BlockPlace(block.tier, block.index): bytes(block.root)
        for block in models.Block.objects.iterator(chunk_size=CHUNK)
    }
    for place in completed_blocks(0, size):
        if place not in stored:
            yield f"block {place.index} of tier {place.tier} is missing from the tree"
        elif stored[place] != block_root(place, stored=stored_hashes):
            yield f"block {place.index} of tier {place.tier} is not of the hashes below it"
