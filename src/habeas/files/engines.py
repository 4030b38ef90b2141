"""Choose the fastest engine that is at hand: the native library, Hyperscan as prefilter, or the standard library.

The choice changes no finding. A faster engine takes a part of a second or more to begin with, so few messages do not
get one. Hyperscan's compiled patterns are kept in the user's cache; one that cannot be read or written costs time and
nothing else.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from habeas.detection.documents import Message
from habeas.detection.findings import Scan
from habeas.detection.prefilter import Prefilter, TriggerTable
from habeas.detection.scan import Scanner, trigger_table
from habeas.files.native import LIBRARY, NativeScanner

_VERSIONS_KEPT = 4
_WORTH_OPENING = 2_000
"""Opening the native library takes a quarter of a second, which only this many messages make up for."""

_WORTH_COMPILING = 20_000
"""Compiling takes seconds, which only this many messages make up for."""

_Text = str | Sequence[str] | Message


class _Scans(Protocol):
    def scan(self, texts: Iterable[_Text]) -> list[Scan]:
        """Return what each text holds, in the order given."""


def scan(texts: Iterable[_Text]) -> list[Scan]:
    """Return what each text holds, in the order given, with the fastest engine that is at hand."""
    return _patient_scanner().scan(texts)


class PatientScanner:
    """Scans with what begins at once until enough messages came for a faster engine to be worth while."""

    def __init__(
        self,
        *,
        folder: Path,
        library: Path = LIBRARY,
        worth_opening: int = _WORTH_OPENING,
        worth_compiling: int = _WORTH_COMPILING,
    ) -> None:
        """Begin with patterns kept in `folder`, if there are any, else with the standard library."""
        self._folder = folder
        self._library = library
        kept = load_kept(trigger_table(), folder=folder)
        self._scanner: _Scans = Scanner(prefilter=kept)
        self._scanned = 0
        self._steps = [(worth_opening, self._open)]
        if kept is None:
            self._steps.append((worth_compiling, self._compile))

    def scan(self, texts: Iterable[_Text]) -> list[Scan]:
        """Return what each text holds, in the order given."""
        while self._steps and self._scanned >= self._steps[0][0]:
            _, step = self._steps.pop(0)
            step()
        scans = self._scanner.scan(texts)
        self._scanned += len(scans)
        return scans

    def _open(self) -> None:
        native = open_native(self._library)
        if native is not None:
            self._scanner = native
            self._steps.clear()

    def _compile(self) -> None:
        self._scanner = Scanner(prefilter=compile_and_keep(trigger_table(), folder=self._folder))


@cache
def _patient_scanner() -> PatientScanner:
    return PatientScanner(folder=_cache_folder())


def open_native(path: Path = LIBRARY) -> NativeScanner | None:
    """Return the native library; None where there is none, this machine cannot open it, or it lacks a table."""
    if not path.exists():
        return None
    with suppress(OSError, LookupError, ValueError, AttributeError):
        return NativeScanner(path=path)
    return None


def load_kept(table: TriggerTable, *, folder: Path) -> Prefilter | None:
    """Return Hyperscan with patterns kept in `folder`; None where either is missing."""
    try:
        import hyperscan  # noqa: PLC0415  # belongs to the extra `fast`

        from habeas.detection.prefilter.fast import FastPrefilter  # noqa: PLC0415  # needs hyperscan
    except ImportError:
        return None
    with suppress(OSError, ValueError, KeyError, hyperscan.error):
        return FastPrefilter(table, compiled=_place(table, folder).read_bytes())
    return None


def compile_and_keep(table: TriggerTable, *, folder: Path) -> Prefilter | None:
    """Return Hyperscan, its patterns now kept in `folder`; None where it is missing or refuses them."""
    try:
        import hyperscan  # noqa: PLC0415  # belongs to the extra `fast`

        from habeas.detection.prefilter.fast import FastPrefilter  # noqa: PLC0415  # needs hyperscan
    except ImportError:
        return None
    try:
        engine = FastPrefilter(table)
    except hyperscan.error:
        return None
    _keep(_place(table, folder), engine.compiled)
    return engine


def _place(table: TriggerTable, folder: Path) -> Path:
    return folder / f"triggers-{_digest(table)}.hs"


def _digest(table: TriggerTable) -> str:
    """Return what the compiled patterns depend on, in short; the engine itself checks the processor."""
    return sha256(f"{version('hyperscan')}\n{table!r}".encode()).hexdigest()[:32]


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "habeas"


def _keep(place: Path, compiled: bytes) -> None:
    """Write the whole file or nothing, so that no other process reads half of it."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(compiled)
        Path(file.name).replace(place)
        _forget_old(place.parent)


def _forget_old(folder: Path) -> None:
    """Delete what other versions left, but for the newest few: environments of several versions share a cache."""
    kept = sorted(folder.glob("triggers-*.hs"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[_VERSIONS_KEPT:]:
        path.unlink(missing_ok=True)
