"""Say which engine judges: its version, and a digest of all that an answer depends on."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from unicodedata import unidata_version

from habeas.domain.decisions import Engine

_CORE = ("detection", "domain", "policy")
# Packages whose contents are part of an answer: numbering plans, checksums, the language of conditions.
_PACKAGES = ("cel-expr-python", "jinja2", "phonenumbers", "python-stdnum")


@cache
def list_parts() -> Mapping[str, str]:
    """Return the version of each package that an answer depends on; that of `phonenumbers` is its metadata's."""
    return {"unicode": unidata_version, **{package: version(package) for package in _PACKAGES}}


@cache
def identify_engine() -> Engine:
    """Return the version and digest of the code and of the packages that read and judge."""
    digest = sha256()
    for name, number in list_parts().items():
        digest.update(f"{name} {number}\n".encode())
    for name, source in sorted(_sources()):
        digest.update(f"{name} {sha256(source).hexdigest()}\n".encode())
    return Engine(version=version("habeas"), digest=digest.hexdigest())


def _sources() -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    waiting: list[tuple[str, Traversable]] = [(name, files("habeas") / name) for name in _CORE]
    while waiting:
        name, place = waiting.pop()
        if place.is_dir():
            waiting.extend((f"{name}/{child.name}", child) for child in place.iterdir())
        elif name.endswith(".py"):
            found.append((name, place.read_bytes()))
    return found
