"""Lets go of a file that its member does not want to send after all. What was filed stays."""

from django.db import transaction

from habeas.server.attachments.models import Attachment


@transaction.atomic
def discard_file(*, file: str, member: str, is_test: bool) -> bool:
    """Delete a file that waits; return whether it was there."""
    number, _ = Attachment.objects.filter(id=file, member=member, about="", is_test=is_test).delete()
    return number > 0
