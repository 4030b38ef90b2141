"""The audit log in the database: append-only, chained, with a Merkle tree; payloads beside it, sealed and erasable.

Nothing outside this package touches its tables: write with `operations`, read with `queries`.
"""
