"""Files that members send: of a few types that can be shown safely, of bounded size and number, under safe names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from habeas.domain.refusals import Refused

TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "message/rfc822": (".eml",),
    "text/plain": (".txt", ".text", ".log", ".md", ".csv"),
}
"""The types that are taken, each with the endings that say so; the first is given to its files."""

_SAYS_A_TYPE: Final = re.compile(r"\.[a-z]{2,4}")
"""What is written as types are, even one that nobody here has heard of."""

_OTHERS: Final = frozenset({".7z", ".bz2", ".m4a", ".mp3", ".mp4", ".numbers", ".pages", ".ps1", ".xhtml", ".class"})
"""Endings of types that are not written so."""

LONGEST_NAME: Final = 100
"""Characters of a name, its ending included."""

_LONGEST_IN_BYTES: Final = 240
"""In UTF-8: file systems take 255, and a browser that has such a file already adds a number."""

_DEVICES: Final = re.compile(r"\A(?:aux|con|nul|prn|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """How much may be sent with one thing; the form states it (DSA20-3). Sizes in bytes."""

    files: int = 10
    file_size: int = 10 * 1024 * 1024
    all_files_size: int = 30 * 1024 * 1024
    types: frozenset[str] = frozenset(TYPES)


LIMITS: Final = FileLimits()
"""The limits of everything that files go with."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it was sniffed: its type is what its bytes say, not its name. `size` in bytes."""

    id: str
    type: str
    size: int


class TooManyFiles(Refused):
    """More files than the form takes."""

    rule = "DSA20-3"
    says = "at most {most} files go with it, here are {found}; put several into one PDF, or take one away"


class FileTooLarge(Refused):
    """A file, or all of them, beyond the size that the form takes."""

    rule = "DSA20-3"
    says = "{file}: {size} bytes, at most {most}; send a smaller copy"


class FileEmpty(Refused):
    """A file without content."""

    rule = "DSA20-3"
    says = "{file} is empty; choose the file again"


class FileTypeNotTaken(Refused):
    """A file that is not, by its own bytes, of a type that can be shown safely."""

    rule = "DSA20-3"
    says = "{file} is {type}; send it as one of {types}"


class FileNotWhatItSays(Refused):
    """A file whose name says another type than its bytes."""

    rule = "DSA20-3"
    says = "{file} says that it is {said}, and its content is {type}; send the file that you mean, under its own name"


class FileHarmful(Refused):
    """A file in which something harmful was found."""

    rule = "DSA20-3"
    says = "{file} was not kept: {found} was found in it; send a copy that is clean, such as a picture of the screen"


def check_file(*, name: str, media_type: str, size: int, limits: FileLimits = LIMITS) -> None:
    """Refuse one file that is not taken. `media_type` is what its bytes say. Raises a Refused by name."""
    if size == 0:
        raise FileEmpty(file=name)
    if size > limits.file_size:
        raise FileTooLarge(file=name, size=size, most=limits.file_size)
    if media_type not in limits.types:
        raise FileTypeNotTaken(file=name, type=media_type, types=", ".join(sorted(limits.types)))
    said = type_named(name)
    if said not in {None, media_type}:
        raise FileNotWhatItSays(file=name, said=said, type=media_type)


def check_files(files: Iterable[ReceivedFile], *, limits: FileLimits = LIMITS) -> None:
    """Refuse more files, or larger ones, than go with one thing. Raises a Refused by name."""
    together = tuple(files)
    if len(together) > limits.files:
        raise TooManyFiles(most=limits.files, found=len(together))
    for file in together:
        if file.type not in limits.types:
            raise FileTypeNotTaken(file=file.id, type=file.type, types=", ".join(sorted(limits.types)))
        if file.size > limits.file_size:
            raise FileTooLarge(file=file.id, size=file.size, most=limits.file_size)
    size = sum(file.size for file in together)
    if size > limits.all_files_size:
        raise FileTooLarge(file="all files together", size=size, most=limits.all_files_size)


def type_named(name: str) -> str | None:
    """Return the type that a name's ending says, or the ending itself where that type is not taken; None for none.

    An ending that is no type's (`letter.v2`, `for Dr. Adams`) says none.
    """
    ending = _ending(name)
    taken = next((media_type for media_type, endings in TYPES.items() if ending in endings), None)
    return taken or (ending if ending in _OTHERS or _SAYS_A_TYPE.fullmatch(ending) else None)


def safe_name(name: str, *, media_type: str) -> str:
    """Return a name that no system takes for a path, a command or another type, with the ending of its own type.

    Letters of every script stay; what is invisible, turns the direction of writing or means something to a shell goes.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = last.removesuffix(_ending_as_written(last))
    kept = "".join(letter if _is_plain(letter) else " " for letter in stem)
    endings = TYPES[media_type]
    ending = _ending(last) if _ending(last) in endings else endings[0]
    words = _DEVICES.sub(r"file-\g<0>", "-".join(kept.split()).strip(".-_") or "file")
    words = words[: LONGEST_NAME - len(ending)].encode()[: _LONGEST_IN_BYTES - len(ending)].decode(errors="ignore")
    return words + ending


def _is_plain(letter: str) -> bool:
    return letter in "-_." or unicodedata.category(letter)[0] in "LNM"


def _ending_as_written(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{dot}{ending}" if stem and dot else ""


def _ending(name: str) -> str:
    return _ending_as_written(name.rstrip()).lower()
