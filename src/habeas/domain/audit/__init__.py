"""The audit log as values: entries, their chain, their Merkle tree, signed checkpoints, and the check of all of it.

Salts, times and keys are handed in; nothing here stores, signs or reads a clock.
"""
