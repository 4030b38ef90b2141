"""`habeas policy test`: run the cases beside a policy."""

import json
from typing import TYPE_CHECKING

import typer

from habeas.cli.arguments import AsJson, Folder
from habeas.cli.policies import load_policy, load_policy_cases

if TYPE_CHECKING:
    from habeas.domain.policy_cases import CaseCoverage, CaseOutcome


def test(
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Run the cases in the folder `tests` of a policy, and name the rules and exceptions that none of them uses.

    Ends with 1 when a case comes out otherwise than expected, or when there is none.
    """
    from habeas.domain.policy_cases import measure_coverage, run_case

    loaded = load_policy(folder, as_json=as_json)
    cases = load_policy_cases(loaded, folder, as_json=as_json)
    outcomes = [run_case(case, policy=loaded) for case in cases]
    coverage = measure_coverage(outcomes, policy=loaded)
    if as_json:
        _print_json(outcomes, coverage)
    else:
        _print(outcomes, coverage)
    if not cases or not all(outcome.passed for outcome in outcomes):
        raise typer.Exit(1)


def _print(outcomes: "list[CaseOutcome]", coverage: "CaseCoverage") -> None:
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        typer.echo(f"{outcome.case.id}:")
        for difference in outcome.differences:
            typer.echo(f"    {difference}")
    for rule in coverage.rules_never_fired:
        typer.echo(f"no case fires the rule {rule}")
    for exception in coverage.exceptions_never_used:
        typer.echo(f"no case uses the exception {exception}")
    typer.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")


def _print_json(outcomes: "list[CaseOutcome]", coverage: "CaseCoverage") -> None:
    report = {
        "cases": [
            {"id": outcome.case.id, "passed": outcome.passed, "differences": outcome.differences}
            for outcome in outcomes
        ],
        "rules_never_fired": coverage.rules_never_fired,
        "exceptions_never_used": coverage.exceptions_never_used,
    }
    typer.echo(json.dumps(report, ensure_ascii=False))
