"""`habeas policy lint`: hints on style and safety for the author of a policy."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import AsJson, Folder
from habeas.cli.policies import build_policy, load_policy_cases, load_texts
from habeas.cli.policy.remarks import as_json_remark, print_remarks

if TYPE_CHECKING:
    from habeas.policy.checks import Remark


def lint(
    folder: Folder = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 where there is a hint.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what of a policy could be better: words, texts and safeguards that are missing, parts that nothing uses.

    `habeas policy check` says what cannot work; this says what works less well than it could, and which rules
    and exceptions no case beside the policy uses.
    """
    from habeas.domain.policy_cases import measure_coverage, run_case
    from habeas.policy.lints import lint_policy, lint_texts, untested

    texts = load_texts(folder)
    policy = build_policy(texts, as_json=as_json)
    outcomes = [run_case(case, policy=policy) for case in load_policy_cases(policy, folder, as_json=as_json)]
    coverage = measure_coverage(outcomes, policy=policy)
    bare = untested(coverage.rules_never_fired, coverage.exceptions_never_used, policy=policy)
    hints = [*lint_policy(policy), *lint_texts(texts), *bare]
    _write(hints, as_json=as_json)
    if hints and strict:
        raise typer.Exit(1)


def _write(hints: "list[Remark]", *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"hints": list(map(as_json_remark, hints))}, ensure_ascii=False))
        return
    print_remarks(hints)
    typer.echo(f"{len(hints)} {'hint' if len(hints) == 1 else 'hints'}")
