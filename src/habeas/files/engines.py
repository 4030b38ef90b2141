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


def scan(texts: Iterable[str | Sequence[str] | Message]) -> list[Scan]:
    """Return what each text holds, in the order given, with the fastest engine that is installed."""
    return load_scanner().scan(texts)


@cache
def load_scanner() -> Scanner:
    """Return the scanner with all detectors, on Hyperscan where the extra `fast` is installed."""
    return Scanner(prefilter=load_prefilter(trigger_table(), folder=_cache_folder()))


def load_prefilter(table: TriggerTable, *, folder: Path) -> Prefilter | None:
    """Return the native engine for these triggers, its patterns kept in `folder`; None where there is none."""
    try:
        import hyperscan  # noqa: PLC0415  # belongs to the extra `fast`

        from habeas.detection.prefilter.fast import FastPrefilter  # noqa: PLC0415  # needs hyperscan
    except ImportError:
        return None
    place = folder / f"triggers-{_digest(table)}.hs"
    with suppress(OSError, hyperscan.error):
        return FastPrefilter(table, compiled=place.read_bytes())
    try:
        engine = FastPrefilter(table)
    except hyperscan.error:
        return None
    _keep(place, engine.compiled)
    return engine


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
