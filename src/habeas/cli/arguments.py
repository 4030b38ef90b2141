"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

STDIN = Path("-")

Source = Annotated[
    Path,
    typer.Argument(metavar="[FILE|-]", help="JSON Lines; - is stdin.", show_default=False),
]
PolicyFolder = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        metavar="DIR",
        help="Folder of the policy, or the name of a shipped one: `freelance` (the default), `rental`, `resale`.",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DIR]",
        help="Folder of a policy, or the name of a shipped one (default: `freelance`).",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for a program to read.")]
