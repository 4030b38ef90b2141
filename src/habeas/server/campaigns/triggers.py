"""What databases refuse of a campaign where its members, its looks and other campaigns say how it may be decided."""

from typing import Final

from habeas.domain.campaigns.campaign import ALONE, COUNTED_FOR, CampaignState
from habeas.server.campaigns.models import BEFORE
from habeas.server.triggers import POSTGRES, Trigger, at_least, differing, one_of

_DECIDED: Final = f"NEW.state = '{CampaignState.DECIDED}'"


def _in_parts(vendor: str) -> Trigger:
    """Return that what one person decides alone by the same criterion, clause or law counts together."""
    long_ago = at_least(COUNTED_FOR, vendor=vendor, since="o.decided_at", until="NEW.decided_at")
    grounds = " OR ".join(f"({mine} <> '' AND {other} = {mine})" for mine, other in _grounds(vendor))
    beside = (
        "SELECT COALESCE(SUM(o.size), 0) FROM campaigns_campaign o WHERE o.id <> NEW.id"  # noqa: S608  # names of our own
        f" AND o.is_test = NEW.is_test AND o.state = '{CampaignState.DECIDED}' AND o.approved_by_id IS NULL"
        f" AND o.decided_by_id = NEW.decided_by_id AND NOT {long_ago}"
        f" AND (o.criterion = NEW.criterion OR o.condition = NEW.condition OR {grounds})"
    )
    refuses = (
        f"{_DECIDED} AND OLD.state <> '{CampaignState.DECIDED}' AND NEW.approved_by_id IS NULL"
        f" AND NEW.size + ({beside}) > {ALONE}"
    )
    words = "parts of a campaign count together: above 25 members in thirty days a second person agrees"
    return Trigger("parts_of_a_campaign_count_together", "campaigns_campaign", "UPDATE", refuses, words)


def _grounds(vendor: str) -> list[tuple[str, str]]:
    """Return the clause and the law of a ruling, of this campaign and of another."""
    paths = {
        True: ("{row}.ruling ->> 'clause'", "{row}.ruling -> 'law' ->> 'reference'"),
        False: ("json_extract({row}.ruling, '$.clause')", "json_extract({row}.ruling, '$.law.reference')"),
    }[vendor == POSTGRES]
    return [(one.format(row="NEW"), one.format(row="o")) for one in paths]


def _counted() -> Trigger:
    """Return that a campaign is as large as it has members."""
    refuses = "NEW.size < (SELECT COUNT(*) FROM campaigns_target t WHERE t.campaign_id = NEW.id)"
    words = "a campaign counts all its members"
    return Trigger("campaign_counts_its_members", "campaigns_campaign", "UPDATE", refuses, words)


def _looked_through() -> Trigger:
    """Return that whoever decides or agrees opened as many members as the sample has."""
    opened = (
        "(SELECT COUNT(*) FROM campaigns_look l JOIN campaigns_target t ON t.id = l.target_id"
        " WHERE t.campaign_id = NEW.id AND l.by_id = NEW.{who}) < NEW.sample_size"
    )
    refuses = (
        f"NEW.state NOT IN {one_of(BEFORE)} AND OLD.state <> '{CampaignState.DECIDED}'"
        f" AND ({opened.format(who='decided_by_id')}"
        f" OR (NEW.approved_by_id IS NOT NULL AND {opened.format(who='approved_by_id')}))"
    )
    words = "whoever decides about many, or agrees, opened the sample before"
    return Trigger("campaign_was_looked_through", "campaigns_campaign", "UPDATE", refuses, words)


def _begun() -> Trigger:
    """Return that a campaign begins as a selection: it is decided after its members were looked at."""
    refuses = f"NEW.state <> '{CampaignState.PREVIEWED}'"
    words = "a campaign begins with whom it selects; it is decided after its sample was opened"
    return Trigger("campaign_begins_as_a_selection", "campaigns_campaign", "INSERT", refuses, words)


def _kept() -> Trigger:
    """Return that a campaign once decided stays what it was, and by whom."""
    columns = (
        "state",
        "is_test",
        "criterion",
        "condition",
        "ruling",
        "previewed_by_id",
        "decided_by_id",
        "decided_at",
        "approved_by_id",
    )
    refuses = f"OLD.state = '{CampaignState.DECIDED}' AND ({differing(columns)})"
    words = "a campaign that was decided does not change; what it decided of each member can be looked at again"
    return Trigger("decided_campaign_is_kept", "campaigns_campaign", "UPDATE", refuses, words)


def _closed(verb: str) -> Trigger:
    """Return that nobody joins a campaign that was decided, and that nothing is decided about anybody before."""
    of = "(SELECT c.state FROM campaigns_campaign c WHERE c.id = NEW.campaign_id) <> "
    refuses = {
        "INSERT": f"{of}'{CampaignState.PREVIEWED}'",
        "UPDATE": f"NEW.sanction_id IS NOT NULL AND OLD.sanction_id IS NULL AND {of}'{CampaignState.DECIDED}'",
    }[verb]
    words = "members are selected before a campaign is decided, and decided about when it is"
    return Trigger(f"target_is_decided_in_its_turn_{verb.lower()}", "campaigns_target", verb, refuses, words)


def triggers_of(vendor: str) -> tuple[Trigger, ...]:
    """Return all of them, as one database writes them."""
    return (
        _in_parts(vendor),
        _counted(),
        _looked_through(),
        _begun(),
        _kept(),
        _closed("INSERT"),
        _closed("UPDATE"),
    )
