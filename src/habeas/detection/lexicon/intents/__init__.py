"""The cues of every language: one module a language."""
