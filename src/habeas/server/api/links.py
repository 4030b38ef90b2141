"""What is asked of a link, and how it is answered: one for a member, or for who acts for them."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field

from habeas.server.api.authorization import caller_of
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply
from habeas.server.parties.erasure import AlreadyErased, UnknownMember
from habeas.server.usecases.make_link import LASTS, AddressUnconfirmed, make_link

_CREATED: Final = 201


class LinkTerms(BaseModel):
    """How long a link opens, and whether the host confirmed the address that it sends the link to."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"lasts_hours": 168, "address_confirmed": True}]}
    )

    lasts_hours: int = Field(int(LASTS.total_seconds()) // 3600, ge=1, le=24 * 30)
    address_confirmed: bool = Field(
        default=False,
        strict=True,
        description="you have confirmed the address that you send the link to; needed where Habeas cannot mail a code",
    )


def answer_link(request: HttpRequest, member: str, *, terms: LinkTerms, mandate: str | None = None) -> HttpResponse:
    """Make a link and return it. Raises Refusal."""
    try:
        made = make_link(
            member=member,
            by=f"key:{caller_of(request).id}",
            now=timezone.now(),
            lasts=timedelta(hours=terms.lasts_hours),
            vouched=terms.address_confirmed,
            mandate=mandate,
        )
    except (UnknownMember, AlreadyErased) as error:
        raise refusal_of(error) from None
    except AddressUnconfirmed as error:
        said = [{"field": "/address_confirmed", "message": str(error)}]
        raise Refusal(Kind.BAD_CONTENT, str(error), errors=said) from None
    shown = {
        "member": member,
        "mandate": mandate,
        "url": f"{settings.HABEAS.public_url}{reverse('portal:open', args=[made.text])}",
        "expires_at": made.until.isoformat(),
        "confirmed_by": "code" if made.asks_code else "host",
    }
    return reply(shown, status=_CREATED)


def refusal_of(error: UnknownMember | AlreadyErased) -> Refusal:
    """Return why nothing is done about a member who is not there."""
    if isinstance(error, AlreadyErased):
        return Refusal(Kind.GONE, "The member was erased: there is nothing left to read.")
    return Refusal(Kind.NOT_FOUND, "Nothing was ever heard of this member: send `member.joined` first.")
