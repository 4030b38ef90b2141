"""What an API key may do."""

from django.db.models import TextChoices


class Scope(TextChoices):
    """One right of a key."""

    INGEST = "ingest", "send events"
    CHECK = "check", "check drafts"
    READ = "read", "read decisions, statements and standing"
    ACT = (
        "act",
        (
            "decide cases, campaigns, appeals in the name of people who work here; file appeals, reports, answers of "
            "members, and make links for them; acknowledge measures; change what is configured"
        ),
    )
    MONEY = "money", "record claims and decisions about money: holds, renewals, releases"
