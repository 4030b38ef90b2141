"""The shipped policies: folders of YAML with their tests, no code."""
