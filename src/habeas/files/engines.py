"""Choose the fastest prefilter that is installed, and keep its compiled patterns in the user's cache.

The choice changes no finding. A cache that cannot be read or written costs time and nothing else.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from habeas.detection.documents import Message
from habeas.detection.findings import Scan
from habeas.detection.prefilter import Prefilter, TriggerTable
from habeas.detection.scan import Scanner, trigger_table

_VERSIONS_KEPT = 4
_WORTH_COMPILING = 20_000
"""Compiling takes seconds, which only this many messages make up for."""


def scan(texts: Iterable[str | Sequence[str] | Message]) -> list[Scan]:
    """Return what each text holds, in the order given, with the fastest engine that is at hand."""
    return _patient_scanner().scan(texts)


class PatientScanner:
    """Scans with kept patterns where there are some, else with the standard library until compiling is worth while."""

    def __init__(self, *, folder: Path, worth_compiling: int = _WORTH_COMPILING) -> None:
        self._folder = folder
        self._left = worth_compiling
        kept = load_kept(trigger_table(), folder=folder)
        self._is_settled = kept is not None
        self._scanner = Scanner(prefilter=kept)

    def scan(self, texts: Iterable[str | Sequence[str] | Message]) -> list[Scan]:
        """Return what each text holds, in the order given."""
        if not self._is_settled and self._left <= 0:
            self._scanner = Scanner(prefilter=compile_and_keep(trigger_table(), folder=self._folder))
            self._is_settled = True
        scans = self._scanner.scan(texts)
        self._left -= len(scans)
        return scans


@cache
def _patient_scanner() -> PatientScanner:
    return PatientScanner(folder=_cache_folder())


def load_kept(table: TriggerTable, *, folder: Path) -> Prefilter | None:
    """Return the native engine with patterns kept in `folder`; None where either is missing."""
    try:
        import hyperscan  # noqa: PLC0415  # belongs to the extra `fast`

        from habeas.detection.prefilter.fast import FastPrefilter  # noqa: PLC0415  # needs hyperscan
    except ImportError:
        return None
    with suppress(OSError, ValueError, KeyError, hyperscan.error):
        return FastPrefilter(table, compiled=_place(table, folder).read_bytes())
    return None


def compile_and_keep(table: TriggerTable, *, folder: Path) -> Prefilter | None:
    """Return the native engine, its patterns now kept in `folder`; None where it is missing or refuses them."""
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
