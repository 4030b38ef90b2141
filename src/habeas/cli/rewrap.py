"""`habeas rewrap`: wrap every key by the present secret key."""

import typer

from habeas.cli.service import open_service

BROKEN = 1
"""Exit status where a key is wrapped by a secret that is not at hand."""


def rewrap() -> None:
    """Wrap every key of the service by HABEAS_SECRET_KEY, after it was rotated.

    First set the new secret, with the one before it in HABEAS_OLD_SECRET_KEYS, and restart the service. When this has
    ended with 0 the old secret is needed no more. It may be broken off, and begun again.
    """
    open_service()
    from django.utils import timezone

    from habeas.server.usecases.rewrap_keys import rewrap_keys
    from habeas.server.wrapping import SealBroken

    try:
        number = rewrap_keys(by="operator", now=timezone.now())
    except SealBroken as error:
        typer.echo(f"no secret at hand opens the key of {error}: name it in HABEAS_OLD_SECRET_KEYS", err=True)
        raise typer.Exit(BROKEN) from error
    typer.echo(f"wrapped the keys of {number} owners anew; the old secret is needed no more")
