"""What an officer is about to do with money, shown before it is done: what the member reads, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from habeas.server.console.deciding import CHANGE, CONFIRM, sent_again

Json = Mapping[str, Any]

_OFFERED: Final = frozenset({CHANGE, CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What an act would bring about. `reads` is None where the member reads nothing, and `unread` says why."""

    title: str
    member: str
    reads: Json | None
    unread: str
    effects: Sequence[str]
    act: str


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether somebody confirmed what they were shown."""
    return request.POST.get("step") == CONFIRM


def is_to_be_shown(request: HttpRequest) -> bool:
    """Tell whether a form was sent to see what it would bring about: by its button, or with the key that sends."""
    return request.method == "POST" and request.POST.get("step") not in _OFFERED


def show_foreseen(request: HttpRequest, foreseen: Foreseen) -> HttpResponse:
    """Show what would follow, with the form to be sent again to where it came from: confirmed, or to be changed."""
    return render(request, "console/check_money.html", {"one": foreseen, "sent": sent_again(request)})
