"""The format of a policy's files: which parts there are and what each is for.

The loader reads by it and the JSON Schema for editors is made from it.
"""

from typing import Any, Final

from habeas.policy.actions import ACTIONS
from habeas.policy.scalars import ANY_VALUE, DAY, SHARE, SPAN, TRUTH, integer, text
from habeas.policy.shapes import Choice, Either, Field, Many, Record, Table
from habeas.policy.unknown import FactType

ID: Final = text("an id of small letters, digits, '-' and '_'", r"[a-z][a-z0-9_-]{0,79}")
NAME: Final = text("a dotted name such as contract.state", r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
LANGUAGE: Final = text("a language such as en", r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
WORDS: Final = Either(text(), Table(text()))
ACTION: Final = Choice(tuple(ACTIONS))
FACT_TYPE: Final = Choice(tuple(FactType))

_CONDITION: Final = {
    "if": Field(text("a condition"), "the condition, in CEL over facts and the finding", required=True),
    "says": Field(WORDS, "what it means for the member when it holds", required=True),
    "otherwise": Field(WORDS, "what it means for the member when it does not"),
    "unknown": Field(WORDS, "what it means for the member when nobody knows"),
}
CONDITION: Final = Record("a condition", {"id": Field(ID, "its name"), **_CONDITION})
NAMED_CONDITION: Final = Record("a condition", {"id": Field(ID, "its name", required=True), **_CONDITION})
EXCEPTION: Final = Record(
    "an exception",
    {
        "id": Field(ID, "its name, stable for ever", required=True),
        "if": Field(text("a condition"), "when it excuses", required=True),
        "says": Field(WORDS, "why it excuses, for the member"),
        "answer": Field(ACTION, "what is done all the same: none or nudge"),
        "accepts": Field(Choice(("proof", "member_word")), "whether one member's word is enough"),
        "uses": Field(
            Record(
                "uses",
                {
                    "per_pair": Field(integer(1), "how often between two sides"),
                    "per_30_days": Field(integer(1), "how often in 30 days"),
                },
            ),
            "how often it excuses",
        ),
    },
)
EXCEPTIONS: Final = Many(Either(ID, EXCEPTION))
ANSWER: Final = Record(
    "an answer",
    {
        "action": Field(ACTION, "what is done", required=True),
        "strikes": Field(integer(), "holds up to so many strikes"),
        "nudges": Field(integer(), "holds up to so many nudges"),
        "or_share_below": Field(SHARE, "holds also while strikes are a smaller share of messages"),
    },
)
CLAUSE: Final = Record(
    "a clause",
    {
        "id": Field(ID, "its name, stable for ever", required=True),
        "title": Field(WORDS, "what it is about", required=True),
        "text": Field(WORDS, "what it says", required=True),
        "url": Field(text("an https address", r"https://\S+"), "where the terms are published", required=True),
        "in_force_from": Field(DAY, "the first day it binds", required=True),
        "announced_at": Field(DAY, "the day members were told of it"),
        "notice_days": Field(integer(), "how many days members must have known of it"),
        "safer_way": Field(WORDS, "what a member can do instead"),
        "unless": Field(EXCEPTIONS, "exceptions, copied to each of its rules"),
    },
)
RULE: Final = Record(
    "a rule",
    {
        "id": Field(ID, "its name, stable for ever", required=True),
        "title": Field(WORDS, "what it forbids", required=True),
        "clause": Field(ID, "the clause that it enforces", required=True),
        "class": Field(ID, "the class of findings that it judges", required=True),
        "when": Field(Many(Either(ID, CONDITION), at_least=1), "all must hold", required=True),
        "unless": Field(EXCEPTIONS, "what excuses"),
        "answer": Field(Many(ANSWER, at_least=1), "answers, from mild to harsh", required=True),
        "on_unknown": Field(Choice(("nothing", "case")), "whether a human is asked when facts are unknown"),
        "mode": Field(Choice(("acts", "shadow")), "shadow: evaluated and reported, never acts"),
        "ceiling": Field(ACTION, "the harshest that a machine does by this rule"),
        "priority": Field(integer(), "settles which of two rules for the same facts is meant"),
        "error_budget": Field(
            Record(
                "an error budget",
                {
                    "overturned": Field(SHARE, "the largest share of appeals won", required=True),
                    "false_positives": Field(SHARE, "the largest share of wrong finds", required=True),
                },
            ),
            "beyond it the rule only opens cases",
        ),
        "nudge": Field(WORDS, "the text of its nudge, in Jinja"),
        "notice": Field(WORDS, "the text of its notice, in Jinja"),
    },
)
_FACT: Final = Record(
    "a fact",
    {
        "name": Field(NAME, "the dotted name", required=True),
        "type": Field(FACT_TYPE, "its type"),
        "means": Field(text(), "what it says"),
        "family": Field(ID, "which facts are fed together"),
        "changeable": Field(text(), "what a person could have done to change it"),
        "absent": Field(ANY_VALUE, "the value when nothing was said, or unknown"),
        "values": Field(Many(text()), "the texts it takes"),
        "open": Field(TRUTH, "whether it takes other texts too"),
        "proven_by": Field(Many(Choice(("platform", "both", "member"))), "who can prove it"),
        "window": Field(SPAN, "how far a count looks back"),
    },
)
_STEP: Final = Record(
    "a step of the ladder",
    {
        "action": Field(ACTION, "the measure", required=True),
        "lasts": Field(SPAN, "how long at most"),
        "lasts_in_contract": Field(SPAN, "how long at most while a contract runs"),
        "renewals": Field(integer(), "how often a second person may renew it"),
        "longest": Field(SPAN, "how long at most with all renewals"),
        "notice": Field(SPAN, "how long before it the member is told"),
        "second_person": Field(TRUTH, "whether a second person must agree"),
        "on_overdue": Field(Choice(("ends", "delivers")), "what happens when nobody looked in time"),
    },
)
_VARIANT: Final = Record(
    "a variant",
    {
        "id": Field(ID, "its name", required=True),
        "extends": Field(ID, "the variant whose options it starts from"),
        "platforms": Field(Many(text()), "the platforms it is for"),
        "plans": Field(Many(text()), "the plans it is for"),
        "options": Field(Table(ANY_VALUE), "the options it sets"),
    },
)
_SIMPLE: Final = {
    "policy": Field(ID, "the policy's id, stable for ever"),
    "version": Field(text("a version", r"[0-9A-Za-z.+-]{1,40}"), "this version, never used twice"),
    "released": Field(DAY, "the day of this version"),
    "title": Field(WORDS, "the policy's name for people"),
    "languages": Field(Many(LANGUAGE, at_least=1), "languages every text must have; the first stands in"),
    "ceiling": Field(ACTION, "the harshest that a machine does"),
    "strikes_expire_after": Field(SPAN, "how long a strike counts"),
    "nudges_expire_after": Field(SPAN, "how long a nudge is remembered"),
    "signal_classes": Field(Many(ID), "classes fed by outside detectors"),
    "vocabulary": Field(Table(WORDS), "what values are called in texts"),
    "clocks": Field(Table(SPAN), "promised times by name"),
}
_LISTS: Final = {
    "facts": Field(Many(_FACT), "facts of its own, or shipped ones narrowed"),
    "counters": Field(
        Many(
            Record(
                "a counter",
                {
                    "name": Field(NAME, "the fact that holds the count", required=True),
                    "event": Field(text("an event type", r"[a-z_]+\.[a-z_]+"), "what is counted", required=True),
                    "by": Field(Choice(("sender", "pair", "conversation")), "whose events", required=True),
                    "window": Field(SPAN, "how far back", required=True),
                    "means": Field(WORDS, "what it says", required=True),
                },
            )
        ),
        "counts of events in a time window",
    ),
    "coverage": Field(
        Many(
            Record(
                "coverage",
                {
                    "platform": Field(text(), "the platform", required=True),
                    "family": Field(ID, "the family of facts it feeds completely", required=True),
                    "since": Field(DAY, "since when", required=True),
                },
            )
        ),
        "which platform feeds which facts completely",
    ),
    "options": Field(
        Many(
            Record(
                "an option",
                {
                    "id": Field(text("an option's name", r"[a-z][a-z0-9_]*"), "its name", required=True),
                    "type": Field(FACT_TYPE, "its type", required=True),
                    "default": Field(ANY_VALUE, "its value where no variant sets it", required=True),
                    "means": Field(WORDS, "what it chooses", required=True),
                },
            )
        ),
        "what differs between platforms or plans",
    ),
    "variants": Field(Many(_VARIANT), "options by platform and plan"),
    "clauses": Field(Many(CLAUSE), "the published clauses"),
    "conditions": Field(Many(NAMED_CONDITION), "conditions that rules share"),
    "exceptions": Field(Many(EXCEPTION), "exceptions that clauses and rules share"),
    "rules": Field(Many(RULE), "the rules"),
    "ceilings": Field(
        Many(
            Record(
                "a ceiling",
                {
                    "id": Field(ID, "its name", required=True),
                    "if": Field(text("a condition"), "when it limits", required=True),
                    "says": Field(WORDS, "why it limits", required=True),
                    "action": Field(ACTION, "the harshest that a machine does then", required=True),
                },
            )
        ),
        "when a machine does less",
    ),
    "ladder": Field(Many(_STEP), "how long each measure lasts and how it ends"),
}
DOCUMENT: Final = Record("a policy", {**_SIMPLE, **_LISTS}, is_partial=True)
"""One file of a policy's folder; the files together make the policy."""

REQUIRED: Final = ("policy", "version", "released", "title", "languages", "clauses", "rules")
"""Parts that the files together must have."""

LISTS: Final = frozenset(_LISTS)
"""Parts that several files may add to; each of the others stands once."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a policy file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Habeas policy",
        **DOCUMENT.describe(),
    }
