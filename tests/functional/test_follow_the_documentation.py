"""What the documentation shows is run: its commands, its output, its tables of texts."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

import habeas
from habeas.policy.subjects import class_of

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
WITH_COMMANDS = [path for path in DOCUMENTS if "```console" in path.read_text(encoding="utf-8")]

Step = tuple[str, str]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def steps_of(document: Path) -> list[Step]:
    """Return the commands of a document with the output shown below each."""
    steps: list[Step] = []
    for block in re.findall(r"```console\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], ""))
            elif line.startswith("> "):
                steps[-1] = (f"{steps[-1][0]}\n{line[2:]}", "")
            else:
                steps[-1] = (steps[-1][0], f"{steps[-1][1]}{line}\n")
    return steps


def matches(shown: str, printed: str) -> bool:
    """Whether the output is as shown, where `...` stands for anything; where nothing is shown, anything is."""
    if not shown:
        return True
    literal = re.sub(r"([\[\]*?])", r"[\1]", shown)
    return fnmatchcase(printed.strip(), literal.replace("...", "*").strip())


def rows_of(document: Path, heading: str) -> list[list[str]]:
    """Return the rows of the table with this heading."""
    _, _, below = document.read_text(encoding="utf-8").partition(f"{heading}\n")
    table = below.split("\n\n", 1)[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("| ").split("|")] for row in table]


def python_blocks() -> Iterator[tuple[str, str]]:
    """Yield each block of Python with the name of its document."""
    for document in DOCUMENTS:
        for block in re.findall(r"```python\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
            yield name_of(document), block


class TestCommands:
    @pytest.mark.parametrize("document", WITH_COMMANDS, ids=name_of)
    def test_print_what_is_shown(self, document: Path, tmp_path: Path) -> None:
        for name in ("src", "docs"):
            (tmp_path / name).symlink_to(ROOT / name)
        folder = str(Path(sys.executable).parent)
        path = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
        for command, shown in steps_of(document):
            here = command.replace(".venv/bin/habeas", "habeas")
            # A reader ends by Ctrl-C what goes on answering.
            here = here.replace("--by-hand", "--by-hand --leave")
            done = subprocess.run(
                ["/bin/bash", "-c", here],
                cwd=tmp_path,
                env=path,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}"
            assert matches(shown, done.stdout), f"{command}\n{done.stdout}"


class TestPython:
    @pytest.mark.parametrize(("document", "code"), list(python_blocks()))
    def test_runs_as_shown(self, document: str, code: str) -> None:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

        assert done.returncode == 0, f"{document}\n{done.stderr}"


class TestTables:
    @pytest.mark.parametrize(
        ("text", "kind"), rows_of(ROOT / "docs/explanation/what-is-found.md", "| text | found as |")
    )
    def test_of_what_is_found_tell_the_truth(self, text: str, kind: str) -> None:
        [found] = habeas.scan([habeas.Message((text,), country="US")])

        assert kind in [finding.kind for finding in found.findings if class_of(finding)]

    @pytest.mark.parametrize(
        ("text", "explanation"), rows_of(ROOT / "docs/explanation/what-is-found.md", "| text | because it is |")
    )
    def test_of_what_is_innocent_tell_the_truth(self, text: str, explanation: str) -> None:
        [found] = habeas.scan([habeas.Message((text,), country="US")])

        assert [finding for finding in found.findings if class_of(finding)] == [], explanation


class TestLinks:
    @pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
    def test_lead_somewhere(self, document: Path) -> None:
        places = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8"))

        assert [place for place in places if not (document.parent / place).exists()] == []

    def test_reach_every_decision_from_the_list(self) -> None:
        folder = ROOT / "docs" / "decisions"
        listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))

        assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))
