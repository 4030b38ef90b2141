"""Who does what is one table for the pages and the API: an act takes the same roles wherever it is asked for."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from habeas.server import identity
from habeas.server.identity import roles

SERVER: Final = Path(str(identity.__file__)).parents[1]
CONSTANTS: Final = {name: value for name, value in vars(roles).items() if name.isupper() and name != "ROLE_OF"}
USE_CASES: Final = "habeas.server.usecases"
ON_ANOTHERS_WORD: Final = {"assign_appeal"}
"""Acts that one person does and another one allows: over the API both are named, on the pages each has their own."""


def names_in(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def defined_in(tree: ast.Module) -> dict[str, ast.stmt]:
    """Return what a module defines, by name."""
    found: dict[str, ast.stmt] = {}
    for one in tree.body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            found[one.name] = one
        for target in one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]:
            if isinstance(target, ast.Name):
                found[target.id] = one
    return found


def reached_from(name: str, defined: dict[str, ast.stmt]) -> set[str]:
    """Return all names that something uses, by itself or through others of its module."""
    seen: set[str] = set()
    ahead = [name]
    while ahead:
        new = names_in(defined[ahead.pop()]) - seen
        seen |= new
        ahead += [one for one in new if one in defined]
    return seen


def acts_in(folder: str, mark: str) -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    """Yield each use case that is asked for under a folder, by which view, and what that view reaches."""
    for path in sorted((SERVER / folder).glob("*.py")):
        tree = ast.parse(path.read_text())
        taken = {
            alias.name
            for one in tree.body
            if isinstance(one, ast.ImportFrom) and (one.module or "").startswith(USE_CASES)
            for alias in one.names
        }
        defined = defined_in(tree)
        for name, one in defined.items():
            if isinstance(one, ast.FunctionDef) and any(mark in names_in(each) for each in one.decorator_list):
                reached = reached_from(name, defined)
                yield from ((act, one, reached) for act in sorted(reached & taken) if act.islower())


def roles_of(names: set[str]) -> frozenset[roles.Role]:
    return frozenset().union(*(CONSTANTS[name] for name in names & CONSTANTS.keys()))


def asked_over_the_api() -> dict[str, frozenset[roles.Role]]:
    found: dict[str, frozenset[roles.Role]] = {}
    for act, view, reached in acts_in("api", "router"):
        calls = [one for one in ast.walk(view) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)]
        acting = {name for one in calls if one.func.attr == "acting" for name in names_in(one)}  # type: ignore[attr-defined]
        found[act] = found.get(act, frozenset()) | (roles_of(acting) or roles_of(reached))
    return found


def asked_on_pages() -> dict[str, frozenset[roles.Role]]:
    found: dict[str, frozenset[roles.Role]] = {}
    for act, view, _ in acts_in("console", "for_staff"):
        marks = set().union(*(names_in(one) for one in view.decorator_list))
        found[act] = found.get(act, frozenset()) | roles_of(marks)
    return found


API, PAGES = asked_over_the_api(), asked_on_pages()
BOTH: Final = sorted((API.keys() & PAGES.keys()) - ON_ANOTHERS_WORD)


def test_finds_what_is_asked_for_in_both() -> None:
    assert {"claim_case", "decide_appeal", "give_remedy", "approve_sanction"} <= set(BOTH)


@pytest.mark.parametrize("act", BOTH)
def test_takes_the_same_roles_on_the_pages_and_over_the_api(act: str) -> None:
    assert API[act] == PAGES[act]
