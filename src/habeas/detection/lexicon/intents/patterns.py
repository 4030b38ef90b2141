"""Which cues, near each other, make an intent. One row a way of saying it."""

from habeas.detection.cue_gate import Gate
from habeas.detection.grammar import Pattern
from habeas.detection.lexicon.intents.cues import Cue


def _needs(*places: str) -> tuple[frozenset[Cue], ...]:
    """Return sets of cues written as `"APP|MAIL"`."""
    return tuple(frozenset(Cue[name] for name in place.split("|")) for place in places)


TALK_ELSEWHERE: tuple[Pattern, ...] = (
    Pattern(_needs("INVITE", "APP"), 0.9, "asks to write or talk in another app", gap=25, nested=True),
    Pattern(_needs("HAVE", "APP"), 0.75, "asks for or offers another app to talk", gap=10, plain=False),
    Pattern(
        _needs("INVITE", "MAIL|PHONE"), 0.75, "asks to write by e-mail or to phone", gap=24, plain=False, nested=True
    ),
    Pattern(
        _needs("PROPOSE", "TALK", "APP"), 0.85, "proposes to talk in another app", gap=25, ordered=True, plain=False
    ),
    Pattern(
        _needs("PROPOSE", "TALK", "MAIL|PHONE"),
        0.7,
        "proposes to go on by e-mail or phone",
        gap=15,
        ordered=True,
        plain=False,
    ),
    Pattern(_needs("TALK", "APP"), 0.65, "tells to talk in another app", gap=12, ordered=True, opens=True, plain=False),
    Pattern(_needs("PROPOSE", "CALLING"), 0.65, "proposes to talk in another app", gap=45, ordered=True, plain=False),
    Pattern(_needs("APP", "EASIER"), 0.65, "prefers to talk in another app", gap=15, ordered=True, plain=False),
    Pattern(_needs("PHONING", "PROPOSE|TALK|INVITE"), 0.6, "proposes to talk by phone", gap=40, plain=False),
    Pattern(_needs("APP|MAIL", "ME"), 0.85, "asks for a message in another app", gap=1, ordered=True),
    Pattern(_needs("TALK|INVITE", "OUTSIDE"), 0.85, "proposes to talk outside the site", gap=30, nested=True),
    Pattern(_needs("INVITE", "ELSEWHERE"), 0.8, "proposes to talk somewhere else", gap=25, plain=False),
    Pattern(_needs("PROPOSE", "TALK", "ELSEWHERE"), 0.75, "proposes to talk somewhere else", gap=20, plain=False),
    Pattern(_needs("FIND", "APP|NAME"), 0.8, "wants to find or be found elsewhere", gap=40),
    Pattern(_needs("FIND_ME"), 0.75, "says where the author can be found"),
    Pattern(_needs("VISIT"), 0.65, "asks to come by"),
    Pattern(_needs("APPLY", "OWN_SITE|MAIL"), 0.75, "asks to apply outside the site", gap=20, plain=False, nested=True),
    Pattern(_needs("SWAP"), 0.75, "proposes to exchange contact details"),
)

PAY_OUTSIDE: tuple[Pattern, ...] = (
    Pattern(_needs("PAY", "RAIL"), 0.8, "names a way to pay outside the site", gap=40),
    Pattern(_needs("TAKE", "RAIL"), 0.75, "names a way to pay outside the site", gap=12, ordered=True, plain=False),
    Pattern(_needs("PAY", "DETAILS"), 0.7, "names an account to pay to", gap=30, plain=False, across_pauses=True),
    Pattern(
        _needs("CHEAPER", "RAIL"), 0.65, "offers a lower price for a payment outside the site", gap=20, plain=False
    ),
    Pattern(_needs("PAYMENT", "RAIL", "PERSON"), 0.6, "names a way to pay outside the site", gap=25, plain=False),
    Pattern(_needs("PAY", "DIRECT"), 0.8, "proposes to pay directly", gap=25),
    Pattern(_needs("PAY|PAYMENT|BUY|WORK", "OUTSIDE"), 0.85, "proposes to deal outside the site", gap=30, nested=True),
    Pattern(_needs("PAY|BUY", "ELSEWHERE"), 0.7, "proposes to deal somewhere else", gap=20, plain=False),
    Pattern(_needs("BUY", "DIRECT"), 0.7, "proposes to deal directly", gap=20, plain=False),
    Pattern(_needs("PROPOSE", "WORK", "DIRECT"), 0.7, "proposes to deal directly", gap=15, plain=False),
    Pattern(
        _needs("BUY", "OWN_SITE"), 0.75, "proposes to book or buy on another page", gap=15, ordered=True, plain=False
    ),
    Pattern(_needs("RAIL", "ACCEPT"), 0.7, "agrees to a way to pay outside the site", gap=6, plain=False),
    Pattern(_needs("GIFT", "RAIL"), 0.75, "offers money outside the site", gap=25, plain=False),
    Pattern(_needs("MONEY", "RAIL"), 0.65, "asks for money outside the site", gap=25, plain=False),
    Pattern(_needs("GIVE", "DETAILS"), 0.7, "offers or asks for account details", gap=20, plain=False),
    Pattern(_needs("RAIL", "ME"), 0.85, "asks for money outside the site", gap=1, ordered=True),
    Pattern(
        _needs("CLOSE", "RAIL|DIRECT|OUTSIDE|ELSEWHERE|WITH_ME|PAY"),
        0.8,
        "proposes to close it here and deal elsewhere",
        gap=60,
        across_pauses=True,
    ),
    Pattern(
        _needs("CHEAPER", "DIRECT|OUTSIDE|OWN_SITE|LEAVE_OUT"),
        0.7,
        "offers a lower price elsewhere",
        gap=30,
        plain=False,
        nested=True,
    ),
    Pattern(_needs("DODGE"), 0.8, "proposes to avoid the site's fees"),
    Pattern(
        _needs("FAMILY", "PAY|PAYMENT|RAIL|MONEY|GIVE|ACCEPT"), 0.8, "proposes to pay as to friends and family", gap=30
    ),
    Pattern(_needs("LEAVE_OUT"), 0.8, "proposes to leave the site out"),
)

_PIVOTS = (
    Cue.CALLING,
    Cue.PHONING,
    Cue.APP, Cue.MAIL, Cue.PHONE, Cue.OUTSIDE, Cue.ELSEWHERE, Cue.FIND, Cue.FIND_ME, Cue.VISIT, Cue.OWN_SITE, Cue.SWAP,
    Cue.RAIL, Cue.DIRECT, Cue.DETAILS, Cue.CLOSE, Cue.DODGE, Cue.FAMILY, Cue.LEAVE_OUT,
)  # fmt: skip
"""Every pattern needs one of these."""

GATE = Gate((*TALK_ELSEWHERE, *PAY_OUTSIDE), pivots=_PIVOTS)
"""Where a text could hold an intent."""
