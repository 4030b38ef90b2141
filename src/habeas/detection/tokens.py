"""The words of a folded text, as far as blanks and signs tell them apart."""

from collections.abc import Sequence

from habeas.detection.expressions import regex

WORDS_ALONE = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
"""A table for `bytes.translate` that leaves nothing but words in ASCII."""

_WORD = regex(r"[^\W_]+")
_ATTACHED_SCRIPTS = "\u0530-\u1fff\u2c00-\uffff"
"""Scripts whose words are written together, or carry prefixes or vowel signs that are no letters."""
_ATTACHED = regex(f"[{_ATTACHED_SCRIPTS}]")

_LINK = regex(r"(?:https?://|www\.)\S+")

Tokens = Sequence[str] | None
"""Words in order; None where they cannot be told apart."""


def read_tokens(text: str) -> Tokens:
    """Return the words of a folded text; None for scripts that do not part them."""
    if text.isascii():
        return read_ascii_tokens(text)
    return None if _ATTACHED.search(text) else _WORD.findall(text)


def read_ascii_tokens(text: str) -> list[str]:
    """Return the words of a text that is in ASCII."""
    return text.encode().translate(WORDS_ALONE).decode().split()


def without_links(text: str) -> str:
    """Return the text with blanks in place of links."""
    if has_links(text):
        return _LINK.sub(lambda link: " " * len(link.group()), text)
    return text


def has_links(text: str) -> bool:
    """Tell quickly whether the text may hold a link that names its protocol or begins with "www."."""
    return "://" in text or "www." in text
