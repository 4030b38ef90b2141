"""`habeas policy schema`: the JSON Schema of policies and of their tests, for editors."""

import json
from typing import Annotated

import typer


def schema(
    tests: Annotated[bool, typer.Option("--tests", help="The schema of the files in `tests` instead.")] = False,
) -> None:
    """Write the JSON Schema of a policy's files, by which an editor completes and checks them while you type.

    Keep it beside the policy and name it in the first line of each file:
    # yaml-language-server: $schema=policy.schema.json
    """
    from habeas.domain.policy_cases import cases_schema
    from habeas.policy.schema import json_schema

    written = cases_schema() if tests else json_schema()
    typer.echo(json.dumps(written, indent=2))
