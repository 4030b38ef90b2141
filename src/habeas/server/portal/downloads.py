"""Files to keep: a statement as it was sent, and everything that is held about a member."""

import json

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from habeas.server.adapters.printing import print_page
from habeas.server.audit.queries import get_opened
from habeas.server.audit.signing import get_verifier_key
from habeas.server.holdings.exporting import opened_as_json
from habeas.server.holdings.pages import render_page
from habeas.server.notices.forms import MEDIA_TYPES, content_as
from habeas.server.notices.queries import Sent, list_sent
from habeas.server.parties.keys import read_keys
from habeas.server.portal import STATIC
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_member, for_whoever_acts
from habeas.server.usecases.export_member import export_member


@require_safe
@for_whoever_acts
def statement(request: HttpRequest, visit: Visit, decision_id: str, kind: str, form: str) -> HttpResponse:
    """Hand out a statement as it was kept when it was sent; a page is made for one that is kept for programs alone."""
    found = _find(visit, decision_id, kind)
    if found is None:
        return not_found(request)
    content = content_as(found, form)
    if content is None:
        page = _as_page(found, visit)
        content = page if form == "html" else print_page(page.decode())
    return handed_out(content, name=f"statement-{decision_id}-{kind}.{form}", media_type=MEDIA_TYPES[form])


@require_safe
@for_whoever_acts
def log_entry(request: HttpRequest, visit: Visit, decision_id: str, kind: str) -> HttpResponse:
    """Hand out what the log holds of a statement, opened and proven, as `habeas audit verify` reads it."""
    found = _find(visit, decision_id, kind)
    opened = None
    if found is not None and found.log_entry is not None:
        keys = read_keys([visit.member])
        opened = get_opened(found.log_entry, member=visit.member, open_sealed=keys.open)
    if opened is None:
        return not_found(request)
    content = json.dumps({"audit_log": [opened_as_json(opened)]}, indent=2, ensure_ascii=False).encode()
    return handed_out(content, name=f"log-entry-{opened.entry.index}.json", media_type=MEDIA_TYPES["json"])


def _find(visit: Visit, decision_id: str, kind: str) -> Sent | None:
    """Return a statement that whoever visits may read, with its entry in the log; None where there is none."""
    if not visit.covers(decision_id):
        return None
    sent = list_sent(visit.member, decisions=[decision_id], with_entries=True)
    return next((one for one in sent if one.kind == kind), None)


@require_POST
@for_member
def export(request: HttpRequest, visit: Visit, form: str) -> HttpResponse:  # noqa: ARG001  # as views are called
    """Hand out all that is held about the member; the log says that it was."""
    content = export_member(member=visit.member, by="member", now=visit.now)
    name = f"my-data-{visit.now:%Y-%m-%d}.{form}"
    if form == "json":
        return handed_out(
            json.dumps(content, indent=2, ensure_ascii=False).encode(), name=name, media_type=MEDIA_TYPES[form]
        )
    return handed_out(render_page(content).encode(), name=name, media_type=MEDIA_TYPES[form])


def _as_page(sent: Sent, visit: Visit) -> bytes:
    named = {
        "words": visit.words,
        "one": sent,
        "now": visit.now,
        "log_key": get_verifier_key(),
        "style": (STATIC / "portal" / "portal.css").read_text(encoding="utf-8"),
        "is_file": True,
    }
    return render_to_string("portal/statement.html", named).encode()


def handed_out(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Return a file to keep."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
