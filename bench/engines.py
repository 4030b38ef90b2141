"""Compare the engines: what Python finds without a prefilter, each of them has to find."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from habeas.detection.documents import Message
from habeas.detection.scan import DETECTORS, Scanner, trigger_table
from habeas.files.engines import open_native
from habeas.files.native import NativeScanner

BATCH = 512


class Unfiltered:
    """Wakes every detector for every text."""

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return all bits for each text."""
        return [(1 << len(DETECTORS)) - 1] * len(texts)


def print_differences(messages: Sequence[Message]) -> None:
    """Print for each engine on how many messages it says anything else than a scan without a prefilter."""
    scanners = engines()
    differing = dict.fromkeys(scanners, 0)
    reference = Scanner(prefilter=Unfiltered())
    for batch in batches(messages):
        wanted = reference.scan(batch)
        for name, scanner in scanners.items():
            differing[name] += sum(got != want for got, want in zip(scanner.scan(batch), wanted, strict=True))
    print(f"\nENGINES against a scan without a prefilter, {len(messages):,} messages\n")
    for name, count in differing.items():
        print(f"{name:12} differs on {count}")


def engines() -> Mapping[str, Scanner | NativeScanner]:
    """Return the engines that are installed."""
    found: dict[str, Scanner | NativeScanner] = {"plain": Scanner()}
    with suppress(ImportError):
        from habeas.detection.prefilter.fast import FastPrefilter  # noqa: PLC0415  # only with the extra `fast`

        found["hyperscan"] = Scanner(prefilter=FastPrefilter(trigger_table()))
    native = open_native()
    return found | {"native": native} if native else found


def batches(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    """Yield the messages in batches."""
    for start in range(0, len(messages), BATCH):
        yield messages[start : start + BATCH]
