"""A spool loses nothing and keeps the order, whichever byte a crash comes at (design, section 7: clients fail open)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from habeas.client.spool import Spool, Sync

PLENTY = 1_000_000


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


class SpoolThatCrashes(RuleBasedStateMachine):
    """Appends, settlements and crashes in the midst of them; the service counts an id once."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="spool-"))
        self.kept: list[bytes] = []
        self.doubtful: set[bytes] = set()
        self.served: list[bytes] = []
        self.number = 0

    @initialize(segment_bytes=st.sampled_from([1, 40, 200, 10_000]))
    def open(self, segment_bytes: int) -> None:
        self.segment_bytes = segment_bytes
        self.spool = self.opened()

    def opened(self) -> Spool:
        # Files are looked at as the system has them, so nothing needs to reach the disk.
        return Spool(self.folder, segment_bytes=self.segment_bytes, sync=Sync.LEFT_TO_SYSTEM)

    def teardown(self) -> None:
        while events := (batch := self.spool.first(limit=5, max_bytes=PLENTY)).events:
            self.serve([event.line for event in events])
            self.spool.settle(batch, settled=len(events))
        self.spool.close()
        shutil.rmtree(self.folder)
        assert [line for line in self.served if line not in self.doubtful] == [
            line for line in self.kept if line not in self.doubtful
        ]
        assert self.served == [line for line in self.kept if line in set(self.served)]

    def fresh(self, sizes: list[int]) -> list[bytes]:
        lines = [b"%d-%b" % (self.number + place, b"x" * size) for place, size in enumerate(sizes)]
        self.number += len(lines)
        self.kept += lines
        return lines

    def serve(self, lines: list[bytes]) -> None:
        self.served += [line for line in dict.fromkeys(lines) if line not in self.served]

    @rule(sizes=st.lists(st.integers(0, 30), min_size=1, max_size=4))
    def append(self, sizes: list[int]) -> None:
        self.spool.append(self.fresh(sizes))

    @rule(limit=st.integers(1, 5), settled=st.integers(0, 5))
    def send(self, limit: int, settled: int) -> None:
        batch = self.spool.first(limit=limit, max_bytes=PLENTY)
        self.serve([event.line for event in batch.events])
        self.spool.settle(batch, settled=min(settled, len(batch.events)))

    @rule()
    def crash(self) -> None:
        self.spool.close()
        self.spool = self.opened()

    @rule(sizes=st.lists(st.integers(0, 30), min_size=1, max_size=4), share=st.floats(0, 1))
    def crash_while_appending(self, sizes: list[int], share: float) -> None:
        before = contents(self.folder)
        self.doubtful.update(lines := self.fresh(sizes))
        self.spool.append(lines)
        self.spool.close()
        for name, after in contents(self.folder).items():
            old = before.get(name, b"")
            if name.endswith(".spool") and after != old:
                cut = len(old) + round(share * (len(after) - len(old)))
                (self.folder / name).write_bytes(after[:cut])
        self.spool = self.opened()

    @precondition(lambda self: not self.spool.is_empty)
    @rule(limit=st.integers(1, 5), stage=st.sampled_from(["before", "half written", "not replaced", "not deleted"]))
    def crash_while_settling(self, limit: int, stage: str) -> None:
        batch = self.spool.first(limit=limit, max_bytes=PLENTY)
        self.serve([event.line for event in batch.events])
        before = contents(self.folder)
        self.spool.settle(batch, settled=len(batch.events))
        self.spool.close()
        after = contents(self.folder)
        if stage == "not deleted":
            self.restore({**before, "position": after.get("position", b"")})
        else:
            whole = after.get("position", b"")
            torn = {"before": {}, "half written": {"position.new": whole[:7]}, "not replaced": {"position.new": whole}}
            self.restore({**before, **torn[stage]})
        self.spool = self.opened()

    def restore(self, files: dict[str, bytes]) -> None:
        for name in contents(self.folder):
            (self.folder / name).unlink()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)

    @invariant()
    def waits_is_what_was_kept_and_not_settled(self) -> None:
        if hasattr(self, "spool"):
            assert self.spool.pending >= 0
            assert self.spool.is_empty == (self.spool.pending == 0)


