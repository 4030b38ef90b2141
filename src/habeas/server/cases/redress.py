"""What everything says that a member is told of a decision: how to contest it, whom to ask, who decided."""

from typing import Final

from django.conf import settings

from habeas.domain.statements.content import Contact, Redress

_STAFF: Final = "staff:"


def redress_of(decision: str) -> Redress:
    """Return the ways to contest a decision, as the operator declares them."""
    said = settings.HABEAS.redress
    url = f"{said.appeal_url}?decision={decision}"
    return Redress(
        appeal_url=url,
        court=said.court,
        ods_bodies_url=said.bodies_url,
        mediators=said.mediators,
        regulator=said.regulator,
    )


def contact_of() -> Contact:
    """Return who can discuss facts and reasons with a member (PWD11-1a)."""
    return Contact(settings.HABEAS.redress.contact, settings.HABEAS.redress.contact_url)


def pseudonym(by: str) -> str:
    """Return the name under which a person decides, which hides theirs."""
    return f"R-{by.removeprefix(_STAFF)}"
