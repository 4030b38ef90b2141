"""The same text gets the same answer from each engine, in each process, in each batch."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from habeas.detection.documents import Message
from habeas.detection.findings import Scan
from habeas.detection.prefilter import PlainPrefilter, Prefilter
from habeas.detection.prefilter.fast import FastPrefilter
from habeas.detection.scan import DETECTORS, Scanner, trigger_table
from habeas.simulation.specimens import emails, handles, innocents, payments, phones, split_phones

SEED = 7
OF_EACH = 60


class Unfiltered:
    """Wakes every detector for every text."""

    def ask(self, texts: Sequence[str]) -> list[int]:
        return [(1 << len(DETECTORS)) - 1] * len(texts)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    sources = (phones, split_phones, emails, handles, payments, innocents)
    return [specimen.message for source in sources for specimen in islice(source(SEED), OF_EACH)]


@pytest.fixture(scope="module")
def unfiltered(messages: list[Message]) -> list[Scan]:
    return Scanner(prefilter=Unfiltered()).scan(messages)


class TestPrefilters:
    @pytest.mark.parametrize("engine", [PlainPrefilter, FastPrefilter])
    def test_change_no_finding(
        self, engine: type[PlainPrefilter | FastPrefilter], messages: list[Message], unfiltered: list[Scan]
    ) -> None:
        prefilter: Prefilter = engine(trigger_table())

        filtered = Scanner(prefilter=prefilter).scan(messages)

        differing = [
            (message.parts, plain, other)
            for message, plain, other in zip(messages, unfiltered, filtered, strict=True)
            if plain != other
        ]
        assert differing == []


class TestProcesses:
    def test_change_no_byte(self, messages: list[Message], tmp_path: Path) -> None:
        feed = tmp_path / "feed.jsonl"
        lines = [
            json.dumps({"id": number, "text": message.parts, "country": message.country, "contract_state": "none"})
            for number, message in enumerate(messages)
        ]
        feed.write_text("\n".join(lines), "utf-8")

        answers = {self._answers(feed, seed) for seed in ("1", "2")}

        assert len(answers) == 1

    @staticmethod
    def _answers(feed: Path, hash_seed: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "habeas", "decide", str(feed)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        ).stdout