TestSpool = SpoolThatCrashes.TestCase
TestSpool.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

DIE_AT_EACH_STEP = """
import os, signal, sys
from pathlib import Path
from habeas.client import Spool, Sync

def live(folder, step):
    steps = 0
    def count(event, arguments):
        nonlocal steps
        if event in {"open", "os.mkdir", "os.remove", "os.rename"} and str(folder) in str(arguments):
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)
    told = os.open(folder.with_suffix(".told"), os.O_WRONLY | os.O_CREAT)
    sys.addaudithook(count)
    spool = Spool(folder, segment_bytes=40, sync=Sync.LEFT_TO_SYSTEM)
    for number in range(12):
        spool.append([b"%02d-a" % number, b"%02d-b" % number])
        os.write(told, b"kept %02d-a\\nkept %02d-b\\n" % (number, number))
        if number % 3 == 2:
            batch = spool.first(limit=5, max_bytes=1000)
            os.write(told, b"".join(b"served %b\\n" % event.line for event in batch.events))
            spool.settle(batch, settled=len(batch.events))

step = 0
while True:
    step += 1
    child = os.fork()
    if not child:
        live(Path(sys.argv[1]) / f"step-{step:03}", step)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
print(step)
"""
"""A process is killed as it is about to open, rename or remove its first file; the next at its second; and so on."""

WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from habeas.client import Spool
spool = Spool(Path(sys.argv[1]), segment_bytes=300)
number = int(sys.argv[2])
while True:
    spool.append([b"%d" % number])
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
    number += 1
    if number % 7 == 0:
        batch = spool.first(limit=3, max_bytes=10_000)
        sys.stdout.write("".join(f"served {event.line.decode()}\\n" for event in batch.events))
        sys.stdout.flush()
        spool.settle(batch, settled=len(batch.events))
"""


class TestKilledProcess:
    def test_loses_nothing_that_it_said_it_keeps(self, tmp_path: Path) -> None:
        appended: list[int] = []
        served: list[int] = []
        for lines_until_kill in (5, 40, 111, 23):
            start = str(appended[-1] + 2 if appended else 0)
            process = subprocess.Popen(
                [sys.executable, "-c", WRITE_UNTIL_KILLED, str(tmp_path), start], stdout=subprocess.PIPE, text=True
            )
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(lines_until_kill)]
            process.kill()
            said += process.stdout.readlines()
            process.stdout.close()
            process.wait()
            whole = [line.split() for line in said if line.endswith("\n")]
            appended += [int(words[0]) for words in whole if len(words) == 1]
            served += [int(words[1]) for words in whole if len(words) == 2]

        spool = Spool(tmp_path)
        while events := (batch := spool.first(limit=100, max_bytes=PLENTY)).events:
            served += [int(event.line) for event in events]
            spool.settle(batch, settled=len(events))
        spool.close()

        once = list(dict.fromkeys(served))
        assert set(appended) <= set(once)
        assert once == sorted(once)
        assert os.listdir(tmp_path)  # noqa: PTH208  # the lock and the position stay

    def test_loses_nothing_at_any_step_of_its_files(self, tmp_path: Path) -> None:
        command = [sys.executable, "-c", DIE_AT_EACH_STEP, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)

        steps = int(done.stdout)
        assert steps > 40
        for step in range(1, steps + 1):
            folder = tmp_path / f"step-{step:03}"
            told = [line.split() for line in folder.with_suffix(".told").read_text().splitlines()]
            served = [line for word, line in told if word == "served"]
            spool = Spool(folder)
            while events := (batch := spool.first(limit=100, max_bytes=PLENTY)).events:
                served += [event.line.decode() for event in events]
                spool.settle(batch, settled=len(events))
            spool.close()
            once = list(dict.fromkeys(served))
            assert {line for word, line in told if word == "kept"} <= set(once), folder.name
            assert once == sorted(once), folder.name
