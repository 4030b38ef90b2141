"""Reads policy folders from disk and hands their texts to the core. Knows no part of the format."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from habeas.policy.load import load_policy
from habeas.policy.rules import Policy

SHIPPED: Final = files("habeas.policies")
TESTS: Final = "tests"
"""The folder of a policy's cases, beside its files."""


class PolicyFolderUnreadable(OSError):
    """A policy's folder, or a file in it, that cannot be read."""


def read_policy(folder: Path) -> Policy:
    """Return the policy in this folder. Raises PolicyFolderUnreadable, PolicyError."""
    return load_policy(read_texts(folder))


@lru_cache(maxsize=8)
def read_shipped_policy(name: str = "freelance") -> Policy:
    """Return a policy that comes with the package."""
    return read_policy(shipped_folder(name))


def shipped_folder(name: str) -> Path:
    """Return the folder of a policy that comes with the package."""
    return Path(str(SHIPPED / name))


def find_folder(named: Path) -> Path:
    """Return the folder of this name or path: one that is there, else that of the shipped policy of this name.

    Raises PolicyFolderUnreadable, which names the shipped ones.
    """
    if named.is_dir():
        return named
    shipped = list_shipped()
    if str(named) in shipped:
        return shipped_folder(str(named))
    raise PolicyFolderUnreadable(f"no policy folder: {named} (shipped policies: {', '.join(shipped)})")


def list_shipped() -> list[str]:
    """Return the names of the policies that come with the package."""
    return sorted(path.name for path in Path(str(SHIPPED)).iterdir() if (path / "policy.yaml").is_file())


def read_texts(folder: Path) -> dict[str, str]:
    """Return the texts of a policy's files by their name within the folder."""
    if not folder.is_dir():
        raise PolicyFolderUnreadable(f"no policy folder: {folder}")
    return {path.name: _read(path) for path in sorted(folder.glob("*.yaml"))}


def read_cases(folder: Path) -> dict[str, str]:
    """Return the texts of the tests beside a policy, by their name within the folder."""
    return {f"{TESTS}/{path.name}": _read(path) for path in sorted((folder / TESTS).glob("*.yaml"))}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PolicyFolderUnreadable(f"{path} is not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise PolicyFolderUnreadable(f"{path}: {error.strerror}") from None
