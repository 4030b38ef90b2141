"""Campaigns: one decision about many members, each of whom keeps facts, statement, appeal and undo of their own."""
