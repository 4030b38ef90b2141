"""What is wrong in a policy's text, and where: shown with the line, a caret and the nearest name."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a policy's file; lines and columns count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, at its place."""

    place: Place
    message: str

    def render(self, files: Mapping[str, str]) -> str:
        """Return the problem as a compiler would print it: place, message, source line, caret."""
        place = self.place
        heading = f"{place.file}:{place.line}:{place.column}: {self.message}"
        lines = files.get(place.file, "").splitlines()
        if not 0 < place.line <= len(lines):
            return heading
        source = lines[place.line - 1]
        margin = " " * len(str(place.line))
        caret = "".join("\t" if sign == "\t" else " " for sign in source[: place.column - 1])
        return f"{heading}\n {place.line} | {source}\n {margin} | {caret}^"


class PolicyError(ValueError):
    """A policy that cannot be loaded, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...], files: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.problems = tuple(sorted(set(problems)))
        self.files = files

    def __str__(self) -> str:
        """Return all problems as a compiler would print them."""
        return "\n".join(problem.render(self.files) for problem in self.problems)
