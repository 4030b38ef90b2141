"""Lets go of an appeal that its member does not want to file after all, and of the files that wait for it."""

from django.db import transaction

from habeas.server.appeals.drafts import get_draft
from habeas.server.appeals.models import AppealDraft
from habeas.server.attachments.models import Attachment


@transaction.atomic
def discard_draft(*, member: str, decision: str, mandate: str = "") -> None:
    """Delete a draft of a member, or of who acts for them by a mandate, once."""
    draft = get_draft(member, decision, mandate=mandate)
    Attachment.objects.filter(member=member, id__in=draft.files, about="").delete()
    AppealDraft.objects.filter(member=member, decision=decision, mandate=mandate).delete()
